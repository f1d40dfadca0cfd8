"""The scalar autograd gives torch's gradients."""

import pytest
import torch

from xor_tutorial import Scalar


def chained(x, y):
    """x is used in four places, at different distances from the result."""
    u = x * y + x
    v = u * u + x
    return v * u + x * y


def test_it_gives_torchs_gradients_where_paths_of_different_length_meet():
    x, y = Scalar(0.5), Scalar(-1.5)
    chained(x, y).backward()
    tensors = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (0.5, -1.5)]
    expected = torch.autograd.grad(chained(*tensors), tensors)
    assert [x.grad, y.grad] == pytest.approx([g.item() for g in expected])


def test_a_number_that_enters_twice_counts_twice():
    x = Scalar(3.0)
    (x * x + x).backward()
    assert x.grad == 7.0


def test_going_back_twice_gives_the_same_gradient():
    x = Scalar(3.0)
    y = x * x * x
    y.backward()
    y.backward()
    assert x.grad == 27.0
