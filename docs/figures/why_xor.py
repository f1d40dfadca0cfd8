"""Figures of the page "why-xor": gates as lines on the plane, and the plane folded by hand."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from figures.plane import axes, marks, plane, regions, rows
from figures.plot import Plot
from figures.svg import Picture, Words, line, mark, number, text

Line = tuple[float, float, float]  # w₁, w₂ and b of the score w₁x₁ + w₂x₂ + b

AND: Line = (1.0, 1.0, -1.5)
OR: Line = (1.0, 1.0, -0.5)
NAND: Line = (-1.0, -1.0, 1.5)
DIAGONALS = (((0, 0), (1, 1)), ((0, 1), (1, 0)))


def gates(words: Words) -> Picture:
    """AND, OR and NAND, each with its line, and XOR, whose diagonals cross."""
    parts = []
    for i, (name, gate, below) in enumerate(
        (
            ("AND", AND, "x₁ + x₂ = 1.5"),
            ("OR", OR, "x₁ + x₂ = 0.5"),
            ("NAND", NAND, "x₁ + x₂ = 1.5"),
            ("XOR", None, words["no line"]),
        )
    ):
        plot = plane(90 + 310 * (i % 2), 36 + 290 * (i // 2), 180)
        answers = [(row, int(_score(gate, *row) > 0) if gate else kind) for row, kind in rows()]
        parts += [
            text(plot.middle, plot.top - 12, name, "strong"),
            text(plot.middle, plot.bottom + 46, below, "muted"),
            axes(plot),
            _sides(plot, gate) if gate else plot.box("frame") + _diagonals(plot),
            marks(plot, answers),
        ]
    return 560, parts


def line_puzzle(words: Words) -> Picture:
    """XOR with the line of OR: three rows right, and the two sums that would have to differ."""
    plot = plane(60, 20, 260)
    parts = [axes(plot), _sides(plot, OR), _diagonals(plot)]
    for row, kind in rows():
        x, y = plot.place(*row)
        score = _score(OR, *row)
        right = (score > 0) == kind
        parts.append(mark(x, y, kind))
        parts.append(
            text(
                x, y - 22, number(score, 1) + ("" if right else " ✗"), "" if right else "loss-text"
            )
        )
    for y, look, name, pair in (
        (90, "class0-text", words["circles"], ((0, 0), (1, 1))),
        (170, "class1-text", words["squares"], ((1, 0), (0, 1))),
    ):
        scores = [_score(OR, *row) for row in pair]
        terms = " + ".join(number(x, 1) for x in scores) + f" = {number(sum(scores))}"
        parts.append(text(345, y, name, look, "start"))
        parts.append(text(345, y + 28, terms, anchor="start"))
    parts.append(text(345, 240, words["count"], "strong", "start"))
    return 326, parts


def folding_by_hand(words: Words) -> Picture:
    """The plane with the lines of OR and NAND, and the plane that these two neurons make of it."""
    inputs, hidden = plane(50, 40, 230), plane(360, 40, 230)
    folded = [
        ((float(_score(OR, *row) > 0), float(_score(NAND, *row) > 0)), kind) for row, kind in rows()
    ]
    parts = [
        inputs.title(words["inputs"]),
        text(inputs.middle, inputs.bottom + 46, words["two lines"], "muted"),
        axes(inputs),
        _sides(inputs, OR, NAND),
        marks(inputs, rows()),
        hidden.title(words["hidden layer"]),
        text(hidden.middle, hidden.bottom + 46, words["one line"], "muted"),
        axes(hidden, ("h₁", "h₂")),
        _sides(hidden, AND),
    ]
    parts.append(marks(hidden, folded))
    for h, names, dx, dy, anchor in (
        ((0, 1), "(0, 0)", 0, -20, "middle"),
        ((1, 1), "(1, 0), (0, 1)", 44, -22, "end"),
        ((1, 0), "(1, 1)", 0, 30, "middle"),
    ):
        x, y = hidden.place(*h)
        parts.append(text(x + dx, y + dy, names, anchor=anchor))
    return 326, parts


def margin_loss(words: Words) -> Picture:
    """ln(1 + e⁻ᵐ), the loss of a row with margin m, and its tangent at 0, which stays below."""
    plot = Plot(70, 20, 500, 250, (-3, 3), (-1, 3.2))
    x, y = plot.place(0, math.log(2))
    return 336, [
        plot.rows((-1, 0, 1, 2, 3)),
        plot.columns(range(-3, 4)),
        plot.x_name(words["margin"]),
        line(plot.place(-3, math.log(2) + 1.5), plot.place(3, math.log(2) - 1.5), "other"),
        plot.curve(lambda m: math.log(1 + math.exp(-m)), "loss"),
        plot.dot(0, math.log(2)),
        text(x + 10, y - 10, "ln 2 = 0.6931", "loss-text", "start"),
        text(*plot.place(-1.7, 2.2), words["loss"], "loss-text", "start"),
        text(*plot.place(1.6, -0.55), words["tangent"], "muted", "end"),
    ]


def _score(gate: Line, x1: float, x2: float) -> float:
    w1, w2, b = gate
    return w1 * x1 + w2 * x2 + b


def _sides(plot: Plot, *gates: Line) -> str:
    """The plane as one or more lines divide it; where every score is above 0 is class 1."""
    coefficients = torch.tensor(gates)

    def lowest(points: Tensor) -> Tensor:
        return (points @ coefficients[:, :2].T + coefficients[:, 2]).amin(dim=1)

    return regions(plot, lowest, cells=1 if len(gates) == 1 else 34)  # 1 is exact for one line


def _diagonals(plot: Plot) -> str:
    return "".join(line(plot.place(*a), plot.place(*b), "other") for a, b in DIAGONALS)
