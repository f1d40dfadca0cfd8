"""The graph of e = (a + b)(2b + 1) as autograd recorded it: values forward, gradients backward."""

from __future__ import annotations

import math

import torch

from figures.svg import arrow, curve, element, figure, number, text
from xor_tutorial.graph import Graph, trace

PLACES = {
    "a": (80.0, 70.0),
    "b": (80.0, 210.0),
    "c": (320.0, 70.0),
    "d": (320.0, 210.0),
    "e": (560.0, 140.0),
}
FORMULAS = {"c": "c = a + b", "d": "d = 2b + 1", "e": "e = c × d"}
#: Where the function behind each tensor stands, e on top; 2b has no name.
FUNCTIONS = {
    "e": (330.0, 40.0),
    "c": (160.0, 130.0),
    "d": (500.0, 130.0),
    "MulBackward0": (500.0, 220.0),
    "a": (160.0, 310.0),
    "b": (500.0, 310.0),
}
#: The factor that each edge puts into the chain rule, as a formula.
FACTORS = {
    ("a", "c"): "1",
    ("b", "c"): "1",
    ("b", "d"): "2",
    ("c", "e"): "d = 7",
    ("d", "e"): "c = 5",
}


def forward(language: str, label: str | None) -> str:
    """Values, from the leaves to the result."""
    return _draw(label, backward=False)


def backward(language: str, label: str | None) -> str:
    """Gradients, from the result to the leaves; beside each edge its factor in the chain rule."""
    return _draw(label, backward=True)


def detached(language: str, label: str | None) -> str:
    """Gradients where `e = c * d.detach()`: what isn't in the graph is dashed and has none."""
    graph = recorded(cut=True)
    nodes = {node.name: node for node in graph.nodes if node.name}
    names = {node.id: node.name for node in graph.nodes}
    kept = {(names[start], names[end]) for start, end in graph.edges}
    parts = []
    for (start, end), factor in FACTORS.items():
        (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
        if (start, end) in kept:
            parts.append(arrow((x2, y2), (x1, y1), "gradient", gap=34))
            x, y = x1 + 0.5 * (x2 - x1), y1 + 0.5 * (y2 - y1) - 10
            if (start, end) == ("b", "c"):
                x, y = x - 22, y + 8
            parts.append(text(x, y, f"× {factor}", "gradient-text"))
        else:
            length = math.hypot(x2 - x1, y2 - y1)
            u, v = (x2 - x1) * 34 / length, (y2 - y1) * 34 / length
            parts.append(curve([(x1 + u, y1 + v), (x2 - u, y2 - v)], "other"))
    (x1, y1), (x2, y2) = PLACES["d"], PLACES["e"]
    parts.append(text((x1 + x2) / 2 + 14, (y1 + y2) / 2 + 34, "detach()", "strong", "start"))
    words = {"ko": "e의 그래프에 없음", "en": "not in e’s graph"}[language]
    parts.append(text(200, 240, words, "muted"))
    for name, (x, y) in PLACES.items():
        parts.append(_shape(x, y, leaf=name in "ab"))
        if name in nodes:
            parts.append(text(x, y + 8, number(nodes[name].gradient.item()), "gradient-text large"))
            parts.append(text(x, y - 40, f"∂e/∂{name}", "gradient-text"))
        else:
            parts.append(text(x, y + 6, "None", "muted"))
            parts.append(text(x, y - 40, name, "variable"))
    return figure(640, 270, label, *parts)


def functions(language: str, label: str | None) -> str:
    """The functions behind e and their `next_functions`, by torch's own names."""
    graph = recorded()
    words = {"ko": "{}.grad에 더함", "en": "adds to {}.grad"}[language]
    places = {node.id: FUNCTIONS[node.name or node.operation] for node in graph.nodes}
    parts = []
    for end, start in graph.edges:
        (x1, y1), (x2, y2) = places[start], places[end]
        parts.append(arrow((x1, y1 + 20), (x2, y2 - 20), "gradient", gap=3))
    for node in graph.nodes:
        x, y = places[node.id]
        leaf = node.operation == "leaf"
        box = {"x": x - 100, "y": y - 20, "width": 200.0, "height": 40.0}
        parts.append(element("rect", **box, rx=6, class_="node"))
        parts.append(text(x, y + 6, "AccumulateGrad" if leaf else node.operation))
        if node.name:
            parts.append(text(x - 116, y + 6, node.name, "variable"))
        if leaf:
            parts.append(text(x, y + 46, words.format(node.name), "gradient-text"))
    return figure(640, 366, label, *parts)


def recorded(cut: bool = False) -> Graph:
    """The graph itself, from torch; with `cut`, d goes into e without its past."""
    with torch.device("cpu"):
        a = torch.tensor(2.0, requires_grad=True)
        b = torch.tensor(3.0, requires_grad=True)
        c = a + b
        d = 2 * b + 1
        e = c * (d.detach() if cut else d)
        return trace(e, a=a, b=b, c=c, d=d, e=e)


def _shape(x: float, y: float, leaf: bool) -> str:
    """A square for a leaf, a circle for what was computed."""
    if leaf:  # parameters are framed, data is not
        return element("rect", x=x - 28, y=y - 28, width=56.0, height=56.0, rx=4, class_="node")
    return element("circle", cx=x, cy=y, r=30.0, class_="node")


def _draw(label: str | None, backward: bool) -> str:
    nodes = {node.name: node for node in recorded().nodes if node.name}
    parts = []
    for (start, end), factor in FACTORS.items():
        (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
        if backward:
            parts.append(arrow((x2, y2), (x1, y1), "gradient", gap=34))
            side = -10.0 if y1 <= y2 else 20.0
            x, y = x1 + 0.5 * (x2 - x1), y1 + 0.5 * (y2 - y1)
            if (start, end) == ("b", "c"):
                x, y, side = x - 22, y - 2, 0.0
            parts.append(text(x, y + side, f"× {factor}", "gradient-text"))
        else:
            parts.append(arrow((x1, y1), (x2, y2), "line", gap=34))
    for name, (x, y) in PLACES.items():
        node = nodes[name]
        assert node.value is not None
        parts.append(_shape(x, y, leaf=node.operation == "leaf"))
        value = node.gradient.item() if backward else node.value.item()
        parts.append(text(x, y + 8, number(value), "gradient-text large" if backward else "large"))
        formula = FORMULAS.get(name, name)
        if backward:
            above = f"∂e/∂{name}"
            parts.append(text(x, y - 40, above, "gradient-text"))
        else:
            parts.append(text(x, y - 40, formula, "variable"))
    return figure(640, 270, label, *parts)
