"""Compare printed output with recorded output: numbers within rounding, all other text exactly.

Machines round differently, so a number may differ in its last digit, where that digit is rounding:

- At least four digits must be there: four after the point in a tensor, where torch rounds every
  element so, and four significant ones, at least two of them after the point, anywhere else. Such a
  number may differ by 1.5 units of its last digit.
- All others are compared exactly: `1.` and `0.9`, settings such as `lr: 0.001`, an accuracy of
  `1.00`, versions such as `3.11`. `tensor([1., 0., 0., 1.])` for `tensor([0., 1., 1., 0.])` is a
  network that learned the opposite.
- From 2048 on float32 is coarser than four digits after the point: it may differ by one ulp more.
- Notation is free: `-0.0000` is `0.0000`, and `1.2000e-01` is `0.1200`.
- White space is free where torch pads and wraps: beside brackets, after commas, at line ends.
- On a GPU `device='cuda:0'` is ignored.
"""

from __future__ import annotations

import doctest
import math
import re
from decimal import Decimal
from itertools import zip_longest

# A float: digits with a point or an exponent, not part of a word or of a version such as 2.13.0.
# The imaginary part of a complex number follows its real part without a space.
FLOAT = re.compile(
    r"""((?:(?<![\w.])[-+]?|(?<=[\d.])[-+])
         (?:\d+\.\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)
         (?=j?(?![\w.])|\.(?![\w.])))""",
    re.VERBOSE,
)
STRING = re.compile(r"""('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")""")
TENSOR = re.compile(r"(tensor\()|\)")
DEVICE = re.compile(r",\s*device='\w+:\d+'")
# torch prints so many digits after the point.
DIGITS = 4


class ErrorMessage(str):
    """The message of an error, compared character by character."""


def difference(want: str, got: str, *, gpu: bool = False) -> str | None:
    """Describe the first difference between recorded and printed output.

    Args:
        want: the recorded output.
        got: the printed output.
        gpu: whether to ignore the device that tensors print.

    Returns:
        One line, or None if the two are the same within rounding.

    Examples:
        >>> difference("tensor([0.1234])", "tensor([0.1235])") is None
        True
        >>> print(difference("tensor([0.1234])", "tensor([0.1236])"))
        0.1236 for 0.1234: 2 units of the last digit, at most 1.5 are allowed
        >>> print(difference("lr: 0.001", "lr: 0.002"))
        0.002 for 0.001: a number with so few digits must be equal
        >>> print(difference("torch.Size([2, 4])", "torch.Size([4, 2])"))
        'torch.Size([4, 2])' for 'torch.Size([2, 4])'
    """
    if isinstance(want, ErrorMessage):
        return None if want.strip() == got.strip() else f"{got.strip()!r} for {want.strip()!r}"
    if gpu:
        want, got = DEVICE.sub("", want), DEVICE.sub("", got)
    in_tensor = False
    # The split gives text and floats by turns.
    parts = zip_longest(FLOAT.split(_folded(want)), FLOAT.split(_folded(got)), fillvalue="")
    for place, (wanted, given) in enumerate(parts):
        is_float = place % 2 == 1 and wanted and given
        if is_float and (problem := _float_difference(wanted, given, in_tensor)):
            return problem
        if not is_float and wanted != given:
            return f"{given!r} for {wanted!r}"
        for bracket in TENSOR.finditer(wanted):
            in_tensor = bool(bracket[1])
    return None


def _folded(text: str) -> str:
    """Normalize white space at line ends, beside brackets and after commas, but not in strings."""
    parts = STRING.split(text.strip())
    for place in range(0, len(parts), 2):  # odd places hold the strings
        part = re.sub(r"[ \t]+", " ", parts[place]).replace(" \n", "\n")
        part = re.sub(r"([\[({])\s+|\s+(?=[\])}])", r"\1", part)
        parts[place] = re.sub(r"\s*,\s+", ", ", part)
    return "".join(parts)


def _float_difference(want: str, got: str, in_tensor: bool) -> str | None:
    distance = abs(Decimal(got) - Decimal(want))
    units = [_unit(number) for number in (want, got)]
    rounded = [_is_rounded(number, in_tensor) for number in (want, got)]
    # Rounding may cost a digit: 0.0999 for 0.1000.
    if not all(rounded) and not (any(rounded) and units[0] == units[1]):
        # `1.` says that the number is whole, `1.0000` that it may not be; `1e+00` may be either.
        alike = units[0] == units[1] or "e" in (want + got).lower()
        same = distance == 0 and alike
        return None if same else f"{got} for {want}: a number with so few digits must be equal"
    unit = max(units)
    ulp = math.ldexp(1.0, math.frexp(float(want))[1] - 24) if _decimals(want) <= DIGITS else 0.0
    if distance <= unit + max(unit / 2, Decimal(ulp)):
        return None
    off = f"{float(distance / unit):.6g} units of the last digit"
    return f"{got} for {want}: {off}, at most 1.5 are allowed"


def _unit(number: str) -> Decimal:
    """The value of one step of the last printed digit."""
    exponent = Decimal(number).as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def _is_rounded(number: str, in_tensor: bool) -> bool:
    """Whether the last printed digit comes from rounding, as far as its digits can tell."""
    if in_tensor:
        return _decimals(number) >= DIGITS
    return _decimals(number) >= 2 and len(Decimal(number).as_tuple().digits) >= DIGITS


def _decimals(number: str) -> int:
    """How many digits stand after the point."""
    return len(number.lower().partition("e")[0].partition(".")[2])


class Checker(doctest.OutputChecker):
    """doctest's checker with `difference` for its comparison, the last of which it remembers.

    Args:
        gpu: whether to ignore the device that tensors print.
    """

    def __init__(self, gpu: bool = False) -> None:
        self.gpu = gpu
        self.why, self.want, self.got = "", "", ""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Whether `got` is the same as `want`; `ELLIPSIS` works as in doctest."""
        self.want, self.got, self.why = want, got, "not the recorded output"
        if not optionflags & doctest.DONT_ACCEPT_BLANKLINE:
            blank = re.sub(rf"(?m)^{re.escape(doctest.BLANKLINE_MARKER)}\s*?$", "", want)
            want = type(want)(blank)
        if optionflags & doctest.ELLIPSIS and "..." in want:
            return super().check_output(want, got, optionflags | doctest.NORMALIZE_WHITESPACE)
        self.why = difference(want, got, gpu=self.gpu) or ""
        return not self.why
