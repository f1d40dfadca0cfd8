"""What is said of arguments that don't fit: which, what was expected, what came, the mend."""

from __future__ import annotations

import torch
from torch import Tensor


def describe(x: object) -> str:
    """A tensor's dtype and shape in words, or the type of whatever else came.

    Examples:
        >>> describe(torch.zeros(4, 2))
        'float32 of shape (4, 2)'
        >>> describe([0, 1])
        'a list'
    """
    if not isinstance(x, Tensor):
        return f"a {type(x).__name__}"
    return f"{str(x.dtype).removeprefix('torch.')} of shape {tuple(x.shape)}"


def check_floating(name: str, x: Tensor) -> None:
    """Refuse what isn't a tensor of floating-point numbers.

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
        raise TypeError(
            f"{name}: expected floating-point numbers, got {describe(x)}; use {name}.float()"
        )


def check_scores_and_targets(name: str, scores: Tensor, targets: Tensor) -> None:
    """Refuse anything but scores (N, C) with one class number each, int64 (N,).

    Raises:
        TypeError: scores that aren't floating-point, or targets that aren't int64.
        ValueError: shapes that don't fit each other.
        IndexError: a target that is no class.

    Examples:
        >>> check_scores_and_targets("logits", torch.zeros(4, 2), torch.zeros(4))
        Traceback (most recent call last):
            ...
        TypeError: targets: expected int64 classes, got float32 of shape (4,); use targets.long()
    """
    check_floating(name, scores)
    if not isinstance(targets, Tensor) or targets.dtype != torch.int64:
        raise TypeError(
            f"targets: expected int64 classes, got {describe(targets)}; use targets.long()"
        )
    if scores.dim() != 2:
        raise ValueError(f"{name}: expected shape (N, C), got {describe(scores)}")
    if targets.shape != scores.shape[:1]:
        raise ValueError(
            f"targets: expected shape ({len(scores)},), one class for each row of {name}, "
            f"got {describe(targets)}"
        )
