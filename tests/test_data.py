"""Data sets follow their formulas and are reproducible from a seed."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch

from xor_tutorial import noisy_xor, spirals

both = pytest.mark.parametrize("draw", [noisy_xor, spirals])


@both
def test_a_seed_gives_the_same_points_and_the_next_draw_others(draw: Callable[..., Any]) -> None:
    generator = torch.Generator().manual_seed(70)
    first, second = draw(50, generator=generator), draw(50, generator=generator)
    again = draw(50, generator=generator.manual_seed(70))
    assert torch.equal(first[0], again[0])
    assert not torch.equal(first[0], second[0])


@both
def test_a_generator_leaves_torchs_default_generator_unchanged(draw: Callable[..., Any]) -> None:
    torch.manual_seed(1)
    expected = torch.rand(2)
    torch.manual_seed(1)
    draw(50, generator=torch.Generator().manual_seed(70))
    assert torch.equal(torch.rand(2), expected)


@both
def test_shapes_and_dtypes_are_those_that_a_loss_takes(draw: Callable[..., Any]) -> None:
    inputs, targets = draw(7)
    assert (inputs.dtype, inputs.shape) == (torch.float32, (7, 2))
    assert (targets.dtype, targets.shape) == (torch.int64, (7,))


@both
def test_points_are_on_the_given_device(
    draw: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`meta` stands in for a GPU, although it computes nothing."""
    monkeypatch.setattr(torch.Tensor, "item", lambda x: 0)
    assert {x.device.type for x in draw(5, device="meta")} == {"meta"}
    with torch.device("meta"):
        assert {x.device.type for x in draw(5)} == {"meta"}


@both
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"count": 0}, "count: expected a whole number from 1, got 0"),
        ({"count": 2.0}, "count: expected a whole number from 1, got 2.0"),
        ({"count": 2, "noise": -0.1}, "noise: expected a number of at least 0, got -0.1"),
        ({"count": 2, "noise": "a"}, "noise: expected a number of at least 0, got 'a'"),
        ({"count": 2, "device": "gpu"}, "device: expected a name such as 'cpu'"),
        ({"count": 2, "device": "cuda:99"}, "device: 'cuda:99' was asked for, but torch finds"),
    ],
)
def test_an_impossible_data_set_is_refused(
    draw: Callable[..., Any], arguments: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        draw(**arguments)


def test_noise_moves_points_but_not_their_classes() -> None:
    generator = torch.Generator().manual_seed(70)
    points, classes = noisy_xor(20_000, noise=0.0, generator=generator)
    inputs, targets = noisy_xor(20_000, noise=0.2, generator=generator.manual_seed(70))
    assert torch.equal(classes == 1, points.prod(dim=1) < 0)
    assert torch.equal(targets, classes)
    moved = inputs - points
    assert moved.std().item() == pytest.approx(0.2, rel=0.02)
    assert moved.mean().item() == pytest.approx(0, abs=0.005)


def test_each_class_is_a_spiral_and_the_second_is_rotated_by_half_a_turn() -> None:
    inputs, targets = spirals(2000, turns=1.5, generator=torch.Generator().manual_seed(70))
    radius = inputs.norm(dim=1)
    assert 0.1 <= radius.min() < radius.max() <= 1
    angle = torch.atan2(inputs[:, 1], inputs[:, 0])
    turned = angle - math.pi * (2 * 1.5 * radius + targets)
    torch.testing.assert_close(turned.cos(), torch.ones(2000), rtol=0, atol=1e-4)
