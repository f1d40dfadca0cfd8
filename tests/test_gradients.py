"""Numeric gradients equal autograd's, and the argument is unchanged."""

import pytest
import torch

from xor_tutorial import XOR, numeric_gradient, truth_table


def test_the_numeric_gradient_is_autograds_for_the_network() -> None:
    torch.manual_seed(0)
    inputs, targets = truth_table()
    model = XOR().double()
    x = inputs.double().requires_grad_()
    (expected,) = torch.autograd.grad(torch.nn.functional.cross_entropy(model(x), targets), x)
    numeric = numeric_gradient(
        lambda x: torch.nn.functional.cross_entropy(model(x), targets), inputs
    )
    assert numeric.dtype == torch.float32
    torch.testing.assert_close(numeric, expected.float(), rtol=1e-5, atol=1e-7)


def test_the_argument_is_unchanged_even_in_float64() -> None:
    x = torch.tensor([[1.0, 2.0]], dtype=torch.float64)
    numeric_gradient(lambda x: (x**3).sum(), x)
    assert torch.equal(x, torch.tensor([[1.0, 2.0]], dtype=torch.float64))


def test_the_gradient_for_a_column_of_a_larger_tensor_is_right() -> None:
    x = torch.arange(6.0).view(2, 3)[:, 1]
    torch.testing.assert_close(numeric_gradient(lambda x: (x**2).sum(), x), 2 * x)


NUMBERS = torch.arange(1.0, 121.0) / 100
LAYOUTS = {
    "transposed": NUMBERS.view(2, 60).T,
    "permuted": NUMBERS.view(2, 3, 20).permute(2, 0, 1),
    "channels last": NUMBERS.view(2, 3, 4, 5).contiguous(memory_format=torch.channels_last),
    "expanded": NUMBERS[:3].expand(4, 3),
    "every second": NUMBERS[::2],
    "reversed": NUMBERS.view(10, 12).flip(0)[:, 3:5],
    "one number": torch.tensor(2.0),
    "empty": torch.empty(0, 3),
}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("x", LAYOUTS.values(), ids=LAYOUTS)
def test_the_gradient_is_right_for_any_memory_layout(x: torch.Tensor, dtype: torch.dtype) -> None:
    x = x.to(dtype)
    numeric = numeric_gradient(lambda x: (x**2).sum(), x)
    assert numeric.dtype == dtype
    torch.testing.assert_close(numeric, 2 * x, rtol=1e-6, atol=1e-7)


def test_a_function_with_several_outputs_is_refused() -> None:
    with pytest.raises(ValueError, match=r"function: expected one element, got .* shape \(2,\)"):
        numeric_gradient(lambda x: x, torch.ones(2))


def test_a_function_that_returns_no_tensor_is_refused() -> None:
    with pytest.raises(TypeError, match="function: expected one element as a tensor, got a float"):
        numeric_gradient(lambda x: x.sum().item(), torch.ones(2))  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("step", [0.0, -1e-6, "a"])
def test_a_wrong_step_is_named(step: float | str) -> None:
    with pytest.raises(ValueError, match="step: expected a number above 0"):
        numeric_gradient(lambda x: x.sum(), torch.ones(2), step)  # type: ignore[arg-type]
