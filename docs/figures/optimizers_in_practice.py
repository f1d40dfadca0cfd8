"""Figures of the page "optimizers-in-practice": learning rate schedules, and a look ahead."""

from __future__ import annotations

import math
from collections.abc import Callable

from figures.plot import Plot, short
from figures.svg import Picture, Words, arrow, circle, text


def schedules(words: Words) -> Picture:
    """Three learning rate schedules, a dot for each step; each rate holds until the next step."""
    rates: dict[str, Callable[[int], float]] = {
        "StepLR": lambda t: 0.8 * 0.5 ** (t // 3),
        "CosineAnnealingLR": lambda t: 0.8 * (1 + math.cos(math.pi * t / 9)) / 2,
        "SequentialLR": lambda t: (
            0.2 * (t + 1) if t < 3 else 0.8 * (1 + math.cos(math.pi * (t - 3) / 6)) / 2
        ),
    }
    parts = []
    for i, (name, rate) in enumerate(rates.items()):
        plot = Plot(52 + 200 * i, 84, 168, 140, (-0.35, 9.35), (0, 1))
        parts += [
            text(plot.middle, 28, name, "strong"),
            plot.rows((0, 0.4, 0.8), short if i == 0 else None),
            plot.line(((t, rate(s)) for s in range(10) for t in (s, min(s + 1, 9))), "line"),
            *(plot.dot(t, rate(t), "dot") for t in range(10)),
            plot.columns((0, 3, 6, 9)),
        ]
    parts.append(text(336, 274, words["step"], "muted"))
    parts.append(text(8, 66, words["rate"], "muted", "start"))
    return 282, parts


def nesterov(words: Words) -> Picture:
    """A step of Nesterov: momentum first, then the gradient where that leads."""
    start, ahead, end = (80.0, 190.0), (340.0, 60.0), (430.0, 160.0)
    return 232, [
        arrow(start, ahead, "line", 8),
        arrow(ahead, end, "gradient", 8),
        arrow(start, end, "line", 8),
        *(circle(*place, 6, "ring") for place in (start, ahead, end)),
        text(62, 197, words["start"], "strong", "end"),
        text(340, 36, words["ahead"], "muted"),
        text(240, 98, words["momentum"], "", "end"),
        text(402, 108, words["gradient"], "", "start"),
        text(290, 208, words["step"], "strong"),
    ]
