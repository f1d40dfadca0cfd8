"""The GPU lane draws the CPU's random numbers, and fails without a GPU."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from xor_tutorial import XOR
from xor_tutorial.__main__ import main
from xor_tutorial.verify import lane as module
from xor_tutorial.verify.lane import (
    DROPOUTS,
    RANDOM_FILLS,
    RANDOM_TENSORS,
    Lane,
    Usage,
    _RandomOnCPU,
)
from xor_tutorial.verify.run import PACKAGE, Result, run_file


def mode(device: str) -> TorchFunctionMode:
    return _RandomOnCPU(torch.device(device), Usage())


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
def test_a_seed_gives_the_same_numbers_with_and_without_the_lane(draw: Callable[..., Any]) -> None:
    torch.manual_seed(7)
    expected = draw()
    torch.manual_seed(7)
    with mode("cpu"):
        assert torch.equal(draw(), expected)


@pytest.fixture
def meta(monkeypatch: pytest.MonkeyPatch) -> TorchFunctionMode:
    """`meta` replaces a GPU: another device, whose tensors read as 0.5."""

    def read(x: torch.Tensor) -> torch.Tensor:
        return torch.full(x.shape, 0.5, dtype=x.dtype, device="cpu")

    monkeypatch.setattr(Tensor, "cpu", read)
    return mode("meta")


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_random_tensors_are_on_the_lanes_device(
    draw: Callable[..., Any], meta: TorchFunctionMode
) -> None:
    torch.manual_seed(7)
    draw()
    following = torch.rand(1)
    torch.manual_seed(7)
    with torch.device("meta"), meta:
        assert draw().device.type == "meta"
    assert torch.equal(torch.rand(1), following), "it drew as many numbers as without the lane"


def test_every_operator_that_draws_is_covered() -> None:
    """torch's own list of operators: those that take a generator."""
    covered = {function.__name__ for function in RANDOM_TENSORS | RANDOM_FILLS}
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


def test_every_dropout_is_covered() -> None:
    functions = {f for name, f in vars(F).items() if "dropout" in name and name[-1] != "_"}
    assert {f for f in functions if callable(f) and not f.__name__.startswith("_")} == DROPOUTS


def test_gradients_flow_through_a_dropout_as_without_the_lane() -> None:
    def gradient() -> torch.Tensor:
        torch.manual_seed(7)
        x = torch.ones(9, requires_grad=True)
        nn.Dropout(0.5)(x * 3).sum().backward()
        assert x.grad is not None
        return x.grad

    expected = gradient()
    assert set(expected.tolist()) == {0.0, 6.0}
    with mode("cpu"):
        assert torch.equal(gradient(), expected)


def test_a_dropout_that_does_not_train_stays_where_it_is() -> None:
    x = torch.ones(3, requires_grad=True)
    with mode("meta"):
        assert nn.Dropout(0.5).eval()(x) is x


def test_the_lane_notices_whether_tensors_were_made() -> None:
    lane = _RandomOnCPU(torch.device("cpu"), Usage())
    with lane:
        pass
    assert not lane.usage.made_tensors
    with lane:
        torch.zeros(1)
    assert lane.usage.made_tensors


ON_CPU = ">>> x = torch.ones(2, device='cpu')\n"


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> Lane:
    """A lane that takes `meta` for its GPU."""
    monkeypatch.setitem(module.MODELS, "meta", lambda device: "Big")
    monkeypatch.setitem(module.LACKS, "meta", "float64")
    monkeypatch.setattr(module, "resolve_device", torch.device)
    monkeypatch.setattr(Lane, "_test_device", lambda lane: None)
    return Lane("meta")


def ran(lane: Lane, folder: Path, code: str) -> Result:
    path = folder / "x.pycon"
    path.write_text(f">>> import torch\n{code}", encoding="utf-8")
    return run_file(path, lane)


@pytest.mark.parametrize(
    ("code", "passes"),
    [(">>> x = torch.ones(2)\n", True), (">>> 1 + 1\n2\n", True), (ON_CPU, False)],
    ids=["a tensor on the GPU", "no tensor", "a tensor on the CPU alone"],
)
def test_a_snippet_that_makes_tensors_must_make_one_on_the_gpu(
    pretended: Lane, tmp_path: Path, code: str, passes: bool
) -> None:
    result = ran(pretended, tmp_path, code)
    assert bool(result.failures) != passes
    assert passes or result.failures[0].why == "no tensor is on meta"


FLOAT64 = """\
>>> raise TypeError("Cannot convert a MPS Tensor to float64 dtype")
"""


def test_a_snippet_that_needs_what_the_device_lacks_is_skipped_and_says_so(
    pretended: Lane, tmp_path: Path
) -> None:
    result = ran(pretended, tmp_path, FLOAT64)
    assert not result.failures
    assert result.skipped == "needs float64, which meta lacks"
    pretended.lacks = None
    assert ran(pretended, tmp_path, FLOAT64).failures


@pytest.mark.parametrize("device", ["mps", "xpu", "cuda"])
def test_every_kind_of_gpu_is_known_by_its_name(
    device: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "resolve_device", torch.device)
    monkeypatch.setattr(Lane, "_test_device", lambda lane: None)
    monkeypatch.setitem(module.MODELS, device, lambda device: f"a {device}")
    lane = Lane(device)
    assert (lane.is_gpu, lane.model) == (True, f"a {device}")
    assert lane.lacks == ("float64" if device == "mps" else None)


def test_a_kind_of_device_that_the_lane_does_not_know_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "resolve_device", torch.device)
    with pytest.raises(ValueError, match="expected cpu, cuda, xpu, mps, got 'meta'"):
        Lane("meta")


def test_a_kernel_is_run_and_its_result_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    lane = Lane("cpu")
    lane._test_device()
    monkeypatch.setattr(torch, "arange", lambda *_, **__: torch.zeros(1024))
    with pytest.raises(ValueError, match=r"'cpu' computes 0\.0 for 1047552"):
        lane._test_device()


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_verify_without_a_gpu_fails_and_writes_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    assert main(["verify", "--device", "cuda", "--report", str(report)]) == 1
    assert "torch finds no CUDA device" in capsys.readouterr().err
    assert not report.exists()


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_no_gpu_is_a_failure_not_a_pass() -> None:
    with pytest.raises(ValueError, match="torch finds no CUDA device"):
        Lane("cuda")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--lane", "cuda", "--collect-only", "-q", __file__],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 4
    assert "torch finds no CUDA device" in ran.stderr


def test_one_docstring_on_the_gpu_is_enough_for_its_module(
    pretended: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    import doctest

    from xor_tutorial.verify import run as running

    parser = doctest.DocTestParser()
    codes = [f">>> import torch\n{code}" for code in (ON_CPU, ">>> x = torch.ones(2)\n")]
    tests = [parser.get_doctest(code, {}, "x", "x.py", 0) for code in codes]
    monkeypatch.setattr(running, "read_docstrings", lambda path: tests)
    assert not run_file(running.PACKAGE / "scalar.py", pretended).failures


PYTEST = [sys.executable, "-m", "pytest", "--collect-only", "-q"]


def test_the_option_does_not_collide_with_another_plugins(tmp_path: Path) -> None:
    plugin = 'def pytest_addoption(parser):\n    parser.addoption("--device")\n'
    (tmp_path / "playwright_like.py").write_text(plugin, encoding="utf-8")
    ran = subprocess.run(
        [*PYTEST, "-p", "playwright_like", "--device", "x", "xor_tutorial/snippets/index"],
        cwd=PACKAGE.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(PACKAGE.parent)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
