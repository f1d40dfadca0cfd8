"""The GPU lane draws the CPU's numbers, and is refused where there is no GPU."""

import subprocess
import sys

import pytest
import torch

from xor_tutorial import XOR
from xor_tutorial.verify.lane import Lane, Use, _DrawOnCPU


def mode(device):
    return _DrawOnCPU(torch.device(device), Use())


DRAWS = {
    "rand": lambda: torch.rand(3),
    "randn": lambda: torch.randn(2, 3),
    "randint": lambda: torch.randint(0, 10, (5,)),
    "randperm": lambda: torch.randperm(6),
    "normal": lambda: torch.normal(torch.zeros(3), torch.ones(3)),
    "bernoulli": lambda: torch.bernoulli(torch.full((9,), 0.5)),
    "multinomial": lambda: torch.multinomial(torch.ones(5), 3),
    "a generator": lambda: torch.rand(3, generator=torch.Generator().manual_seed(70)),
    "a shuffle": lambda: torch.randperm(6, generator=torch.Generator().manual_seed(70)),
    "rand_like": lambda: torch.rand_like(torch.zeros(4)),
    "uniform_": lambda: torch.zeros(4).uniform_(),
    "normal_": lambda: torch.zeros(4).normal_(1.0, 2.0),
    "a network": lambda: torch.cat([p.detach().flatten() for p in XOR().parameters()]),
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_a_seed_gives_the_same_numbers_with_and_without_the_lane(draw):
    torch.manual_seed(7)
    expected = draw()
    torch.manual_seed(7)
    with mode("cpu"):
        assert torch.equal(draw(), expected)


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_what_is_drawn_lives_on_the_lanes_device(draw):
    """`meta` stands in for a GPU: it has a device of its own, though no values."""
    if draw in (DRAWS["normal"], DRAWS["bernoulli"], DRAWS["multinomial"], DRAWS["rand_like"]):
        pytest.skip("these read values, and meta has none")
    torch.manual_seed(7)
    draw()
    following = torch.rand(1)
    torch.manual_seed(7)
    with torch.device("meta"), mode("meta"):
        assert draw().device.type == "meta"
    assert torch.equal(torch.rand(1), following), "it drew as many numbers as without the lane"


def test_whether_tensors_were_made_is_seen():
    lane = _DrawOnCPU(torch.device("cpu"), Use())
    with lane:
        pass
    assert not lane.use.made_tensors
    with lane:
        torch.zeros(1)
    assert lane.use.made_tensors


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_no_gpu_is_a_failure_not_a_pass():
    with pytest.raises(ValueError, match="torch finds no CUDA device"):
        Lane("cuda")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--device", "cuda", "--collect-only", "-q", __file__],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 4
    assert "torch finds no CUDA device" in ran.stderr
