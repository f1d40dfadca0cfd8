"""Figures of the page "beyond": noisy points and overfitting."""

from __future__ import annotations

from torch import Tensor
from torch.utils.data import random_split

from figures import trained
from figures.plane import Row, logit_difference, marks, plane, regions
from figures.plot import Plot
from figures.svg import Picture, Words, number, text


def noisy_xor(words: Words) -> Picture:
    """The points that were set aside, over the regions that the page's first network learned."""
    plot = plane(130, 18, 380, -1.5, 1.5)
    model = trained.network((2, 8, 2), trained.load()["noisy-xor"])
    data, generator = trained.noisy_points()
    _, validation = random_split(data, [0.8, 0.2], generator=generator)
    inputs, targets = validation[:]
    parts = [
        regions(plot, logit_difference(model), cells=60),
        marks(plot, within(plot, inputs, targets), 4.5),
    ]
    for value in (-1, 0, 1):
        x, y = plot.place(value, value)
        parts.append(text(x, plot.bottom + 22, number(value), "muted"))
        parts.append(text(plot.left - 12, y + 5, number(value), "muted", "end"))
    x, y = plot.place(1, 1)
    parts.append(text(x + 34, plot.bottom + 22, "x₁", "variable"))
    parts.append(text(plot.left - 12, y - 26, "x₂", "variable", "end"))
    return 436, parts


def overfitting(words: Words) -> Picture:
    """Training and validation loss of a wide network that is given 60 points."""
    training, validation = trained.load()["overfitting"].tolist()
    plot = Plot(70, 44, 500, 250, (0, 500), (0, 1))
    smallest = min(validation)
    best = validation.index(smallest)
    note = words["smallest"].format(number(smallest, 2), best)
    x, _ = plot.place(best, 0)
    _, y_training = plot.place(500, training[-1])
    _, y_validation = plot.place(500, validation[-1])
    return 356, [
        plot.rows((0, 0.25, 0.5, 0.75, 1)),
        plot.columns(range(0, 501, 100)),
        plot.x_name(words["epochs"]),
        plot.y_name(words["loss"]),
        plot.line([(best, 0), (best, 1)], "dashed"),
        plot.line(enumerate(training), "other"),
        plot.line(enumerate(validation), "loss"),
        plot.dot(best, smallest),
        text(x + 10, plot.top + 12, note, "loss-text", "start"),
        text(plot.right, y_training - 14, words["training"], "muted", "end"),
        text(plot.right - 60, y_validation + 62, words["validation"], "loss-text", "end"),
        text(plot.right + 8, y_training + 5, number(training[-1], 2), "muted", "start"),
        text(plot.right + 8, y_validation + 5, number(validation[-1], 2), "loss-text", "start"),
    ]


def within(plot: Plot, inputs: Tensor, targets: Tensor) -> list[tuple[Row, int]]:
    """The points that lie in the plane, each with its class."""
    low, high = plot.x
    points = zip(inputs.tolist(), targets.tolist(), strict=True)
    return [
        ((x1, x2), kind) for (x1, x2), kind in points if low < min(x1, x2) <= max(x1, x2) < high
    ]
