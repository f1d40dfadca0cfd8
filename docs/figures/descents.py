"""Optimizers on their way down: their paths, the length of their steps, schedules of their rate."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from figures.svg import curve, element, figure, line, number, text
from xor_tutorial.optim import SGD, Adam, Momentum, Nesterov, Optimizer, RMSprop

#: What goes down the valley of `optimizer-paths`, and with what learning rate.
RUNNERS: tuple[tuple[type[Optimizer], float], ...] = (
    (SGD, 0.07),
    (Momentum, 0.02),
    (Nesterov, 0.02),
    (RMSprop, 0.15),
    (Adam, 0.5),
)
START = (10.0, 2.0)
LEFT = 3.4  # how far the panels go left of the lowest point


def path(kind: type[Optimizer], lr: float, steps: int = 40) -> list[tuple[float, float]]:
    """Where an optimizer comes on f(x, y) = (x² + 25 y²) / 2, from `START` on."""
    w = torch.tensor(START, device="cpu", requires_grad=True)
    slopes = torch.tensor([1.0, 25.0], device="cpu")
    optimizer = kind([w], lr=lr)
    places = [START]
    for _ in range(steps):
        w.grad = slopes * w.detach()
        optimizer.step()
        x, y = w.tolist()
        places.append((x, y))
    return places


def optimizer_paths(language: str, label: str | None) -> str:
    """Five optimizers in the same valley, one panel each."""
    words = {
        "ko": ("출발점 (10, 2)", "가장 낮은 곳 (0, 0)", "학습률 {}", "모두 40스텝"),
        "en": ("start (10, 2)", "lowest point (0, 0)", "rate {}", "40 steps each"),
    }[language]
    width, height, scale = 300.0, 112.0, 21.0
    parts = []
    for i, (kind, lr) in enumerate(RUNNERS):
        left, top = 10.0 + 320 * (i % 2), 34.0 + 158 * (i // 2)

        def place(x: float, y: float, left: float = left, top: float = top) -> tuple[float, float]:
            return left + (x + LEFT) * scale, top + height / 2 - y * scale

        parts.append(text(left + 2, top - 12, kind.__name__, "strong", "start"))
        parts.append(text(left + width, top - 12, words[2].format(number(lr, 2)), "muted", "end"))
        parts += _contours(place)
        places = [place(x, y) for x, y in path(kind, lr)]
        parts.append(curve(places, "line"))
        dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in places)
        parts.append(element("path", d=dots, class_="dots"))
        parts.append(element("circle", cx=places[0][0], cy=places[0][1], r=7.0, class_="ring"))
        parts.append(_cross(*place(0, 0)))
        parts.append(element("rect", x=left, y=top, width=width, height=height, class_="frame"))
    left, top = 380.0, 34.0 + 158 * 2
    parts.append(element("circle", cx=left, cy=top + 22, r=7.0, class_="ring"))
    parts.append(_cross(left, top + 56))
    for i, word in enumerate((words[0], words[1], words[3])):
        parts.append(text(left + 20, top + 28 + 34 * i, word, "", "start"))
    return figure(640, 472, label, *parts)


def bias_correction(language: str, label: str | None) -> str:
    """How long each step is, in learning rates, while the gradient stays the same."""
    words = {
        "ko": ("Adam", "보정하지 않은 Adam", "RMSprop", "스텝", "스텝의 길이 ÷ 학습률"),
        "en": ("Adam", "Adam without correction", "RMSprop", "step", "step ÷ learning rate"),
    }[language]
    left, top, width, height, steps = 60.0, 40.0, 540.0, 240.0, 3000

    def place(t: float, length: float) -> tuple[float, float]:
        return left + math.log10(t) / math.log10(steps) * width, top + (1 - length / 10.5) * height

    parts = []
    for tick in (0.0, 2.0, 4.0, 6.0, 8.0, 10.0):
        x, y = place(1, tick)
        parts.append(line((x, y), (x + width, y), "grid" if tick else "axis"))
        parts.append(text(x - 12, y + 5, number(tick), "muted", "end"))
    for t in (1, 10, 100, 1000):
        parts.append(text(place(t, 0)[0], top + height + 24, f"{t:,}", "muted"))
    shown = sorted({round(steps ** (i / 120)) for i in range(121)})
    adam, rmsprop = lengths(Adam, steps), lengths(RMSprop, steps)
    raw = [(1 - 0.9**t) / math.sqrt(1 - 0.999**t) for t in range(1, steps + 1)]
    for values, class_ in ((adam, "border"), (raw, "loss"), (rmsprop, "other")):
        parts.append(curve((place(t, values[t - 1]) for t in shown), class_))
    highest = max(range(steps), key=raw.__getitem__)
    x, y = place(highest + 1, raw[highest])
    parts += [
        element("circle", cx=x, cy=y, r=4.0, class_="loss-dot"),
        text(x + 12, y - 10, f"{words[1]} ({number(raw[highest], 2)})", "loss-text", "start"),
        text(place(1, 0)[0] + 22, place(1, 9.5)[1], words[2], "muted", "start"),
        text(place(1, 0)[0] + 6, place(1, 1)[1] + 20, words[0], "", "start"),
        text(left + width / 2, top + height + 46, words[3], "muted"),
        text(left - 40, 20, words[4], "muted", "start"),
    ]
    return figure(640, 336, label, *parts)


def lengths(kind: type[Optimizer], steps: int) -> list[float]:
    """The lengths of an optimizer's steps with learning rate 1 and gradient 1."""
    w = torch.zeros(1, dtype=torch.float64, device="cpu", requires_grad=True)
    w.grad = torch.ones_like(w)
    optimizer = kind([w], lr=1.0)
    found: list[float] = []
    for _ in range(steps):
        before = w.item()
        optimizer.step()
        found.append(before - w.item())
    return found


def schedules(language: str, label: str | None) -> str:
    """Three learning rate schedules, a dot for each step."""
    words = {
        "ko": ("계단", "코사인", "워밍업 + 코사인", "스텝", "학습률"),
        "en": ("stairs", "cosine", "warmup + cosine", "step", "learning rate"),
    }[language]
    curves: tuple[Callable[[int], float], ...] = (
        lambda t: 0.8 * 0.5 ** (t // 3),
        lambda t: 0.8 * (1 + math.cos(math.pi * t / 9)) / 2,
        lambda t: 0.2 * (t + 1) if t < 3 else 0.8 * (1 + math.cos(math.pi * (t - 3) / 6)) / 2,
    )
    parts = []
    for i, (rate, title) in enumerate(zip(curves, words, strict=False)):
        left, top, width, height = 52.0 + 200 * i, 56.0, 168.0, 140.0
        places = [
            (left + 6 + t / 9 * (width - 12), top + (1 - rate(t)) * height) for t in range(10)
        ]
        parts.append(line((left, top + height), (left + width, top + height), "axis"))
        for tick in (0.0, 0.4, 0.8):
            y = top + (1 - tick) * height
            parts.append(line((left, y), (left + width, y), "grid") if tick else "")
            parts.append(text(left - 8, y + 5, number(tick, 1), "muted", "end") if not i else "")
        parts.append(text(left + width / 2, 24, title, "strong"))
        parts.append(curve(places, "line"))
        parts += [element("circle", cx=x, cy=y, r=3.6, class_="loss-dot") for x, y in places]
        for t in (0, 3, 6, 9):
            parts.append(text(places[t][0], top + height + 22, str(t), "muted"))
    parts.append(text(336, 242, words[3], "muted"))
    parts.append(text(8, 58, words[4], "muted", "start"))
    return figure(640, 254, label, *parts)


def _contours(place: Callable[[float, float], tuple[float, float]]) -> list[str]:
    """Ellipses of equal height, as far as the panel goes on their left."""
    rings = []
    for radius in (2.5, 5.0, 7.5, 10.0):
        last = math.acos(-min(LEFT / radius, 1.0))
        turns = [last * (i / 48 - 1) for i in range(97)]
        points = (place(radius * math.cos(a), radius / 5 * math.sin(a)) for a in turns)
        rings.append(curve(points, "frame edge"))
    return rings


def _cross(x: float, y: float) -> str:
    return line((x - 6, y), (x + 6, y), "axis") + line((x, y - 6), (x, y + 6), "axis")
