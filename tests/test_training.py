"""Training is the notebook's; what it keeps belongs together; it resumes to the bit."""

import copy

import pytest
import torch
from torch.nn import functional as F

import xor_tutorial.training
from xor_tutorial import XOR, train, truth_table

NOTEBOOK = [0.8012, 0.6842, 0.0035, 0.0012, 0.0007, 0.0005, 0.0004, 0.0003, 0.0003, 0.0002]


def loss_of(weights):
    model = XOR()
    model.load_state_dict(weights)
    inputs, targets = truth_table()
    return F.cross_entropy(model(inputs), targets).item()


def test_ten_thousand_steps_are_the_notebooks():
    run = train(progress=False)
    assert run.losses[:10_000:1000].tolist() == pytest.approx(NOTEBOOK, abs=1.5e-4)
    inputs, targets = truth_table()
    assert torch.equal(run.model.predict(inputs).argmax(dim=1), targets)
    assert len(run.losses) == 10_001
    assert run.steps == 10_000


def test_the_first_weights_are_those_of_the_seed():
    torch.manual_seed(5)
    expected = XOR().state_dict()
    for name, weight in train(steps=0, seed=5).model.state_dict().items():
        assert torch.equal(weight, expected[name])


def test_the_callers_random_numbers_go_on():
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    train(steps=3)
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.parametrize("lr", [0.7, 30.0])
def test_the_best_weights_gave_the_best_loss(lr):
    run = train(steps=60, lr=lr)
    assert run.best_loss == run.losses.min().item()
    assert run.best_step == run.losses.argmin().item()
    assert loss_of(run.best_weights) == run.best_loss
    assert loss_of(run.best_model().state_dict()) == run.best_loss


def test_the_best_weights_are_no_view_of_the_last():
    run = train(steps=60, lr=30.0)
    assert loss_of(run.model.state_dict()) == run.losses[-1].item()
    assert loss_of(run.best_weights) < run.losses[-1].item()


def test_a_run_that_diverges_keeps_its_best():
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
def test_resuming_is_as_if_it_had_never_stopped(momentum, cut):
    whole = train(steps=100, momentum=momentum)
    part = train(steps=cut, momentum=momentum)
    train(steps=100 - cut, resume=part)
    assert torch.equal(part.losses, whole.losses)
    assert (part.best_loss, part.best_step) == (whole.best_loss, whole.best_step)
    for ours, theirs in zip(part.model.parameters(), whole.model.parameters(), strict=True):
        assert torch.equal(ours, theirs)
    assert part.best_weights.keys() == whole.best_weights.keys()
    assert all(torch.equal(w, whole.best_weights[n]) for n, w in part.best_weights.items())


@pytest.mark.parametrize("where", ["forward", "after the step"])
def test_an_interrupted_run_goes_on_to_the_bit(where, monkeypatch):
    run, calls = train(steps=0), 0

    def interrupt(*_, **__):
        nonlocal calls
        calls += 1
        if calls == 30:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if where == "forward":
            patch.setattr(xor_tutorial.training._Bar, "show", interrupt)
        else:
            step = torch.optim.SGD.step

            def step_and_interrupt(self, *rest):
                step(self, *rest)
                interrupt()

            patch.setattr(torch.optim.SGD, "step", step_and_interrupt)
        with pytest.raises(KeyboardInterrupt):
            train(steps=100, resume=run)
    assert 29 <= run.steps <= 30
    train(steps=100 - run.steps, resume=run)
    assert torch.equal(run.losses, train(steps=100).losses)


def test_progress_is_drawn_on_standard_error_when_asked(capsys):
    train(steps=20, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "step 20/20" in err
    assert "100%" in err
    assert err.endswith("\n")


def test_nothing_is_drawn_where_there_is_no_terminal(capsys):
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
def test_a_wrong_setting_is_named(settings, words):
    with pytest.raises(ValueError, match=words):
        train(**settings)


def test_a_copy_of_a_run_is_a_run_of_its_own():
    run = train(steps=10)
    other = copy.deepcopy(run)
    train(steps=10, resume=other)
    assert run.steps == 10
    assert other.steps == 20
