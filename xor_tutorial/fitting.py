"""The loop for data that come in batches, with points set aside to see what was learned."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

Batches = Iterable[tuple[Tensor, Tensor]]


class Stepper(Protocol):
    """What `fit` asks of an optimizer; each of `torch.optim` will do."""

    def zero_grad(self) -> None:
        """Forget the gradients of the last step."""

    def step(self) -> object:
        """Move the parameters."""


class Score(NamedTuple):
    """What a model makes of some data.

    Attributes:
        loss: the mean cross-entropy of all points.
        accuracy: the part of the points whose class is predicted, from 0 to 1.
    """

    loss: float
    accuracy: float


class Epoch(NamedTuple):
    """Where a model stands between two epochs.

    Attributes:
        training: its score on the points that it learns from.
        validation: its score on the points that were set aside.
    """

    training: Score
    validation: Score


@torch.inference_mode()
def evaluate(model: nn.Module, batches: Batches) -> Score:
    """Score a model on all points of all batches, each point counting the same.

    The model is in evaluation mode meanwhile and afterwards in the mode that it was in.

    Args:
        model: inputs (N, …) to logits (N, C).
        batches: pairs of inputs (N, …) and targets (N,), such as a `DataLoader`; N may vary.

    Returns:
        Loss and accuracy.

    Raises:
        ValueError: there are no points.

    Source:
        [torch.utils.data](https://docs.pytorch.org/docs/stable/data.html).

    Examples:
        >>> from torch import nn
        >>> from xor_tutorial import evaluate, truth_table
        >>> evaluate(nn.Identity(), [truth_table()]).accuracy
        0.75
    """
    training = model.training
    model.eval()
    loss, correct, count = 0.0, 0, 0
    for inputs, targets in batches:
        logits = model(inputs)
        loss += cross_entropy(logits, targets, reduction="sum").item()
        correct += int((logits.argmax(dim=1) == targets).sum())
        count += len(targets)
    model.train(training)
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

    Args:
        model: inputs (N, …) to logits (N, C).
        training: batches to learn from, gone through once for each epoch and once to score it.
        validation: batches that are only looked at.
        optimizer: of the model's parameters.
        epochs: how many at most.
        patience: stop when so many epochs in a row brought no smaller validation loss.

    Returns:
        One entry more than there were epochs: the first is the model as it came.

    Raises:
        ValueError: there are no points.

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
    loss_function = nn.CrossEntropyLoss()
    history = [Epoch(evaluate(model, training), evaluate(model, validation))]
    best, weights = 0, copy.deepcopy(model.state_dict())
    for epoch in range(1, epochs + 1):
        for inputs, targets in training:
            optimizer.zero_grad()
            loss = loss_function(model(inputs), targets)
            loss.backward()
            optimizer.step()
        history.append(Epoch(evaluate(model, training), evaluate(model, validation)))
        if history[epoch].validation.loss < history[best].validation.loss:
            best, weights = epoch, copy.deepcopy(model.state_dict())
        elif patience is not None and epoch - best >= patience:
            break
    model.load_state_dict(weights)
    return history
