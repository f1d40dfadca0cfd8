"""The loop for data that come in batches, with points set aside to see what was learned."""

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


class Stepper(Protocol):
    """What `fit` needs of an optimizer; each of `torch.optim` has it."""

    def zero_grad(self) -> None:
        """Forget the gradients of the last step."""

    def step(self) -> object:
        """Move the parameters."""


class Score(NamedTuple):
    """How well a model does on some data.

    Attributes:
        loss: the mean cross-entropy of all points.
        accuracy: the part of the points whose class is predicted, from 0 to 1.
    """

    loss: float
    accuracy: float


class Epoch(NamedTuple):
    """The scores of a model between two epochs.

    Attributes:
        training: its score on the points that it learns from.
        validation: its score on the points that were set aside.
    """

    training: Score
    validation: Score


@torch.inference_mode()
def evaluate(model: nn.Module, batches: Batches) -> Score:
    """Score a model on all points of all batches, each point counting the same.

    The model is in evaluation mode meanwhile, and each module then in the mode that it had.

    Args:
        model: inputs (N, …) to logits (N, C).
        batches: pairs of inputs (N, …) and targets (N,), such as a `DataLoader`; N may vary.

    Returns:
        Loss and accuracy.

    Raises:
        TypeError: one pair of tensors instead of a list of pairs.
        ValueError: there are no points.

    Source:
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
    optimizer: Stepper,
    *,
    epochs: int,
    patience: int | None = None,
) -> list[Epoch]:
    """Train on batches, and leave the model with the weights of its smallest validation loss.

    The model is in training mode for its steps, and each module then in the mode that it had.

    Args:
        model: inputs (N, …) to logits (N, C).
        training: batches to learn from, gone through once for each epoch and once to score it.
        validation: batches that are only looked at.
        optimizer: of the model's parameters.
        epochs: how many at most, from 0.
        patience: stop when so many epochs in a row, from 1, brought no smaller validation loss.

    Returns:
        One entry more than there were epochs: the first is the model as it came.

    Raises:
        TypeError: one pair of tensors instead of a list of pairs, or batches that can be gone
            through only once.
        ValueError: there are no points, or a number out of its range.

    Source:
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
    """Whether a loss is smaller; any is better than nan."""
    return loss < than or (math.isnan(than) and not math.isnan(loss))


def _check_batches(name: str, batches: Batches, *, again: bool = False) -> None:
    """Refuse what isn't made of pairs, or can't be gone through `again`."""
    if isinstance(batches, tuple | list) and any(isinstance(batch, Tensor) for batch in batches):
        raise TypeError(
            f"{name}: expected pairs of inputs and targets, got a pair; use [(inputs, targets)]"
        )
    if again and isinstance(batches, Iterator):
        raise TypeError(
            f"{name}: expected batches for every epoch, got {describe(batches)}, "
            "which gives them once; use a list or a DataLoader"
        )
