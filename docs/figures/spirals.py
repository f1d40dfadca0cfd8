"""Figures of the page "spirals": the points, what a network learns of them, ten seeds."""

from __future__ import annotations

import torch

from figures import trained
from figures.beyond import within
from figures.plane import axes, logit_difference, marks, plane, regions
from figures.plot import Plot
from figures.svg import Picture, Words, text
from xor_tutorial import data


def spiral_points(words: Words) -> Picture:
    """The points that the networks of the page are trained on."""
    plot = plane(150, 14, 340, -1.15, 1.15)
    return 386, [
        plot.box("frame"),
        marks(plot, within(plot, *trained.spiral_points()), 4),
        axes(plot, values=(-1.0, 0.0, 1.0)),
    ]


def spirals(words: Words) -> Picture:
    """Two spirals as a wide network sees them after 0, 100, 150 and 300 epochs, and its score."""
    generator = torch.Generator().manual_seed(trained.SEED)
    inputs, targets = data.spirals(200, generator=generator)
    new_inputs, new_targets = data.spirals(200, generator=generator)
    parts = []
    for i, epochs in enumerate(trained.EPOCHS):
        plot = plane(55 + 280 * (i % 2), 30 + 296 * (i // 2), 250, -1.15, 1.15)
        model = trained.network((2, 32, 32, 2), trained.load()["spirals"][i])
        right = (logit_difference(model)(new_inputs) > 0) == new_targets.bool()
        title = words["epoch"].format(epochs, right.float().mean().item())
        parts += [
            text(plot.middle, plot.top - 10, title, "strong"),
            regions(plot, logit_difference(model), cells=60),
            marks(plot, within(plot, inputs, targets), 3.5),
        ]
    return 590, parts


def spiral_seeds(words: Words) -> Picture:
    """The loss of ten narrow networks: most rest at one height, a few get below it."""
    losses = trained.load()["spiral-seeds"].tolist()
    plot = Plot(66, 40, 474, 290, (0, 3000), (0, 0.8))
    resting = [seed for seed, run in enumerate(losses) if 0.41 < run[-1] < 0.43]
    parts = [
        plot.rows((0, 0.2, 0.4, 0.6, 0.8)),
        plot.columns(range(0, 3001, 1000)),
        plot.x_name(words["epochs"]),
        plot.y_name(words["loss"]),
    ]
    for seed, run in enumerate(losses):
        points = ((trained.SPIRAL_LOSS_EVERY * i, loss) for i, loss in enumerate(run))
        parts.append(plot.line(points, "line" if seed in resting else "loss"))
    x, y = plot.place(3000, losses[resting[0]][-1])
    parts.append(text(x + 8, y, words["seeds"].format(len(resting)), "muted", "start"))
    others = [seed for seed in range(len(losses)) if seed not in resting]
    for seed in sorted(others, key=lambda seed: -losses[seed][-1]):
        y = max(y + 23, plot.place(3000, losses[seed][-1])[1] + 5)
        parts.append(text(x + 8, y, words["seed"].format(seed), "loss-text", "start"))
    return 386, parts
