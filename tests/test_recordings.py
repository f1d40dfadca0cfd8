"""The recorded run is what torch computes."""

import pytest
import torch

from xor_tutorial import truth_table
from xor_tutorial.recordings import FILE, load, record


def test_the_first_recorded_steps_are_what_torch_computes() -> None:
    recorded, now = load(), record(steps=300)
    torch.testing.assert_close(recorded.losses[:31], now.losses, rtol=0, atol=1e-6)
    torch.testing.assert_close(recorded.weights[:4], now.weights, rtol=0, atol=5e-6)


def test_the_recorded_losses_are_those_of_the_recorded_weights() -> None:
    recorded = load()
    inputs, targets = truth_table()
    for step in (0, 1000, 1300, 2000, 10_000):
        loss = torch.nn.functional.cross_entropy(recorded.model(step)(inputs), targets)
        assert loss.item() == pytest.approx(recorded.losses[step // 10].item(), rel=1e-4)


def test_the_recorded_losses_are_those_that_the_notebook_printed() -> None:
    printed = [0.8012, 0.6842, 0.0035, 0.0012, 0.0007, 0.0005, 0.0004, 0.0003, 0.0003, 0.0002]
    assert load().losses[:1000:100].tolist() == pytest.approx(printed, abs=5e-5)


def test_the_recording_is_small() -> None:
    assert FILE.stat().st_size < 16_000


@pytest.mark.parametrize("step", [-100, 50, 10_100])
def test_a_step_that_was_not_recorded_is_named(step: int) -> None:
    with pytest.raises(ValueError, match=r"step: expected 0, 100, … 10000"):
        load().model(step)
