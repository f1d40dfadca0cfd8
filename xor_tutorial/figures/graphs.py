"""The graph of e = (a + b)(2b + 1) as autograd recorded it: values forward, gradients backward."""

from __future__ import annotations

import torch

from xor_tutorial.figures.svg import arrow, element, figure, number, text
from xor_tutorial.graph import Graph, trace

PLACES = {
    "a": (80.0, 70.0),
    "b": (80.0, 210.0),
    "c": (320.0, 70.0),
    "d": (320.0, 210.0),
    "e": (560.0, 140.0),
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


def forward(language: str, label: str | None) -> str:
    """Values, from the leaves to the result."""
    return _draw(label, backward=False)


def backward(language: str, label: str | None) -> str:
    """Gradients, from the result to the leaves; beside each edge its factor in the chain rule."""
    return _draw(label, backward=True)


def recorded() -> Graph:
    """The graph itself, from torch."""
    with torch.device("cpu"):
        a = torch.tensor(2.0, requires_grad=True)
        b = torch.tensor(3.0, requires_grad=True)
        c = a + b
        d = 2 * b + 1
        e = c * d
        return trace(e, a=a, b=b, c=c, d=d, e=e)


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
        leaf = node.operation == "leaf"
        shape = {"cx": x, "cy": y, "r": 30.0, "class_": "node"}
        if leaf:  # parameters are framed, data is not
            parts.append(
                element("rect", x=x - 28, y=y - 28, width=56.0, height=56.0, rx=4, class_="node")
            )
        else:
            parts.append(element("circle", **shape))
        value = node.gradient.item() if backward else node.value.item()
        parts.append(text(x, y + 8, number(value), "gradient-text large" if backward else "large"))
        formula = FORMULAS.get(name, name)
        if backward:
            above = f"∂e/∂{name}"
            parts.append(text(x, y - 40, above, "gradient-text"))
        else:
            parts.append(text(x, y - 40, formula, "variable"))
    return figure(640, 270, label, *parts)
