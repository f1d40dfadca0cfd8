"""Figures of the page "losses": what a loss asks, and of what network."""

from __future__ import annotations

import math
from itertools import pairwise

import torch
from torch import nn

from figures.layers import COLUMNS, connections, names, unit_heights
from figures.plot import Plot
from figures.svg import Picture, Words, circle, element, text
from xor_tutorial.network import XOR


def cross_entropy_curve(words: Words) -> Picture:
    """−ln p and (1 − p)²: what each asks of a confident mistake."""
    plot = Plot(70, 40, 500, 250, (0, 1), (0, 5))
    low = math.exp(-5)
    probabilities = [low * (1 / low) ** (i / 120) for i in range(121)]
    x, y = plot.place(0.5, math.log(2))
    return 346, [
        plot.rows(range(6)),
        plot.columns((0, 0.25, 0.5, 0.75, 1)),
        plot.x_name(words["probability"]),
        plot.y_name(words["loss"]),
        plot.line(((p, -math.log(p)) for p in probabilities), "loss"),
        plot.curve(lambda p: (1 - p) ** 2, "other"),
        text(plot.left + 44, plot.place(0, 2.81)[1], words["cross-entropy"], "loss-text", "start"),
        text(plot.left + 10, plot.bottom - 9, words["squared error"], "muted", "start"),
        plot.dot(0.5, math.log(2)),
        text(x + 10, y - 10, "ln 2 = 0.6931", "loss-text", "start"),
    ]


def network(words: Words) -> Picture:
    """Units and connections, with the number of weights between the layers."""
    with torch.random.fork_rng():
        model = XOR()
    parts = [connections(model.sizes)]
    titles = (words["inputs"], words["hidden 1"], words["hidden 2"], words["logits"])
    for column, (x, size) in enumerate(zip(COLUMNS, model.sizes, strict=True)):
        for y in unit_heights(size):
            parts.append(circle(x, y, 15, "node"))
            if 0 < column < 3:  # a sigmoid
                path = f"M{x - 8:.0f} {y + 5:.0f}c9 0 7 -10 16 -10"
                parts.append(element("path", d=path, class_="line"))
        parts.append(text(x, 24, titles[column], "strong"))
    linears = [layer for layer in model.layers if isinstance(layer, nn.Linear)]
    for (x1, x2), layer in zip(pairwise(COLUMNS), linears, strict=True):
        counts = f"{layer.weight.numel()} + {layer.bias.numel()}"
        parts.append(text((x1 + x2) / 2, 262, counts, "muted"))
    total = sum(p.numel() for p in model.parameters())
    parts.append(text(315, 288, words["total"].format(total), "muted"))
    parts.append(names(dx=36, dy=5))
    return 304, parts


def dying_gradient(words: Words) -> Picture:
    """How hard two losses push up the right class's score, over that score; the other is 0."""
    plot = Plot(66, 40, 520, 220, (-8, 8), (0, 1))

    def p(score: float) -> float:
        return 1 / (1 + math.exp(-score))

    return 320, [
        plot.rows((0, 0.25, 0.5, 0.75, 1)),
        plot.columns((-8, -5, -2, 0, 2, 5, 8)),
        plot.x_name(words["score"]),
        text(54, 20, words["push"], "muted", "start"),
        plot.curve(lambda z: 2 * p(z) * (1 - p(z)) ** 2, "gradient second"),
        plot.curve(lambda z: 1 - p(z), "gradient"),
        text(*plot.place(0.4, 0.6), words["cross-entropy"], "gradient-text", "start"),
        text(*plot.place(-7.6, 0.38), words["squared error"], "gradient-text", "start"),
    ]
