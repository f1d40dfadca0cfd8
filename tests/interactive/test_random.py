"""The first weights of the figures' networks are torch's, bit for bit."""

from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.nn.utils import parameters_to_vector

from xor_tutorial import XOR

SIZES = [(2, 4, 2, 2), (2, 2, 2), (2, 3, 2), (2, 8, 2), (2, 8, 8, 2), (7, 31, 5)]
SEEDS = range(200)
INITIAL = """
const { sizes, seeds, initialization } = input;
return seeds.map(seed => figure.initial(sizes, seed, initialization));
"""


# Without fused multiply-add torch itself rounds once more: only then may a weight be off by that.
FUSED = torch.backends.cpu.get_cpu_capability() != "DEFAULT"


def torchs(sizes, seed, initialization="linear"):
    """What torch draws."""
    with torch.random.fork_rng(), torch.device("cpu"), torch.no_grad():
        torch.manual_seed(seed)
        model = XOR(sizes)
        for layer in model.layers[::2]:
            if initialization == "xavier":
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)
            elif initialization == "kaiming":
                nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
                nn.init.zeros_(layer.bias)
            elif initialization == "alike":
                nn.init.constant_(layer.weight, 0.5)
                nn.init.constant_(layer.bias, 0.5)
        return parameters_to_vector(model.parameters())


def differing(node, sizes, seeds, initialization="linear"):
    """Seeds with a weight that isn't torch's."""
    given = {"sizes": sizes, "seeds": list(seeds), "initialization": initialization}
    drawn = torch.tensor(node("lib/random.js", INITIAL, given), dtype=torch.float32, device="cpu")
    expected = torch.stack([torchs(sizes, seed, initialization) for seed in seeds])
    assert drawn.shape == expected.shape
    off = (drawn - expected).abs().amax(dim=1) > (0 if FUSED else 1.2e-7)
    return [seed for seed, differs in zip(seeds, off.tolist(), strict=True) if differs]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_nn_linears_own_weights_are_torchs_for_200_seeds(node, sizes):
    assert not differing(node, sizes, SEEDS)


@pytest.mark.parametrize("initialization", ["xavier", "kaiming", "alike"])
def test_weights_drawn_anew_are_torchs_for_200_seeds(node, initialization):
    assert not differing(node, (2, 4, 2, 2), SEEDS, initialization)
    assert not differing(node, (2, 8, 8, 2), range(20), initialization)


def test_the_largest_seeds_are_torchs(node):
    assert not differing(node, (2, 4, 2, 2), [2**31 - 1, 2**31, 2**32 - 1])


def test_the_layout_is_that_of_parameters(node):
    layers = node("lib/random.js", "return figure.layout(input)", [2, 4, 2, 2])
    for layer, (inputs, outputs) in zip(layers, pairwise((2, 4, 2, 2)), strict=True):
        assert (layer["inputs"], layer["outputs"]) == (inputs, outputs)
        assert layer["bias"] - layer["weight"] == inputs * outputs
        assert layer["end"] - layer["bias"] == outputs
    assert layers[-1]["end"] == 28
