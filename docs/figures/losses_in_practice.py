"""Figures of the page "losses-in-practice": believing something false, and smoothed targets."""

from __future__ import annotations

import math

from figures.plot import Plot
from figures.svg import Picture, Words, arrow, number, text


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
