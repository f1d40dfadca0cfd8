"""The plane of the two inputs: the regions of the two classes, the points, the axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from figures.plot import Plot
from figures.svg import element, mark, number, region, text
from xor_tutorial.data import truth_table

LOW, HIGH = -0.35, 1.35  # which part of the plane is shown

Row = tuple[float, float]


def plane(left: float, top: float, side: float, low: float = LOW, high: float = HIGH) -> Plot:
    """A square from `low` to `high` each way: x₁ to the right, x₂ upwards."""
    return Plot(left, top, side, side, (low, high), (low, high))


def rows() -> list[tuple[Row, int]]:
    """XOR's four rows, each with its class."""
    inputs, targets = (column.tolist() for column in truth_table("cpu"))
    return [((x1, x2), kind) for (x1, x2), kind in zip(inputs, targets, strict=True)]


def logit_difference(model: nn.Module) -> Callable[[Tensor], Tensor]:
    """What is above 0 where a network says class 1."""

    def score(points: Tensor) -> Tensor:
        with torch.inference_mode():
            z: Tensor = model(points)
        return z[:, 1] - z[:, 0]

    return score


def regions(plot: Plot, score: Callable[[Tensor], Tensor], cells: int) -> str:
    """The two classes' regions and the border between them.

    Args:
        plot: the plane.
        score: from points (n, 2) to n numbers, above 0 where class 1 is.
        cells: the side of the grid on which the score is computed.
    """
    axis = torch.linspace(*plot.x, cells + 1)
    x2, x1 = torch.meshgrid(axis.flip(0), axis, indexing="ij")
    scores = score(torch.stack([x1, x2], dim=-1).view(-1, 2)).view(cells + 1, cells + 1)
    area, border = region(scores.tolist(), plot.left, plot.top, plot.width / cells)
    return "".join(
        (
            plot.box("class0-area"),
            element("path", d=area, class_="class1-area") if area else "",
            element("path", d=border, class_="border") if border else "",
        )
    )


def marks(plot: Plot, points: Iterable[tuple[Row, int]], size: float = 8) -> str:
    """Points with the marks of their classes."""
    return "".join(mark(*plot.place(*point), kind, size) for point, kind in points)


def network_plane(plot: Plot, model: nn.Module, cells: int) -> str:
    """The regions of a network and the four rows of XOR."""
    size = 9 if plot.width > 200 else 6
    return regions(plot, logit_difference(model), cells) + marks(plot, rows(), size)


def axes(
    plot: Plot, names: tuple[str, str] = ("x₁", "x₂"), values: Iterable[float] = (0.0, 1.0)
) -> str:
    """Numbers along both sides of the plane, and between 0 and 1 what is measured."""
    parts = []
    for value in values:
        x, y = plot.place(value, value)
        parts.append(text(x, plot.bottom + 20, number(value), "muted"))
        parts.append(text(plot.left - 14, y + 5, number(value), "muted"))
    x, y = plot.place(0.5, 0.5)
    parts.append(text(x, plot.bottom + 20, names[0], "variable"))
    parts.append(text(plot.left - 16, y + 5, names[1], "variable"))
    return "".join(parts)


def favicon() -> str:
    """The site's mark: four points and the curve that parts them; colours follow the system."""
    style = (
        ".class0{fill:#1f6fb2}.class1{fill:#c8590b}.border{fill:none;stroke:#5b6270;stroke-width:2.4;"
        "stroke-linecap:round}@media(prefers-color-scheme:dark){.class0{fill:#6db1ef}"
        ".class1{fill:#f2a15c}.border{stroke:#aeb4c0}}"
    )
    points = "".join(mark(x, y, kind, 5.5) for x, y, kind in ((9, 23, 0), (23, 9, 0)))
    points += "".join(mark(x, y, kind, 5.0) for x, y, kind in ((9, 9, 1), (23, 23, 1)))
    curves = element("path", d="M2 16 Q14 18 16 30", class_="border")
    curves += element("path", d="M16 2 Q18 14 30 16", class_="border")
    return element(
        "svg",
        element("style", style) + curves + points,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 32 32",
    )
