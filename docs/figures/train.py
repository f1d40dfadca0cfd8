"""Figures of the page "train"."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from figures import trained
from figures.plane import HIGH, LOW, Row, axes, marks, network_plane, plane
from figures.plot import Plot
from figures.svg import Picture, Point, Words, box, centred, element, line, mark, number, text
from xor_tutorial.data import truth_table
from xor_tutorial.network import XOR
from xor_tutorial.recordings import LOSS_EVERY, load

#: Where the loss curve says its number: step → anchor, and how far from the point.
LABELS = {1000: ("end", -6, 22), 2000: ("start", 8, -8), 9000: ("middle", 0, -12)}


def loss_curve(words: Words) -> Picture:
    """The loss of the notebook's run on a logarithmic scale, its plateau at ln 2."""
    losses = load().losses.tolist()
    plot = Plot(84, 34, 514, 236, (0, 10_000), (1e-4, 1.3), log="y")
    parts = [
        plot.rows((1, 0.1, 0.01, 0.001, 0.0001)),
        plot.columns(range(0, 10_001, 2000)),
        plot.x_name(words["steps"]),
        plot.y_name(words["loss"]),
        plot.level(math.log(2)),
        text(plot.right, plot.place(0, math.log(2))[1] - 8, words["plateau"], "loss-text", "end"),
        plot.line(((LOSS_EVERY * i, loss) for i, loss in enumerate(losses)), "loss"),
    ]
    for step in (0, 1000, 2000, 9000):
        loss = losses[step // LOSS_EVERY]
        parts.append(plot.dot(step, loss))
        if step in LABELS:
            anchor, dx, dy = LABELS[step]
            x, y = plot.place(step, loss)
            parts.append(text(x + dx, y + dy, number(loss), "loss-text", anchor))
    return 326, parts


def decision_boundary(words: Words) -> Picture:
    """The plane at five moments of the run."""
    recording, parts = load(), []
    places = [(70, 0), (250, 0), (430, 0), (160, 232), (340, 232)]
    for step, (left, top) in zip((0, 1000, 1500, 2000, 10_000), places, strict=True):
        plot = plane(left, top + 30, 150)
        loss = number(recording.losses[step // LOSS_EVERY].item())
        parts += [
            network_plane(plot, recording.model(step), cells=24),
            text(plot.middle, plot.top - 12, words["step"].format(f"{step:,}"), "strong"),
            text(plot.middle, plot.bottom + 22, words["loss"].format(loss), "loss-text"),
        ]
    return 446, parts


def rows_cancel(words: Words) -> Picture:
    """On the plateau, at step 300: two weights' gradients in each of the rows, and their mean."""
    model, (inputs, targets) = load().model(300), truth_table("cpu")
    into_first = model.layers[0](inputs)
    into_first.retain_grad()
    hidden = model.layers[1:4](into_first)
    loss = nn.functional.cross_entropy(model.layers[4:](hidden), targets, reduction="sum")
    loss.backward()
    delta = model.predict(inputs)[:, 1] - targets
    last = (delta * hidden[:, 0]).tolist()
    first = (into_first.grad[:, 0] * inputs[:, 0]).tolist()
    parts = []
    for i, (name, gradients) in enumerate((("last layer", last), ("first layer", first))):
        top = 1.7 * max(map(abs, gradients))
        plot = Plot(24 + 312 * i, 40, 280, 210, (-0.6, 4.6), (-top, top))
        parts += [plot.title(words[name]), plot.level(0, "axis")]
        before = 0.0
        for x, gradient in enumerate([*gradients, sum(gradients) / 4]):
            column, end = plot.place(x, gradient)
            _, zero = plot.place(x, 0)
            y = end - 8 if gradient > 0 else end + 20
            if gradient * before > 0:  # farther out, past the number of the bar before
                y += 22 if y > zero else -22
            before = gradient
            parts += [
                box(column - 16, min(zero, end), 32, abs(zero - end), "bar"),
                text(column, y, number(gradient), "gradient-text"),
            ]
            if x < 4:
                row = ", ".join(f"{value:.0f}" for value in inputs[x].tolist())
                parts.append(text(column, plot.bottom + 26, f"({row})", "muted"))
                parts.append(mark(column, plot.bottom + 48, int(targets[x]), 8))
            else:
                parts.append(text(column, plot.bottom + 26, words["mean"], "strong"))
    return 306, parts


def three_seeds(words: Words) -> Picture:
    """The same training from three seeds: soon off the plateau, late, and stuck half-way."""
    parts = []
    levels = (("0", 0.0), ("ln 2", math.log(2)), ("0.4774", -math.log(4 / 27) / 4))
    for i, seed in enumerate(trained.SEEDS):
        plot = Plot(84 + 188 * i, 48, 158, 150, (0, 1000), (0, 1))
        losses = trained.load()["three-seeds"][i].tolist()
        for name, level in levels:
            parts.append(plot.level(level, "dashed" if level else "axis"))
            if i == 0:
                parts.append(plot.row_name(level, name))
        for tick, anchor in ((0, "start"), (1000, "end")):
            x, _ = plot.place(tick, 0)
            parts.append(text(x, plot.bottom + 24, f"{tick:,}", "muted", anchor))
        parts += [
            plot.title(f"{words['seed']} {seed}"),
            plot.line(enumerate(losses), "loss"),
            plot.dot(1000, losses[-1]),
        ]
        if i == 0:
            parts.append(plot.y_name(words["loss"]))
        if i == 1:
            parts.append(plot.x_name(words["steps"]))
    return 262, parts


def playground(words: Words) -> Picture:
    """The network with its weights as lines, the plane, the loss, after 10,000 steps."""
    model = load().model(10_000)
    return 490, [
        _weights(model, 10, 20, 320, 260),
        network_plane(plane(370, 20, 260), model, cells=48),
        recorded_loss(words, 10_000, 60, 326, 560, 120),
    ]


def _weights(model: XOR, left: float, top: float, width: float, height: float) -> str:
    """Units as boxes, weights as lines: thick if large, dashed if negative."""
    side = 34.0

    def place(column: int, row: int) -> Point:
        gap = (width - side) / (len(model.sizes) - 1)
        middle = top + height / 2 + (row - (model.sizes[column] - 1) / 2) * 64
        return left + side / 2 + column * gap, middle

    lines, units = [], []
    linears = [layer for layer in model.layers if isinstance(layer, nn.Linear)]
    for column, layer in enumerate(linears):
        for j, row in enumerate(layer.weight.tolist()):
            for k, w in enumerate(row):
                (x1, y1), (x2, y2) = place(column, k), place(column + 1, j)
                look = {"stroke_width": 0.4 + 5.6 * min(abs(w) / 8, 1)}
                look |= {"stroke_dasharray": "5 4"} if w < 0 else {}
                ends = {"x1": x1 + side / 2, "y1": y1, "x2": x2 - side / 2, "y2": y2}
                lines.append(element("line", **ends, **look, class_="weight"))
    names = (("x₁", "x₂"), None, None, ("z₀", "z₁"))
    for column, (size, shown) in enumerate(zip(model.sizes, names, strict=True)):
        for j in range(size):
            x, y = place(column, j)
            output = column == len(linears)
            units.append(mark(x, y, j, 10) if output else centred(x, y, side, side, "node"))
            if shown:
                units.append(text(x, y + side / 2 + 18, shown[j], "variable"))
    return "".join(lines + units)


def recorded_loss(
    words: Words, steps: int, left: float, top: float, width: float, height: float
) -> str:
    """The loss of the notebook's run up to a step, the plateau's height dashed."""
    losses = load().losses[: steps // LOSS_EVERY + 1].tolist()
    plot = Plot(left, top, width, height, (0, steps), (0, 0.9))
    x, y = plot.place(steps, losses[-1])
    last = words["loss"].format(number(losses[-1]))
    return "".join(
        (
            plot.rows((0, 0.2, 0.4, 0.6, 0.8)),
            plot.level(math.log(2)),
            text(plot.right, plot.place(0, math.log(2))[1] - 7, "ln 2", "loss-text", "end"),
            plot.line(((LOSS_EVERY * i, loss) for i, loss in enumerate(losses)), "loss"),
            plot.dot(steps, losses[-1]),
            text(x, y - 12, last, "loss-text", "end"),
            plot.columns((0,)),
            text(plot.right, plot.bottom + 24, f"{steps:,} {words['steps']}", "muted", "end"),
        )
    )


def hidden_folding(words: Words) -> Picture:
    """The four points at the input, and where the hidden layers have put them."""
    model = load().model(10_000)
    inputs, targets = truth_table("cpu")
    with torch.inference_mode():
        hidden = model.layers[:4](inputs)
    left, right = plane(50, 40, 230), plane(360, 40, 230)
    placed = _spread(hidden, targets)
    return 326, [
        left.box("frame"),
        left.title(words["inputs"]),
        text(left.middle, left.bottom + 44, words["no line"], "muted"),
        axes(left),
        marks(left, _spread(inputs, targets)),
        right.box("frame"),
        right.title(words["hidden layer"]),
        text(right.middle, right.bottom + 44, words["one line"], "muted"),
        axes(right, ("h₁", "h₂")),
        _separating_line(right, model),
        marks(right, placed),
    ]


def _separating_line(plot: Plot, model: XOR) -> str:
    """Where the two logits are equal: a straight line in the plane of the last hidden layer."""
    weight, bias = (parameter.detach() for parameter in list(model.parameters())[-2:])
    w1, w2 = (weight[1] - weight[0]).tolist()
    b = (bias[1] - bias[0]).item()
    ends: list[Point] = []
    for h1 in (LOW, HIGH):
        h2 = -(b + w1 * h1) / w2
        inside = min(max(h2, LOW), HIGH)  # where it leaves the plane above or below, it ends
        ends.append(plot.place(h1 if inside == h2 else -(b + w2 * inside) / w1, inside))
    start, end = ends
    return line(start, end, "border")


def _spread(points: Tensor, targets: Tensor) -> list[tuple[Row, int]]:
    """Each point with its class; points that would cover each other are moved apart."""
    placed: list[tuple[Row, int]] = []
    for (x, y), kind in zip(points.tolist(), targets.tolist(), strict=True):
        while any(abs(x - a) + abs(y - b) < 0.08 for (a, b), _ in placed):
            x += 0.09
        placed.append(((x, y), kind))
    return placed
