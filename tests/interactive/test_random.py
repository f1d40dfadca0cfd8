"""The first weights of the figures' networks are torch's, bit for bit.

Orthogonal ones are not: their QR decomposition is LAPACK's, whose roundings are its own. The
figure's is as near to torch's as torch's own is to itself in float64.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.nn.utils import parameters_to_vector

from tests.interactive.conftest import Node
from xor_tutorial import XOR

SIZES = [(2, 4, 2, 2), (2, 2, 2), (2, 3, 2), (2, 8, 2), (2, 8, 8, 2), (7, 31, 5)]
SEEDS = range(200)
INITIAL = """
const { sizes, seeds, initialization } = input, { Generator } = await import(input.random);
return seeds.map(seed => figure.initial(sizes, new Generator(seed), initialization));
"""


# Without fused multiply-add torch itself rounds once more: only then may a weight be off by that.
FUSED = torch.backends.cpu.get_cpu_capability() != "DEFAULT"


def orthogonal_in_float64(weight: torch.nn.Parameter) -> None:
    """nn.init.orthogonal_ of the same draws, but for the rounding of what is decomposed."""
    drawn = torch.empty_like(weight).normal_().double()
    wide = weight.shape[0] < weight.shape[1]
    q, r = torch.linalg.qr(drawn.T if wide else drawn)
    q = q * r.diag().sign()
    weight.copy_(q.T if wide else q)


def torchs(sizes: tuple[int, ...], seed: int, initialization: str = "linear") -> torch.Tensor:
    """What torch draws."""
    with torch.random.fork_rng(), torch.device("cpu"), torch.no_grad():
        torch.manual_seed(seed)
        model = XOR(sizes)
        for layer in [each for each in model.layers if isinstance(each, nn.Linear)]:
            if initialization == "xavier":
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)
            elif initialization == "kaiming":
                nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
                nn.init.zeros_(layer.bias)
            elif initialization in ("orthogonal", "float64"):
                draw = {"orthogonal": nn.init.orthogonal_, "float64": orthogonal_in_float64}
                draw[initialization](layer.weight)  # type: ignore[operator]
                nn.init.zeros_(layer.bias)
            elif initialization == "alike":
                nn.init.constant_(layer.weight, 0.5)
                nn.init.constant_(layer.bias, 0.5)
        return parameters_to_vector(model.parameters())


@pytest.fixture(scope="module")
def figures_own(node: Node, figures: str) -> Callable[..., torch.Tensor]:
    """What the figures draw: a row for each seed."""

    def draw(
        sizes: tuple[int, ...], seeds: Sequence[int], initialization: str = "linear"
    ) -> torch.Tensor:
        given = {"sizes": sizes, "seeds": list(seeds), "initialization": initialization}
        given["random"] = figures + "lib/random.js"
        drawn = node("lib/initializations.js", INITIAL, given)
        return torch.tensor(drawn, dtype=torch.float32, device="cpu")

    return draw


@pytest.fixture(scope="module")
def differing(figures_own: Callable[..., torch.Tensor]) -> Callable[..., list[int]]:
    """Seeds with a weight that isn't torch's."""
    return lambda *asked: seeds_that_differ(figures_own(*asked), *asked)


def seeds_that_differ(
    drawn: torch.Tensor,
    sizes: tuple[int, ...],
    seeds: Sequence[int],
    initialization: str = "linear",
) -> list[int]:
    expected = torch.stack([torchs(sizes, seed, initialization) for seed in seeds])
    assert drawn.shape == expected.shape
    off = (drawn - expected).abs().amax(dim=1) > (0 if FUSED else 1.2e-7)
    return [seed for seed, differs in zip(seeds, off.tolist(), strict=True) if differs]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_nn_linears_own_weights_are_torchs_for_200_seeds(
    differing: Callable[..., list[int]], sizes: tuple[int, ...]
) -> None:
    assert not differing(sizes, SEEDS)


@pytest.mark.parametrize("initialization", ["xavier", "kaiming", "alike"])
def test_initialized_weights_are_torchs_for_200_seeds(
    differing: Callable[..., list[int]], initialization: str
) -> None:
    assert not differing((2, 4, 2, 2), SEEDS, initialization)
    assert not differing((2, 8, 8, 2), range(20), initialization)


@pytest.mark.parametrize("sizes", [*SIZES[:5], (2, 4, 4, 2)], ids=str)
def test_orthogonal_weights_are_as_close_to_torchs_as_float32_is_to_float64(
    figures_own: Callable[..., torch.Tensor], sizes: tuple[int, ...]
) -> None:
    drawn = figures_own(sizes, SEEDS, "orthogonal")
    expected, exact = (
        torch.stack([torchs(sizes, seed, kind) for seed in SEEDS])
        for kind in ("orthogonal", "float64")
    )
    itself = (exact - expected).abs().max().item()
    assert (drawn - expected).abs().max() <= max(1e-6, 1.2 * itself) <= 2e-6
    assert (drawn - exact).abs().max() <= 6e-7
    if max(a * b for a, b in pairwise(sizes)) < 16:  # drawn one by one, in float64
        assert torch.equal(drawn, exact)


def test_the_largest_seeds_are_torchs(differing: Callable[..., list[int]]) -> None:
    assert not differing((2, 4, 2, 2), [2**31 - 1, 2**31, 2**32 - 1])


def test_the_layout_is_that_of_parameters(node: Node) -> None:
    layers = node("lib/random.js", "return figure.layout(input)", [2, 4, 2, 2])
    for layer, (inputs, outputs) in zip(layers, pairwise((2, 4, 2, 2)), strict=True):
        assert (layer["inputs"], layer["outputs"]) == (inputs, outputs)
        assert layer["bias"] - layer["weight"] == inputs * outputs
        assert layer["end"] - layer["bias"] == outputs
    assert layers[-1]["end"] == 28
