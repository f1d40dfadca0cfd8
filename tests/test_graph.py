"""trace returns the graph that autograd recorded."""

import pytest
import torch
from torch.autograd.function import FunctionCtx

from xor_tutorial import XOR, trace


def example(b_asks: bool = True) -> dict[str, torch.Tensor]:
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(3.0, requires_grad=b_asks)
    c = a + b
    d = 2 * b + 1
    return {"a": a, "b": b, "c": c, "d": d, "e": c * d}


def test_values_and_gradients_are_the_pages() -> None:
    tensors = example()
    nodes = {node.name: node for node in trace(tensors["e"], **tensors).nodes}
    expected = {"a": (2, 7), "b": (3, 17), "c": (5, 7), "d": (7, 5), "e": (35, 1)}
    for name, (value, gradient) in expected.items():
        assert nodes[name].value.item() == value
        assert nodes[name].gradient.item() == gradient


def test_edges_lead_from_inputs_to_results() -> None:
    tensors = example()
    graph = trace(tensors["e"], **tensors)
    names = {(graph.nodes[i].name, graph.nodes[j].name) for i, j in graph.edges}
    assert names == {("a", "c"), ("b", "c"), ("b", None), (None, "d"), ("c", "e"), ("d", "e")}
    assert all(i < j for i, j in graph.edges)


def test_tensors_without_gradients_are_not_in_the_graph() -> None:
    tensors = example(b_asks=False)
    names = [node.name for node in trace(tensors["e"], **tensors).nodes]
    assert names == ["a", "c", "e"]


def test_the_graph_stays_usable_and_no_grad_is_changed() -> None:
    tensors = example()
    trace(tensors["e"], **tensors)
    assert tensors["a"].grad is None
    tensors["e"].backward()
    assert tensors["b"].grad.item() == 17


def test_the_networks_gradients_are_autograds() -> None:
    model = XOR()
    loss = model(torch.tensor([[0.0, 1.0]])).sum()
    named = {name.replace(".", "_"): p for name, p in model.named_parameters()}
    graph = trace(loss, **named)
    loss.backward()
    found = {node.name: node.gradient for node in graph.nodes if node.name in named}
    assert found.keys() == named.keys()
    for name, parameter in named.items():
        torch.testing.assert_close(found[name], parameter.grad)


def test_a_graph_deeper_than_pythons_stack_works() -> None:
    x = torch.ones((), requires_grad=True)
    y = x
    for _ in range(5000):
        y = y + 0
    assert len(trace(y, x=x).nodes) == 5001


def test_a_result_without_a_graph_is_refused() -> None:
    with pytest.raises(ValueError, match="result: expected a tensor with a grad_fn"):
        trace(torch.ones(()))


def test_a_result_of_many_elements_is_refused() -> None:
    with pytest.raises(ValueError, match=r"result: expected one element, .* use result.sum"):
        trace(torch.ones(2, requires_grad=True) * 2)


def test_a_tensor_may_be_named_result() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    result = x * x
    assert [node.name for node in trace(result, x=x, result=result).nodes] == ["x", "result"]


class Forgets(torch.autograd.Function):
    """Doubles a tensor; its backward returns None."""

    @staticmethod
    def forward(ctx: FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        return 2 * x

    @staticmethod
    def backward(ctx: FunctionCtx, g: torch.Tensor) -> None:
        return None


def test_a_function_that_returns_no_gradient_is_named() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    with pytest.raises(ValueError, match="ForgetsBackward gave None as the gradient of an input"):
        trace((Forgets.apply(x) + 1).exp(), x=x)  # type: ignore[no-untyped-call]


def test_a_gradient_through_a_branch_without_one_is_traced() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    nodes = trace(Forgets.apply(x) * x, x=x).nodes  # type: ignore[no-untyped-call]
    assert nodes[0].gradient.item() == 6
