"""One optimizer step by hand."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor


@torch.no_grad()
def sgd_step(parameters: Iterable[Tensor], lr: float) -> None:
    """One step of gradient descent: each parameter moves against its gradient, in place.

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None stays as it is.
        lr: the learning rate, at least 0.

    Raises:
        ValueError: `lr` below 0.

    Source:
        Robbins and Monro, [A stochastic approximation
        method](https://doi.org/10.1214/aoms/1177729586), 1951.

    Examples:
        >>> import torch
        >>> from xor_tutorial import sgd_step
        >>> w = torch.tensor([1.0], requires_grad=True)
        >>> (w**2).sum().backward()
        >>> sgd_step([w], lr=0.1)
        >>> w
        tensor([0.8000], requires_grad=True)
    """
    if not lr >= 0:
        raise ValueError(f"lr: expected a learning rate of at least 0, got {lr}")
    for parameter in parameters:
        if parameter.grad is not None:
            # w ← w − lr · grad in one operation, as torch.optim has it: it rounds once, not twice.
            parameter.add_(parameter.grad, alpha=-lr)
