"""Figures of the page "one-step"."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import torch
from torch import Tensor

from figures.layers import COLUMNS, connections, names, unit_heights
from figures.svg import Picture, Words, arrow, box, centred, line, number, text
from xor_tutorial.network import one_step_network
from xor_tutorial.optim import sgd_step


@dataclass(frozen=True)
class Step:
    """One step of the notebook's network on XOR(0, 1), whose target is 1.

    Attributes:
        values: of the inputs, both hidden layers and the logits.
        deltas: the gradients of what goes into both hidden layers, and of the logits.
        weights: the three weight matrices before the step.
        loss: before the step.
        weight: w₂₂ of the first layer before the step.
        gradient: of w₂₂.
        after: w₂₂ after the step.
    """

    values: list[Tensor]
    deltas: list[Tensor]
    weights: list[Tensor]
    loss: float
    weight: float
    gradient: float
    after: float


def one_step_forward(words: Words) -> Picture:
    """The values of XOR(0, 1) on its way through the notebook's network."""
    return 240, [connections((2, 4, 2, 2)), *_values(_step())]


def one_step(words: Words) -> Picture:
    """XOR(0, 1) through the notebook's network, and what one step does to w₂₂."""
    step = _step()
    p = torch.softmax(step.values[-1], dim=0).tolist()
    w22 = (COLUMNS[0], unit_heights(2)[1]), (COLUMNS[1], unit_heights(4)[1])
    return 350, [
        connections((2, 4, 2, 2)),
        line(*w22, "gradient"),
        *_values(step),
        text(COLUMNS[-1], 238, words["probabilities"], "muted"),
        text(COLUMNS[-1], 260, f"{number(p[0])}, {number(p[1])}"),
        text(410, 238, words["loss"], "muted"),
        text(410, 260, number(step.loss), "loss-text"),
        text(30, 288, words["step"], "strong", "start"),
        box(24, 302, 104, 30, "node", rx=4),
        text(76, 323, number(step.weight)),
        text(138, 323, "− 0.1 ×", "muted", "start"),
        text(222, 323, f"({number(step.gradient)})", "gradient-text", "start"),
        arrow((322, 317), (352, 317)),
        box(362, 302, 110, 30, "node", rx=4),
        text(417, 323, number(step.after)),
    ]


def _values(step: Step) -> list[str]:
    """The values of all units, and the names of inputs and logits."""
    parts = []
    for x, column in zip(COLUMNS, step.values, strict=True):
        for y, value in zip(unit_heights(len(column)), column.tolist(), strict=True):
            parts.append(centred(x, y, 72, 28, "paper", rx=14))
            parts.append(text(x, y + 6, number(value)))
    return [*parts, names(dx=0, dy=-20)]


def one_step_backward(words: Words) -> Picture:
    """The deltas in the places of the values, and the way back to one unit of each layer."""
    step = _step()
    columns = [
        [(x, 170 + distance * (i - (size - 1) / 2)) for i in range(size)]
        for x, size, distance in ((50, 2, 120), (226, 4, 76), (408, 2, 120), (586, 2, 120))
    ]
    parts = [
        line(start, end, "edge")
        for column, following in itertools.pairwise(columns)
        for start in column
        for end in following
    ]
    for column, unit in ((2, 0), (1, 1)):  # the units whose deltas the page computes by hand
        here, weights = columns[column][unit], step.weights[column][:, unit].tolist()
        for there, weight in zip(columns[column + 1], weights, strict=True):
            parts.append(arrow(there, here, "gradient", gap=42))
            x, y = (here[0] + there[0]) / 2, (here[1] + there[1]) / 2
            if abs(here[1] - there[1]) < 40:  # beside the line; else on it
                y -= 18
            parts += [centred(x, y, 78, 22, "paper", rx=4), text(x, y + 6, number(weight))]
    parts.append(line(columns[1][1], columns[0][1], "gradient second"))  # δ isn't carried along it
    parts.append(centred(138, 181, 40, 22, "paper", rx=4))
    parts.append(text(138, 187, "w₂₂", "variable"))
    shown = [step.values[0], *step.deltas]
    for places, numbers in zip(columns, shown, strict=True):
        class_ = "" if places is columns[0] else "gradient-text"
        for (x, y), value in zip(places, numbers.tolist(), strict=True):
            parts.append(centred(x, y, 78, 28, "paper", rx=14))
            parts.append(text(x, y + 6, number(value), class_))
    for (x, y), name in zip(columns[0] + columns[-1], ("x₁", "x₂", "z₀", "z₁"), strict=True):
        parts.append(text(x, y - 22, name, "variable"))
    for (x, _), name in zip((c[0] for c in columns[1:]), ("δ₁", "δ₂", "δ₃ = p − y"), strict=True):
        parts.append(text(x, 24, name, "gradient-text"))
    return 310, parts


def _step() -> Step:
    model = one_step_network()
    weights = [parameter.detach().clone() for parameter in list(model.parameters())[::2]]
    h = torch.tensor([[0.0, 1.0]])
    values = [h]
    for layer in model.layers:
        h = layer(h)
        values.append(h)
    loss = torch.nn.functional.cross_entropy(h, torch.tensor([1]))
    before = [values[i] for i in (1, 3, 5)]  # what goes into each activation, and the logits
    deltas = [delta[0] for delta in torch.autograd.grad(loss, before, retain_graph=True)]
    loss.backward()
    first = next(model.parameters())
    assert first.grad is not None
    weight, gradient = first[1, 1].item(), first.grad[1, 1].item()
    sgd_step(model.parameters(), lr=0.1)
    shown = [values[i][0].detach() for i in (0, 2, 4, 5)]  # after each activation
    return Step(shown, deltas, weights, loss.item(), weight, gradient, first[1, 1].item())
