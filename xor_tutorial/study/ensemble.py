"""Thousands of networks of one shape, trained at once and each as if it were alone.

The seeds are the last axis of every tensor: one operation of torch then does for all networks what
it would do for one, on numbers that lie side by side, and what Python costs is paid once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import torch
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from xor_tutorial._checks import check_number, check_whole
from xor_tutorial.data import truth_table
from xor_tutorial.devices import resolve_device
from xor_tutorial.network import ACTIVATIONS, XOR
from xor_tutorial.optim import SGD, Adam, Momentum, Optimizer

__all__ = ["INITIALIZATIONS", "LOSSES", "OPTIMIZERS", "Many", "ManyRuns", "Setting", "train_many"]

#: How a layer's weights are drawn; biases are 0, except that the default draws them too.
INITIALIZATIONS: Mapping[str, Callable[[Tensor], Tensor] | None] = MappingProxyType(
    {
        "default": None,
        "xavier": nn.init.xavier_uniform_,
        "kaiming": lambda weight: nn.init.kaiming_uniform_(weight, nonlinearity="relu"),
        "orthogonal": nn.init.orthogonal_,
    }
)

#: Each loss, and what it is for a network that gives both classes 1/2.
LOSSES: Mapping[str, float] = MappingProxyType(
    {"cross-entropy": math.log(2), "squared-error": 1 / 4}
)

#: What makes an optimizer of one tensor, from a learning rate.
OPTIMIZERS: Mapping[str, Callable[[list[Tensor], float], Optimizer]] = MappingProxyType(
    {
        "sgd": SGD,
        "momentum": lambda parameters, lr: Momentum(parameters, lr, momentum=0.9),
        "adam": Adam,
    }
)

_Gradient = Callable[[Tensor, Tensor, Tensor], Tensor]
_aten = torch.ops.aten

#: Each activation function, and its gradient from the gradient of h and from z and h = f(z).
_FUNCTIONS: Mapping[str, tuple[Callable[[Tensor], Tensor], _Gradient]] = {
    "sigmoid": (torch.sigmoid, lambda g, z, h: _aten.sigmoid_backward(g, h)),
    "tanh": (torch.tanh, lambda g, z, h: _aten.tanh_backward(g, h)),
    "relu": (torch.relu, lambda g, z, h: _aten.threshold_backward(g, h, 0)),
    "gelu": (nn.functional.gelu, lambda g, z, h: _aten.gelu_backward(g, z)),
}


@dataclass(frozen=True)
class Setting:
    """How a network is made and trained: everything but its seed. Defaults: the source notebook's.

    Attributes:
        sizes: of the network, from 2 inputs to 2 classes.
        activation: `"sigmoid"`, `"tanh"`, `"relu"` or `"gelu"`.
        initialization: `"default"` (what `nn.Linear` draws), `"xavier"`, `"kaiming"` or
            `"orthogonal"` (uniform where there is a choice, biases 0).
        loss: `"cross-entropy"`, or `"squared-error"`: the mean of (p − y)² over classes and rows.
        optimizer: `"sgd"`, `"momentum"` (0.9) or `"adam"` (torch's own betas and eps).
        lr: learning rate, above 0.
        rows: `"all"` four at each step, or `"one"`, drawn at random at each.

    Raises:
        ValueError: a word that isn't one of these, `lr` not above 0, or sizes that are no network's
            from 2 to 2.

    Examples:
        >>> from xor_tutorial.study.ensemble import Setting
        >>> Setting(optimizer="adam", lr=0.01).sizes
        (2, 4, 2, 2)
    """

    sizes: tuple[int, ...] = (2, 4, 2, 2)
    activation: str = "sigmoid"
    initialization: str = "default"
    loss: str = "cross-entropy"
    optimizer: str = "sgd"
    lr: float = 0.7
    rows: str = "all"

    def __post_init__(self) -> None:
        known: dict[str, Iterable[str]] = {
            "activation": ACTIVATIONS,
            "initialization": INITIALIZATIONS,
            "loss": LOSSES,
            "optimizer": OPTIMIZERS,
            "rows": ("all", "one"),
        }
        for name, words in known.items():
            if getattr(self, name) not in words:
                raise ValueError(
                    f"{name}: expected one of {', '.join(words)}, got {getattr(self, name)!r}"
                )
        check_number("lr", self.lr, "above 0")
        sizes = tuple(self.sizes)
        if len(sizes) < 2 or (sizes[0], sizes[-1]) != (2, 2):
            raise ValueError(f"sizes: expected 2 inputs and 2 classes at the ends, got {sizes}")
        for size in sizes:
            check_whole("sizes", size, 1)
        object.__setattr__(self, "sizes", sizes)  # a list would have no hash, and equal no tuple

    @property
    def guess(self) -> float:
        """The loss of a network that gives both classes 1/2, whatever the input."""
        return LOSSES[self.loss]

    def network(self, seed: int) -> XOR:
        """The network that `seed` draws on the CPU, from torch's own random numbers.

        They go on from there: what is drawn next is what that seed draws after the weights.

        Examples:
            >>> import torch
            >>> from xor_tutorial import XOR
            >>> from xor_tutorial.study.ensemble import Setting
            >>> _ = torch.manual_seed(70)
            >>> ours = Setting().network(70)
            >>> _ = torch.manual_seed(70)
            >>> all(map(torch.equal, ours.parameters(), XOR().parameters()))
            True
        """
        torch.manual_seed(seed)
        model = XOR(self.sizes, self.activation)
        draw = INITIALIZATIONS[self.initialization]
        if draw is not None:
            for layer in model.layers:
                if isinstance(layer, nn.Linear):
                    draw(layer.weight)
                    nn.init.zeros_(layer.bias)
        return model


class Many:
    """Networks of one shape in one tensor, a column for each seed.

    Args:
        setting: how they are made, and which loss they have.
        seeds: where each network's first weights are drawn from.
        device: where they live; torch's default device if not given.

    Raises:
        ValueError: no seeds, or a device that isn't there.

    Attributes:
        parameters: float32 (P, S), the P parameters of each of S networks in the order of
            `XOR.parameters()`; its `.grad` is of the same shape, and `gradient` writes it.

    Source:
        Rumelhart, Hinton and Williams, [Learning representations by back-propagating
        errors](https://doi.org/10.1038/323533a0), 1986.

    Examples:
        >>> from xor_tutorial.study.ensemble import Many, Setting
        >>> many = Many(Setting(), range(70, 73))
        >>> many.parameters.shape
        torch.Size([28, 3])
        >>> many.gradient()
        tensor([0.8012, 0.6947, 0.7894])
    """

    def __init__(
        self,
        setting: Setting,
        seeds: Sequence[int],
        device: torch.device | str | None = None,
    ) -> None:
        target = resolve_device(device)
        if not len(seeds):
            raise ValueError("seeds: expected at least one, got none")
        with torch.random.fork_rng(), torch.device("cpu"):
            columns = [
                parameters_to_vector(setting.network(seed).parameters()).detach() for seed in seeds
            ]
        self._hold(setting, torch.stack(columns, dim=1).to(target))

    @classmethod
    def of(cls, setting: Setting, parameters: Tensor) -> Many:
        """Networks with weights that are there already, float32 (P, S); they are copied.

        Examples:
            >>> from xor_tutorial.study.ensemble import Many, Setting
            >>> many = Many(Setting(), [70])
            >>> Many.of(Setting(), many.parameters.repeat(1, 3)).gradient()
            tensor([0.8012, 0.8012, 0.8012])
        """
        many = cls.__new__(cls)
        many._hold(setting, parameters.clone(memory_format=torch.contiguous_format))
        return many

    def _hold(self, setting: Setting, parameters: Tensor) -> None:
        self.setting = setting
        self.parameters = parameters
        self.parameters.grad = torch.zeros_like(parameters)
        self._weights = _layers(parameters, setting.sizes)
        self._gradients = _layers(self.parameters.grad, setting.sizes)
        inputs, targets = truth_table(parameters.device)
        # Whole, not broadcast: an axis of stride 0 would keep torch from its vector instructions.
        self._inputs = inputs.T[:, :, None].repeat(1, 1, parameters.shape[1])
        self._right = nn.functional.one_hot(targets).to(inputs).T[:, :, None]

    def network(self, column: int) -> XOR:
        """One of the networks, with a copy of its weights as they are now."""
        with torch.random.fork_rng():
            model = XOR(self.setting.sizes, self.setting.activation).to(self.parameters.device)
        vector_to_parameters(self.parameters[:, column].clone(), model.parameters())
        return model

    @torch.no_grad()
    def probabilities(self) -> Tensor:
        """What each network gives class 1 for each row of the truth table, (S, 4)."""
        logits = self._forward()[0]
        return torch.softmax(logits, dim=0)[1].T

    @torch.no_grad()
    def gradient(self, row: Tensor | None = None) -> Tensor:
        """Every network's loss over all rows, and into `parameters.grad` its gradient.

        Args:
            row: whole numbers (S,), the one row that each network learns from; if not given, all
                four, by the mean of their losses.

        Returns:
            The mean loss over the four rows, float32 (S,).
        """
        logits, memory = self._forward()
        rows = logits.shape[1]
        if self.setting.loss == "cross-entropy":
            logs = torch.log_softmax(logits, dim=0)
            losses = (logs * self._right).sum(dim=(0, 1)).mul_(-1 / rows)
            slope = logs.exp_().sub_(self._right)  # p − y
        else:
            p = torch.softmax(logits, dim=0)
            off = p - self._right
            losses = off.square().mean(dim=(0, 1))
            # Through softmax's Jacobian: ∂L/∂zⱼ = 2/C · pⱼ (offⱼ − Σₖ pₖ offₖ)
            slope = (off - (p * off).sum(dim=0)).mul_(p).mul_(2 / len(p))
        if row is None:
            slope.mul_(1 / rows)
        else:
            slope.mul_(nn.functional.one_hot(row.long(), rows).T)
        self._backward(slope, memory)
        return losses

    def _forward(self) -> tuple[Tensor, list[tuple[Tensor, Tensor]]]:
        """The logits (C, 4, S), and each layer's z before its activation with what came in."""
        function, _ = _FUNCTIONS[self.setting.activation]
        memory: list[tuple[Tensor, Tensor]] = []
        h = z = self._inputs
        for weight, bias in self._weights:
            if memory:
                h = function(z)
            # z[o, r] = b[o] + Σᵢ w[o, i] h[i, r], for all networks
            z = torch.addcmul(bias[:, None], weight[:, 0, None], h[0])
            for i in range(1, len(h)):
                z.addcmul_(weight[:, i, None], h[i])
            memory.append((z, h))
        return z, memory

    def _backward(self, slope: Tensor, memory: list[tuple[Tensor, Tensor]]) -> None:
        """From ∂L/∂z of the last layer, (C, 4, S), to the gradient of every parameter."""
        _, gradient = _FUNCTIONS[self.setting.activation]
        for layer in range(len(memory) - 1, -1, -1):
            h = memory[layer][1]
            of_weight, of_bias = self._gradients[layer]
            torch.sum(slope, dim=1, out=of_bias)
            # ∂L/∂w[o, i] = Σᵣ slope[o, r] h[i, r]
            torch.mul(slope[:, None, 0], h[:, 0], out=of_weight)
            for r in range(1, h.shape[1]):
                of_weight.addcmul_(slope[:, None, r], h[:, r])
            if layer:
                # ∂L/∂h[i, r] = Σₒ w[o, i] slope[o, r]
                weight = self._weights[layer][0]
                of_h = weight[0, :, None] * slope[0]
                for o in range(1, len(slope)):
                    of_h.addcmul_(weight[o, :, None], slope[o])
                slope = gradient(of_h, memory[layer - 1][0], h)


@dataclass(frozen=True)
class ManyRuns:
    """Trainings of many networks, side by side.

    Attributes:
        many: the networks with their last weights.
        losses: float32 (steps + 1, S) on the CPU; `losses[t]` belongs to the weights after t steps,
            and is the mean over all four rows.
    """

    many: Many
    losses: Tensor

    @property
    def solved_at(self) -> Tensor:
        """After how many steps each network had solved XOR first, int64 (S,); −1 if it never did.

        Solved is a loss below a quarter of a guess's: ln 2 / 4 for cross-entropy. No row can be
        wrong then, since one wrong row alone adds as much to the mean.
        """
        solved = self.losses < self.many.setting.guess / 4
        return torch.where(solved.any(dim=0), solved.byte().argmax(dim=0), -1)

    @property
    def plateau(self) -> Tensor:
        """For how many steps each network's loss was within 5 % of a guess's, int64 (S,)."""
        return (self.losses / self.many.setting.guess - 1).abs().lt(0.05).sum(dim=0)


def train_many(
    seeds: Sequence[int],
    setting: Setting | None = None,
    *,
    steps: int = 10_000,
    device: torch.device | str | None = None,
) -> ManyRuns:
    """Train a network for each seed, all at once: the losses and steps of each trained alone.

    With `rows="one"` a network's rows are `torch.randint(4, (steps,))`, drawn after its weights.

    Memory grows with the seeds: a network takes 4 bytes for each step, its losses, and 1.2 kB more
    in the source notebook's shape (`benchmarks/many_seeds.py` measures it).

    Args:
        seeds: where the first weights of each are drawn from.
        setting: how they are made and trained; the source notebook's if not given.
        steps: how many steps to make, at least 0.
        device: where to train; torch's default device if not given.

    Raises:
        ValueError: no seeds, `steps` below 0, or a device that isn't there.

    Examples:
        >>> from xor_tutorial.study.ensemble import Setting, train_many
        >>> runs = train_many(range(70, 73), Setting(optimizer="momentum"), steps=400)
        >>> runs.losses.shape, runs.solved_at
        (torch.Size([401, 3]), tensor([230, 212, 364]))
    """
    check_whole("steps", steps, 0)
    setting = setting or Setting()
    many = Many(setting, seeds, device)
    rows = _rows(setting, seeds, steps) if setting.rows == "one" else None
    optimizer = OPTIMIZERS[setting.optimizer]([many.parameters], setting.lr)
    losses = torch.empty(steps + 1, len(seeds), device=many.parameters.device)
    for t in range(steps):
        losses[t] = many.gradient(None if rows is None else rows[t].to(losses.device))
        optimizer.step()
    losses[steps] = many.gradient()
    return ManyRuns(many, losses.cpu())


def _layers(parameters: Tensor, sizes: Sequence[int]) -> list[tuple[Tensor, Tensor]]:
    """Views of (P, S): for each layer its weights (out, in, S) and biases (out, S)."""
    layers, begin = [], 0
    for size_in, size_out in pairwise(sizes):
        middle, end = begin + size_in * size_out, begin + (size_in + 1) * size_out
        weight = parameters[begin:middle].view(size_out, size_in, -1)
        layers.append((weight, parameters[middle:end]))
        begin = end
    return layers


def _rows(setting: Setting, seeds: Sequence[int], steps: int) -> Tensor:
    """Which row each network sees at each step, uint8 (steps, S)."""
    rows = torch.empty(steps, len(seeds), dtype=torch.uint8, device="cpu")
    with torch.random.fork_rng(), torch.device("cpu"):
        for column, seed in enumerate(seeds):
            setting.network(seed)  # the weights are drawn first
            rows[:, column] = torch.randint(4, (steps,))
    return rows
