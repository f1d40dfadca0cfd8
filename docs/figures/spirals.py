"""Figures of the page "spirals"."""

from __future__ import annotations

from figures import trained
from figures.beyond import within
from figures.plane import axes, logit_difference, marks, plane, regions
from figures.svg import Picture, Words, text


def spiral_points(words: Words) -> Picture:
    """The points that the networks of the page are trained on."""
    plot = plane(150, 14, 340, -1.15, 1.15)
    return 386, [
        plot.box("frame"),
        marks(plot, within(plot, *trained.spiral_points()), 4),
        axes(plot, values=(-1.0, 0.0, 1.0)),
    ]


def spirals(words: Words) -> Picture:
    """Two spirals as a wide network sees them after 0, 100, 150 and 300 epochs."""
    inputs, targets = trained.spiral_points()
    parts = []
    for i, epochs in enumerate(trained.EPOCHS):
        plot = plane(55 + 280 * (i % 2), 30 + 296 * (i // 2), 250, -1.15, 1.15)
        model = trained.network((2, 32, 32, 2), trained.load()["spirals"][i])
        parts += [
            text(plot.middle, plot.top - 10, words["epoch"].format(epochs), "strong"),
            regions(plot, logit_difference(model), cells=60),
            marks(plot, within(plot, inputs, targets), 3.5),
        ]
    return 590, parts
