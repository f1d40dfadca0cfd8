"""The figures' losses and gradients equal torch's."""

import itertools
from collections.abc import Callable

import pytest
import torch
from torch.nn import functional as F

from tests.interactive.conftest import Node, Off

Loss = Callable[..., torch.Tensor]


# torch has two implementations of exp, with vector instructions and without. They sometimes round
# differently, and a class's weight multiplies the difference of the last bit.
VECTOR = torch.backends.cpu.get_cpu_capability() != "DEFAULT"
TRUTHS = [*itertools.product((0, 1), (1.0, 0.25, 5.0), (0.0, 0.1, 0.5))]


def cross_entropy(z: torch.Tensor, target: int, weight: float, smoothing: float) -> torch.Tensor:
    logits = torch.stack([torch.zeros_like(z), z]).view(1, 2)
    weights = torch.tensor([1.0, weight])
    return F.cross_entropy(
        logits, torch.tensor([target]), weights, reduction="sum", label_smoothing=smoothing
    )


def softened(target: int, smoothing: float) -> torch.Tensor:
    return torch.tensor(target * (1 - smoothing) + smoothing / 2)


def mse_loss(z: torch.Tensor, target: int, weight: float, smoothing: float) -> torch.Tensor:
    return (weight if target else 1.0) * F.mse_loss(torch.sigmoid(z), softened(target, smoothing))


TORCHS = [cross_entropy, mse_loss]


@pytest.fixture(scope="module")
def parts(node: Node, off: Off) -> Callable[[Loss, list[float]], dict[tuple[float, ...], float]]:
    """The errors of loss and gradient for each logit and target."""

    def measure(function: Loss, zs: list[float]) -> dict[tuple[float, ...], float]:
        script = """return input.map(([z, target, weight, smoothing]) =>
          figure.losses.NAME(z, { target, weight, smoothing }))""".replace(
            "NAME", function.__name__
        )
        cases = [(z, *truth) for z in zs for truth in TRUTHS]
        parts: dict[tuple[float, ...], float] = {}
        for (z, *truth), found in zip(cases, node("lib/losses.js", script, cases), strict=True):
            leaf = torch.tensor(z, requires_grad=True)
            loss = function(leaf, *truth)
            (gradient,) = torch.autograd.grad(loss, leaf)
            parts[z, *truth] = off(found, torch.stack([loss.detach(), gradient]))
        return parts

    return measure


@pytest.mark.parametrize("function", TORCHS, ids=lambda f: f.__name__)
def test_loss_and_gradient_are_torchs(
    parts: Callable[[Loss, list[float]], dict[tuple[float, ...], float]], function: Loss
) -> None:
    random = torch.Generator().manual_seed(0)
    zs = [0.0, -5.0, -20.0, 20.0, 88.0, -104.0, 1000.0, -1000.0]
    zs += (torch.randn(40, generator=random) * 6).tolist()
    assert max(parts(function, zs).values()) <= (1 if VECTOR else 5)


@pytest.mark.parametrize("function", TORCHS, ids=lambda f: f.__name__)
def test_only_the_last_bit_differs_where_exp_rounds_differently(
    parts: Callable[[Loss, list[float]], dict[tuple[float, ...], float]], function: Loss
) -> None:
    """Over many more logits: in at most one case in a hundred, and only slightly."""
    random = torch.Generator().manual_seed(70)
    zs = (torch.randn(150, generator=random) * torch.tensor([1.0, 6.0, 20.0]).repeat(50)).tolist()
    found = [*parts(function, zs).values()]
    assert sum(part > 1 for part in found) <= len(found) / (100 if VECTOR else 20)
    assert max(found) <= 5
