"""Figures of the page "autograd": the graph of e = (a + b)(2b + 1) as autograd recorded it."""

from __future__ import annotations

import torch

from figures.plot import Plot, power_of_ten
from figures.svg import Picture, Point, Words, arrow, centred, circle, number, text
from xor_tutorial.gradients import numeric_gradient
from xor_tutorial.graph import Graph, trace

PLACES: dict[str, Point] = {
    "a": (80, 70),
    "b": (80, 210),
    "c": (320, 70),
    "d": (320, 210),
    "e": (560, 140),
}
FORMULAS = {"c": "c = a + b", "d": "d = 2b + 1", "e": "e = c × d"}
#: The factor that each edge puts into the chain rule, as a formula.
FACTORS = {
    ("a", "c"): "1",
    ("b", "c"): "1",
    ("b", "d"): "2",
    ("c", "e"): "d = 7",
    ("d", "e"): "c = 5",
}
#: Where the function behind each tensor stands, e on top; 2b has no name.
FUNCTIONS: dict[str, Point] = {
    "e": (330, 40),
    "c": (160, 130),
    "d": (500, 130),
    "MulBackward0": (500, 220),
    "a": (160, 310),
    "b": (500, 310),
}


def graph_forward(words: Words) -> Picture:
    """Values, from the leaves to the result."""
    parts = [arrow(PLACES[start], PLACES[end], gap=34) for start, end in FACTORS]
    for node in recorded().nodes:
        if node.name:
            x, y = PLACES[node.name]
            assert node.value is not None
            parts += [
                node_shape(node.name),
                text(x, y + 8, number(node.value.item()), "large"),
                text(x, y - 40, FORMULAS.get(node.name, node.name), "variable"),
            ]
    return 270, parts


def graph_backward(words: Words) -> Picture:
    """Gradients, from the result to the leaves; beside each edge its factor in the chain rule."""
    parts = [gradient_arrow(start, end) for start, end in FACTORS]
    for node in recorded().nodes:
        if node.name:
            parts.append(gradient_node(node.name, node.gradient.item()))
    return 270, parts


def grad_functions(words: Words) -> Picture:
    """The functions behind e and their `next_functions`, by torch's own names."""
    graph = recorded()
    places = {node.id: FUNCTIONS[node.name or node.operation] for node in graph.nodes}
    parts = []
    for end, start in graph.edges:
        (x1, y1), (x2, y2) = places[start], places[end]
        parts.append(arrow((x1, y1 + 20), (x2, y2 - 20), "gradient", gap=3))
    for node in graph.nodes:
        x, y = places[node.id]
        leaf = node.operation == "leaf"
        parts.append(centred(x, y, 200, 40, "node", rx=6))
        parts.append(text(x, y + 6, "AccumulateGrad" if leaf else node.operation))
        if node.name:
            parts.append(text(x - 116, y + 6, node.name, "variable"))
        if leaf:
            parts.append(text(x, y + 46, words["adds"].format(node.name), "gradient-text"))
    return 366, parts


def numeric_error(words: Words) -> Picture:
    """The error of a central difference over its step, both on logarithmic scales: a V."""
    plot = Plot(84, 34, 500, 230, (1e-12, 1e-1), (1e-12, 1), log="xy")
    rounding, curvature = plot.place(1e-8, 1e-5), plot.place(1e-3, 1e-8)
    return 330, [
        plot.rows((1, 1e-3, 1e-6, 1e-9, 1e-12), power_of_ten),
        plot.columns((1e-12, 1e-9, 1e-7, 1e-5, 1e-3, 1e-1), power_of_ten),
        plot.x_name(words["step"]),
        plot.y_name(words["error"]),
        plot.line([(1e-6, 1e-12), (1e-1, 1e-2)], "other"),
        plot.line(((h, max(error, 1e-12)) for h, error in derivative_errors()), "loss"),
        text(rounding[0] - 60, rounding[1], words["rounding"], "loss-text", "start"),
        text(curvature[0] + 10, curvature[1], words["bend"], "muted", "start"),
    ]


def derivative_errors() -> list[tuple[float, float]]:
    """The error of the numeric derivative of x³ at 1, for steps from 10⁻¹² to 10⁻¹."""
    x = torch.tensor(1.0, dtype=torch.float64)
    steps = [10 ** (-12 + i / 8) for i in range(89)]
    return [(h, abs(numeric_gradient(lambda x: x * x * x, x, h).item() - 3)) for h in steps]


def recorded(detach: bool = False) -> Graph:
    """The graph itself, from torch; with `detach`, d goes into e without its past."""
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(3.0, requires_grad=True)
    c = a + b
    d = 2 * b + 1
    e = c * (d.detach() if detach else d)
    return trace(e, a=a, b=b, c=c, d=d, e=e)


def node_shape(name: str) -> str:
    """A frame for a leaf, a circle for what was computed."""
    return (
        centred(*PLACES[name], 56, 56, "node", rx=4)
        if name in "ab"
        else circle(*PLACES[name], 30, "node")
    )


def gradient_node(name: str, gradient: float) -> str:
    """A node with its gradient."""
    x, y = PLACES[name]
    shown = text(x, y + 8, number(gradient), "gradient-text large")
    return node_shape(name) + shown + text(x, y - 40, f"∂e/∂{name}", "gradient-text")


def gradient_arrow(start: str, end: str) -> str:
    """The way back along an edge, with its factor in the chain rule."""
    (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    if (start, end) == ("b", "c"):
        x, y = x - 22, y - 2
    else:
        y += -10 if y1 <= y2 else 20
    factor = text(x, y, f"× {FACTORS[start, end]}", "gradient-text")
    return arrow((x2, y2), (x1, y1), "gradient", gap=34) + factor
