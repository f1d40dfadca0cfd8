"""Losses from scratch: cross-entropy, its binary form, and the mean squared error."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import logsigmoid

from xor_tutorial._checks import check_floating, check_scores_and_targets, describe
from xor_tutorial.probabilities import log_softmax


def nll_loss(log_probabilities: Tensor, targets: Tensor) -> Tensor:
    """Negative log-likelihood: minus the log-probability of the target class, mean over rows.

    Args:
        log_probabilities: (N, C), floating-point.
        targets: target classes, int64 (N,).

    Returns:
        The loss, a scalar.

    Raises:
        TypeError: one of the dtypes isn't as above.
        ValueError: one of the shapes isn't as above.
        IndexError: a target is below 0, or C or more.

    Reference:
        [torch.nn.NLLLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html).

    Examples:
        >>> import torch
        >>> from xor_tutorial import nll_loss
        >>> nll_loss(torch.tensor([[0.25, 0.75], [0.5, 0.5]]).log(), torch.tensor([1, 0]))
        tensor(0.4904)
    """
    check_scores_and_targets("log_probabilities", log_probabilities, targets)
    classes = log_probabilities.shape[1]
    if len(targets) and not 0 <= int(targets.min()) <= int(targets.max()) < classes:
        raise IndexError(
            f"targets: expected classes from 0 to {classes - 1}, got {targets.tolist()}"
        )
    of_target = log_probabilities.gather(1, targets.unsqueeze(1)).squeeze(1)
    return -of_target.mean()


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy of logits: `nll_loss` of `log_softmax`.

    Args:
        logits: scores before softmax, (N, C), floating-point.
        targets: target classes, int64 (N,).

    Returns:
        The loss, a scalar.

    Raises:
        TypeError: one of the dtypes isn't as above.
        ValueError: one of the shapes isn't as above.
        IndexError: a target is below 0, or C or more.

    Reference:
        [torch.nn.CrossEntropyLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html).

    Examples:
        >>> import torch
        >>> from xor_tutorial import cross_entropy
        >>> cross_entropy(torch.tensor([[0.0, 0.0]]), torch.tensor([1]))
        tensor(0.6931)
    """
    check_scores_and_targets("logits", logits, targets)
    return nll_loss(log_softmax(logits, dim=1), targets)


def binary_cross_entropy_with_logits(logits: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy for two classes from one logit each, mean over all.

    It is `cross_entropy` of the two logits (0, z). An infinite logit gives inf for the wrong target
    and nan for the right one, which has 0 · ∞ in it.

    Args:
        logits: one score each for class 1, any shape, floating-point.
        targets: 0 or 1, or a probability between, floating-point, of the same shape.

    Returns:
        The loss, a scalar.

    Raises:
        TypeError: logits or targets aren't floating-point.
        ValueError: the shapes differ.

    Reference:
        [torch.nn.BCEWithLogitsLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html).

    Examples:
        >>> import torch
        >>> from xor_tutorial import binary_cross_entropy_with_logits
        >>> binary_cross_entropy_with_logits(torch.tensor([2.0, -1.0]), torch.tensor([1.0, 0.0]))
        tensor(0.2201)
    """
    _check_same_shape("logits", logits, targets)
    log_p = logsigmoid(logits)  # log σ(z)
    log_q = logsigmoid(-logits)  # log(1 − σ(z)), as 1 − σ(z) = σ(−z)
    return -(targets * log_p + (1 - targets) * log_q).mean()


def mean_squared_error(predictions: Tensor, targets: Tensor) -> Tensor:
    """The mean of squared differences.

    Args:
        predictions: any shape, floating-point.
        targets: the same shape, floating-point.

    Returns:
        The loss, a scalar; if predictions are in metres, in square metres.

    Raises:
        TypeError: predictions or targets aren't floating-point.
        ValueError: the shapes differ; torch would broadcast them.

    Reference:
        [torch.nn.MSELoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html).

    Examples:
        >>> import torch
        >>> from xor_tutorial import mean_squared_error
        >>> mean_squared_error(torch.tensor([0.8, 0.1]), torch.tensor([1.0, 0.0]))
        tensor(0.0250)
    """
    _check_same_shape("predictions", predictions, targets)
    return (predictions - targets).square().mean()


def _check_same_shape(name: str, values: Tensor, targets: Tensor) -> None:
    check_floating(name, values)
    check_floating("targets", targets)
    if targets.shape != values.shape:
        raise ValueError(
            f"targets: expected the shape of {name}, {tuple(values.shape)}, got {describe(targets)}"
        )
