"""The 2-4-2-2 network: its shape, and one example going through it."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

from figures.svg import arrow, element, figure, line, number, text
from xor_tutorial.network import XOR
from xor_tutorial.optim import sgd_step

COLUMNS = (70.0, 240.0, 410.0, 560.0)


def network(language: str, label: str | None) -> str:
    """Units and connections, with the number of weights between the layers."""
    words = {
        "ko": ("입력", "은닉층 1", "은닉층 2", "로짓", "가중치 {} + 편향 {}"),
        "en": ("inputs", "hidden 1", "hidden 2", "logits", "{} weights + {} biases"),
    }[language]
    with torch.random.fork_rng():
        model = XOR()
    parts = [_edges(model.sizes)]
    for column, (x, size) in enumerate(zip(COLUMNS, model.sizes, strict=True)):
        for y in _rows(size):
            parts.append(element("circle", cx=x, cy=y, r=15.0, class_="node"))
            if 0 < column < 3:
                parts.append(_sigmoid(x, y))
        parts.append(text(x, 24, words[column], "strong"))
    linears = [layer for layer in model.layers if isinstance(layer, nn.Linear)]
    for (x1, x2), layer in zip(pairwise(COLUMNS), linears, strict=True):
        count, biases = layer.weight.numel(), layer.bias.numel()
        parts.append(text((x1 + x2) / 2, 262, f"{count} + {biases}", "muted"))
    total = sum(p.numel() for p in model.parameters())
    note = {"ko": "가중치 + 편향, 모두 {}개", "en": "weights + biases, {} in all"}[language]
    parts.append(text(315, 288, note.format(total), "muted"))
    for y, name in zip(_rows(2), ("x₁", "x₂"), strict=True):
        parts.append(text(COLUMNS[0] - 36, y + 5, name, "variable"))
    for y, name in zip(_rows(2), ("z₀", "z₁"), strict=True):
        parts.append(text(COLUMNS[-1] + 36, y + 5, name, "variable"))
    return figure(640, 304, label, *parts)


def one_step(language: str, label: str | None) -> str:
    """XOR(0, 1) through the notebook's network, and what one step does to w₂₂."""
    words = {
        "ko": ("타깃 0에 대한 손실", "확률", "w₂₂의 한 스텝"),
        "en": ("loss for target 0", "probabilities", "one step of w₂₂"),
    }[language]
    values, loss, weight, gradient, after = _example()
    parts = [_edges((2, 4, 2, 2))]
    w_start, w_end = (COLUMNS[0], _rows(2)[1]), (COLUMNS[1], _rows(4)[1])
    parts.append(line(w_start, w_end, "gradient"))
    for x, column in zip(COLUMNS, values, strict=True):
        for y, value in zip(_rows(len(column)), column.tolist(), strict=True):
            parts.append(
                element("rect", x=x - 36, y=y - 14, width=72.0, height=28.0, rx=14, class_="paper")
            )
            parts.append(text(x, y + 6, number(value)))
    for y, name in zip(_rows(2), ("x₁", "x₂"), strict=True):
        parts.append(text(COLUMNS[0], y - 20, name, "variable"))
    for y, name in zip(_rows(2), ("z₀", "z₁"), strict=True):
        parts.append(text(COLUMNS[-1], y - 20, name, "variable"))
    p = torch.softmax(values[-1], dim=0).tolist()
    parts += [
        text(COLUMNS[-1], 238, words[1], "muted"),
        text(COLUMNS[-1], 260, f"{number(p[0])}, {number(p[1])}"),
        text(410, 238, words[0], "muted"),
        text(410, 260, number(loss), "loss-text"),
        text(30, 288, words[2], "strong", "start"),
        element("rect", x=24.0, y=302.0, width=104.0, height=30.0, rx=4, class_="node"),
        text(76, 323, number(weight)),
        text(138, 323, "− 0.1 ×", "muted", "start"),
        text(222, 323, number(gradient), "gradient-text", "start"),
        arrow((304, 317), (344, 317)),
        element("rect", x=354.0, y=302.0, width=110.0, height=30.0, rx=4, class_="node"),
        text(409, 323, number(after)),
    ]
    return figure(640, 350, label, *parts)


def _example() -> tuple[list[Tensor], float, float, float, float]:
    """Each layer's values for (0, 1), the loss for target 0; w₂₂ before, its slope, and after."""
    with torch.random.fork_rng(), torch.device("cpu"):
        torch.manual_seed(70)
        _, model = XOR(), XOR()  # the notebook's second network
        x, target = torch.tensor([[0.0, 1.0]]), torch.tensor([0])
    values, h = [x[0]], x
    for layer in model.layers:
        h = layer(h)
        values.append(h[0].detach())
    loss = torch.nn.functional.cross_entropy(h, target)
    loss.backward()  # type: ignore[no-untyped-call]
    first = next(model.parameters())
    assert first.grad is not None
    weight, gradient = first[1, 1].item(), first.grad[1, 1].item()
    sgd_step(model.parameters(), lr=0.1)
    shown = [values[0], values[2], values[4], values[5]]  # after each activation
    return shown, loss.item(), weight, gradient, first[1, 1].item()


def _rows(size: int) -> list[float]:
    gap = 54.0
    return [140 + gap * (i - (size - 1) / 2) for i in range(size)]


def _edges(sizes: tuple[int, ...]) -> str:
    parts = []
    for column in range(len(sizes) - 1):
        for start in _rows(sizes[column]):
            for end in _rows(sizes[column + 1]):
                parts.append(line((COLUMNS[column], start), (COLUMNS[column + 1], end), "edge"))
    return "".join(parts)


def _sigmoid(x: float, y: float) -> str:
    return element(
        "path",
        d=f"M{x - 8:.0f} {y + 5:.0f}c9 0 7 -10 16 -10",
        class_="line",
    )
