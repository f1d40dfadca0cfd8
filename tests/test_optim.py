"""One step by hand is torch's, bit for bit."""

import pytest
import torch

from xor_tutorial import XOR, sgd_step, truth_table


def test_a_hundred_steps_are_torchs_to_the_bit():
    torch.manual_seed(3)
    ours, torchs = XOR(), XOR()
    torchs.load_state_dict(ours.state_dict())
    optimizer = torch.optim.SGD(torchs.parameters(), lr=0.7)
    inputs, targets = truth_table()
    for _ in range(100):
        for model in (ours, torchs):
            model.zero_grad()
            torch.nn.functional.cross_entropy(model(inputs), targets).backward()
        sgd_step(ours.parameters(), lr=0.7)
        optimizer.step()
    for a, b in zip(ours.parameters(), torchs.parameters(), strict=True):
        assert torch.equal(a, b)


def test_a_parameter_without_a_gradient_stays():
    w = torch.ones(2, requires_grad=True)
    sgd_step([w], lr=1.0)
    assert torch.equal(w, torch.ones(2))


def test_the_step_is_not_recorded():
    w = torch.ones(2, requires_grad=True)
    w.sum().backward()
    sgd_step([w], lr=1.0)
    assert w.is_leaf


@pytest.mark.parametrize("lr", [-0.1, float("nan")])
def test_a_wrong_learning_rate_is_named(lr):
    with pytest.raises(ValueError, match="lr: expected a learning rate of at least 0"):
        sgd_step([], lr)
