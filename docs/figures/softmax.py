"""Figures of the page "softmax": scores and probabilities."""

from __future__ import annotations

import math

import torch

from figures.plot import Plot
from figures.svg import Picture, Words, arrow, box, line, number, text

SCORES = torch.tensor([3.0, 1.0, 5.0, 9.0])
BATCH = torch.tensor([[3.0, 1.0, 5.0, 9.0], [4.0, 6.0, 5.0, 3.0]])
TEMPERATURES = (0.5, 1.0, 4.0, 100.0)


def softmax_bars(words: Words) -> Picture:
    """The scores 3, 1, 5, 9 and their probabilities."""
    parts = []
    for left, title, letter, values, unit, digits in (
        (40, words["scores"], "z", SCORES, 18, 0),
        (350, words["probabilities"], "p", torch.softmax(SCORES, dim=0), 162, 3),
    ):
        parts.append(text(left + 125, 24, title, "strong"))
        parts.append(line((left, 236), (left + 250, 236), "axis"))
        for i, value in enumerate(values.tolist()):
            x, height = left + 12 + 62 * i, max(value * unit, 0.8)
            parts.append(box(x, 236 - height, 40, height, "bar"))
            parts.append(text(x + 20, 226 - height, number(value, digits)))
            parts.append(text(x + 20, 258, f"{letter}{'₀₁₂₃'[i]}", "variable"))
    parts.append(text(320, 140, "→", "large muted"))
    return 272, parts


def softmax_dims(words: Words) -> Picture:
    """The same batch with `dim=1` and `dim=0`: which numbers add up to 1."""
    parts = []
    for dim, top in ((1, 24), (0, 168)):
        parts.append(text(72, top, words[f"dim {dim}"], "strong", "start"))
        for i, row in enumerate(torch.softmax(BATCH, dim=dim).tolist()):
            for j, value in enumerate(row):
                parts.append(text(120 + 112 * j, top + 36 + 40 * i, number(value, 3)))
        if dim == 1:
            for y in (top + 44, top + 84):
                parts.append(arrow((76, y), (512, y)))
                parts.append(text(524, y - 2, "= 1", "strong", "start"))
        else:
            for j in range(4):
                x = 120 + 112 * j - 44
                parts.append(arrow((x, top + 20), (x, top + 96)))
                parts.append(text(x, top + 118, "= 1", "strong"))
    return 296, parts


def temperature(words: Words) -> Picture:
    """The probabilities of the scores 3, 1, 5, 9 at four temperatures."""
    parts = []
    for group, divisor in enumerate(TEMPERATURES):
        left = 16 + 158 * group
        parts.append(text(left + 66, 24, f"T = {number(divisor, 1)}", "strong"))
        parts.append(line((left, 210), (left + 132, 210), "axis"))
        for i, p in enumerate(torch.softmax(SCORES / divisor, dim=0).tolist()):
            height = max(160 * p, 0.8)
            parts.append(box(left + 4 + 33 * i, 210 - height, 25, height, "bar"))
            parts.append(text(left + 16.5 + 33 * i, 232, number(SCORES[i].item()), "muted"))
    parts.append(text(320, 258, words["note"], "muted"))
    return 272, parts


def sigmoid(words: Words) -> Picture:
    """The sigmoid and its derivative, which is 1/4 at most."""
    plot = Plot(66, 22, 520, 220, (-6, 6), (0, 1))

    def value(a: float) -> float:
        return 1 / (1 + math.exp(-a))

    x, y = plot.place(1.7, 0.8)
    return 300, [
        plot.rows((0, 0.25, 0.5, 0.75, 1)),
        plot.columns((-6, -4, -2, 0, 2, 4, 6)),
        plot.x_name("a"),
        plot.curve(lambda a: value(a) * (1 - value(a)), "gradient"),
        plot.curve(value, "border"),
        text(x + 14, y + 20, words["sigmoid"], "", "start"),
        text(*plot.place(2.2, 0.15), words["derivative"], "gradient-text", "start"),
    ]
