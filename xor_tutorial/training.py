"""Train a network on XOR with full-batch gradient descent, resumable bit for bit."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from xor_tutorial._checks import check_number, check_whole
from xor_tutorial._signals import signals_deferred
from xor_tutorial.data import truth_table
from xor_tutorial.devices import resolve_device
from xor_tutorial.network import XOR


@dataclass
class Run:
    """The state of a training run: enough to use, plot and resume it.

    Attributes:
        model: the network with its last weights.
        lr: the learning rate.
        momentum: the momentum.
        seed: the seed of the first weights.
        losses: float32 (steps + 1,) on the CPU; `losses[t]` belongs to the weights after t steps.
        best_loss: the smallest finite loss, infinity if there was none.
        best_step: the number of steps after which it was reached.
        best_weights: the state_dict that gave exactly `best_loss`.
        optimizer_state: the optimizer's state_dict.
    """

    model: XOR = field(repr=False)
    lr: float
    momentum: float
    seed: int
    losses: Tensor = field(default_factory=lambda: torch.empty(0, device="cpu"), repr=False)
    best_loss: float = math.inf
    best_step: int = 0
    best_weights: dict[str, Tensor] = field(default_factory=dict, repr=False)
    optimizer_state: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def steps(self) -> int:
        """The number of steps so far."""
        return max(len(self.losses) - 1, 0)

    def best_model(self) -> XOR:
        """A new network with the best weights, on the device of `model`.

        Examples:
            >>> import torch
            >>> from xor_tutorial import train, truth_table
            >>> run = train(steps=100)
            >>> run.best_model().predict(truth_table()[0]).shape
            torch.Size([4, 2])
        """
        device = next(self.model.parameters()).device
        with torch.random.fork_rng(devices=[]), torch.device("cpu"):
            model = XOR(self.model.sizes, self.model.activation)
        model.to(device)
        model.load_state_dict(self.best_weights)
        return model


def train(
    *,
    steps: int = 10_000,
    lr: float | None = None,
    momentum: float | None = None,
    seed: int | None = None,
    sizes: Sequence[int] | None = None,
    activation: str | None = None,
    device: torch.device | str | None = None,
    progress: bool | None = None,
    resume: Run | None = None,
) -> Run:
    """Train a network on XOR's truth table by gradient descent on all four rows at once.

    The first weights are those of `torch.manual_seed(seed); XOR()` on every device. The state of
    torch's random number generators is unchanged afterwards.

    Args:
        steps: the number of steps; with `resume`, of further steps.
        lr: learning rate, above 0; 0.7 if not given.
        momentum: from 0 (plain gradient descent) to below 1; 0 if not given.
        seed: the seed of the first weights; 70 if not given.
        sizes: the network's, from 2 inputs to 2 classes; (2, 4, 2, 2) if not given.
        activation: the network's; "sigmoid" if not given.
        device: the device to train on; torch's default device if not given.
        progress: show a progress bar on standard error; by default if it is a terminal.
        resume: a run to continue in place, bit for bit as if it had never stopped. It has its own
            settings, so none may be given.

    Returns:
        The run. It has one loss more than steps, since the loss of the last weights is included.

    Raises:
        ValueError: an argument is out of its range, there is no such device, or a setting is given
            together with `resume`.
        KeyboardInterrupt: Ctrl-C, between two steps; a run given as `resume` has all steps so far
            and can be resumed again.

    Reference:
        Rumelhart, Hinton and Williams, [Learning representations by back-propagating
        errors](https://doi.org/10.1038/323533a0), 1986.

    Examples:
        >>> import torch
        >>> from xor_tutorial import train
        >>> run = train(steps=100)
        >>> run.losses[[0, 100]]
        tensor([0.8012, 0.6930])
        >>> again = train(steps=40, resume=train(steps=60))
        >>> torch.equal(again.losses, run.losses)
        True
    """
    check_whole("steps", steps, 0)
    target = resolve_device(device)
    settings: dict[str, Any] = {
        "lr": lr,
        "momentum": momentum,
        "seed": seed,
        "sizes": sizes,
        "activation": activation,
    }
    settings = {name: value for name, value in settings.items() if value is not None}
    if resume and settings:
        given = ", ".join(settings)
        raise ValueError(f"resume: a run continues with its own settings; leave out {given}")
    run = resume or _new_run(**settings)
    with signals_deferred() as deliver:
        run.model.to(target).train()
        optimizer = torch.optim.SGD(run.model.parameters(), lr=run.lr, momentum=run.momentum)
        if run.optimizer_state:
            optimizer.load_state_dict(run.optimizer_state)
        weights = run.model.state_dict()
        best = {
            name: run.best_weights.get(name, w).to(target, copy=True) for name, w in weights.items()
        }
        losses = run.losses.tolist()
        bar = _Bar(run.steps + steps, sys.stderr.isatty() if progress is None else progress)
        try:
            _descend(run, optimizer, truth_table(target), steps, losses, best, bar, deliver)
        finally:  # an interrupted run keeps its steps
            run.losses = torch.tensor(losses, dtype=torch.float32, device="cpu")
            run.best_weights = best
            run.optimizer_state = optimizer.state_dict()
            bar.close()
    return run


def _descend(
    run: Run,
    optimizer: torch.optim.Optimizer,
    data: tuple[Tensor, Tensor],
    steps: int,
    losses: list[float],
    best: dict[str, Tensor],
    bar: _Bar,
    deliver: Callable[[], None],
) -> None:
    inputs, targets = data
    loss_function = nn.CrossEntropyLoss()
    weights = run.model.state_dict()  # not copies: every step changes them
    first = max(len(losses) - 1, 0)  # the last weights' loss is computed again
    for step in range(first, first + steps + 1):
        optimizer.zero_grad()
        loss = loss_function(run.model(inputs), targets)
        losses[step:] = [loss.item()]
        # The loss is that of the weights before the step, so these are the ones to keep.
        if losses[step] < run.best_loss:
            run.best_loss, run.best_step = losses[step], step
            for name, weight in weights.items():
                best[name].copy_(weight)
        bar.show(step, losses[step])
        deliver()  # Ctrl-C takes effect only here, where weights, optimizer state and losses agree
        if step < first + steps:
            loss.backward()
            optimizer.step()


def _new_run(
    lr: float = 0.7,
    momentum: float = 0.0,
    seed: int = 70,
    sizes: Sequence[int] = (2, 4, 2, 2),
    activation: str = "sigmoid",
) -> Run:
    check_number("lr", lr, "above 0")
    check_number("momentum", momentum, "from 0 to below 1")
    if len(sizes) < 2 or (sizes[0], sizes[-1]) != (2, 2):
        raise ValueError(f"sizes: expected 2 inputs and 2 classes at the ends, got {tuple(sizes)}")
    with torch.random.fork_rng(), torch.device("cpu"):
        torch.manual_seed(seed)
        return Run(XOR(sizes, activation), lr=float(lr), momentum=float(momentum), seed=seed)


class _Bar:
    """A progress bar on a terminal, drawn at most ten times a second."""

    def __init__(self, total: int, shown: bool) -> None:
        self.total = total
        self.shown = shown
        self.begun = self.next = time.monotonic()

    def show(self, step: int, loss: float) -> None:
        if not self.shown or (step < self.total and time.monotonic() < self.next):
            return
        now = time.monotonic()
        self.next = now + 0.1
        fraction = step / self.total if self.total else 1.0
        done = "█" * round(24 * fraction)
        seconds = now - self.begun
        sys.stderr.write(
            f"\r{done:░<24} {fraction:4.0%}  step {step}/{self.total}  loss {loss:.4f}  "
            f"{seconds:.1f} s"
        )
        sys.stderr.flush()

    def close(self) -> None:
        if self.shown:
            sys.stderr.write("\n")
