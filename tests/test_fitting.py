"""evaluate counts each point once; fit restores the weights of the best validation loss."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from xor_tutorial import XOR, Score, evaluate, fit, noisy_xor, sgd_step

Batch = tuple[Tensor, Tensor]


@pytest.fixture
def model() -> XOR:
    torch.manual_seed(70)
    return XOR(sizes=(2, 8, 2), activation="tanh")


@pytest.fixture
def points() -> tuple[torch.Tensor, torch.Tensor]:
    return noisy_xor(50, generator=torch.Generator().manual_seed(70))


def descent(model: nn.Module, lr: float) -> torch.optim.SGD:
    return torch.optim.SGD(model.parameters(), lr=lr)


def test_a_score_does_not_depend_on_how_points_are_batched(
    model: XOR, points: tuple[torch.Tensor, torch.Tensor]
) -> None:
    inputs, targets = points
    logits = model(inputs)
    loss = nn.functional.cross_entropy(logits, targets).item()
    accuracy = (logits.argmax(dim=1) == targets).float().mean().item()
    for size in (50, 7, 1):
        score = evaluate(model, DataLoader(TensorDataset(*points), batch_size=size))
        assert score == pytest.approx(Score(loss, accuracy), rel=1e-5)


@pytest.mark.parametrize("training", [True, False])
def test_evaluating_keeps_the_mode_and_the_gradients(
    points: tuple[torch.Tensor, torch.Tensor], training: bool
) -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5)).train(training)
    assert evaluate(model, [points]) == evaluate(model, [points]), "dropout was off"
    assert model.training is training
    assert model[0].weight.grad is None


class Fails(nn.Module):
    """A model with modules in different modes, which raises after a given number of calls."""

    def __init__(self, works: int = 0) -> None:
        super().__init__()
        self.linear, self.norm, self.dropout = nn.Linear(2, 2), nn.BatchNorm1d(2), nn.Dropout(0.5)
        self.norm.eval()
        self.works = works
        self.seen: list[list[bool]] = []

    def forward(self, x: torch.Tensor) -> torch.Tensor | None:
        self.seen.append(self.modes())
        if len(self.seen) > self.works:
            raise RuntimeError("no more")
        return self.dropout(self.norm(self.linear(x)))  # type: ignore[no-any-return]

    def modes(self) -> list[bool]:
        return [module.training for module in self.modules()]


MIXED = [True, True, False, True]


def test_evaluating_keeps_each_modules_mode(points: tuple[torch.Tensor, torch.Tensor]) -> None:
    model = Fails(works=1)
    evaluate(model, [points])
    assert model.seen == [[False] * 4]
    assert model.modes() == MIXED


def test_evaluating_keeps_each_modules_mode_after_an_error(
    points: tuple[torch.Tensor, torch.Tensor],
) -> None:
    model = Fails()
    with pytest.raises(RuntimeError, match="no more"):
        evaluate(model, [points])
    assert model.modes() == MIXED


@pytest.mark.parametrize("training", [True, False])
def test_fitting_uses_training_mode_and_restores_each_modules_mode(
    points: tuple[torch.Tensor, torch.Tensor], training: bool
) -> None:
    model = Fails(works=99)
    if not training:
        model.eval()
    before = model.modes()
    fit(model, [points], [points], descent(model, 0.1), epochs=2)
    scores, step = [[False] * 4] * 2, [[True] * 4]
    assert model.seen == scores + step + scores + step + scores
    assert model.modes() == before


def test_fitting_restores_each_modules_mode_after_an_error(
    points: tuple[torch.Tensor, torch.Tensor],
) -> None:
    model = Fails(works=2)
    with pytest.raises(RuntimeError, match="no more"):
        fit(model, [points], [points], descent(model, 0.1), epochs=2)
    assert model.seen[-1] == [True] * 4
    assert model.modes() == MIXED


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda m, p, o: evaluate(m, p), TypeError, r"batches: expected pairs .* use \[\("),
        (lambda m, p, o: evaluate(m, list(p)), TypeError, r"batches: expected pairs"),
        (lambda m, p, o: fit(m, p, [p], o, epochs=1), TypeError, "training: expected pairs"),
        (lambda m, p, o: fit(m, [p], p, o, epochs=1), TypeError, "validation: expected pairs"),
        (
            lambda m, p, o: fit(m, (b for b in [p]), [p], o, epochs=1),
            TypeError,
            "training: expected batches for every epoch, got a generator",
        ),
        (lambda m, p, o: fit(m, [p], iter([p]), o, epochs=1), TypeError, "validation: .*once"),
        (lambda m, p, o: fit(m, [p], [p], o, epochs=-3), ValueError, "epochs: .*from 0, got -3"),
        (lambda m, p, o: fit(m, [p], [p], o, epochs=1.5), ValueError, "epochs: .*whole number"),  # type: ignore[arg-type]
        (
            lambda m, p, o: fit(m, [p], [p], o, epochs=1, patience=0),
            ValueError,
            "patience: expected a whole number from 1, got 0",
        ),
    ],
)
def test_a_wrong_argument_is_named(
    model: XOR,
    points: tuple[torch.Tensor, torch.Tensor],
    call: Callable[[XOR, Batch, torch.optim.Optimizer], object],
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        call(model, points, descent(model, 0.1))


def test_a_finite_validation_loss_is_better_than_nan(
    model: XOR, points: tuple[torch.Tensor, torch.Tensor]
) -> None:
    validation = [(points[0].clone(), points[1])]

    class Recovers(torch.optim.SGD):
        def step(self) -> None:  # type: ignore[override]
            super().step()
            validation[0] = points

    validation[0][0][0] = torch.nan
    history = fit(model, [points], validation, Recovers(model.parameters(), lr=0.1), epochs=3)
    losses = [epoch.validation.loss for epoch in history]
    assert str(losses[0]) == "nan"
    assert evaluate(model, [points]).loss == min(losses[1:])


def test_batches_without_points_are_refused() -> None:
    with pytest.raises(ValueError, match="batches: expected at least one point"):
        evaluate(nn.Identity(), [])


def test_one_epoch_is_one_step_for_each_batch(
    model: XOR, points: tuple[torch.Tensor, torch.Tensor]
) -> None:
    ours, batches = XOR(model.sizes, model.activation), points[0].split(20)
    ours.load_state_dict(model.state_dict())
    loader = DataLoader(TensorDataset(*points), batch_size=20)
    history = fit(model, loader, [points], descent(model, 0.1), epochs=1)
    for inputs, targets in zip(batches, points[1].split(20), strict=True):
        ours.zero_grad()
        nn.functional.cross_entropy(ours(inputs), targets).backward()
        sgd_step(ours.parameters(), lr=0.1)
    assert len(history) == 2
    assert history[1].validation.loss < history[0].validation.loss
    for a, b in zip(model.parameters(), ours.parameters(), strict=True):
        assert torch.equal(a, b)


def test_the_best_weights_are_restored(
    model: XOR, points: tuple[torch.Tensor, torch.Tensor]
) -> None:
    history = fit(model, [points], [points], descent(model, 30.0), epochs=10)
    losses = [epoch.validation.loss for epoch in history]
    assert min(losses) < losses[-1], "a learning rate of 30 makes it worse at the end"
    assert evaluate(model, [points]).loss == min(losses)


def test_patience_stops_a_training_without_improvement(
    model: XOR, points: tuple[torch.Tensor, torch.Tensor]
) -> None:
    history = fit(model, [points], [points], descent(model, 30.0), epochs=50, patience=3)
    losses = [epoch.validation.loss for epoch in history]
    best = losses.index(min(losses))
    assert len(losses) == best + 3 + 1
