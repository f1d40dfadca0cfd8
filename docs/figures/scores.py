"""What softmax makes of scores: along which dim, at which temperature, with which slopes."""

from __future__ import annotations

import math

import torch

from figures.plot import Plot
from figures.svg import arrow, element, figure, line, number, text

TEMPERATURES = (0.5, 1.0, 4.0, 100.0)


def softmax_dims(language: str, label: str | None) -> str:
    """The same batch with `dim=1` and `dim=0`: which numbers add up to 1."""
    z = torch.tensor([[3.0, 1.0, 5.0, 9.0], [4.0, 6.0, 5.0, 3.0]], device="cpu")
    titles = {
        "ko": {1: "dim=1: 행마다 합이 1", 0: "dim=0: 열마다 합이 1"},
        "en": {1: "dim=1: each row adds up to 1", 0: "dim=0: each column adds up to 1"},
    }[language]
    parts = []
    for dim, top in ((1, 24.0), (0, 168.0)):
        parts.append(text(72, top, titles[dim], "strong", "start"))
        for i, row in enumerate(torch.softmax(z, dim=dim).tolist()):
            for j, value in enumerate(row):
                parts.append(text(120 + 112 * j, top + 36 + 40 * i, number(value, 3)))
        if dim == 1:
            for y in (top + 44, top + 84):
                parts.append(arrow((76, y), (512, y)))
                parts.append(text(524, y - 2, "= 1", "strong", "start"))
        else:
            for j in range(4):
                x = 120 + 112 * j - 44
                parts.append(arrow((x, top + 20), (x, top + 96)))
                parts.append(text(x, top + 118, "= 1", "strong"))
    return figure(640, 296, label, *parts)


def temperature(language: str, label: str | None) -> str:
    """The probabilities of the scores 3, 1, 5, 9 at four temperatures."""
    scores = torch.tensor([3.0, 1.0, 5.0, 9.0], device="cpu")
    parts = []
    for group, warmth in enumerate(TEMPERATURES):
        left = 16 + 158 * group
        parts.append(text(left + 66, 24, f"T = {number(warmth, 1)}", "strong"))
        parts.append(line((left, 210), (left + 132, 210), "axis"))
        for i, p in enumerate(torch.softmax(scores / warmth, dim=0).tolist()):
            height = max(160 * p, 0.8)
            box = {"x": left + 4 + 33 * i, "y": 210 - height, "width": 25.0, "height": height}
            parts.append(element("rect", **box, class_="bar"))
            parts.append(text(left + 16.5 + 33 * i, 232, number(scores[i].item()), "muted"))
    note = {"ko": "막대 아래는 점수", "en": "below each bar its score"}[language]
    parts.append(text(320, 258, note, "muted"))
    return figure(640, 272, label, *parts)


def softmax_jacobian(language: str, label: str | None) -> str:
    """diag(p) − ppᵀ for the scores 3, 1, 5: a square's area is the size of a derivative."""
    p = torch.softmax(torch.tensor([3.0, 1.0, 5.0], device="cpu"), dim=0)
    slopes = (torch.diag(p) - torch.outer(p, p)).tolist()
    note = {
        "ko": ("채운 네모: 커진다", "빈 네모: 작아진다"),
        "en": ("filled: it grows", "hollow: it shrinks"),
    }[language]
    largest = max(abs(slope) for row in slopes for slope in row)
    parts = []
    for j in range(3):
        parts.append(text(190 + 150 * j, 28, f"z{'₁₂₃'[j]}", "variable"))
    for i, row in enumerate(slopes):
        y = 72 + 96 * i
        parts.append(text(84, y + 6, f"p{'₁₂₃'[i]} = {number(p[i].item())}", "variable"))
        for j, slope in enumerate(row):
            x, side = 190 + 150 * j, max(48 * math.sqrt(abs(slope) / largest), 2.0)
            box = {"x": x - side / 2, "y": y - side / 2, "width": side, "height": side}
            parts.append(element("rect", **box, class_="bar" if slope > 0 else "node"))
            parts.append(text(x, y + 44, number(slope), "gradient-text"))
    for x, words in ((190, note[0]), (490, note[1])):
        parts.append(text(x, 346, words, "muted"))
    return figure(640, 360, label, *parts)


def sigmoid(language: str, label: str | None) -> str:
    """The sigmoid and its derivative, which is 1/4 at most."""
    words = {"ko": ("시그모이드 σ(a)", "도함수"), "en": ("sigmoid σ(a)", "derivative")}[language]
    plot = Plot(66, 22, 520, 220, x=(-6, 6), y=(0, 1))

    def value(a: float) -> float:
        return 1 / (1 + math.exp(-a))

    parts = [plot.rows((0, 0.25, 0.5, 0.75, 1)), plot.columns((-6, -4, -2, 0, 2, 4, 6))]
    parts.append(plot.curve(lambda a: value(a) * (1 - value(a)), "gradient"))
    parts.append(plot.curve(value, "border"))
    x, y = plot.place(1.7, 0.8)
    parts.append(text(x + 14, y + 20, words[0], "", "start"))
    x, y = plot.place(2.2, 0.15)
    parts.append(text(x, y, f"{words[1]} σ(1 − σ)", "gradient-text", "start"))
    parts.append(plot.below("a"))
    return figure(640, 300, label, *parts)
