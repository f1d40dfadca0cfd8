"""Read a CSV file into tensors, and standardize its columns."""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

#: How files mark a missing value.
MISSING = frozenset({"", "?", "-", "na", "n/a", "nan", "null", "none"})


class Table(NamedTuple):
    """A data set read from a file.

    Attributes:
        features: float32 (N, F), the columns of numbers.
        targets: int64 (N,), each row's index in `classes`; empty if no target was named.
        columns: the F columns' names, in order.
        classes: the classes' names, in order.
        lines: the line of the file of each row, from 1.
    """

    features: Tensor
    targets: Tensor
    columns: tuple[str, ...]
    classes: tuple[str, ...]
    lines: tuple[int, ...]


def read_table(
    source: str | os.PathLike[str] | Iterable[str],
    target: str | None = None,
    *,
    columns: Sequence[str] | None = None,
    classes: Sequence[str] | None = None,
    header: bool = True,
    skip_missing: bool = False,
    encoding: str = "utf-8",
) -> Table:
    """Read a CSV file with columns of numbers and a column that names each row's class.

    The separator is the comma, semicolon or tab, whichever is most frequent in the first line.
    Blank lines, spaces around values, a byte order mark and thousands separators are accepted.

    Args:
        source: the path of a file, or its lines.
        target: the column of the class; without it only features are read.
        columns: the columns of features in order; all but the target if not given.
        classes: the classes in the order of an earlier run; those of the file, sorted, if
            not given.
        header: whether the first line names the columns; if not, they are called "1", "2", ….
        skip_missing: leave out rows with a missing value, instead of raising an error.
        encoding: the encoding of the file.

    Raises:
        ValueError: the file can't be read; the message names file, line, column and the fix.
        OSError: the file can't be opened.

    Reference:
        [Common format for CSV files](https://www.rfc-editor.org/rfc/rfc4180), and Python's
        [csv](https://docs.python.org/3/library/csv.html).

    Examples:
        >>> from xor_tutorial.tables import read_table
        >>> table = read_table(["weight,kind", "150,apple", "170,pear"], "kind")
        >>> table.features.tolist(), table.targets.tolist(), table.classes
        ([[150.0], [170.0]], [0, 1], ('apple', 'pear'))
        >>> read_table(["kg,kind", "7 g,apple"], "kind")
        Traceback (most recent call last):
            ...
        ValueError: lines:2: '7 g' in column 'kg' is no number like 7.5; fix it or use columns=[...]
    """
    name, lines = _open(source, encoding)
    names, rows, separator = _split(name, lines, header)
    wanted = [n for n in names if n != target] if columns is None else list(columns)
    for column in wanted if target is None else [*wanted, target]:
        if not column or column not in names:
            raise ValueError(
                f"{name}: no column {column!r} among {', '.join(map(repr, names))}; use one of "
                "them, or header=False"
            )
    features, labels, kept = [], [], []
    for line, row in rows:
        fields = dict(zip(names, row, strict=True))
        empty = [c for c in (*wanted, target) if c and fields[c].lower() in MISSING]
        if empty and not skip_missing:
            raise ValueError(
                f"{name}:{line}: column {empty[0]!r} has no value; fill it in, or use "
                "skip_missing=True"
            )
        if not empty:
            features.append([_number(name, line, c, fields[c], separator) for c in wanted])
            labels.append(fields[target] if target else "")
            kept.append(line)
    if not kept:
        raise ValueError(f"{name}: no rows; expected one on each line below the names")
    order: tuple[str, ...] = ()
    if target is not None:
        order = _in_order(name, target, labels) if classes is None else tuple(classes)
    place = {label: k for k, label in enumerate(order)}
    for line, label in zip(kept, labels, strict=True):
        if order and label not in place:
            known = ", ".join(map(repr, order))
            raise ValueError(f"{name}:{line}: class {label!r} isn't one of {known}")
    return Table(
        torch.tensor(features, dtype=torch.float32),
        torch.tensor([place[label] for label in labels if order], dtype=torch.int64),
        tuple(wanted),
        order,
        tuple(kept),
    )


class Standardize(nn.Module):
    """Shift and scale each column to mean 0 and standard deviation 1 of the training data.

    Both are buffers, so a model that begins with this layer saves and loads them with its weights.
    A column that is the same in every row becomes 0.

    Args:
        size: the number of columns.

    Reference:
        LeCun, Bottou, Orr and Müller, [Efficient
        BackProp](https://doi.org/10.1007/3-540-49430-8_2), 1998, section 4.3.

    Examples:
        >>> import torch
        >>> from xor_tutorial.tables import Standardize
        >>> x = torch.tensor([[1.0, 5.0], [3.0, 5.0]])
        >>> Standardize(2).measure(x)(x)
        tensor([[-1.,  0.],
                [ 1.,  0.]])
    """

    mean: Tensor
    std: Tensor

    def __init__(self, size: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(size))
        self.register_buffer("std", torch.ones(size))

    def measure(self, features: Tensor) -> Standardize:
        """Set mean and standard deviation from rows of training data, (N, size)."""
        constant = (features == features[0]).all(dim=0)
        self.mean.copy_(features.mean(dim=0))
        self.std.copy_(torch.where(constant, 1.0, features.std(dim=0, correction=0)))
        return self

    def forward(self, x: Tensor) -> Tensor:
        """Standardize rows, (N, size)."""
        return (x - self.mean) / self.std


def _open(source: str | os.PathLike[str] | Iterable[str], encoding: str) -> tuple[str, list[str]]:
    """The file's name for messages, and its lines."""
    if not isinstance(source, str | os.PathLike):
        return "lines", [line.removeprefix("\ufeff") for line in source]
    path = Path(source)
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        raise ValueError(f"{path}: an Excel workbook; save it as CSV (UTF-8) and read that")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        other = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp949"
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{path}:{line}: not {encoding}; save the file as UTF-8, or name its encoding: "
            f'encoding="{other}"'
        ) from None
    return str(path), list(io.StringIO(text, newline=""))


def _split(
    name: str, lines: list[str], header: bool
) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    """The names of the columns, the rows with their line numbers, and the separator."""
    first = next((line for line in lines if line.strip()), "")
    separator = max(",;\t", key=lambda s: len(next(csv.reader([first], delimiter=s), [])))
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    rows = [(reader.line_num, [field.strip() for field in row]) for row in reader]
    rows = [(line, row) for line, row in rows if any(row)]
    if not rows:
        raise ValueError(f"{name}: empty; expected a line of names and a line for each row")
    line, names = rows.pop(0) if header else (1, [str(k + 1) for k in range(len(rows[0][1]))])
    if header and all(_is_number(n) for n in names):
        raise ValueError(
            f"{name}:{line}: numbers where the columns' names should be; write a line of names "
            "above them, or read with header=False"
        )
    twice = sorted({n for n in names if n and names.count(n) > 1})
    if twice:
        raise ValueError(f"{name}:{line}: two columns are called {twice[0]!r}; rename one")
    for line, row in rows:
        if len(row) != len(names):
            raise ValueError(
                f"{name}:{line}: {len(row)} fields where the first line has {len(names)}; look for "
                'a separator too many or too few, or a quotation mark " without its second'
            )
    return names, rows, separator


def _number(name: str, line: int, column: str, text: str, separator: str) -> float:
    plain = text
    if separator == "," and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", text):
        plain = text.replace(",", "")
    if not _is_number(plain):
        raise ValueError(
            f"{name}:{line}: {text!r} in column {column!r} is no number like 7.5; fix it or use "
            "columns=[...]"
        )
    return float(plain)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _in_order(name: str, target: str, labels: list[str]) -> tuple[str, ...]:
    """The classes of a file: in numeric order if they are numbers, else in alphabetical order."""
    found = sorted(set(labels))
    if len(found) < 2:
        raise ValueError(
            f"{name}: column {target!r} is {found[0]!r} in every row; a target needs two classes"
        )
    if len(found) > max(20, len(labels) / 2):
        raise ValueError(
            f"{name}: column {target!r} has {len(found)} values in {len(labels)} rows, so it holds "
            "amounts or names; a target needs classes with several rows each"
        )
    return tuple(sorted(found, key=float) if all(map(_is_number, found)) else found)
