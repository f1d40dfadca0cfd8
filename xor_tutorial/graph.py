"""Read the graph that autograd recorded: its nodes, edges, values and gradients."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.autograd.graph import GradientEdge, get_gradient_edge
from torch.autograd.graph import Node as Function

from xor_tutorial._checks import describe


@dataclass(frozen=True)
class Node:
    """One tensor of the graph: a leaf with `requires_grad=True`, or the result of an operation.

    Attributes:
        id: its place in `Graph.nodes`.
        name: the name it was given, or None.
        operation: torch's name of its backward function, such as `AddBackward0`, or `leaf`.
        value: the tensor, or None for an unnamed intermediate result, which autograd doesn't keep.
        gradient: ∂result/∂this, of the tensor's shape.
    """

    id: int
    name: str | None
    operation: str
    value: Tensor | None
    gradient: Tensor


@dataclass(frozen=True)
class Graph:
    """A computational graph; each node comes after its inputs.

    Attributes:
        nodes: in the order of the forward pass; the result is the last.
        edges: (from, to), in the direction of the forward pass.
    """

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        """A table: name, operation, value and gradient of each node."""
        rows = [("name", "operation", "value", "gradient")]
        for node in self.nodes:
            value = "" if node.value is None else _format(node.value)
            rows.append((node.name or "", node.operation, value, _format(node.gradient)))
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
        return "\n".join(lines)


def trace(result: Tensor, /, **names: Tensor) -> Graph:
    """List the graph of a result, with the gradient at every node.

    The graph stays usable and no `.grad` is changed. A named tensor that requires no gradient isn't
    in the graph.

    Args:
        result: one element that has a `grad_fn`.
        names: tensors of the graph by name, to label their nodes.

    Returns:
        The graph, with a value for each leaf and each named tensor.

    Raises:
        ValueError: `result` has more than one element or no `grad_fn`, or a custom `Function`
            returns None as the gradient of an input that requires one.

    Reference:
        [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html).

    Examples:
        >>> import torch
        >>> from xor_tutorial import trace
        >>> a = torch.tensor(2.0, requires_grad=True)
        >>> b = torch.tensor(3.0, requires_grad=True)
        >>> c = a + b
        >>> d = 2 * b + 1
        >>> print(trace(c * d, a=a, b=b, c=c, d=d))
        name  operation     value  gradient
        a     leaf          2      7
        b     leaf          3      17
        c     AddBackward0  5      7
              MulBackward0         5
        d     AddBackward0  7      5
              MulBackward0  35     1
    """
    if result.grad_fn is None:
        raise ValueError(
            "result: expected a tensor with a grad_fn, but no gradient was recorded for it; "
            "does any input have requires_grad=True?"
        )
    if result.numel() != 1:
        raise ValueError(f"result: expected one element, got {describe(result)}; use result.sum()")

    known = {_key(get_gradient_edge(x)): (name, x) for name, x in names.items() if x.requires_grad}
    root = get_gradient_edge(result)
    known.setdefault(_key(root), ("", result))
    order, edges = _walk((root.node, root.output_nr))
    gradients = torch.autograd.grad(
        result,
        [GradientEdge(*function) for function in order],
        retain_graph=True,
        allow_unused=True,
    )
    for before, after in edges:
        if gradients[before] is None and gradients[after] is not None:
            raise ValueError(
                f"result: {order[after][0].name()} gave None as the gradient of an input that "
                "has requires_grad=True; its backward has to return a tensor there"
            )
    nodes = []
    for number, ((function, output), gradient) in enumerate(zip(order, gradients, strict=True)):
        leaf = getattr(function, "variable", None)
        name, value = known.get((function, output), ("", leaf))
        operation = function.name() if leaf is None else "leaf"
        value = None if value is None else value.detach()
        nodes.append(Node(number, name or None, operation, value, gradient))
    return Graph(tuple(nodes), edges)


def _key(edge: GradientEdge) -> tuple[Function, int]:
    return edge.node, edge.output_nr


def _walk(
    root: tuple[Function, int],
) -> tuple[list[tuple[Function, int]], tuple[tuple[int, int], ...]]:
    """The functions below `root` in topological order, and the edges between their indices."""
    place: dict[tuple[Function, int], int] = {}
    edges: list[tuple[int, int]] = []
    waiting = [(root, False)]
    while waiting:  # a loop, not recursion: a graph may be deeper than Python's stack
        function, inputs_done = waiting.pop()
        if function in place:
            continue
        inputs = [(f, output) for f, output in function[0].next_functions if f is not None]
        if inputs_done:
            place[function] = len(place)
            edges += [(place[i], place[function]) for i in inputs]
        else:
            waiting.append((function, True))
            waiting += [(i, False) for i in reversed(inputs)]
    return list(place), tuple(edges)


def _format(x: Tensor) -> str:
    """A single number with four significant digits; the shape of anything larger."""
    return f"{x.item():.4g}" if x.numel() == 1 else f"{tuple(x.shape)}"
