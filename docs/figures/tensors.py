"""Figures of the page "tensors": dim, broadcasting and the matrix product."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

from figures.svg import Picture, Words, arrow, box, text

HEIGHT = 38  # of a number's cell
ALL = {(i, j) for i in range(3) for j in range(3)}


def dims(words: Words) -> Picture:
    """A table of two rows and three columns, with an arrow along each of its dimensions."""
    left, top, width = 272, 76, 64
    with torch.device("cpu"):
        table = torch.tensor([[10, 11, 12], [20, 21, 22]])
    rows, columns = (left - 28, top + 0.5 * HEIGHT + 6), (left + width / 2, top - 14)
    return 178, [
        _table(table, left, top, width, ALL),
        *(text(rows[0], rows[1] + i * HEIGHT, f"{i}", "muted") for i in range(2)),
        *(text(columns[0] + j * width, columns[1], f"{j}", "muted") for j in range(3)),
        arrow((left - 56, top), (left - 56, top + 2 * HEIGHT)),
        arrow((left, top - 42), (left + 3 * width, top - 42)),
        text(left - 70, top + HEIGHT + 6, words["dim 0"], "strong", "end"),
        text(left + 1.5 * width, top - 54, words["dim 1"], "strong"),
    ]


def broadcasting(_: Words) -> Picture:
    """A row added to each row of a table, and a column taken from each of its columns."""
    with torch.device("cpu"):
        table = torch.tensor([[1, 2, 3], [4, 5, 6]])
        row, column = torch.tensor([10, 20, 30]), torch.tensor([[1], [4]])
    first_row, first_column = {(0, j) for j in range(3)}, {(i, 0) for i in range(2)}
    parts = []
    for top, sign, other, real, result in (
        (16, "+", row, first_row, table + row),
        (162, "−", column, first_column, table - column),
    ):
        for left, tensor, framed in ((40, table, ALL), (248, other, real), (456, result, ALL)):
            shape = ", ".join(map(str, tensor.shape)) + ("," if tensor.dim() == 1 else "")
            parts.append(_table(tensor.expand(2, 3), left, top, 48, framed))
            parts.append(text(left + 72, top + 104, f"({shape})", "muted"))
        parts += [text(216, top + 45, sign, "large"), text(424, top + 45, "=", "large")]
    return 280, parts


def matrix_product(words: Words) -> Picture:
    """Baskets times prices: the second row and the first column give one number."""
    with torch.device("cpu"):
        counts, prices = torch.tensor([[2, 1], [0, 3], [1, 1]]), torch.tensor([[1, 2], [3, 1]])
    fruits, shops = (words["apples"], words["pears"]), (words["shop A"], words["shop B"])
    top, width, total = 44, 76, counts @ prices
    parts = [text(188, top + 64, "@", "large"), text(456, top + 64, "=", "large")]
    for i, name in enumerate(fruits):
        parts.append(text(276, top + (i + 0.5) * HEIGHT + 6, name, "muted", "end"))
    for left, tensor, names, marked in (
        (14, counts, fruits, {(1, 0), (1, 1)}),
        (284, prices, shops, {(0, 0), (1, 0)}),
        (478, total, shops, {(1, 0)}),
    ):
        parts.append(_table(tensor, left, top, width, ALL, marked))
        parts.append(text(left + width, top + 142, f"({len(tensor)}, 2)", "muted"))
        parts += [text(left + (j + 0.5) * width, top - 12, names[j], "muted") for j in range(2)]
    (a, b), (c, d) = counts[1].tolist(), prices[:, 0].tolist()
    parts.append(text(320, top + 178, f"{a} × {c} + {b} × {d} = {total[1, 0]}", "strong"))
    return 236, parts


def _table(
    tensor: Tensor,
    left: float,
    top: float,
    width: float,
    framed: set[tuple[int, int]],
    marked: Iterable[tuple[int, int]] = (),
) -> str:
    """Numbers in cells; those that aren't framed are pale, copies that broadcasting makes."""
    parts = []
    for i, numbers in enumerate(tensor.tolist()):
        for j, value in enumerate(numbers):
            x, y, look = left + j * width, top + i * HEIGHT, "muted"
            if (i, j) in framed:
                parts.append(box(x + 2, y + 2, width - 4, HEIGHT - 4, "frame", rx=3))
                look = ""
            if (i, j) in marked:
                parts.append(box(x + 2, y + 2, width - 4, HEIGHT - 4, "class0-area", rx=3))
                look = "strong"
            parts.append(text(x + width / 2, y + HEIGHT / 2 + 6, f"{value}", look))
    return "".join(parts)
