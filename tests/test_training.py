"""Training gives the notebook's losses and resumes bit for bit."""

import copy
import itertools
import signal
import sys
import threading
from collections.abc import Mapping
from types import FrameType
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from xor_tutorial import XOR, _signals, train, training, truth_table
from xor_tutorial.training import Run

NOTEBOOK = [0.8012, 0.6842, 0.0035, 0.0012, 0.0007, 0.0005, 0.0004, 0.0003, 0.0003, 0.0002]


def loss_of(weights: Mapping[str, torch.Tensor]) -> float:
    model = XOR()
    model.load_state_dict(weights)
    inputs, targets = truth_table()
    return F.cross_entropy(model(inputs), targets).item()


def test_ten_thousand_steps_give_the_notebooks_losses() -> None:
    run = train(progress=False)
    assert run.losses[:10_000:1000].tolist() == pytest.approx(NOTEBOOK, abs=1.5e-4)
    inputs, targets = truth_table()
    assert torch.equal(run.model.predict(inputs).argmax(dim=1), targets)
    assert len(run.losses) == 10_001
    assert run.steps == 10_000


def test_the_first_weights_are_those_of_the_seed() -> None:
    torch.manual_seed(5)
    expected = XOR().state_dict()
    for name, weight in train(steps=0, seed=5).model.state_dict().items():
        assert torch.equal(weight, expected[name])


def test_the_callers_random_state_is_unchanged() -> None:
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    train(steps=3)
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.parametrize("lr", [0.7, 30.0])
def test_the_best_weights_gave_the_best_loss(lr: float) -> None:
    run = train(steps=60, lr=lr)
    assert run.best_loss == run.losses.min().item()
    assert run.best_step == run.losses.argmin().item()
    assert loss_of(run.best_weights) == run.best_loss
    assert loss_of(run.best_model().state_dict()) == run.best_loss


def test_the_best_weights_are_a_copy() -> None:
    run = train(steps=60, lr=30.0)
    assert loss_of(run.model.state_dict()) == run.losses[-1].item()
    assert loss_of(run.best_weights) < run.losses[-1].item()


def test_a_run_that_diverges_keeps_its_best() -> None:
    run = train(steps=5)
    best = run.best_loss
    with torch.no_grad():
        next(run.model.parameters()).fill_(float("nan"))
    train(steps=5, resume=run)
    assert run.losses[-1].isnan()
    assert run.best_loss <= best
    assert loss_of(run.best_weights) == run.best_loss


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("cut", [0, 1, 70, 100])
def test_a_resumed_run_equals_an_uninterrupted_one(momentum: float, cut: int) -> None:
    whole = train(steps=100, momentum=momentum)
    part = train(steps=cut, momentum=momentum)
    train(steps=100 - cut, resume=part)
    assert torch.equal(part.losses, whole.losses)
    assert (part.best_loss, part.best_step) == (whole.best_loss, whole.best_step)
    for ours, theirs in zip(part.model.parameters(), whole.model.parameters(), strict=True):
        assert torch.equal(ours, theirs)
    assert part.best_weights.keys() == whole.best_weights.keys()
    assert all(torch.equal(w, whole.best_weights[n]) for n, w in part.best_weights.items())


def assert_equal(run: Run, whole: Run) -> None:
    """Two runs hold the same, bit for bit."""
    assert torch.equal(run.losses, whole.losses)
    assert (run.best_loss, run.best_step) == (whole.best_loss, whole.best_step)
    for ours, theirs in zip(run.model.parameters(), whole.model.parameters(), strict=True):
        assert torch.equal(ours, theirs)
    for name, weights in whole.best_weights.items():
        assert torch.equal(run.best_weights[name], weights)


def interrupt_at(line: int, number: signal.Signals = signal.SIGINT) -> None:
    """Send a signal when so many lines of the training and of torch's step have been run."""
    sgd = sys.modules[torch.optim.SGD.__module__]
    files = (training.__file__, _signals.__file__, sgd.__file__)
    left = line

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in files:
            return None
        left -= event == "line"
        if left == 0:
            sys.settrace(None)
            signal.raise_signal(number)
        return trace

    sys.settrace(trace)


@pytest.mark.usefixtures("usual_signals")
@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("lr", [0.01, 0.1, 0.7])
def test_ctrl_c_at_any_line_leaves_a_run_that_resumes_bit_for_bit(
    lr: float, momentum: float
) -> None:
    whole = train(steps=6, lr=lr, momentum=momentum)
    begun = train(steps=0, lr=lr, momentum=momentum)
    seen = set()
    for line in itertools.count(1):
        run = copy.deepcopy(begun)
        interrupt_at(line)
        try:
            train(steps=3, resume=run)
        except KeyboardInterrupt:
            pass
        else:
            break
        finally:
            sys.settrace(None)
        seen.add(run.steps)
        assert len(run.losses) == run.steps + 1
        train(steps=6 - run.steps, resume=run)
        assert_equal(run, whole)
    assert line > 100
    assert seen == {0, 1, 2, 3}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("usual_signals")
@pytest.mark.parametrize("lr", [0.01, 0.1])
def test_ctrl_c_on_the_plateau_where_losses_repeat_loses_and_repeats_no_step(
    lr: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = train(steps=1000, lr=lr)
    assert (whole.losses[1:] == whole.losses[:-1]).any(), "no plateau: the test says nothing"
    run, calls = train(steps=0, lr=lr), 0
    step = torch.optim.SGD.step

    def step_and_interrupt(self: torch.optim.SGD, *rest: object) -> None:
        nonlocal calls
        step(self, *rest)
        calls += 1
        if calls % 37 == 0:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(torch.optim.SGD, "step", step_and_interrupt)
    while run.steps < 1000:
        try:
            train(steps=1000 - run.steps, resume=run)
        except KeyboardInterrupt:
            assert run.steps == calls
    assert_equal(run, whole)


def test_training_works_in_a_thread_without_signals() -> None:
    runs = []
    thread = threading.Thread(target=lambda: runs.append(train(steps=5)))
    thread.start()
    thread.join()
    assert_equal(runs[0], train(steps=5))


@pytest.mark.parametrize("setting", ["lr", "momentum", "seed"])
def test_a_setting_beside_resume_is_refused_even_if_it_is_the_runs_own(setting: str) -> None:
    run = train(steps=1)
    with pytest.raises(ValueError, match=f"with its own settings; leave out {setting}"):
        train(resume=run, **{setting: getattr(run, setting)})
    assert run.steps == 1


def test_best_model_keeps_the_callers_random_state() -> None:
    run = train(steps=1)
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    run.best_model()
    assert torch.equal(torch.rand(3), expected)


def test_progress_is_drawn_on_standard_error_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    train(steps=20, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "step 20/20" in err
    assert "100%" in err
    assert err.endswith("\n")


def test_no_progress_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    train(steps=20)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"steps": -1}, "steps: expected a whole number from 0, got -1"),
        ({"steps": 1.5}, "steps: expected a whole number"),
        ({"lr": 0.0}, "lr: expected a number above 0"),
        ({"lr": float("inf")}, "lr: expected a number above 0"),
        ({"lr": "fast"}, "lr: expected a number above 0, got 'fast'"),
        ({"momentum": 1.0}, "momentum: expected a number from 0 to below 1"),
        ({"sizes": (3, 2)}, r"sizes: expected 2 inputs and 2 classes at the ends, got \(3, 2\)"),
        ({"activation": "swish"}, "activation: expected one of"),
    ],
)
def test_a_setting_out_of_its_range_is_named(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        train(**settings)


def test_a_deep_copy_of_a_run_is_independent() -> None:
    run = train(steps=10)
    other = copy.deepcopy(run)
    train(steps=10, resume=other)
    assert run.steps == 10
    assert other.steps == 20


def test_a_run_prints_its_settings_and_no_weights() -> None:
    run = train(steps=2)
    assert repr(run) == (
        f"Run(lr=0.7, momentum=0.0, seed=70, best_loss={run.best_loss}, best_step={run.best_step})"
    )
