"""Figures of the page "losses-in-practice": a rare class, a false belief, smoothed targets."""

from __future__ import annotations

import math

import torch
from torch.nn import functional as F

from figures.plot import Plot
from figures.svg import Picture, Words, arrow, box, line, number, text


def rare_class(words: Words) -> Picture:
    """The values of the healthy and of the ill, and the borders without and with a weight."""
    ill = torch.arange(1000) < 30
    blood = torch.randn(1000, generator=torch.Generator().manual_seed(70)) + 2 * ill
    plot = Plot(40, 60, 560, 250, (-3.5, 4.5), (0, 1))
    parts = [line((plot.left, plot.bottom), (plot.right, plot.bottom), "axis")]
    for kind, bottom, height in (("healthy", 180.0, 100.0), ("ill", 310.0, 70.0)):
        values = blood[ill] if kind == "ill" else blood[~ill]
        counts = torch.histc(values, bins=32, min=-3.5, max=4.5).tolist()
        parts += [
            box(
                plot.left + 17.5 * i + 1,
                bottom - height * count / max(counts),
                15.5,
                height * count / max(counts),
                "class1" if kind == "ill" else "class0",
            )
            for i, count in enumerate(counts)
            if count
        ]
        parts.append(text(plot.left, bottom - 34, words[kind], "", "start"))
    parts.append(line((plot.left, 180), (plot.right, 180), "axis"))
    for name, weight, anchor in (("plain", 1.0, "start"), ("weighted", 970 / 30, "end")):
        x, _ = plot.place(border(blood, ill, weight), 0)
        beside = x - 6 if anchor == "end" else x + 6
        parts += [
            line((x, 40), (x, plot.bottom), "border"),
            text(beside, 46, words[name], "", anchor),
        ]
    return 376, [*parts, plot.columns((-2, 0, 2, 4)), plot.x_name(words["value"])]


def border(blood: torch.Tensor, ill: torch.Tensor, weight: float) -> float:
    """The value from which a neuron trained with `pos_weight` calls a patient ill."""
    w = torch.zeros(2, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.5)
    for _ in range(1000):
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(
            w[0] * blood + w[1], ill.float(), pos_weight=torch.tensor(weight)
        ).backward()
        optimizer.step()
    slope, height = w.tolist()
    return float(-height / slope)


def cross_entropy_gap(words: Words) -> Picture:
    """A coin that shows heads 9 times in 10: the mean surprise of one who believes q."""
    plot = Plot(66, 22, 520, 240, (0, 1), (0, 2))

    def cross_entropy(q: float) -> float:
        return -(0.9 * math.log(q) + 0.1 * math.log(1 - q))

    entropy = cross_entropy(0.9)
    x, y = plot.place(0.03, entropy)
    return 320, [
        plot.rows((0, 0.5, 1, 1.5, 2)),
        plot.columns((0, 0.25, 0.5, 0.75, 0.9, 1)),
        plot.x_name(words["belief"]),
        plot.level(entropy, "other"),
        plot.curve(cross_entropy, "loss", between=(0.112, 0.998)),
        plot.dot(0.9, entropy),
        arrow(plot.place(0.5, entropy), plot.place(0.5, cross_entropy(0.5))),
        text(*plot.place(0.48, 0.54), words["divergence"], "", "end"),
        text(*plot.place(0.24, 1.6), words["cross-entropy"], "loss-text", "start"),
        text(x, y + 20, f"{words['entropy']} {number(entropy)}", "muted", "start"),
    ]


def smoothed_loss(words: Words) -> Picture:
    """The loss over the lead of the right logit, with and without smoothing: where it is least."""
    plot = Plot(66, 40, 520, 220, (-1, 9), (0, 1.25))

    def loss(m: float, wrong: float) -> float:
        return math.log1p(math.exp(-m)) + wrong * m

    best = math.log(0.95 / 0.05)
    x, y = plot.place(best, loss(best, 0.05))
    return 320, [
        plot.rows((0, 0.25, 0.5, 0.75, 1, 1.25)),
        plot.columns((-1, 1, 3, 5, 7, 9)),
        plot.x_name(words["lead"]),
        plot.y_name(words["loss"]),
        plot.curve(lambda m: loss(m, 0.0), "other"),
        plot.curve(lambda m: loss(m, 0.05), "loss"),
        plot.dot(best, loss(best, 0.05)),
        text(x, y - 14, f"m = {number(best)}", "loss-text"),
        text(*plot.place(5.2, 0.56), words["smoothed"], "loss-text", "start"),
        text(*plot.place(5.4, 0.05), words["plain"], "muted", "start"),
    ]
