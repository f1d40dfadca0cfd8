"""Figures of the page "one-step"."""

from __future__ import annotations

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
        loss: before the step.
        weight: w₂₂ of the first layer before the step.
        gradient: of w₂₂.
        after: w₂₂ after the step.
    """

    values: list[Tensor]
    loss: float
    weight: float
    gradient: float
    after: float


def one_step(words: Words) -> Picture:
    """XOR(0, 1) through the notebook's network, and what one step does to w₂₂."""
    step = _step()
    parts = [connections((2, 4, 2, 2))]
    parts.append(
        line((COLUMNS[0], unit_heights(2)[1]), (COLUMNS[1], unit_heights(4)[1]), "gradient")
    )
    for x, column in zip(COLUMNS, step.values, strict=True):
        for y, value in zip(unit_heights(len(column)), column.tolist(), strict=True):
            parts.append(centred(x, y, 72, 28, "paper", rx=14))
            parts.append(text(x, y + 6, number(value)))
    p = torch.softmax(step.values[-1], dim=0).tolist()
    parts += [
        names(dx=0, dy=-20),
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
    return 350, parts


def _step() -> Step:
    model = one_step_network()
    h = torch.tensor([[0.0, 1.0]])
    values = [h[0]]
    for layer in model.layers:
        h = layer(h)
        values.append(h[0].detach())
    loss = torch.nn.functional.cross_entropy(h, torch.tensor([1]))
    loss.backward()
    first = next(model.parameters())
    assert first.grad is not None
    weight, gradient = first[1, 1].item(), first.grad[1, 1].item()
    sgd_step(model.parameters(), lr=0.1)
    shown = [values[0], values[2], values[4], values[5]]  # after each activation
    return Step(shown, loss.item(), weight, gradient, first[1, 1].item())
