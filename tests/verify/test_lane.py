"""The GPU lane draws the CPU's numbers, and is refused where there is no GPU."""

import subprocess
import sys

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from xor_tutorial import XOR
from xor_tutorial.__main__ import main
from xor_tutorial.verify.lane import DROPPERS, FILLERS, MAKERS, Lane, Use, _DrawOnCPU
from xor_tutorial.verify.report import _run_file


def mode(device):
    return _DrawOnCPU(torch.device(device), Use())


DRAWS = {
    "rand": lambda: torch.rand(3),
    "randn": lambda: torch.randn(2, 3),
    "randint": lambda: torch.randint(0, 10, (5,)),
    "randperm": lambda: torch.randperm(6),
    "normal": lambda: torch.normal(torch.zeros(3), torch.ones(3)),
    "normal by name": lambda: torch.normal(mean=torch.zeros(3), std=torch.ones(3)),
    "bernoulli": lambda: torch.bernoulli(torch.full((9,), 0.5)),
    "bernoulli as a method": lambda: torch.full((9,), 0.5).bernoulli(),
    "multinomial": lambda: torch.multinomial(torch.ones(5), 3),
    "multinomial as a method": lambda: torch.ones(5).multinomial(3),
    "poisson": lambda: torch.poisson(torch.full((9,), 0.5)),
    "dropout": lambda: nn.Dropout(0.5)(torch.ones(9)),
    "dropout in place": lambda: nn.Dropout(0.5, inplace=True)(torch.ones(9)),
    "dropout of channels": lambda: nn.Dropout2d(0.5)(torch.ones(2, 3, 2, 2)),
    "alpha dropout": lambda: nn.AlphaDropout(0.5)(torch.ones(9)),
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


@pytest.fixture
def meta(monkeypatch):
    """`meta` stands in for a GPU: a device of its own, whose tensors are all 0.5 when read."""

    def read(x):
        return torch.full(x.shape, 0.5, dtype=x.dtype, device="cpu")

    monkeypatch.setattr(Tensor, "cpu", read)
    return mode("meta")


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_what_is_drawn_lives_on_the_lanes_device(draw, meta):
    torch.manual_seed(7)
    draw()
    following = torch.rand(1)
    torch.manual_seed(7)
    with torch.device("meta"), meta:
        assert draw().device.type == "meta"
    assert torch.equal(torch.rand(1), following), "it drew as many numbers as without the lane"


def test_every_operator_that_draws_is_covered():
    """torch's own list of operators: those that take a generator."""
    covered = {function.__name__ for function in MAKERS | FILLERS}
    operators = {
        schema.name.removeprefix("aten::")
        for schema in torch._C._jit_get_all_schemas()
        if any("Generator" in str(argument.type) for argument in schema.arguments)
    }
    public = {
        name
        for name in operators
        if name[0] != "_" and any(callable(getattr(o, name, None)) for o in (torch, Tensor))
    }
    assert {"rand", "normal_", "multinomial"} < public
    seeding = {"seed", "manual_seed", "initial_seed"}
    assert public - seeding - covered == {"rrelu", "rrelu_"}  # which the lane says it doesn't cover


def test_every_dropout_is_covered():
    functions = {f for name, f in vars(F).items() if "dropout" in name and name[-1] != "_"}
    assert {f for f in functions if callable(f) and not f.__name__.startswith("_")} == DROPPERS


def test_gradients_flow_through_a_dropout_as_without_the_lane():
    def gradient():
        torch.manual_seed(7)
        x = torch.ones(9, requires_grad=True)
        nn.Dropout(0.5)(x * 3).sum().backward()
        return x.grad

    expected = gradient()
    assert set(expected.tolist()) == {0.0, 6.0}
    with mode("cpu"):
        assert torch.equal(gradient(), expected)


def test_a_dropout_that_does_not_train_stays_where_it_is():
    x = torch.ones(3, requires_grad=True)
    with mode("meta"):
        assert nn.Dropout(0.5).eval()(x) is x


def test_whether_tensors_were_made_is_seen():
    lane = _DrawOnCPU(torch.device("cpu"), Use())
    with lane:
        pass
    assert not lane.use.made_tensors
    with lane:
        torch.zeros(1)
    assert lane.use.made_tensors


@pytest.fixture
def pretended(monkeypatch):
    """A lane that takes `meta` for its GPU, whose memory is what the test says."""
    lane = Lane("cpu")
    lane.device, lane.is_gpu, lane.blocks = torch.device("meta"), True, [0, 0]
    monkeypatch.setattr(Lane, "_allocations", lambda self: self.blocks.pop(0))
    return lane


MAKES = ">>> import torch\n>>> x = torch.ones(2)\n"


@pytest.mark.parametrize(
    ("code", "blocks", "passes"),
    [(MAKES, [5, 6], True), (MAKES, [5, 5], False), (">>> 1 + 1\n2\n", [5, 5], True)],
    ids=["memory was taken", "no memory was taken", "no tensor was made"],
)
def test_a_snippet_that_makes_tensors_must_take_memory_of_the_gpu(
    pretended, tmp_path, code, blocks, passes
):
    path = tmp_path / "x.pycon"
    path.write_text(code, encoding="utf-8")
    pretended.blocks = blocks
    result = _run_file(path, pretended)
    assert bool(result.failures) != passes
    assert passes or "took no memory of the GPU" in result.failures[0].why


def test_a_kernel_is_run_and_its_result_compared(monkeypatch):
    lane = Lane("cpu")
    lane._prove()
    monkeypatch.setattr(torch, "arange", lambda *_, **__: torch.zeros(1024))
    with pytest.raises(ValueError, match=r"'cpu' computes 0\.0 for 1047552"):
        lane._prove()


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_verify_without_a_gpu_fails_and_writes_no_report(tmp_path, capsys):
    report = tmp_path / "report.json"
    assert main(["verify", "--device", "cuda", "--report", str(report)]) == 1
    assert "torch finds no CUDA device" in capsys.readouterr().err
    assert not report.exists()


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
