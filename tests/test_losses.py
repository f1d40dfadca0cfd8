"""The losses from scratch equal torch's and validate their arguments."""

from collections.abc import Callable

import pytest
import torch
from torch.nn import functional as F

from xor_tutorial import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    mean_squared_error,
    nll_loss,
)


@pytest.fixture
def scores() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return 30 * torch.randn(200, 5, generator=generator), torch.randint(
        5, (200,), generator=generator
    )


def test_cross_entropy_is_torchs(scores: tuple[torch.Tensor, torch.Tensor]) -> None:
    torch.testing.assert_close(cross_entropy(*scores), F.cross_entropy(*scores))


def test_nll_loss_is_torchs(scores: tuple[torch.Tensor, torch.Tensor]) -> None:
    logits, targets = scores
    log_p = torch.log_softmax(logits, dim=1)
    torch.testing.assert_close(nll_loss(log_p, targets), F.nll_loss(log_p, targets))


@pytest.mark.parametrize("size", [1.0, 100.0])
def test_binary_cross_entropy_is_torchs(size: float) -> None:
    z = torch.linspace(-size, size, 101)
    targets = torch.linspace(0, 1, 101)
    expected = F.binary_cross_entropy_with_logits(z, targets)
    torch.testing.assert_close(binary_cross_entropy_with_logits(z, targets), expected)


def test_binary_cross_entropy_has_the_gradient_sigmoid_minus_target_at_0() -> None:
    z = torch.tensor([0.0, -0.0, 0.0], requires_grad=True)
    targets = torch.tensor([1.0, 0.0, 0.3])
    binary_cross_entropy_with_logits(z, targets).backward()
    torch.testing.assert_close(z.grad, (0.5 - targets) / 3)


@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("logit", [torch.inf, -torch.inf])
def test_binary_cross_entropy_of_an_infinite_logit_is_infinite_where_it_is_wrong(
    logit: float, target: float
) -> None:
    z, t = torch.tensor(logit, requires_grad=True), torch.tensor(target)
    wrong = target < 1 if logit > 0 else target > 0
    loss = binary_cross_entropy_with_logits(z, t)
    torch.testing.assert_close(loss.item(), torch.inf if wrong else torch.nan, equal_nan=True)
    theirs = F.binary_cross_entropy_with_logits(z, t)
    if logit > 0:  # at -inf torch gives nan even where the logit is wrong
        torch.testing.assert_close(loss, theirs, equal_nan=True)
    assert torch.equal(torch.autograd.grad(loss, z)[0], torch.autograd.grad(theirs, z)[0])


def test_binary_cross_entropy_is_accurate_for_a_large_correct_logit() -> None:
    z = torch.tensor([20.0, -20.0])
    expected = torch.tensor(20.0).neg().exp()  # ln(1 + e⁻²⁰)
    torch.testing.assert_close(
        binary_cross_entropy_with_logits(z, torch.tensor([1.0, 0.0])), expected, rtol=1e-5, atol=0
    )


def test_binary_cross_entropy_is_that_of_two_logits() -> None:
    z = torch.tensor([-3.0, 0.5, 2.0])
    targets = torch.tensor([0, 1, 1])
    two = torch.stack([torch.zeros(3), z], dim=1)
    ours = binary_cross_entropy_with_logits(z, targets.float())
    torch.testing.assert_close(ours, cross_entropy(two, targets))


def test_mean_squared_error_is_torchs() -> None:
    a, b = torch.arange(6.0).view(2, 3), torch.ones(2, 3)
    torch.testing.assert_close(mean_squared_error(a, b), F.mse_loss(a, b))


def test_the_gradient_of_cross_entropy_is_p_minus_y(
    scores: tuple[torch.Tensor, torch.Tensor],
) -> None:
    logits, targets = scores
    logits.requires_grad_()
    cross_entropy(logits, targets).backward()
    p_minus_y = torch.softmax(logits.detach(), dim=1) - F.one_hot(targets, 5)
    torch.testing.assert_close(logits.grad, p_minus_y / 200)


WRONG = {
    "float targets": (torch.zeros(4, 2), torch.zeros(4), TypeError, "use targets.long"),
    "a list": (torch.zeros(1, 2), [0], TypeError, r"got a list; use torch.tensor\(...\)"),
    "int32 targets": (torch.zeros(4, 2), torch.zeros(4, dtype=torch.int32), TypeError, "int64"),
    "too few": (torch.zeros(4, 2), torch.zeros(3).long(), ValueError, r"expected shape \(4,\)"),
    "a column": (torch.zeros(4, 2), torch.zeros(4, 1).long(), ValueError, r"shape \(4,\)"),
    "one row": (torch.zeros(2), torch.zeros(1).long(), ValueError, r"expected shape \(N, C\)"),
    "class 2 of 2": (torch.zeros(2, 2), torch.tensor([0, 2]), IndexError, "from 0 to 1"),
    "class -1": (torch.zeros(2, 2), torch.tensor([0, -1]), IndexError, "from 0 to 1"),
    "int logits": (torch.zeros(2, 2).long(), torch.tensor([0, 1]), TypeError, "floating-point"),
}


@pytest.mark.parametrize(("scores", "targets", "error", "words"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("loss", [cross_entropy, nll_loss])
def test_a_wrong_argument_is_named(
    loss: Callable[..., torch.Tensor],
    scores: torch.Tensor,
    targets: list[int] | torch.Tensor,
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        loss(scores, targets)


@pytest.mark.parametrize("loss", [binary_cross_entropy_with_logits, mean_squared_error])
def test_shapes_that_torch_would_broadcast_are_refused(loss: Callable[..., torch.Tensor]) -> None:
    with pytest.raises(
        ValueError, match=r"targets: expected the shape of .*\(4, 1\), got .*\(4,\)"
    ):
        loss(torch.zeros(4, 1), torch.zeros(4))
