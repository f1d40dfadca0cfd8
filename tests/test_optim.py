"""The optimizers from scratch equal torch's bit for bit."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from xor_tutorial import (
    SGD,
    XOR,
    Adam,
    AdamW,
    Momentum,
    Nesterov,
    RMSprop,
    sgd_step,
    truth_table,
)
from xor_tutorial.optim import Optimizer

EVERY = (SGD, Momentum, Nesterov, RMSprop, Adam, AdamW)
every_optimizer = pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)


def trained(make: Callable[[Any], Any], steps: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The weights of seed 70's network after some steps, in one row, and where they began."""
    torch.manual_seed(70)
    model = XOR()
    begin = torch.cat([w.detach().flatten() for w in model.parameters()])
    optimizer = make(model.parameters())
    inputs, targets = truth_table()
    for _ in range(steps):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(inputs), targets).backward()
        optimizer.step()
    return torch.cat([w.detach().flatten() for w in model.parameters()]), begin


@pytest.mark.parametrize(
    ("kind", "torchs", "settings", "torchs_own"),
    [
        (SGD, "SGD", {"lr": 0.7}, {}),
        (SGD, "SGD", {"lr": 0.7, "weight_decay": 1e-4}, {}),
        (Momentum, "SGD", {"lr": 0.7, "momentum": 0.9}, {}),
        (Nesterov, "SGD", {"lr": 0.7, "momentum": 0.9}, {"nesterov": True}),
        (RMSprop, "RMSprop", {"lr": 0.01}, {}),
        (RMSprop, "RMSprop", {"lr": 0.01, "alpha": 0.9, "eps": 1e-4}, {}),
        (Adam, "Adam", {"lr": 0.05}, {}),
        (Adam, "Adam", {"lr": 0.05, "betas": (0.8, 0.9), "weight_decay": 1e-3}, {}),
        (AdamW, "AdamW", {"lr": 0.05}, {}),
    ],
)
def test_a_thousand_steps_equal_torchs_bit_for_bit(
    kind: type[Optimizer], torchs: str, settings: dict[str, Any], torchs_own: dict[str, bool]
) -> None:
    make_torchs = getattr(torch.optim, torchs)
    ours, begin = trained(lambda p: kind(p, **settings), steps=1000)
    theirs, _ = trained(
        lambda p: make_torchs(p, foreach=False, **settings, **torchs_own), steps=1000
    )
    assert (ours - theirs).abs().max().item() == 0
    assert (ours - begin).abs().max().item() > 0.1  # they moved


@every_optimizer
def test_the_defaults_are_torchs(kind: type[Optimizer]) -> None:
    name = {"Momentum": "SGD", "Nesterov": "SGD"}.get(kind.__name__, kind.__name__)
    w = torch.ones(1, requires_grad=True)
    theirs = getattr(torch.optim, name)([w]).defaults
    ours = vars(kind([w]))  # type: ignore[call-arg]
    names = ours.keys() & theirs.keys() - {"momentum"}  # torch's 0 would be no momentum at all
    assert "lr" in names
    assert {name: ours[name] for name in names} == {name: theirs[name] for name in names}


def test_a_hundred_steps_of_sgd_step_equal_torchs_bit_for_bit() -> None:
    ours, theirs = XOR(), XOR()
    theirs.load_state_dict(ours.state_dict())
    optimizer = torch.optim.SGD(theirs.parameters(), lr=0.7)
    inputs, targets = truth_table()
    for _ in range(100):
        for model in (ours, theirs):
            model.zero_grad()
            torch.nn.functional.cross_entropy(model(inputs), targets).backward()
        sgd_step(ours.parameters(), lr=0.7)
        optimizer.step()
    for a, b in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert torch.equal(a, b)


@pytest.mark.parametrize(
    "step", [sgd_step, *(lambda w, lr, kind=kind: kind(w, lr=lr).step() for kind in EVERY)]
)
def test_a_parameter_without_a_gradient_is_skipped(step: Callable[..., None]) -> None:
    w = torch.ones(2, requires_grad=True)
    step([w], lr=1.0)
    assert torch.equal(w, torch.ones(2))


def test_the_steps_are_counted_for_each_parameter() -> None:
    early, late = (torch.ones(1, requires_grad=True) for _ in range(2))
    optimizer = Adam([early, late], lr=0.1)
    early.grad = torch.ones(1)
    optimizer.step()
    late.grad = torch.ones(1)
    optimizer.step()
    assert [state["t"] for state in optimizer.state] == [2, 1]
    torch.testing.assert_close(late.detach(), torch.tensor([0.9]))


@pytest.mark.parametrize(
    "step", [sgd_step, *(lambda w, lr, kind=kind: kind(w, lr=lr).step() for kind in EVERY)]
)
def test_the_step_is_not_in_the_graph_and_keeps_the_gradient(
    step: Callable[..., None],
) -> None:
    w = torch.ones(2, requires_grad=True)
    w.sum().backward()
    step([w], lr=1.0)
    assert w.is_leaf
    assert w.grad is not None
    assert torch.equal(w.grad, torch.ones(2))
    assert not torch.equal(w, torch.ones(2))


@every_optimizer
def test_zero_grad_sets_gradients_to_none(kind: type[Optimizer]) -> None:
    w = torch.ones(2, requires_grad=True)
    w.sum().backward()
    kind([w]).zero_grad()  # type: ignore[call-arg]
    assert w.grad is None


W = torch.ones(2, 3, requires_grad=True)
NO_PARAMETERS = {
    "one tensor": (W, TypeError, r"got one, float32 of shape \(2, 3\); use \[w\]"),
    "names": ([*XOR().named_parameters()], TypeError, r"\[0\]: .* a tuple; use model.parameters"),
    "groups": ([{"params": [W]}], TypeError, r"\[0\]: .* a dict; make an optimizer for each"),
    "a model": (XOR(), TypeError, "expected a list of tensors, got a XOR"),
    "nothing": (None, TypeError, "expected a list of tensors, got None"),
    "no order": ({W}, TypeError, "expected a list of tensors, got a set"),
    "numbers": ([W, 1.0], TypeError, r"\[1\]: expected a tensor, got a float"),
    "rows": ([*W], ValueError, r"\[0\]: expected a leaf tensor, got a result"),
    "one twice": ([W, W], ValueError, "expected each tensor once"),
    "used up": (iter([]), ValueError, "expected at least one tensor, got none"),
}


@pytest.mark.parametrize("make", [*EVERY, lambda w: sgd_step(w, 0.1)])
@pytest.mark.parametrize(("given", "error", "words"), NO_PARAMETERS.values(), ids=NO_PARAMETERS)
def test_parameters_that_would_not_be_moved_or_moved_twice_are_refused(
    make: Callable[[Any], Optimizer], given: object, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=f"^parameters.*{words}"):
        make(given)


@pytest.mark.parametrize("lr", [-0.1, float("nan"), "fast", None, torch.ones(2)])
def test_a_wrong_learning_rate_is_named(lr: float | str | torch.Tensor | None) -> None:
    with pytest.raises(ValueError, match="lr: expected a number of at least 0"):
        sgd_step([torch.ones(1)], lr)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "settings", "said"),
    [
        *((kind, {"lr": -0.1}, "lr: expected a number of at least 0, got -0.1") for kind in EVERY),
        (SGD, {"lr": float("nan")}, "lr: expected a number of at least 0, got nan"),
        (SGD, {"lr": "fast"}, "lr: expected a number of at least 0, got 'fast'"),
        (Adam, {"lr": torch.ones(2)}, "lr: expected a number of at least 0, got tensor"),
        (Adam, {"eps": None}, "eps: expected a number of at least 0, got None"),
        (SGD, {"weight_decay": -1.0}, "weight_decay: expected a number of at least 0"),
        (Momentum, {"momentum": 1.0}, "momentum: expected a number from 0 to below 1, got 1.0"),
        (RMSprop, {"alpha": -0.1}, "alpha: expected a number from 0 to below 1"),
        (RMSprop, {"eps": -1.0}, "eps: expected a number of at least 0"),
        (Adam, {"betas": (1.0, 0.9)}, r"betas\[0\]: expected a number from 0 to below 1"),
        (Adam, {"betas": (0.9, 2.0)}, r"betas\[1\]: expected a number from 0 to below 1"),
        (AdamW, {"weight_decay": -1.0}, "weight_decay: expected a number of at least 0"),
    ],
)
def test_a_number_out_of_its_range_is_named(
    kind: type[Optimizer], settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        kind([torch.ones(1, requires_grad=True)], **settings)
