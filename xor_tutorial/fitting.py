"""Train on batches with early stopping on a validation set, and evaluate a model."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from xor_tutorial._checks import check_whole, describe
from xor_tutorial.network import mode

Batches = Iterable[tuple[Tensor, Tensor]]


class OptimizerLike(Protocol):
    """The methods that `fit` calls; every optimizer of `torch.optim` has them."""

    def zero_grad(self) -> None:
        """Reset the gradients."""

    def step(self) -> object:
        """Update the parameters."""


class Score(NamedTuple):
    """The loss and the accuracy of a model on some data.

    Attributes:
        loss: the mean cross-entropy over all points.
        accuracy: the fraction of points whose class is predicted correctly.
    """

    loss: float
    accuracy: float


class Epoch(NamedTuple):
    """The scores of a model after an epoch, or before the first.

    Attributes:
        training: its score on the training set.
        validation: its score on the validation set.
    """

    training: Score
    validation: Score


@torch.inference_mode()
def evaluate(model: nn.Module, batches: Batches) -> Score:
    """Compute the loss and the accuracy over all points of all batches.

    Meanwhile the model is in evaluation mode; afterwards each module is back in the mode it had.

    Args:
        model: maps inputs (N, …) to logits (N, C).
        batches: pairs of inputs (N, …) and targets (N,), such as a `DataLoader`; N may vary.

    Returns:
        Loss and accuracy.

    Raises:
        TypeError: `batches` is one pair of tensors instead of a list of pairs.
        ValueError: there are no points.

    Reference:
        [torch.utils.data](https://docs.pytorch.org/docs/stable/data.html).

    Examples:
        >>> from torch import nn
        >>> from xor_tutorial import evaluate, truth_table
        >>> evaluate(nn.Identity(), [truth_table()]).accuracy
        0.75
    """
    _check_batches("batches", batches)
    loss, correct, count = 0.0, 0, 0
    with mode(model, training=False):
        for inputs, targets in batches:
            logits = model(inputs)
            loss += cross_entropy(logits, targets, reduction="sum").item()
            correct += int((logits.argmax(dim=1) == targets).sum())
            count += len(targets)
    if count == 0:
        raise ValueError("batches: expected at least one point, got none")
    return Score(loss / count, correct / count)


def fit(
    model: nn.Module,
    training: Batches,
    validation: Batches,
    optimizer: OptimizerLike,
    *,
    epochs: int,
    patience: int | None = None,
) -> list[Epoch]:
    """Train on batches, and restore the weights with the smallest validation loss.

    The model is in training mode for its steps; afterwards each module is back in the mode it had.

    Args:
        model: maps inputs (N, …) to logits (N, C).
        training: batches to train on, read once in each epoch and once more to score it.
        validation: batches to score the model on.
        optimizer: an optimizer of the model's parameters.
        epochs: the number of epochs at most, from 0.
        patience: stop after so many epochs in a row without a smaller validation loss, from 1.

    Returns:
        The scores before the first epoch, then after each.

    Raises:
        TypeError: one pair of tensors is given instead of a list of pairs, or batches can be
            read only once.
        ValueError: there are no points, or a number is out of its range.

    Reference:
        Prechelt, [Early stopping, but when?](https://doi.org/10.1007/3-540-49430-8_3), 1998.

    Examples:
        >>> import torch
        >>> from xor_tutorial import XOR, fit, truth_table
        >>> model = XOR()
        >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.7)
        >>> len(fit(model, [truth_table()], [truth_table()], optimizer, epochs=3))
        4
    """
    _check_batches("training", training, again=True)
    _check_batches("validation", validation, again=True)
    check_whole("epochs", epochs, 0)
    if patience is not None:
        check_whole("patience", patience, 1)
    loss_function = nn.CrossEntropyLoss()
    history = [Epoch(evaluate(model, training), evaluate(model, validation))]
    best, weights = 0, copy.deepcopy(model.state_dict())
    for epoch in range(1, epochs + 1):
        with mode(model, training=True):
            for inputs, targets in training:
                optimizer.zero_grad()
                loss = loss_function(model(inputs), targets)
                loss.backward()
                optimizer.step()
        history.append(Epoch(evaluate(model, training), evaluate(model, validation)))
        if _better(history[epoch].validation.loss, history[best].validation.loss):
            best, weights = epoch, copy.deepcopy(model.state_dict())
        elif patience is not None and epoch - best >= patience:
            break
    model.load_state_dict(weights)
    return history


def _better(loss: float, than: float) -> bool:
    """Whether a loss is smaller; any number is better than nan."""
    return loss < than or (math.isnan(than) and not math.isnan(loss))


def _check_batches(name: str, batches: Batches, *, again: bool = False) -> None:
    """Refuse what isn't made of pairs, or can't be read `again`."""
    if isinstance(batches, tuple | list) and any(isinstance(batch, Tensor) for batch in batches):
        raise TypeError(
            f"{name}: expected pairs of inputs and targets, got a pair; use [(inputs, targets)]"
        )
    if again and isinstance(batches, Iterator):
        raise TypeError(
            f"{name}: expected batches for every epoch, got {describe(batches)}, "
            "which gives them once; use a list or a DataLoader"
        )
