"""The 2-4-2-2 network as columns of units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from figures.svg import line, text

#: Where the inputs, the two hidden layers and the logits stand, from left to right.
COLUMNS = (70.0, 240.0, 410.0, 560.0)


def unit_heights(size: int) -> list[float]:
    """Where the units of a column stand, from top to bottom."""
    return [140 + 54 * (i - (size - 1) / 2) for i in range(size)]


def connections(sizes: Sequence[int]) -> str:
    """A line from each unit to each of the next column."""
    parts = []
    for (x1, x2), (inputs, outputs) in zip(pairwise(COLUMNS), pairwise(sizes), strict=True):
        for y1 in unit_heights(inputs):
            parts += [line((x1, y1), (x2, y2), "edge") for y2 in unit_heights(outputs)]
    return "".join(parts)


def names(dx: float, dy: float) -> str:
    """The names of inputs and logits, beside or above their units."""
    parts = []
    for x, column in ((COLUMNS[0] - dx, ("x₁", "x₂")), (COLUMNS[-1] + dx, ("z₀", "z₁"))):
        for y, name in zip(unit_heights(2), column, strict=True):
            parts.append(text(x, y + dy, name, "variable"))
    return "".join(parts)
