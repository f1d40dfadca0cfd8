"""SVG elements as strings.

Colours are classes: the site's figures.css gives them, light and dark.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape

Point = tuple[float, float]
#: A figure's height and its elements; each figure is 640 wide.
Picture = tuple[float, Sequence[str]]
#: A figure's words in the page's language, by what they are for.
Words = Mapping[str, str]


def number(x: float, digits: int = 4) -> str:
    """A number as a label: rounded, integers without decimals, with a minus sign (−).

    Examples:
        >>> number(-0.15631)
        '−0.1563'
        >>> number(7.0)
        '7'
        >>> number(-0.00001)
        '0.0000'
    """
    text = f"{x:z.{digits}f}"
    if float(text) == round(x) == x:
        text = f"{x:z.0f}"
    return text.replace("-", "−")


def element(name: str, content: str | Iterable[str] = "", /, **attributes: object) -> str:
    """One element; `class_` and `stroke_width` are written as XML has them.

    Examples:
        >>> element("circle", class_="class0", cx=1.0, r=2.25)
        '<circle class="class0" cx="1" r="2.25"/>'
    """
    words = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        written = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
        words.append(f'{key.rstrip("_").replace("_", "-")}="{escape(str(written))}"')
    inner = content if isinstance(content, str) else "".join(content)
    return f"<{' '.join(words)}>{inner}</{name}>" if inner else f"<{' '.join(words)}/>"


def figure(height: float, content: Iterable[str], label: str | None) -> str:
    """The whole figure, 640 wide; `label` is what a screen reader says of it."""
    return element(
        "svg",
        content,
        class_="fig",
        viewBox=f"0 0 640 {height:.0f}",
        role="img",
        aria_label=label or None,
        xmlns="http://www.w3.org/2000/svg",
    )


def text(x: float, y: float, words: str, class_: str = "", anchor: str = "middle") -> str:
    """A label; `words` may hold `<tspan>`s."""
    anchor_ = None if anchor == "start" else anchor
    return element(
        "text", words, x=float(x), y=float(y), class_=class_ or None, text_anchor=anchor_
    )


def line(start: Point, end: Point, class_: str = "line") -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def arrow(start: Point, end: Point, class_: str = "line", gap: float = 0.0) -> str:
    """A line with a head; it stops `gap` short of both ends."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    u, v = (x2 - x1) / length, (y2 - y1) / length
    x1, y1, x2, y2 = x1 + u * gap, y1 + v * gap, x2 - u * gap, y2 - v * gap
    head = [
        (x2, y2),
        (x2 - 9 * u - 4 * v, y2 - 9 * v + 4 * u),
        (x2 - 9 * u + 4 * v, y2 - 9 * v - 4 * u),
    ]
    return line((x1, y1), (x2 - 6 * u, y2 - 6 * v), class_) + polygon(head, f"{class_} head")


def box(x: float, y: float, width: float, height: float, class_: str, **attributes: object) -> str:
    """A rectangle by its upper left corner."""
    place = {"x": float(x), "y": float(y), "width": float(width), "height": float(height)}
    return element("rect", **place, **attributes, class_=class_)


def centred(x: float, y: float, width: float, height: float, class_: str, **more: object) -> str:
    """A rectangle by its middle."""
    return box(x - width / 2, y - height / 2, width, height, class_, **more)


def circle(x: float, y: float, r: float, class_: str) -> str:
    """A circle by its middle."""
    return element("circle", cx=float(x), cy=float(y), r=float(r), class_=class_)


def polygon(points: Iterable[Point], class_: str) -> str:
    """A closed path."""
    return element("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_=class_)


def curve(points: Iterable[Point], class_: str) -> str:
    """A line through points, in order; those that change it by less than 0.25 are left out."""
    pairs = (f"{x:.1f},{y:.1f}" for x, y in _simplified(list(points)))
    return element("polyline", points=" ".join(pairs), class_=class_)


def _simplified(points: list[Point], tolerance: float = 0.25) -> list[Point]:
    """Fewer points, none of the others further than `tolerance` from the line.

    Ramer, Douglas and Peucker: https://en.wikipedia.org/wiki/Ramer-Douglas-Peucker_algorithm
    """
    if len(points) < 3:
        return points
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def distance(point: Point) -> float:
        x, y = point
        if length == 0:
            return math.hypot(x - x0, y - y0)
        return abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length

    furthest = max(range(1, len(points) - 1), key=lambda i: distance(points[i]))
    if distance(points[furthest]) <= tolerance:
        return [points[0], points[-1]]
    before, after = points[: furthest + 1], points[furthest:]
    return [*_simplified(before, tolerance)[:-1], *_simplified(after, tolerance)]


def mark(x: float, y: float, kind: int, size: float = 8.0) -> str:
    """A point of class 0, a circle, or 1, a square."""
    if kind == 0:
        return circle(x, y, size, "class0")
    return centred(x, y, 1.8 * size, 1.8 * size, "class1", rx=1.5)


def region(values: list[list[float]], left: float, top: float, cell: float) -> tuple[str, str]:
    """Where a field on a grid is above 0, and the line where it is 0.

    Marching squares: in each cell the zero on an edge is found by linear interpolation.

    Args:
        values: rows of numbers at the corners of the cells.
        left: where the first column is drawn.
        top: where the first row is drawn.
        cell: the side of a cell.

    Returns:
        The `d` of two paths, the area and its border.
    """
    area, border = [], []
    for i, (upper, lower) in enumerate(itertools.pairwise(values)):
        y, run = top + i * cell, None
        for j in range(len(upper) - 1):
            x = left + j * cell
            corners = [
                (x, y, upper[j]),
                (x + cell, y, upper[j + 1]),
                (x + cell, y + cell, lower[j + 1]),
                (x, y + cell, lower[j]),
            ]
            if all(value > 0 for *_, value in corners):
                run = x if run is None else run
                continue
            if run is not None:
                area.append(f"M{run:.1f} {y:.1f}H{x:.1f}V{y + cell:.1f}H{run:.1f}Z")
                run = None
            shape, cut = _cell(corners)
            if shape:
                area.append("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in shape) + "Z")
                border += [
                    f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}"
                    for (a, b), (c, d) in zip(cut[::2], cut[1::2], strict=True)
                ]
        if run is not None:
            end = left + (len(upper) - 1) * cell
            area.append(f"M{run:.1f} {y:.1f}H{end:.1f}V{y + cell:.1f}H{run:.1f}Z")
    return "".join(area), "".join(border)


def _cell(corners: list[tuple[float, float, float]]) -> tuple[list[Point], list[Point]]:
    """The part of one cell that is above 0, and the points where its edge crosses 0."""
    shape: list[Point] = []
    cut: list[Point] = []
    for (x1, y1, v1), (x2, y2, v2) in itertools.pairwise([*corners, corners[0]]):
        if v1 > 0:
            shape.append((x1, y1))
        if (v1 > 0) != (v2 > 0):
            part = v1 / (v1 - v2)
            cut.append((x1 + part * (x2 - x1), y1 + part * (y2 - y1)))
            shape.append(cut[-1])
    return shape, cut
