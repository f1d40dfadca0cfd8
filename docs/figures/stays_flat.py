"""Figures of the page "stays-flat": a saddle, eigenvectors, slope and curvature along a run."""

from __future__ import annotations

import math

from figures import trained
from figures.plot import Plot
from figures.svg import Picture, Words, arrow, circle, element, text

#: Moves from the lowest point of the valley f(x, y) = (x² + 25 y²) / 2.
MOVES = ((1, 0), (0, 1), (1, 1))


def saddle(words: Words) -> Picture:
    """Lines of equal height around a saddle, and gradient descent past it."""
    up, down = 0.8, 0.1  # the sizes of the curvatures, across and along the way down
    plot = Plot(20, 14, 600, 210, (-4, 4), (-1.4, 1.4))
    parts = [plot.box("frame")]
    for height in (-0.4, -0.1, 0.1, 0.4):
        for side in (-1, 1):
            rays = [2.2 * (i / 80 - 1) for i in range(161)]
            near, far = (
                [math.sqrt(2 * abs(height)) * f(ray) for ray in rays]
                for f in (math.cosh, math.sinh)
            )
            across, along = (near, far) if height > 0 else (far, near)
            places = [
                (side * x / math.sqrt(down), side * y / math.sqrt(up))
                for x, y in zip(along, across, strict=True)
            ]
            parts.append(
                plot.line([p for p in places if abs(p[0]) < 4 and abs(p[1]) < 1.4], "line")
            )
    x, y = 0.1, 1.25
    start = plot.place(x, y)
    dots = ""
    while x < 4:
        dots += "M{:.1f} {:.1f}h0".format(*plot.place(x, y))
        x, y = x + 0.7 * down * x, y - 0.7 * up * y
    parts += [
        element("path", d=dots, class_="dots"),
        circle(*start, 7, "ring"),
        text(start[0] + 16, start[1] + 6, words["start"], "", "start"),
        text(plot.middle, plot.bottom - 7, words["higher"], "muted"),
        text(plot.left + 12, plot.place(0, 0)[1] + 6, words["lower"], "muted", "start"),
        text(plot.middle - 10, plot.place(0, 0)[1] + 6, words["saddle"], "strong", "end"),
    ]
    return 238, parts


def flatness(words: Words) -> Picture:
    """Gradient norm and the two extreme curvatures along the notebook's run, logarithmic."""
    plot = Plot(84, 30, 520, 250, (0, 3000), (1e-4, 2), log="y")
    norms, highest, lowest = trained.load()["flatness"].tolist()
    steps = trained.CURVATURE_STEPS
    return 334, [
        plot.rows((1, 0.1, 0.01, 0.001, 0.0001)),
        plot.columns((0, 1000, 2000, 3000)),
        plot.x_name(words["steps"]),
        plot.line(zip(steps, highest, strict=True), "line"),
        plot.line(zip(steps, norms, strict=True), "gradient"),
        plot.line(((step, -value) for step, value in zip(steps, lowest, strict=True)), "other"),
        text(*plot.place(150, 0.43), words["highest"], "muted", "start"),
        text(*plot.place(110, 0.0125), words["lowest"], "muted", "start"),
        text(*plot.place(420, 0.00035), words["norm"], "gradient-text", "start"),
    ]


def eigenvectors(words: Words) -> Picture:
    """Three moves in the narrow valley, and how the gradient changes with each."""
    parts = []
    for i, (x, y) in enumerate(MOVES):
        plot = Plot(8 + 213 * i, 68, 198, 306, (-1.35, 2.25), (-1.1, 4.4636))
        change = (x, 25 * y)
        across, up = plot.place(x, y)
        apart = 8 / math.hypot(*change)  # so that the shortest arrow is seen behind the move's
        tail = (across + apart * change[0], up - apart * change[1])
        parts += [
            text(plot.middle, 24, words["move"].format(x, y), "strong"),
            text(plot.middle, 50, words["change"].format(*change), "gradient-text"),
            *(_contour(plot, radius) for radius in (1, 3, 5)),
            plot.box("frame"),
            plot.line([(x, y), (1.9 * x, 1.9 * y)], "other") if x == y else "",
            arrow(plot.place(0, 0), (across, up)),
            arrow(tail, (tail[0] + 7 * change[0], tail[1] - 7 * change[1]), "gradient"),
            circle(*plot.place(0, 0), 4, "dot"),
        ]
    return 388, parts


def _contour(plot: Plot, radius: float) -> str:
    """A line of equal height of the valley, as far as the panel goes."""
    low, high = (edge / radius for edge in plot.x)
    first, last = math.acos(min(high, 1)), math.acos(max(low, -1))
    angles = [first + (last - first) * k / 60 for k in range(61)]
    points = [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
    halves = [[(x, side * y / 5) for x, y in points] for side in (1, -1)]
    return "".join(plot.line(half, "frame edge") for half in halves)
