"""Figures of the page "optimizers-in-practice": why to lower the learning rate, and schedules."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from figures.plot import Plot, short
from figures.svg import Picture, Words, number, text


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


def noise(words: Words) -> Picture:
    """Weights that walk down a valley by noisy gradients, with three ways to set the rate."""
    rates: dict[str, Callable[[int], float]] = {
        "high": lambda t: 0.5,
        "low": lambda t: 0.02,
        "falling": lambda t: 0.5 * (1 + math.cos(math.pi * t / 100)) / 2,
    }
    parts = []
    for i, (name, rate) in enumerate(rates.items()):
        plot = Plot(52 + 200 * i, 84, 168, 190, (0, 100), (-2.5, 10.5))
        places = walk(rate)
        distance = places[-1].square().mean().sqrt().item()
        parts += [
            text(plot.middle, 28, words[name], "strong"),
            text(plot.middle, 54, words["distance"].format(number(distance, 2)), "muted"),
            plot.rows((0, 5, 10), short if i == 0 else None),
            *(plot.line(enumerate(one), "line") for one in places[:, :4].T.tolist()),
            plot.columns((0, 40, 80)),
        ]
    parts.append(text(336, 324, words["step"], "muted"))
    parts.append(text(24, 66, "w", "variable", "start"))
    return 332, parts


def walk(rate: Callable[[int], float], steps: int = 100) -> Tensor:
    """Where 10,000 weights are at each step, as in noise.pycon, (steps + 1, 10,000)."""
    generator = torch.Generator().manual_seed(70)
    w = torch.full((10_000,), 10.0)
    places = [w]
    for t in range(steps):
        w = w - rate(t) * (w + torch.randn(10_000, generator=generator))
        places.append(w)
    return torch.stack(places)
