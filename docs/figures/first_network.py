"""Figures of the page "first-network": its network with names, and the loss while it learns."""

from __future__ import annotations

from itertools import pairwise

import torch

from figures import trained
from figures.plot import Plot
from figures.svg import Picture, Words, arrow, centred, circle, element, line, number, text

COLUMNS = (64.0, 230.0, 396.0, 562.0)


def first_network(words: Words) -> Picture:
    """Two inputs, four units, two scores, two probabilities: (0, 1) before any training."""
    model, x = trained.first_model(), torch.tensor([0.0, 1.0], device="cpu")
    with torch.no_grad():
        scores = model(x)
    weight = next(model.parameters())[3, 1].item()
    parts = [
        line((x1, start), (x2, end), "edge")
        for x1, x2, sizes in ((*COLUMNS[:2], (2, 4)), (*COLUMNS[1:3], (4, 2)))
        for start in _heights(sizes[0])
        for end in _heights(sizes[1])
    ]
    parts += [
        line((COLUMNS[0], _heights(2)[1]), (COLUMNS[1], _heights(4)[3]), "border"),
        text(130, 219, number(weight)),
        text(130, 241, words["weight"]),
        arrow((COLUMNS[2] + 44, 130), (COLUMNS[3] - 44, 130)),
    ]
    for y in _heights(4):
        curve = element(
            "path", d=f"M{COLUMNS[1] - 8:.0f} {y + 5:.0f}c9 0 7 -10 16 -10", class_="line"
        )
        parts += [circle(COLUMNS[1], y, 15, "node"), curve]
    for place, width, names, values in (
        (COLUMNS[0], 30, ("x₁", "x₂"), x),
        (COLUMNS[2], 76, ("z₀", "z₁"), scores),
        (COLUMNS[3], 76, ("p₀", "p₁"), scores.softmax(dim=0)),
    ):
        for y, dy, name, value in zip(_heights(2), (-26, 38), names, values.tolist(), strict=True):
            parts += [
                centred(place, y, width, 30, "paper", rx=15),
                text(place, y + 6, number(value)),
                text(place, y + dy, name, "variable"),
            ]
    for (x1, x2), name in zip(pairwise(COLUMNS), ("layer 1", "layer 2", "softmax"), strict=True):
        parts.append(text((x1 + x2) / 2, 24, words[name], "strong"))
    below = (words["inputs"], "tanh", words["scores"], words["probabilities"])
    parts += [text(x, 292, name, "muted") for x, name in zip(COLUMNS, below, strict=True)]
    return 306, parts


def first_loss(words: Words) -> Picture:
    """The loss over 500 steps, with its value at three of them."""
    losses = trained.load()["first-loss"].tolist()
    plot = Plot(70, 44, 540, 190, (0, len(losses) - 1), (0, 0.8))
    parts = [
        plot.rows((0, 0.2, 0.4, 0.6, 0.8)),
        plot.columns(range(0, len(losses), 100)),
        plot.x_name(words["step"]),
        plot.y_name(words["loss"]),
        plot.line(enumerate(losses), "loss"),
    ]
    for step, dx, dy in ((0, 12, -10), (100, 14, 4), (200, 10, -16)):
        x, y = plot.place(step, losses[step])
        parts.append(plot.dot(step, losses[step]))
        parts.append(text(x + dx, y + dy, number(losses[step]), "loss-text", "start"))
    return 296, parts


def _heights(size: int) -> list[float]:
    gap = 54 if size > 2 else 74
    return [130 + gap * (i - (size - 1) / 2) for i in range(size)]
