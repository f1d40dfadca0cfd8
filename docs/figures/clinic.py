"""The clinic: what silent faults do to a loss, and what to ask a network that doesn't learn."""

from __future__ import annotations

import functools
import math

import torch
from torch import nn

from figures.svg import Point, arrow, curve, element, figure, line, number, text
from xor_tutorial.data import truth_table
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


#: Question, and where to look if the answer is no; the last has no question after it.
QUESTIONS = {
    "ko": (
        ("형태가 맞는가?", "타깃, 배치, dim"),
        ("첫 손실이 ln C쯤인가?", "점수, 클래스 수, dim"),
        ("손실이 변하는가?", "순서, 옛 옵티마이저"),
        ("계층마다 변화도가 있는가?", "detach, 모두 0"),
        ("배치 하나를 외우는가?", "학습률, 약한 모델"),
    ),
    "en": (
        ("are the shapes right?", "targets, batch, dim"),
        ("first loss about ln C?", "scores, classes, dim"),
        ("does the loss change?", "order, old optimizer"),
        ("gradients in each layer?", "detach, all zeros"),
        ("is one batch learned?", "rate, weak model"),
    ),
}


def examination(language: str, label: str | None) -> str:
    """Five questions to a network that doesn't learn; the first no says where to look."""
    yes, no, rest = {
        "ko": ("예", "아니요", "데이터와 끈기"),
        "en": ("yes", "no", "data and patience"),
    }[language]
    left, right, middle, high, pitch = 150.0, 388.0, 30.0, 40.0, 74.0
    parts: list[str] = []
    for i, (question, where) in enumerate(QUESTIONS[language]):
        y = middle + pitch * i
        parts += [
            element("rect", x=8.0, y=y - high / 2, width=284.0, height=high, rx=8, class_="node"),
            text(left, y + 6, question),
            arrow((292, y), (372, y)),
            text(329, y - 8, no, "loss-text"),
            text(right, y + 6, where, "loss-text", "start"),
            arrow((left, y + high / 2), (left, y + pitch - high / 2)),
            text(left + 14, y + pitch / 2 + 6, yes, "muted", "start"),
        ]
    y = middle + pitch * len(QUESTIONS[language])
    parts.append(text(left, y + 6, rest, "strong"))
    return figure(640, int(y + 30), label, *parts)
