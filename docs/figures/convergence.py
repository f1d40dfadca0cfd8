"""Figures of the page "convergence": how fast each learning rate is, and a look ahead."""

from __future__ import annotations

import math
from collections.abc import Callable

from figures.plot import Plot, short
from figures.svg import Picture, Point, Words, arrow, circle, text


def sgd_pace(rate: float) -> float:
    """What a step of SGD leaves of the distance, at a learning rate times a curvature."""
    return abs(1 - rate)


def momentum_pace(rate: float, mu: float) -> float:
    """What a step of momentum leaves in the long run, at a learning rate times a curvature."""
    return _larger(1 + mu - rate, mu)


def nesterov_pace(rate: float, mu: float) -> float:
    """What a step of Nesterov leaves in the long run, at a learning rate times a curvature."""
    return _larger((1 - rate) * (1 + mu), (1 - rate) * mu)


def _larger(sum_: float, product: float) -> float:
    """The size of the larger of two numbers with a sum and a product, also if they are complex."""
    square = sum_**2 - 4 * product
    return math.sqrt(product) if square <= 0 else (abs(sum_) + math.sqrt(square)) / 2


def sgd_rates(words: Words) -> Picture:
    """What a step of SGD leaves along the valley and across it, over the learning rate."""
    return _rates(words, sgd_pace, 1 / 13, 0.0885, (0.05, 0.08))


def momentum_rates(words: Words) -> Picture:
    """The same for momentum 4/9."""
    return _rates(words, lambda rate: momentum_pace(rate, 4 / 9), 1 / 9, 0.1215, (0.012, 0.52))


def _rates(
    words: Words, pace: Callable[[float], float], best: float, last: float, across: Point
) -> Picture:
    """Two curves, one for each curvature of the valley; the best rate is where they meet.

    The curve across the valley ends at the rate `last`, and its name is at `across`.
    """
    plot = Plot(60, 48, 540, 210, (0, 0.13), (0, 1.25))
    return 318, [
        plot.rows((0, 0.25, 0.5, 0.75, 1, 1.25)),
        plot.level(1, "axis"),
        plot.columns((0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12)),
        plot.curve(pace, "border"),
        plot.curve(lambda rate: pace(25 * rate), "other", between=(0, last), steps=500),
        plot.dot(best, pace(best), "dot"),
        text(*plot.place(0.083, pace(best) - 0.2), words["best"], "strong", "start"),
        text(*plot.place(0.012, 1.06), words["along"], "", "start"),
        text(*plot.place(*across), words["across"], "muted", "start"),
        plot.x_name(words["rate"]),
        text(8, 22, words["left"], "muted", "start"),
    ]


def swing(words: Words) -> Picture:
    """Places of momentum 0.9 where the learning rate times the curvature is 0.5, from 2 on."""
    pace = math.sqrt(0.9)
    angle = math.acos(1.4 / (2 * pace))
    places = [2.0, 1.0]
    while len(places) <= 30:
        places.append(1.4 * places[-1] - 0.9 * places[-2])
    sine = (places[1] / pace - places[0] * math.cos(angle)) / math.sin(angle)
    widest = math.hypot(places[0], sine)

    def place(t: float) -> float:
        return math.pow(pace, t) * (places[0] * math.cos(angle * t) + sine * math.sin(angle * t))

    plot = Plot(60, 40, 540, 210, (0, 30), (-2.5, 2.5))
    return 310, [
        plot.rows((-2, -1, 0, 1, 2)),
        plot.columns((0, 5, 10, 15, 20, 25, 30)),
        plot.curve(lambda t: widest * pace**t, "other"),
        plot.curve(lambda t: -widest * pace**t, "other"),
        plot.curve(place, "line", steps=600),
        *(plot.dot(t, w, "dot") for t, w in enumerate(places)),
        text(24, 24, "w", "variable", "start"),
        plot.x_name(words["step"]),
    ]


def limits(words: Words) -> Picture:
    """What a step leaves over learning rate times curvature; 1 is the limit of each optimizer."""
    plot = Plot(60, 48, 540, 210, (0, 4.2), (0, 1.25))
    curves = (
        ("SGD", sgd_pace, "border", (0.0, 2.25)),
        ("Momentum", lambda rate: momentum_pace(rate, 0.9), "other", (0.0, 3.88)),
        ("Nesterov", lambda rate: nesterov_pace(rate, 0.9), "gradient", (0.0, 1.47)),
    )
    parts = [
        plot.rows((0, 0.25, 0.5, 0.75, 1, 1.25)),
        plot.level(1, "axis"),
        plot.columns((0, 1, 2, 3, 4), short),
    ]
    for _, pace, class_, between in curves:
        parts.append(plot.curve(pace, class_, between, steps=1000))
    parts += [plot.dot(limit, 1, "dot") for limit in (2, 2 * 1.9, 2 * 1.9 / 2.8)]
    return 318, [
        *parts,
        text(*plot.place(1.36, 1.09), words["Nesterov"], "gradient-text", "end"),
        text(*plot.place(2.08, 0.84), words["SGD"], "", "start"),
        text(*plot.place(3.7, 1.09), words["Momentum"], "muted", "end"),
        text(*plot.place(0.06, 0.18), words["flat"], "muted", "start"),
        text(*plot.place(0.06, 0.07), words["direction"], "muted", "start"),
        plot.x_name(words["rate"]),
        text(8, 22, words["left"], "muted", "start"),
    ]


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
