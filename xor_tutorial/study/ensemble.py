"""Train thousands of networks of one shape at once.

Up to rounding, each network gets the same losses as if it were trained alone. The last dimension of
every tensor counts the networks, so that one operation of torch computes all of them.
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

__all__ = [
    "INITIALIZATIONS",
    "LOSSES",
    "OPTIMIZERS",
    "Ensemble",
    "EnsembleRun",
    "Setting",
    "train_ensemble",
]

#: How a layer's weights are drawn; biases are 0, except that the default draws them too.
INITIALIZATIONS: Mapping[str, Callable[[Tensor], Tensor] | None] = MappingProxyType(
    {
        "default": None,
        "xavier": nn.init.xavier_uniform_,
        "kaiming": lambda weight: nn.init.kaiming_uniform_(weight, nonlinearity="relu"),
        "orthogonal": nn.init.orthogonal_,
    }
)

#: Each loss, and its value when the network guesses: both classes have probability 1/2.
LOSSES: Mapping[str, float] = MappingProxyType(
    {"cross-entropy": math.log(2), "squared-error": 1 / 4}
)

#: Makes an optimizer from its parameters and a learning rate.
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
    """The settings of a run. The defaults are those of the network that the course trains.

    Attributes:
        sizes: of the network, from 2 inputs to 2 classes.
        activation: `"sigmoid"`, `"tanh"`, `"relu"` or `"gelu"`.
        initialization: `"default"` (`nn.Linear`'s own), `"xavier"`, `"kaiming"` (both uniform) or
            `"orthogonal"`; the biases are 0 except for the default.
        loss: `"cross-entropy"`, or `"squared-error"`: the mean of (p − y)² over classes and rows.
        optimizer: `"sgd"`, `"momentum"` (0.9) or `"adam"` (torch's own betas and eps).
        lr: learning rate, above 0.
        rows: `"all"`: all four rows at each step; `"one"`: one row at each step, drawn at
            random by `torch.randint(4, (steps,))` after the weights.

    Raises:
        ValueError: a word isn't listed here, `lr` isn't above 0, or the sizes don't begin and end
            with 2.

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
    def chance_loss(self) -> float:
        """The loss of guessing: both classes have probability 1/2 for every input."""
        return LOSSES[self.loss]

    def network(self, seed: int) -> XOR:
        """Seed torch's CPU generator and draw a network's first weights from it.

        The generator goes on from there, so that the caller can draw what follows the weights.

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


class Ensemble:
    """Networks of one shape, with all their parameters in one tensor: a column for each network.

    Args:
        setting: their shape, initialization and loss.
        seeds: the seed of each network's first weights.
        device: the device of the tensors; torch's default device if not given.

    Raises:
        ValueError: there are no seeds, or there is no such device.

    Attributes:
        parameters: float32 (P, S), the P parameters of each of S networks in the order of
            `XOR.parameters()`; its `.grad` is of the same shape, and `gradient` writes it.

    Reference:
        Rumelhart, Hinton and Williams, [Learning representations by back-propagating
        errors](https://doi.org/10.1038/323533a0), 1986.

    Examples:
        >>> from xor_tutorial.study.ensemble import Ensemble, Setting
        >>> ensemble = Ensemble(Setting(), range(70, 73))
        >>> ensemble.parameters.shape
        torch.Size([28, 3])
        >>> ensemble.gradient()
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
        self._set(setting, torch.stack(columns, dim=1).to(target))

    @classmethod
    def from_parameters(cls, setting: Setting, parameters: Tensor) -> Ensemble:
        """Make an ensemble from a copy of given parameters, float32 (P, S).

        Examples:
            >>> from xor_tutorial.study.ensemble import Ensemble, Setting
            >>> ensemble = Ensemble(Setting(), [70])
            >>> Ensemble.from_parameters(Setting(), ensemble.parameters.repeat(1, 3)).gradient()
            tensor([0.8012, 0.8012, 0.8012])
        """
        ensemble = cls.__new__(cls)
        ensemble._set(setting, parameters.clone(memory_format=torch.contiguous_format))
        return ensemble

    def _set(self, setting: Setting, parameters: Tensor) -> None:
        self.setting = setting
        self.parameters = parameters
        self.parameters.grad = torch.zeros_like(parameters)
        self._weights = _layers(parameters, setting.sizes)
        self._gradients = _layers(self.parameters.grad, setting.sizes)
        inputs, targets = truth_table(parameters.device)
        # Whole, not broadcast: an axis of stride 0 would keep torch from its vector instructions.
        self._inputs = inputs.T[:, :, None].repeat(1, 1, parameters.shape[1])
        self._one_hot = nn.functional.one_hot(targets).to(inputs).T[:, :, None]

    def network(self, column: int) -> XOR:
        """Return one of the networks, with a copy of its present weights."""
        with torch.random.fork_rng():
            model = XOR(self.setting.sizes, self.setting.activation).to(self.parameters.device)
        vector_to_parameters(self.parameters[:, column].clone(), model.parameters())
        return model

    @torch.no_grad()
    def probabilities(self) -> Tensor:
        """Each network's probability of class 1 for each row; (S, 4) for S networks.

        Examples:
            >>> from xor_tutorial.study.ensemble import Setting, train_ensemble
            >>> runs = train_ensemble([70, 71], Setting(optimizer="momentum"), steps=400)
            >>> runs.ensemble.probabilities().round(decimals=2)
            tensor([[0., 1., 1., 0.],
                    [0., 1., 1., 0.]])
        """
        logits = self._forward()[0]
        return torch.softmax(logits, dim=0)[1].T

    @torch.no_grad()
    def gradient(self, row: Tensor | None = None) -> Tensor:
        """Compute each network's loss, and write its gradient into `parameters.grad`.

        Args:
            row: whole numbers (S,) for S networks, the one row whose loss each of them descends; if
                not given, the gradient is of the mean loss over all four.

        Returns:
            The mean loss over the four rows, float32 (S,) for S networks.
        """
        logits, layers = self._forward()
        rows = logits.shape[1]
        if self.setting.loss == "cross-entropy":
            logs = torch.log_softmax(logits, dim=0)
            losses = (logs * self._one_hot).sum(dim=(0, 1)).mul_(-1 / rows)
            grad_z = logs.exp_().sub_(self._one_hot)  # p − y
        else:
            p = torch.softmax(logits, dim=0)
            error = p - self._one_hot
            losses = error.square().mean(dim=(0, 1))
            # Through softmax's Jacobian: ∂L/∂zⱼ = 2/C · pⱼ (eⱼ − Σₖ pₖ eₖ), e = p − y
            grad_z = (error - (p * error).sum(dim=0)).mul_(p).mul_(2 / len(p))
        if row is None:
            grad_z.mul_(1 / rows)
        else:
            grad_z.mul_(nn.functional.one_hot(row.long(), rows).T)
        self._backward(grad_z, layers)
        return losses

    def _forward(self) -> tuple[Tensor, list[tuple[Tensor, Tensor]]]:
        """The logits (C, 4, S), and each layer's z and input, which the backward pass needs."""
        function, _ = _FUNCTIONS[self.setting.activation]
        layers: list[tuple[Tensor, Tensor]] = []
        h = z = self._inputs
        for weight, bias in self._weights:
            if layers:
                h = function(z)
            # z[o, r] = b[o] + Σᵢ w[o, i] h[i, r], for all networks
            z = torch.addcmul(bias[:, None], weight[:, 0, None], h[0])
            for i in range(1, len(h)):
                z.addcmul_(weight[:, i, None], h[i])
            layers.append((z, h))
        return z, layers

    def _backward(self, grad_z: Tensor, layers: list[tuple[Tensor, Tensor]]) -> None:
        """From ∂L/∂z of the last layer, (C, 4, S), to the gradient of every parameter."""
        _, gradient = _FUNCTIONS[self.setting.activation]
        for layer in range(len(layers) - 1, -1, -1):
            h = layers[layer][1]
            grad_weight, grad_bias = self._gradients[layer]
            torch.sum(grad_z, dim=1, out=grad_bias)
            # ∂L/∂w[o, i] = Σᵣ grad_z[o, r] h[i, r]
            torch.mul(grad_z[:, None, 0], h[:, 0], out=grad_weight)
            for r in range(1, h.shape[1]):
                grad_weight.addcmul_(grad_z[:, None, r], h[:, r])
            if layer:
                # ∂L/∂h[i, r] = Σₒ w[o, i] grad_z[o, r]
                weight = self._weights[layer][0]
                grad_h = weight[0, :, None] * grad_z[0]
                for o in range(1, len(grad_z)):
                    grad_h.addcmul_(weight[o, :, None], grad_z[o])
                grad_z = gradient(grad_h, layers[layer - 1][0], h)


@dataclass(frozen=True)
class EnsembleRun:
    """The training of an ensemble.

    Attributes:
        ensemble: the networks with their last weights.
        losses: float32 (steps + 1, S) for S networks, on the CPU; `losses[t]` belongs to
            the weights after t steps, and is the mean over all four rows.
    """

    ensemble: Ensemble
    losses: Tensor

    @property
    def solved_at(self) -> Tensor:
        """The first step at which each of S networks had solved XOR, int64 (S,); −1 if never.

        Solved means a loss below a quarter of the loss of guessing: ln 2 / 4 for cross-entropy.
        Then every row is right: in a wrong row the right class has less than 1/2, so that row's
        loss is above ln 2, and the mean of the four rows is above ln 2 / 4.
        """
        solved = self.losses < self.ensemble.setting.chance_loss / 4
        return torch.where(solved.any(dim=0), solved.byte().argmax(dim=0), -1)

    @property
    def plateau(self) -> Tensor:
        """For how many steps each of S losses was within 5 % of that of guessing, int64 (S,)."""
        return (self.losses / self.ensemble.setting.chance_loss - 1).abs().lt(0.05).sum(dim=0)


def train_ensemble(
    seeds: Sequence[int],
    setting: Setting | None = None,
    *,
    steps: int = 10_000,
    device: torch.device | str | None = None,
) -> EnsembleRun:
    """Train a network for each seed, all at once; up to rounding, as if each were alone.

    Memory grows with the number of seeds: each network takes 4 bytes for every step, which hold its
    losses, and 1.2 kB more with the sizes of the course's network (`benchmarks/many_seeds.py`
    measures it).

    Args:
        seeds: the seed of each network's first weights.
        setting: the settings; those of the course's network if not given.
        steps: the number of steps, at least 0.
        device: the device to train on; torch's default device if not given.

    Raises:
        ValueError: there are no seeds, `steps` is below 0, or there is no such device.

    Examples:
        >>> from xor_tutorial.study.ensemble import Setting, train_ensemble
        >>> runs = train_ensemble(range(70, 73), Setting(optimizer="momentum"), steps=400)
        >>> runs.losses.shape, runs.solved_at
        (torch.Size([401, 3]), tensor([230, 212, 364]))
    """
    check_whole("steps", steps, 0)
    setting = setting or Setting()
    ensemble = Ensemble(setting, seeds, device)
    rows = _rows(setting, seeds, steps) if setting.rows == "one" else None
    optimizer = OPTIMIZERS[setting.optimizer]([ensemble.parameters], setting.lr)
    losses = torch.empty(steps + 1, len(seeds), device=ensemble.parameters.device)
    for t in range(steps):
        losses[t] = ensemble.gradient(None if rows is None else rows[t].to(losses.device))
        optimizer.step()
    losses[steps] = ensemble.gradient()
    return EnsembleRun(ensemble, losses.cpu())


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
    """The row that each network trains on at each step, uint8 (steps, S)."""
    rows = torch.empty(steps, len(seeds), dtype=torch.uint8, device="cpu")
    with torch.random.fork_rng(), torch.device("cpu"):
        for column, seed in enumerate(seeds):
            setting.network(seed)  # the weights are drawn first
            rows[:, column] = torch.randint(4, (steps,))
    return rows
