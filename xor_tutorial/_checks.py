"""Validate arguments: an error names the argument, what was expected, what was given, the fix."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import torch
from torch import Tensor


def describe(x: object) -> str:
    """A tensor's dtype and shape in words, or the type of another object.

    Examples:
        >>> describe(torch.zeros(4, 2))
        'float32 of shape (4, 2)'
        >>> describe([0, 1]), describe(None)
        ('a list', 'None')
    """
    if x is None:
        return "None"
    if not isinstance(x, Tensor):
        return f"a {type(x).__name__}"
    return f"{str(x.dtype).removeprefix('torch.')} of shape {tuple(x.shape)}"


def check_floating(name: str, x: Tensor) -> None:
    """Check that `x` is a tensor of floating-point numbers.

    Raises:
        TypeError: `x` is not a tensor, or its dtype is not a floating-point one.

    Examples:
        >>> check_floating("z", torch.tensor([1, 2]))
        Traceback (most recent call last):
            ...
        TypeError: z: expected floating-point numbers, got int64 of shape (2,); use z.float()
    """
    if not isinstance(x, Tensor):
        raise TypeError(f"{name}: expected a tensor, got {describe(x)}; use torch.tensor(...)")
    if not x.is_floating_point():
        fix = "" if x.is_complex() else f"; use {name}.float()"
        raise TypeError(f"{name}: expected floating-point numbers, got {describe(x)}{fix}")


def check_scores_and_targets(name: str, scores: Tensor, targets: Tensor) -> None:
    """Check that scores are (N, C), and targets one class for each row, int64 (N,).

    Raises:
        TypeError: scores aren't floating-point, or targets aren't int64.
        ValueError: the shapes don't fit each other.
        IndexError: a target is no class.

    Examples:
        >>> check_scores_and_targets("logits", torch.zeros(4, 2), torch.zeros(4))
        Traceback (most recent call last):
            ...
        TypeError: targets: expected int64 classes, got float32 of shape (4,); use targets.long()
    """
    check_floating(name, scores)
    if not isinstance(targets, Tensor) or targets.dtype != torch.int64:
        fix = "targets.long()" if isinstance(targets, Tensor) else "torch.tensor(...)"
        raise TypeError(f"targets: expected int64 classes, got {describe(targets)}; use {fix}")
    if scores.dim() != 2:
        raise ValueError(f"{name}: expected shape (N, C), got {describe(scores)}")
    if targets.shape != scores.shape[:1]:
        raise ValueError(
            f"targets: expected shape ({len(scores)},), one class for each row of {name}, "
            f"got {describe(targets)}"
        )


def check_parameters(parameters: Iterable[Tensor]) -> list[Tensor]:
    """Check the parameters of an optimizer, and return them as a list.

    Raises:
        TypeError: one tensor instead of several, a set (its order changes between runs), or an item
            that isn't a tensor.
        ValueError: none, one twice, or one that isn't a leaf: only leaves get a `.grad`.

    Examples:
        >>> check_parameters(torch.ones(2, 3))
        Traceback (most recent call last):
            ...
        TypeError: parameters: expected several tensors, got one, float32 of shape (2, 3); use [w]
    """
    if isinstance(parameters, Tensor):
        raise TypeError(
            f"parameters: expected several tensors, got one, {describe(parameters)}; use [w]"
        )
    if isinstance(parameters, set) or not isinstance(parameters, Iterable):
        raise TypeError(f"parameters: expected a list of tensors, got {describe(parameters)}")
    found = list(parameters)
    for number, w in enumerate(found):
        if not isinstance(w, Tensor):
            fix = "; use model.parameters()" if isinstance(w, tuple) else ""
            fix = "; make an optimizer for each group" if isinstance(w, dict) else fix
            raise TypeError(f"parameters[{number}]: expected a tensor, got {describe(w)}{fix}")
        if not w.is_leaf:
            raise ValueError(
                f"parameters[{number}]: expected a leaf tensor, got a result, {describe(w)}: "
                "it gets no .grad; use the tensor that it was computed from"
            )
    if not found:
        raise ValueError("parameters: expected at least one tensor, got none")
    if len({id(w) for w in found}) < len(found):
        raise ValueError("parameters: expected each tensor once, got one twice")
    return found


#: Name of a range → whether a number is in it.
RANGES: dict[str, Callable[[float], bool]] = {
    "above 0": lambda x: 0 < x < math.inf,
    "of at least 0": lambda x: 0 <= x < math.inf,
    "from 0 to below 1": lambda x: 0 <= x < 1,
}


def check_number(name: str, value: float, expected: str) -> float:
    """Return the number if it is in the named range.

    Raises:
        ValueError: `value` is not as expected.

    Examples:
        >>> check_number("lr", "fast", "above 0")
        Traceback (most recent call last):
            ...
        ValueError: lr: expected a number above 0, got 'fast'
    """
    try:
        fits = bool(RANGES[expected](value))
    except (TypeError, RuntimeError):  # a string, or a tensor of several numbers
        fits = False
    if not fits:
        raise ValueError(f"{name}: expected a number {expected}, got {value!r}")
    return value


def check_whole(name: str, value: int, least: int) -> int:
    """Return the number if it is an integer and at least `least`.

    Raises:
        ValueError: `value` is smaller, or no whole number.

    Examples:
        >>> check_whole("steps", 1.5, 0)
        Traceback (most recent call last):
            ...
        ValueError: steps: expected a whole number from 0, got 1.5
    """
    if not isinstance(value, int) or value < least:
        raise ValueError(f"{name}: expected a whole number from {least}, got {value!r}")
    return value
