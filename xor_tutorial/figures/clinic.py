"""What silent faults do to a loss: the same training, once healthy and once sick."""

from __future__ import annotations

import functools
import math

import torch
from torch import nn

from xor_tutorial.data import truth_table
from xor_tutorial.figures.svg import Point, curve, element, figure, line, number, text
from xor_tutorial.optim import sgd_step

STEPS = 300
#: A panel's size, and the loss at its upper edge.
WIDTH, HEIGHT, HIGH = 226.0, 132.0, 0.8

#: Fault → what its panel is called.
FAULTS = {
    "softmax": {"ko": "소프트맥스를 두 번", "en": "softmax twice"},
    "zeros": {"ko": "가중치가 모두 0", "en": "all weights zero"},
    "optimizer": {"ko": "옛 옵티마이저", "en": "the old optimizer"},
    "zero_grad": {"ko": "zero_grad 없음", "en": "no zero_grad"},
}


@functools.cache
def _losses(fault: str | None = None) -> tuple[float, ...]:
    """The loss before each of 300 steps and after the last, with one fault or none."""
    with torch.random.fork_rng(), torch.device("cpu"):
        torch.manual_seed(70)
        model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))
        inputs, targets = truth_table()
    if fault == "zeros":
        for parameter in model.parameters():
            nn.init.zeros_(parameter)
    loss_function = nn.CrossEntropyLoss()
    seen: list[float] = []
    for _ in range(STEPS + 1):
        if fault != "zero_grad":
            model.zero_grad()
        logits = model(inputs)
        loss = loss_function(logits.softmax(dim=1) if fault == "softmax" else logits, targets)
        seen.append(loss.item())
        loss.backward()
        if fault != "optimizer":
            sgd_step(model.parameters(), lr=0.7)
    return tuple(seen)


def sick_curves(language: str, label: str | None) -> str:
    """Four silent faults, each beside the healthy run."""
    words = {"ko": ("스텝", "손실"), "en": ("steps", "loss")}[language]
    parts: list[str] = []
    for i, (fault, names) in enumerate(FAULTS.items()):
        left, top = 74.0 + 310 * (i % 2), 52.0 + 220 * (i // 2)
        place = functools.partial(_place, left, top)
        for tick, name in ((0.0, "0"), (math.log(2), "0.69")):
            x, y = place(0, tick)
            parts.append(line((x, y), (x + WIDTH, y), "axis" if tick == 0 else "grid"))
            parts.append(text(x - 8, y + 5, name, "muted", "end"))
        for tick in (0, STEPS):
            parts.append(text(place(tick, 0)[0], top + HEIGHT + 24, f"{tick}", "muted"))
        sick = _losses(fault)
        x, y = place(STEPS, sick[-1])
        parts += [
            text(left + WIDTH / 2, top - 18, names[language], "strong"),
            curve((place(step, loss) for step, loss in enumerate(_losses())), "other"),
            curve((place(step, loss) for step, loss in enumerate(sick)), "loss"),
            element("circle", cx=x, cy=y, r=4.0, class_="loss-dot"),
            text(x, y + (26 if sick[-1] > 0.5 else -11), number(sick[-1]), "loss-text", "end"),
            text(left + WIDTH / 2, top + HEIGHT + 24, words[0], "muted"),
            text(left - 8, top - 6, words[1], "muted", "end"),
        ]
    return figure(640, 438, label, *parts)


def _place(left: float, top: float, step: float, loss: float) -> Point:
    """Where a panel has a loss at a step."""
    return left + step / STEPS * WIDTH, top + (1 - loss / HIGH) * HEIGHT
