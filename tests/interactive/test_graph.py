"""The graph stepper's values and gradients equal autograd's."""

from typing import Any

import pytest
import torch

from tests.interactive.conftest import Node, Off
from xor_tutorial import one_step_network, trace, truth_table

STEPS = "return figure.steps(figure.sum, { a: input[0], b: input[1] })"
NETWORK = "return figure.steps(figure.network, figure.leaves(...input))"
#: The network's nodes by the figure's names, in the order of the backward pass.
BACK = ["z", "W₃", "b₃", "h₂", "a₂", "W₂", "b₂", "h₁", "a₁", "W₁", "b₁"]


@pytest.mark.parametrize(("a", "b"), [(2.0, 3.0), (-5.0, 0.5), (0.0, -0.5), (4.5, -4.0)])
def test_every_value_and_gradient_is_autograds(a: float, b: float, node: Node) -> None:
    found = node("lib/graph.js", STEPS, [a, b])
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


def test_the_steps_are_in_topological_order_forward_then_backward(node: Node) -> None:
    steps = node("lib/graph.js", STEPS, [2, 3])["steps"]
    order = [step["node"] for step in steps[1:]]
    assert order == ["c", "d", "e", "e", "c", "d", "a", "b", "b"]
    assert [step["gradient"] for step in steps[4:]] == [1, 7, 5, 7, 7, 17]
    assert steps[-1]["product"] == 10


def torchs(row: int) -> dict[str, torch.Tensor]:
    """Every tensor of the notebook's network for a row of XOR, by the figure's names."""
    model = one_step_network()
    inputs, targets = truth_table("cpu")
    h, target = inputs[row : row + 1], targets[row : row + 1]
    tensors: dict[str, Any] = {"x": h}
    layers, names = list(model.layers), iter(["a₁", "h₁", "a₂", "h₂", "z"])
    for layer in layers:
        h = layer(h)
        tensors[next(names)] = h
    for below, linear in zip("₁₂₃", layers[::2], strict=True):
        tensors[f"W{below}"], tensors[f"b{below}"] = linear.weight, linear.bias
    tensors["L"] = torch.nn.functional.cross_entropy(h, target)
    return tensors


@pytest.mark.parametrize("row", range(4))
def test_every_tensor_of_the_network_and_its_gradient_are_autograds(
    row: int, node: Node, off: Off
) -> None:
    inputs, targets = truth_table("cpu")
    found = node("lib/graph.js", NETWORK, [inputs[row].tolist(), targets[row].item()])
    tensors = torchs(row)
    for tensor in tensors.values():
        if tensor.requires_grad:
            tensor.retain_grad()
    tensors["L"].backward()
    assert found["values"].keys() == {*tensors, "y"}
    assert found["gradients"].keys() == {*tensors} - {"x"}  # x requires none
    for name, tensor in tensors.items():
        pairs: list[tuple[Any, Any]] = [(found["values"][name], tensor.detach())]
        if tensor.requires_grad:
            pairs.append((found["gradients"][name], tensor.grad))
        for mine, theirs in pairs:
            mine = torch.tensor(mine)
            if name != "L":  # a row of a batch in torch, a column in the figure
                assert mine.shape == (theirs if name[0] == "W" else theirs.reshape(-1, 1)).shape
            assert off(mine.flatten().tolist(), theirs.flatten()) <= 1, (name, mine, theirs)


def test_the_backward_steps_are_the_edges_of_autograds_graph(node: Node) -> None:
    """Each backward step of the figure is an edge that torch recorded, and the reverse."""
    steps = node("lib/graph.js", NETWORK, [[0, 1], 1])["steps"]
    assert [step["node"] for step in steps[1:8]] == ["a₁", "h₁", "a₂", "h₂", "z", "L", "L"]
    assert [step["node"] for step in steps[8:]] == BACK
    tensors = torchs(row=2)
    del tensors["x"]
    graph = trace(tensors["L"], **tensors)
    backward_edges = {(step["node"], step["from"]) for step in steps[8:]}
    names = {node.id: node.name for node in graph.nodes}
    after = dict(graph.edges)  # each tensor of the network has one consumer
    recorded = set()
    for start, name in names.items():
        if name in BACK:
            end = after[start]
            while names[end] is None:  # a transposed weight, log_softmax: torch's own steps between
                end = after[end]
            recorded.add((name, names[end]))
    assert backward_edges == recorded
