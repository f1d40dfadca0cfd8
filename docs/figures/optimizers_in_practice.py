"""Figures of the page "optimizers-in-practice": learning rate schedules."""

from __future__ import annotations

import math
from collections.abc import Callable

from figures.plot import Plot, short
from figures.svg import Picture, Words, text


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
