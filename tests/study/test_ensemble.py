"""Training an ensemble gives the results of training each network alone."""

from typing import Any

import pytest
import torch
from torch.nn import functional as F

from xor_tutorial import XOR, train, truth_table
from xor_tutorial.network import ACTIVATIONS
from xor_tutorial.study.ensemble import INITIALIZATIONS, LOSSES, Ensemble, Setting, train_ensemble


def loss_of(model: XOR, setting: Setting, rows: slice | torch.Tensor = slice(None)) -> torch.Tensor:
    inputs, targets = truth_table()
    logits = model(inputs[rows])
    if setting.loss == "cross-entropy":
        return F.cross_entropy(logits, targets[rows])
    return F.mse_loss(torch.softmax(logits, dim=1), F.one_hot(targets[rows], 2).float())


def alone(seed: int, setting: Setting, steps: int) -> torch.Tensor:
    """The losses of a plain loop: autograd, and torch's own optimizer."""
    model = setting.network(seed)
    rows = torch.randint(4, (steps,)) if setting.rows == "one" else None
    optimizer = {  # type: ignore[no-untyped-call]
        "sgd": lambda p: torch.optim.SGD(p, lr=setting.lr),
        "momentum": lambda p: torch.optim.SGD(p, lr=setting.lr, momentum=0.9),
        "adam": lambda p: torch.optim.Adam(p, lr=setting.lr),
    }[setting.optimizer](model.parameters())
    losses = []
    for t in range(steps):
        losses.append(loss_of(model, setting).item())
        optimizer.zero_grad()
        loss_of(model, setting, slice(None) if rows is None else rows[t : t + 1]).backward()
        optimizer.step()
    return torch.tensor([*losses, loss_of(model, setting).item()])


@pytest.mark.parametrize(
    ("setting", "steps", "solved"),
    [
        (Setting(sizes=(2, 4, 2), activation="tanh"), 200, 40),
        (Setting(optimizer="momentum"), 450, 30),
        (Setting(optimizer="adam", lr=0.1), 200, 30),
    ],
    ids=lambda value: getattr(value, "optimizer", ""),
)
def test_fifty_seeds_have_the_losses_and_steps_of_training_each_alone(
    setting: Setting, steps: int, solved: int
) -> None:
    runs = train_ensemble(range(50), setting, steps=steps)
    single = torch.stack([alone(seed, setting, steps) for seed in range(50)], dim=1)
    torch.testing.assert_close(runs.losses[:30], single[:30], rtol=0, atol=1e-6)
    assert (runs.solved_at >= 0).sum() >= solved  # else the next line would test little
    for ours, losses in zip(runs.solved_at.tolist(), single.T, strict=True):
        below = (losses < setting.chance_loss / 4).nonzero()
        theirs = below[0].item() if len(below) else -1
        assert ours == theirs or abs(ours - theirs) <= 0.01 * theirs


def test_seed_70_of_an_ensemble_is_the_notebooks_run() -> None:
    run = train(steps=1500, progress=False)
    runs = train_ensemble([3, 70], steps=1500)
    torch.testing.assert_close(runs.losses[:300, 1], run.losses[:300], rtol=0, atol=1e-6)
    assert runs.solved_at[1].item() == pytest.approx(1367, rel=0.01)
    torch.testing.assert_close(
        runs.ensemble.probabilities()[1],
        run.model.predict(truth_table()[0])[:, 1],
        rtol=0,
        atol=0.01,
    )


@pytest.mark.parametrize("sizes", [(2, 4, 2, 2), (2, 3, 2), (2, 2)])
def test_first_weights_are_bit_equal_to_those_of_each_seed(sizes: tuple[int, ...]) -> None:
    ensemble = Ensemble(Setting(sizes=sizes), range(20))
    for seed in range(20):
        torch.manual_seed(seed)
        expected = torch.cat([w.flatten() for w in XOR(sizes).parameters()])
        assert torch.equal(ensemble.parameters[:, seed], expected)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("initialization", INITIALIZATIONS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(2, 3, 2), (2, 4, 3, 2)])
def test_gradients_are_autograds(
    sizes: tuple[int, ...], activation: str, initialization: str, loss: str
) -> None:
    setting = Setting(sizes=sizes, activation=activation, initialization=initialization, loss=loss)
    ensemble = Ensemble(setting, range(5))
    losses = ensemble.gradient()
    for column in range(5):
        model = ensemble.network(column)
        expected = loss_of(model, setting)
        expected.backward()
        gradient = torch.cat([w.grad.flatten() for w in model.parameters()])
        torch.testing.assert_close(
            ensemble.parameters.grad[:, column], gradient, rtol=1e-5, atol=1e-6
        )
        assert losses[column].item() == pytest.approx(expected.item(), abs=1e-6)


def test_single_examples_are_those_that_the_seed_draws_next() -> None:
    setting = Setting(rows="one", lr=0.5)
    runs = train_ensemble(range(4), setting, steps=60)
    for seed in range(4):
        losses = alone(seed, setting, 60)
        torch.testing.assert_close(runs.losses[:, seed], losses, rtol=0, atol=1e-6)


def test_a_solved_network_classifies_all_rows_correctly() -> None:
    runs = train_ensemble(range(100), Setting(optimizer="momentum"), steps=400)
    right = (runs.ensemble.probabilities() > 0.5).long() == truth_table()[1]
    now = runs.losses[-1] < runs.ensemble.setting.chance_loss / 4
    assert now.any()
    assert right[now].all()


def test_networks_of_an_ensemble_do_not_influence_each_other() -> None:
    together = train_ensemble([5, 6, 7], steps=50).losses
    for column, seed in enumerate([5, 6, 7]):
        single = train_ensemble([seed], steps=50).losses[:, 0]
        # Not bit for bit: vector instructions round a product and a sum once, others twice.
        torch.testing.assert_close(together[:, column], single, rtol=0, atol=1e-6)


def test_the_plateau_is_counted_in_steps() -> None:
    runs = train_ensemble([70], steps=1500)
    near = [abs(x / 0.693147 - 1) < 0.05 for x in runs.losses[:, 0].tolist()]
    assert runs.plateau.tolist() == [sum(near)]
    assert 1000 < sum(near) < 1200


def test_the_callers_random_state_is_unchanged() -> None:
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    train_ensemble([4], Setting(rows="one"), steps=3)
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"activation": "swish"}, "activation: expected one of sigmoid"),
        ({"initialization": "zero"}, "initialization: expected one of default, xavier"),
        ({"loss": "hinge"}, "loss: expected one of cross-entropy, squared-error"),
        ({"optimizer": "lbfgs"}, "optimizer: expected one of sgd, momentum, adam"),
        ({"rows": "two"}, "rows: expected one of all, one"),
        ({"lr": 0.0}, "lr: expected a number above 0"),
        ({"lr": "fast"}, "lr: expected a number above 0, got 'fast'"),
        ({"sizes": (3, 2)}, "sizes: expected 2 inputs and 2 classes"),
        ({"sizes": (2, 2.5, 2)}, "sizes: expected a whole number from 1, got 2.5"),
        ({"sizes": (2, 0, 2)}, "sizes: expected a whole number from 1, got 0"),
    ],
)
def test_a_setting_out_of_its_range_is_named(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Setting(**settings)


def test_sizes_in_a_list_are_the_same_setting() -> None:
    assert Setting(sizes=[2, 4, 2, 2]) == Setting()  # type: ignore[arg-type]
    assert hash(Setting(sizes=[2, 4, 2, 2])) == hash(Setting())  # type: ignore[arg-type]


def test_an_ensemble_of_no_networks_is_refused() -> None:
    with pytest.raises(ValueError, match="seeds: expected at least one, got none"):
        Ensemble(Setting(), [])


@pytest.mark.parametrize(("seeds", "steps", "words"), [([], 1, "seeds: "), ([1], -1, "steps: ")])
def test_training_without_seeds_or_with_negative_steps_is_refused(
    seeds: list[int], steps: int, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        train_ensemble(seeds, steps=steps)
