"""Softmax, log-softmax and log-sum-exp from scratch, without overflow for large scores.

In float32 and float64 they are as accurate as torch's. In float16 and bfloat16 each operation
rounds, where torch rounds once at the end: the error can be a few times torch's.
"""

from __future__ import annotations

from torch import Tensor

from xor_tutorial._checks import check_floating, describe


def softmax(z: Tensor, dim: int) -> Tensor:
    """Turn scores into probabilities: each exponential divided by the sum of all.

    Args:
        z: scores (logits) of any shape, floating-point.
        dim: the dimension along which the probabilities sum to 1.

    Returns:
        Probabilities, of the shape of `z`.

    Raises:
        TypeError: `z` isn't a floating-point tensor, or `dim` isn't a whole number.
        IndexError: `z` has no dimension `dim`.

    Reference:
        Bridle, [Training stochastic model recognition algorithms as networks can lead to maximum
        mutual information estimation of
        parameters](https://papers.nips.cc/paper/1989/hash/0336dcbab05b9d5ad24f4333c7658a0e-Abstract.html),
        1989.

    Examples:
        >>> import torch
        >>> from xor_tutorial import softmax
        >>> softmax(torch.tensor([3.0, 1.0, 5.0, 9.0]), dim=0).round(decimals=3)
        tensor([0.0020, 0.0000, 0.0180, 0.9790])
        >>> softmax(torch.tensor([1000.0, 1001.0]), dim=0)
        tensor([0.2689, 0.7311])
    """
    check_floating("z", z)
    # Subtracting the largest score doesn't change the result,
    # and no exponential exceeds e⁰ = 1.
    powers = (z - _largest(z, dim)).exp()
    return powers / powers.sum(dim, keepdim=True)


def log_sum_exp(z: Tensor, dim: int) -> Tensor:
    """The logarithm of softmax's denominator, computed without overflow.

    Args:
        z: scores of any shape, floating-point.
        dim: the dimension that is summed over and removed.

    Returns:
        log Σ exp(z), of the shape of `z` without `dim`.

    Raises:
        TypeError: `z` isn't a floating-point tensor, or `dim` isn't a whole number.
        IndexError: `z` has no dimension `dim`.

    Reference:
        Blanchard, Higham and Higham, [Accurately computing the log-sum-exp and softmax
        functions](https://doi.org/10.1093/imanum/draa038), 2021.

    Examples:
        >>> import torch
        >>> from xor_tutorial import log_sum_exp
        >>> log_sum_exp(torch.tensor([1000.0, 1001.0]), dim=0)
        tensor(1001.3132)
    """
    check_floating("z", z)
    largest = _largest(z, dim)
    # A row of -inf alone has no finite score to subtract.
    largest = largest.masked_fill(largest.isinf(), 0.0)
    return (z - largest).exp().sum(dim).log() + largest.squeeze(dim)


def log_softmax(z: Tensor, dim: int) -> Tensor:
    """Logarithms of probabilities, exact where a probability itself would round to 0.

    Args:
        z: scores (logits) of any shape, floating-point.
        dim: the dimension along which the probabilities sum to 1.

    Returns:
        z − log Σ exp(z), of the shape of `z`.

    Raises:
        TypeError: `z` isn't a floating-point tensor, or `dim` isn't a whole number.
        IndexError: `z` has no dimension `dim`.

    Reference:
        Blanchard, Higham and Higham, [Accurately computing the log-sum-exp and softmax
        functions](https://doi.org/10.1093/imanum/draa038), 2021.

    Examples:
        >>> import torch
        >>> from xor_tutorial import log_softmax
        >>> log_softmax(torch.tensor([3.0, 1.0, 5.0, 9.0]), dim=0)
        tensor([-6.0209, -8.0209, -4.0209, -0.0209])
    """
    check_floating("z", z)
    # z − log_sum_exp(z), but the largest score is subtracted first,
    # so that no two large numbers nearly cancel.
    shifted = z - _largest(z, dim)
    return shifted - shifted.exp().sum(dim, keepdim=True).log()


def _largest(z: Tensor, dim: int) -> Tensor:
    """The largest scores along `dim`, which stays with length 1; 0 if it is empty."""
    if not isinstance(dim, int):
        raise TypeError(f"dim: expected a whole number, got {describe(dim)}")
    return z.amax(dim, keepdim=True) if z.numel() else z.sum(dim, keepdim=True)
