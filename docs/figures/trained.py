"""What the figures that train look like after the recorded run: for print, and without scripts."""

from __future__ import annotations

import math

from torch import nn

from figures.planes import panel
from figures.svg import curve, element, figure, line, mark, number, text
from xor_tutorial.recordings import LOSS_EVERY, load

WORDS = {"ko": ("스텝", "손실 {}"), "en": ("steps", "loss {}")}


def first_glance(language: str, label: str | None) -> str:
    """The plane after 3,000 steps of the recorded run, and its loss until then."""
    parts = [panel(load().model(3000), 10.0, 20.0, 270.0, cells=48, example=True)]
    parts.append(_loss(language, 3000, 340.0, 56.0, 280.0, 190.0))
    return figure(640, 310, label, *parts)


def playground(language: str, label: str | None) -> str:
    """The network with its weights as lines, the plane, the loss, after 10,000 steps."""
    parts = [
        _network(10.0, 20.0, 320.0, 260.0),
        panel(load().model(10_000), 370.0, 20.0, 260.0, cells=48, example=True),
        _loss(language, 10_000, 60.0, 326.0, 560.0, 120.0),
    ]
    return figure(640, 490, label, *parts)


def _network(left: float, top: float, width: float, height: float) -> str:
    """Units as boxes, weights as lines: thick if large, dashed if negative."""
    model, side = load().model(10_000), 34.0

    def place(column: int, row: int) -> tuple[float, float]:
        gap = (width - side) / (len(model.sizes) - 1)
        middle = top + height / 2 + (row - (model.sizes[column] - 1) / 2) * 64.0
        return left + side / 2 + column * gap, middle

    lines, units = [], []
    linears = [layer for layer in model.layers if isinstance(layer, nn.Linear)]
    for column, layer in enumerate(linears):
        for j, row in enumerate(layer.weight.tolist()):
            for k, w in enumerate(row):
                (x1, y1), (x2, y2) = place(column, k), place(column + 1, j)
                thick = {"stroke_width": 0.4 + 5.6 * min(abs(w) / 8, 1)}
                thick |= {"stroke_dasharray": "5 4"} if w < 0 else {}
                ends = {"x1": x1 + side / 2, "y1": y1, "x2": x2 - side / 2, "y2": y2}
                lines.append(element("line", **ends, **thick, class_="weight"))
    names = (("x₁", "x₂"), None, None, ("z₀", "z₁"))
    for column, size in enumerate(model.sizes):
        for row in range(size):
            x, y = place(column, row)
            if column == 3:
                units.append(mark(x, y, row, 10.0))
            else:
                box = {"x": x - side / 2, "y": y - side / 2, "width": side, "height": side}
                units.append(element("rect", **box, class_="node"))
            shown = names[column]
            if shown:
                units.append(text(x, y + side / 2 + 18, shown[row], "variable"))
    return "".join(lines + units)


def _loss(language: str, steps: int, left: float, top: float, width: float, height: float) -> str:
    """The recorded loss up to a step, the plateau's height dashed."""
    losses = load().losses[: steps // LOSS_EVERY + 1].tolist()

    def place(step: float, loss: float) -> tuple[float, float]:
        return left + step / steps * width, top + (1 - loss / 0.9) * height

    parts = []
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8):
        x, y = place(0, tick)
        parts.append(line((x, y), (x + width, y), "grid" if tick else "axis"))
        parts.append(text(x - 8, y + 5, number(tick, 1), "muted", "end"))
    x, y = place(steps, math.log(2))
    end = place(steps, losses[-1])
    parts += [
        line((left, y), (x, y), "dashed"),
        text(x, y - 7, "ln 2", "loss-text", "end"),
        curve((place(LOSS_EVERY * i, loss) for i, loss in enumerate(losses)), "loss"),
        element("circle", cx=end[0], cy=end[1], r=4.0, class_="loss-dot"),
        text(
            end[0], end[1] - 12, WORDS[language][1].format(number(losses[-1])), "loss-text", "end"
        ),
        text(left, top + height + 24, "0", "muted"),
        text(x, top + height + 24, f"{steps:,} {WORDS[language][0]}", "muted", "end"),
    ]
    return "".join(parts)
