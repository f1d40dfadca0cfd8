"""Is what a snippet prints what was recorded? Strict, but for a float's last printed digit.

The rules, each with the mistake that it prevents:

- A float may differ by 1.5 units of its last printed digit: machines round differently.
- A float with at most one digit after the point (`1.`, `0.9`) may not: so few digits are exact, and
  `tensor([1., 0., 0., 1.])` for `tensor([0., 1., 1., 0.])` is a network that learned the opposite.
- Integers, booleans, `nan`, `inf`, shapes, dtypes, `grad_fn` and all other text are the same.
- `-0.0000` is `0.0000`, and `1.2000e-01` is `0.1200`: the same number.
- White space is folded, and inside brackets ignored: torch pads and wraps as the digits need.
- Messages of errors are the same to the letter.
- On the GPU lane, and there alone, `device='cuda:0'` is not looked at.
"""

from __future__ import annotations

import doctest
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
DEVICE = re.compile(r",\s*device='cuda:\d+'")
TOLERANCE = Decimal("1.5")


class Exact(str):
    """Text that is compared to the letter: the message of an error."""


def difference(want: str, got: str, *, gpu: bool = False) -> str | None:
    """Say how `got` differs from `want`, or None where it is as good as the same.

    Args:
        want: what was recorded.
        got: what is printed now.
        gpu: whether tensors live on a GPU now, so that their printed device is not looked at.

    Returns:
        One line that names the first difference, or None.

    Examples:
        >>> difference("tensor([0.1234])", "tensor([0.1235])") is None
        True
        >>> print(difference("tensor([0.1234])", "tensor([0.1236])"))
        0.1236 for 0.1234: 2 units of the last digit, at most 1.5 are allowed
        >>> print(difference("tensor([0., 1.])", "tensor([1., 0.])"))
        1. for 0.: so few digits are exact
        >>> print(difference("torch.Size([2, 4])", "torch.Size([4, 2])"))
        'torch.Size([4, 2])' for 'torch.Size([2, 4])'
    """
    if isinstance(want, Exact):
        return None if want.strip() == got.strip() else f"{got.strip()!r} for {want.strip()!r}"
    if gpu:
        want, got = DEVICE.sub("", want), DEVICE.sub("", got)
    # Odd places hold the floats, even ones the text between.
    parts = zip_longest(FLOAT.split(_folded(want)), FLOAT.split(_folded(got)), fillvalue="")
    for place, (wanted, given) in enumerate(parts):
        if wanted == given:
            continue
        if place % 2 == 0 or not wanted or not given:
            return f"{given!r} for {wanted!r}"
        problem = _float_difference(wanted, given)
        if problem:
            return problem
    return None


def _folded(text: str) -> str:
    """White space as one space; none beside a bracket or before a comma, one after a comma."""
    text = re.sub(r"\s+", " ", text.strip())
    text = re.sub(r"([\[({]) ", r"\1", text)
    text = re.sub(r" ([\])}])", r"\1", text)
    return re.sub(r" ?, ?", ", ", text)


def _float_difference(want: str, got: str) -> str | None:
    unit = _unit(want)
    distance = abs(Decimal(got) - Decimal(want))
    if unit is None or _unit(got) is None:
        # `1.` says that the number is whole, `1.0000` that it may not be; `1e+00` may be either.
        kinds = {_unit(n) is None for n in (want, got) if "e" not in n.lower()}
        same = distance == 0 and len(kinds) < 2
        return None if same else f"{got} for {want}: so few digits are exact"
    if distance <= TOLERANCE * unit:
        return None
    units = f"{float(distance / unit):.6g} units of the last digit"
    return f"{got} for {want}: {units}, at most {TOLERANCE} are allowed"


def _unit(number: str) -> Decimal | None:
    """The worth of the last printed digit, or None where so few digits are exact."""
    mantissa, _, exponent = number.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    return Decimal(1).scaleb(int(exponent or 0) - decimals) if decimals > 1 else None


class Checker(doctest.OutputChecker):
    """`difference` in the place that doctest gives to such a thing.

    Args:
        gpu: whether tensors live on a GPU.
    """

    def __init__(self, gpu: bool = False) -> None:
        self.gpu = gpu

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Whether `got` will do for `want`; `ELLIPSIS` is as in doctest."""
        if not optionflags & doctest.DONT_ACCEPT_BLANKLINE:
            want = Exact(_blank(want)) if isinstance(want, Exact) else _blank(want)
        if optionflags & doctest.ELLIPSIS and "..." in want:
            return super().check_output(want, got, optionflags | doctest.NORMALIZE_WHITESPACE)
        return difference(want, got, gpu=self.gpu) is None


def _blank(want: str) -> str:
    return re.sub(rf"(?m)^{re.escape(doctest.BLANKLINE_MARKER)}\s*?$", "", want)
