"""Figures of the page "optimizers": paths down a valley, lengths of steps, a sweep."""

from __future__ import annotations

import functools
import math

import torch

from figures import trained
from figures.plot import Plot, power_of_ten, short
from figures.svg import Picture, Point, Words, circle, element, line, number, text
from xor_tutorial.optim import SGD, Adam, Momentum, Nesterov, Optimizer, RMSprop

#: What goes down the valley f(x, y) = (x² + 25 y²) / 2, and with which learning rate.
RUNNERS: tuple[tuple[type[Optimizer], float], ...] = (
    (SGD, 0.07),
    (Momentum, 0.02),
    (Nesterov, 0.02),
    (RMSprop, 0.15),
    (Adam, 0.5),
)
START = (10.0, 2.0)
LEFT = -3.4  # how far the panels go left
SCALE = 21.0  # of x and of y


def optimizer_paths(words: Words) -> Picture:
    """Five optimizers in the same valley, one panel each."""
    width, height = 300, 112
    parts = []
    for i, (kind, lr) in enumerate(RUNNERS):
        plot = Plot(
            10 + 320 * (i % 2),
            34 + 158 * (i // 2),
            width,
            height,
            (LEFT, LEFT + width / SCALE),
            (-height / 2 / SCALE, height / 2 / SCALE),
        )
        rate = words["rate"].format(number(lr, 2))
        places = path(kind, lr)
        dots = "".join("M{:.1f} {:.1f}h0".format(*plot.place(*place)) for place in places)
        parts += [
            text(plot.left + 2, plot.top - 12, words[kind.__name__], "strong", "start"),
            text(plot.right, plot.top - 12, rate, "muted", "end"),
            _contours(plot),
            plot.line(places, "line"),
            element("path", d=dots, class_="dots"),
            circle(*plot.place(*START), 7, "ring"),
            _cross(*plot.place(0, 0)),
            plot.box("frame"),
        ]
    parts.append(circle(380, 372, 7, "ring"))
    parts.append(_cross(380, 406))
    for i, word in enumerate((words["start"], words["lowest"], words["steps"])):
        parts.append(text(400, 378 + 34 * i, word, "", "start"))
    return 472, parts


def path(kind: type[Optimizer], lr: float, steps: int = 40) -> list[Point]:
    """Where an optimizer goes down the valley, from `START` on."""
    w = torch.tensor(START, requires_grad=True)
    curvatures = torch.tensor([1.0, 25.0])
    optimizer = kind([w], lr=lr)
    places = [START]
    for _ in range(steps):
        w.grad = curvatures * w.detach()
        optimizer.step()
        x, y = w.tolist()
        places.append((x, y))
    return places


def _contours(plot: Plot) -> str:
    """Ellipses of equal height, as far as the panel goes on their left."""
    rings = []
    for radius in (2.5, 5.0, 7.5, 10.0):
        last = math.acos(max(LEFT / radius, -1.0))
        angles = [last * (i / 48 - 1) for i in range(97)]
        points = ((radius * math.cos(a), radius / 5 * math.sin(a)) for a in angles)
        rings.append(plot.line(points, "frame edge"))
    return "".join(rings)


def _cross(x: float, y: float) -> str:
    return line((x - 6, y), (x + 6, y), "axis") + line((x, y - 6), (x, y + 6), "axis")


def bias_correction(words: Words) -> Picture:
    """How long each step is, in learning rates, while the gradient stays the same."""
    steps = 3000
    plot = Plot(60, 40, 540, 240, (1, steps), (0, 10.5), log="x")
    shown = sorted({round(steps ** (i / 120)) for i in range(121)})
    uncorrected = [(1 - 0.9**t) / math.sqrt(1 - 0.999**t) for t in range(1, steps + 1)]
    parts = [plot.rows((0, 2, 4, 6, 8, 10)), plot.columns((1, 10, 100, 1000))]
    for lengths, class_ in (
        (step_lengths(Adam, steps), "border"),
        (uncorrected, "line"),
        (step_lengths(RMSprop, steps), "other"),
    ):
        parts.append(plot.line(((t, lengths[t - 1]) for t in shown), class_))
    longest = max(uncorrected)
    x, y = plot.place(uncorrected.index(longest) + 1, longest)
    parts += [
        circle(x, y, 4, "dot"),
        text(x + 12, y - 10, f"{words['uncorrected']} ({number(longest, 2)})", "muted", "start"),
        text(plot.left + 22, plot.place(1, 9.5)[1], "RMSprop", "muted", "start"),
        text(plot.left + 6, plot.place(1, 1)[1] + 20, "Adam", "", "start"),
        plot.x_name(words["step"]),
        text(plot.left - 40, 20, words["length"], "muted", "start"),
    ]
    return 338, parts


@functools.cache
def step_lengths(kind: type[Optimizer], steps: int) -> tuple[float, ...]:
    """The lengths of an optimizer's steps with learning rate 1 and gradient 1."""
    w = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    w.grad = torch.ones_like(w)
    optimizer = kind([w], lr=1.0)
    lengths = []
    for _ in range(steps):
        before = w.item()
        optimizer.step()
        lengths.append(before - w.item())
    return tuple(lengths)


def sweep(words: Words) -> Picture:
    """The loss after 1,000 steps over the learning rate, both on logarithmic scales."""
    worse = 3.0  # where a loss is drawn that ended above the first
    plot = Plot(64, 58, 520, 250, (trained.RATES[0], trained.RATES[-1]), (5e-5, worse), log="xy")
    parts = [
        plot.rows((1e-4, 1e-3, 1e-2, 1e-1, 1), power_of_ten),
        plot.level(worse),
        text(plot.left + 8, plot.place(0.001, worse)[1] - 8, words["worse"], "muted", "start"),
        plot.columns((0.001, 0.01, 0.1, 1, 10), short),
    ]
    ends = trained.load()["sweep"].clamp(max=worse).tolist()
    for optimizer, losses, kind in zip(
        trained.OPTIMIZERS, ends, ("other", "loss", "border"), strict=True
    ):
        places = list(zip(trained.RATES, losses, strict=True))
        best = min(places, key=lambda place: place[1])
        x, y = plot.place(*best)
        parts.append(plot.line(places, kind))
        parts += [plot.dot(*place, "node") for place in places]
        beside = optimizer == "sgd"  # below it is another curve
        name = (x - 12, y + 10) if beside else (x, y + 24)
        parts.append(text(*name, words[optimizer], "", "end" if beside else "middle"))
    parts += [plot.x_name(words["rate"]), text(8, 20, words["loss"], "muted", "start")]
    return 370, parts
