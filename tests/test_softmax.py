"""The functions from scratch equal torch's on all kinds of scores."""

import itertools
from collections.abc import Callable

import pytest
import torch

from xor_tutorial import log_softmax, log_sum_exp, softmax

Function = Callable[..., torch.Tensor]


SCORES = {
    "ordinary": torch.tensor([[3.0, 1.0, 5.0, 9.0], [4.0, 6.0, 5.0, 3.0]]),
    "equal": torch.zeros(3, 5),
    "huge": torch.tensor([[1000.0, 1001.0], [-1000.0, -1001.0]]),
    "far apart": torch.tensor([[0.0, 1e30], [-1e30, 1e30]]),
    "masked": torch.tensor([[0.0, -torch.inf], [2.0, 1.0]]),
    "one class": torch.tensor([[7.0], [-7.0]]),
    "infinite": torch.tensor([[torch.inf, 0.0], [-torch.inf, -torch.inf], [torch.inf, torch.nan]]),
    "no rows": torch.empty(0, 4),
    "no classes": torch.empty(4, 0),
    "many": torch.linspace(-50, 50, 4000).view(4, 1000),
}
PAIRS = [
    (softmax, torch.softmax),
    (log_softmax, torch.log_softmax),
    (log_sum_exp, torch.logsumexp),
]


@pytest.mark.parametrize("scores", SCORES.values(), ids=SCORES)
@pytest.mark.parametrize(("ours", "torchs"), PAIRS)
@pytest.mark.parametrize("dim", [0, 1, -1])
def test_the_result_is_torchs(
    ours: Function, torchs: Function, scores: torch.Tensor, dim: int
) -> None:
    torch.testing.assert_close(ours(scores, dim), torchs(scores, dim), equal_nan=True)


@pytest.mark.parametrize(
    ("dtype", "times"), [(torch.float32, 2.5), (torch.float16, 5), (torch.bfloat16, 5)]
)
@pytest.mark.parametrize(("ours", "torchs"), PAIRS)
def test_the_error_is_torchs_and_a_few_times_that_in_half_precision(
    ours: Function, torchs: Function, dtype: torch.dtype, times: float
) -> None:
    generator = torch.Generator().manual_seed(0)
    for classes, scale in itertools.product((5, 100, 1000), (1, 10)):
        z = (scale * torch.randn(200, classes, generator=generator)).to(dtype)
        exact = torchs(z.double(), 1)
        error, torchs_error = ((f(z, 1) - exact).abs().max() for f in (ours, torchs))
        assert error <= times * torchs_error


@pytest.mark.parametrize("scores", [torch.tensor(3.0), torch.empty(2, 0, 3)])
@pytest.mark.parametrize(("ours", "torchs"), PAIRS)
def test_single_numbers_and_empty_tensors_give_torchs_results(
    ours: Function, torchs: Function, scores: torch.Tensor
) -> None:
    torch.testing.assert_close(ours(scores, -1), torchs(scores, -1))


@pytest.mark.parametrize("dim", [None, (0, 1), 1.0])
@pytest.mark.parametrize("ours", [softmax, log_softmax, log_sum_exp])
def test_a_dim_that_is_no_number_is_refused(
    ours: Function, dim: float | tuple[int, int] | None
) -> None:
    with pytest.raises(TypeError, match="dim: expected a whole number, got"):
        ours(torch.zeros(2, 2), dim)


@pytest.mark.parametrize("ours", [softmax, log_softmax, log_sum_exp])
def test_integers_are_refused_with_the_fix(ours: Function) -> None:
    with pytest.raises(TypeError, match=r"z: expected floating-point .* int64 .* use z\.float\(\)"):
        ours(torch.tensor([1, 2]), 0)


@pytest.mark.parametrize("ours", [softmax, log_softmax, log_sum_exp])
def test_complex_scores_are_refused_without_a_fix_that_would_lose_a_part(ours: Function) -> None:
    with pytest.raises(TypeError, match=r"z: expected .* complex64 of shape \(2,\)$"):
        ours(torch.zeros(2, dtype=torch.complex64), 0)


@pytest.mark.parametrize("ours", [softmax, log_softmax, log_sum_exp])
def test_a_list_is_refused(ours: Function) -> None:
    with pytest.raises(TypeError, match="z: expected a tensor, got a list"):
        ours([1.0, 2.0], 0)
