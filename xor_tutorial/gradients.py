"""Gradients by central differences, to check those of autograd."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from xor_tutorial._checks import check_floating, check_number, describe


@torch.no_grad()
def numeric_gradient(function: Callable[[Tensor], Tensor], x: Tensor, step: float = 1e-6) -> Tensor:
    """The gradient of a function with one result, from small steps to both sides, in float64.

    The error has two parts: one from the function's higher derivatives, which grows with step², and
    one from rounding, which grows as step shrinks. In float64 both are small at about the cube root
    of 2e-16, which is 6e-6, for numbers near 1; the default is a little smaller.

    Args:
        function: takes a float64 tensor of the shape of `x`, returns one element.
        x: the point of any shape, floating-point.
        step: how far each number is moved to either side, above 0.

    Returns:
        ∂function/∂x, of the shape and dtype of `x`.

    Raises:
        TypeError: `x` isn't a floating-point tensor, or `function` returns no tensor.
        ValueError: `step` isn't above 0, or `function` returns more than one element.

    Reference:
        [Numerical differentiation](https://en.wikipedia.org/wiki/Numerical_differentiation).

    Examples:
        >>> import torch
        >>> from xor_tutorial import numeric_gradient
        >>> numeric_gradient(lambda x: (x**2).sum(), torch.tensor([3.0, -1.0]))
        tensor([ 6., -2.])
    """
    check_floating("x", x)
    check_number("step", step, "above 0")
    # A copy, since `x` must not change, and contiguous, as `view` needs it.
    nudged = x.detach().to(torch.float64).clone(memory_format=torch.contiguous_format)
    gradient = torch.empty_like(nudged)
    numbers, slopes = nudged.view(-1), gradient.view(-1)
    for i in range(len(numbers)):
        middle = numbers[i].item()
        numbers[i] = middle + step
        above = _scalar(function(nudged))
        numbers[i] = middle - step
        below = _scalar(function(nudged))
        numbers[i] = middle
        slopes[i] = (above - below) / (2 * step)
    return gradient.to(x.dtype)


def _scalar(value: Tensor) -> float:
    if not isinstance(value, Tensor):
        raise TypeError(f"function: expected one element as a tensor, got {describe(value)}")
    if value.numel() != 1:
        raise ValueError(f"function: expected one element, got {describe(value)}")
    return value.item()
