"""Gates as lines on the plane: three that one line does, XOR that none does, and XOR folded."""

from __future__ import annotations

from figures.planes import HIGH, LOW, axes, position
from figures.svg import element, figure, line, mark, number, region, text
from xor_tutorial.data import truth_table

Line = tuple[float, float, float]  # w₁, w₂ and b of the score w₁x₁ + w₂x₂ + b

AND: Line = (1.0, 1.0, -1.5)
OR: Line = (1.0, 1.0, -0.5)
NAND: Line = (-1.0, -1.0, 1.5)


def gates(language: str, label: str | None) -> str:
    """AND, OR and NAND, each with its line, and XOR, whose diagonals cross."""
    no_line = {"ko": "직선이 없습니다", "en": "no line"}[language]
    inputs, _ = truth_table("cpu")
    side, parts = 180.0, []
    for i, (name, gate, below) in enumerate(
        (
            ("AND", AND, "x₁ + x₂ = 1.5"),
            ("OR", OR, "x₁ + x₂ = 0.5"),
            ("NAND", NAND, "x₁ + x₂ = 1.5"),
            ("XOR", None, no_line),
        )
    ):
        left, top = 90.0 + 310 * (i % 2), 36.0 + 290 * (i // 2)
        parts.append(text(left + side / 2, top - 12, name, "strong"))
        parts.append(text(left + side / 2, top + side + 46, below, "muted"))
        parts.append(axes(left, top, side))
        if gate:
            parts.append(_sides([gate], left, top, side))
        else:
            parts.append(element("rect", x=left, y=top, width=side, height=side, class_="frame"))
            for ends in ((0.0, 0.0), (1.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)):
                start, end = (position(*corner, left, top, side) for corner in ends)
                parts.append(line(start, end, "other"))
        for x1, x2 in inputs.tolist():
            kind = int(_score(gate, x1, x2) > 0) if gate else int(x1 != x2)
            parts.append(mark(*position(x1, x2, left, top, side), kind, ringed=(x1, x2) == (0, 1)))
    return figure(640, 560, label, *parts)


def line_puzzle(language: str, label: str | None) -> str:
    """XOR with the line of OR: three rows right, and the two sums that would have to differ."""
    circles, squares, count = {
        "ko": ("동그라미의 합", "네모의 합", "넷 가운데 3행이 맞습니다"),
        "en": ("sum of the circles", "sum of the squares", "3 of 4 rows are right"),
    }[language]
    inputs, targets = truth_table("cpu")
    side, left, top = 260.0, 60.0, 20.0
    parts = [axes(left, top, side), _sides([OR], left, top, side)]
    for ends in ((0.0, 0.0), (1.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)):
        start, end = (position(*corner, left, top, side) for corner in ends)
        parts.append(line(start, end, "other"))
    for (x1, x2), kind in zip(inputs.tolist(), targets.tolist(), strict=True):
        x, y = position(x1, x2, left, top, side)
        score = _score(OR, x1, x2)
        parts.append(mark(x, y, kind, ringed=(x1, x2) == (0, 1)))
        parts.append(text(x, y - 22, number(score, 1), "" if (score > 0) == kind else "loss-text"))
    for row, (words, pair) in enumerate(
        ((circles, ((0, 0), (1, 1))), (squares, ((1, 0), (0, 1)))),
    ):
        scores = [_score(OR, *place) for place in pair]
        terms = " + ".join(number(x, 1) for x in scores) + f" = {number(sum(scores))}"
        look = ("class0-text", "class1-text")[row]
        parts.append(text(345, 90.0 + 80 * row, words, look, "start"))
        parts.append(text(345, 118.0 + 80 * row, terms, anchor="start"))
    parts.append(text(345, 240, count, "strong", "start"))
    return figure(640, 326, label, *parts)


def folding_by_hand(language: str, label: str | None) -> str:
    """The plane with the lines of OR and NAND, and the plane that these two neurons make of it."""
    words = {
        "ko": ("입력", "두 직선, OR과 NAND", "은닉층", "한 직선, AND"),
        "en": ("inputs", "two lines, OR and NAND", "hidden layer", "one line, AND"),
    }[language]
    inputs, targets = truth_table("cpu")
    side, top, left, right = 230.0, 40.0, 50.0, 360.0
    parts = [
        text(left + side / 2, 22, words[0], "strong"),
        text(left + side / 2, top + side + 46, words[1], "muted"),
        text(right + side / 2, 22, words[2], "strong"),
        text(right + side / 2, top + side + 46, words[3], "muted"),
        axes(left, top, side),
        axes(right, top, side, ("h₁", "h₂")),
        _sides([OR, NAND], left, top, side),
        _sides([AND], right, top, side),
    ]
    for (x1, x2), kind in zip(inputs.tolist(), targets.tolist(), strict=True):
        ringed = (x1, x2) == (0, 1)
        parts.append(mark(*position(x1, x2, left, top, side), kind, ringed=ringed))
        h1, h2 = (float(_score(gate, x1, x2) > 0) for gate in (OR, NAND))
        x, y = position(h1, h2, right, top, side)
        parts.append(mark(x, y, kind, ringed=ringed))
    for h, names, dx, dy, anchor in (
        ((0.0, 1.0), "(0, 0)", 0, -20, "middle"),
        ((1.0, 1.0), "(1, 0), (0, 1)", 44, -22, "end"),
        ((1.0, 0.0), "(1, 1)", 0, 30, "middle"),
    ):
        x, y = position(*h, right, top, side)
        parts.append(text(x + dx, y + dy, names, anchor=anchor))
    return figure(640, 326, label, *parts)


def _score(gate: Line, x1: float, x2: float) -> float:
    w1, w2, b = gate
    return w1 * x1 + w2 * x2 + b


def _sides(lines: list[Line], left: float, top: float, side: float) -> str:
    """The plane as one or more lines part it; where every score is above 0 is class 1."""
    cells = 1 if len(lines) == 1 else 34  # one cell is exact where the score is linear
    axis = [LOW + (HIGH - LOW) * i / cells for i in range(cells + 1)]
    scores = [[min(_score(gate, x1, x2) for gate in lines) for x1 in axis] for x2 in axis[::-1]]
    area, border = region(scores, left, top, side / cells)
    return "".join(
        (
            element("rect", x=left, y=top, width=side, height=side, class_="class0-area"),
            element("path", d=area, class_="class1-area"),
            element("path", d=border, class_="border"),
        )
    )
