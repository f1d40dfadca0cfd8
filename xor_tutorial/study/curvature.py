"""The length of the gradient and the Hessian of the loss over XOR's truth table."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils import parameters_to_vector

from xor_tutorial.data import truth_table
from xor_tutorial.network import XOR

__all__ = ["gradient_norm", "hessian"]


def _loss(model: XOR, weights: Tensor) -> Tensor:
    """The loss over the truth table, as a function of all parameters in one vector, (P,)."""
    parts = torch.split(weights, [w.numel() for w in model.parameters()])
    shaped = {
        name: part.view_as(w)
        for (name, w), part in zip(model.named_parameters(), parts, strict=True)
    }
    inputs, targets = truth_table(weights.device)
    logits = torch.func.functional_call(model, shaped, (inputs.to(weights.dtype),))
    return cross_entropy(logits, targets)


def _weights(model: XOR) -> Tensor:
    return parameters_to_vector(model.parameters()).detach().double()


def gradient_norm(model: XOR) -> float:
    """The length of the gradient of the cross-entropy over XOR's truth table.

    Examples:
        >>> from xor_tutorial.study.curvature import gradient_norm
        >>> from xor_tutorial.recordings import load
        >>> round(gradient_norm(load().model(300)), 4)
        0.0009
    """
    gradient: Tensor = torch.func.grad(lambda w: _loss(model, w))(_weights(model))
    return float(gradient.norm())


def hessian(model: XOR) -> Tensor:
    """The second derivatives of the cross-entropy over XOR's truth table.

    Its eigenvalues are the curvatures along its eigenvectors: above 0 as in a valley, below 0 as on
    a ridge.

    Args:
        model: a network with P parameters, which stays unchanged.

    Returns:
        The Hessian matrix, float64 (P, P), symmetric.

    Reference:
        [torch.func.hessian](https://docs.pytorch.org/docs/stable/generated/torch.func.hessian.html).

    Examples:
        >>> from xor_tutorial.study.curvature import hessian
        >>> from xor_tutorial.recordings import load
        >>> hessian(load().model(300)).shape
        torch.Size([28, 28])
    """
    matrix: Tensor = torch.func.hessian(lambda w: _loss(model, w))(_weights(model))
    return (matrix + matrix.T) / 2
