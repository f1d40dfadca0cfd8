"""The graph stepper's values and gradients are autograd's, for any a and b."""

import pytest
import torch


@pytest.mark.parametrize(("a", "b"), [(2.0, 3.0), (-5.0, 0.5), (0.0, -0.5), (4.5, -4.0)])
def test_every_value_and_gradient_is_autograds(a, b, node):
    found = node("lib/graph.js", "return figure.steps(...input)", [a, b])
    ta, tb = (torch.tensor(x, requires_grad=True) for x in (a, b))
    c = ta + tb
    d = 2 * tb + 1
    e = c * d
    tensors = {"a": ta, "b": tb, "c": c, "d": d, "e": e}
    for tensor in tensors.values():
        tensor.retain_grad()
    e.backward()
    assert found["values"] == {name: tensor.item() for name, tensor in tensors.items()}
    assert found["gradients"] == {name: tensor.grad.item() for name, tensor in tensors.items()}


def test_values_come_first_then_gradients_each_after_what_it_needs(node):
    steps = node("lib/graph.js", "return figure.steps(2, 3).steps")
    order = [step["node"] for step in steps[1:]]
    assert order == ["c", "d", "e", "e", "c", "d", "a", "b", "b"]
    assert [step["gradient"] for step in steps[4:]] == [1, 7, 5, 7, 7, 17]
    assert steps[-1]["product"] == 10
