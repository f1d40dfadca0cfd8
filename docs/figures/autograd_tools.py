"""Figures of the page "autograd-tools"."""

from __future__ import annotations

import torch

from figures.autograd import recorded
from figures.plot import Plot
from figures.svg import Picture, Point, Words, arrow, centred, number, text

#: Where the function behind each tensor stands, e on top; 2b has no name.
FUNCTIONS: dict[str, Point] = {
    "e": (330, 40),
    "c": (160, 130),
    "d": (500, 130),
    "MulBackward0": (500, 220),
    "a": (160, 310),
    "b": (500, 310),
}


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


def custom_function(words: Words) -> Picture:
    """A `Function`: forward above, backward below, and `ctx` between, with the step's numbers."""
    a, gradient = torch.tensor([-1.0, 2.0]), torch.tensor([5.0, 7.0])
    h = (a > 0).to(a.dtype)
    left, middle, right, above, between, below = 112.0, 320.0, 528.0, 64.0, 142.0, 220.0
    parts = [
        arrow((left + 48, above), (middle - 70, above), gap=4),
        arrow((middle + 70, above), (right - 48, above), gap=4),
        arrow((right - 48, below), (middle + 70, below), "gradient", gap=4),
        arrow((middle - 70, below), (left + 48, below), "gradient", gap=4),
        arrow((middle, above + 24), (middle, between - 20), gap=3),
        arrow((middle, between + 20), (middle, below - 24), gap=3),
        centred(middle, between, 84, 40, "node", rx=20),
        text(middle, between + 6, "ctx"),
    ]
    for y, name in ((above, "forward"), (below, "backward")):
        parts += [centred(middle, y, 140, 48, "node", rx=6), text(middle, y + 6, name, "strong")]
    for x, y, name, values, look in (
        (left, above, "input", a, ""),
        (right, above, "output", h, ""),
        (right, below, "gradient of the output", gradient, "gradient-text"),
        (left, below, "gradient of the input", gradient, "gradient-text"),
    ):
        shown = ", ".join(number(value, 0) for value in values.tolist())
        parts.append(text(x, y + 6, f"({shown})", look))
        parts.append(text(x, y - 30 if y == above else y + 46, words[name], "muted"))
    return 282, parts


def straight_through(words: Words) -> Picture:
    """The step function, and the identity that its backward pass takes it for."""
    plot = Plot(60, 24, 540, 210, (-2, 2), (-1, 1.5))
    return 296, [
        plot.rows((-1, 0, 1)),
        plot.columns((-2, -1, 0, 1, 2)),
        plot.line(((-1, -1), (1.5, 1.5)), "gradient second"),
        plot.line(((-2, 0), (0, 0)), "border"),
        plot.line(((0, 1), (2, 1)), "border"),
        plot.dot(0, 0, "dot"),
        plot.dot(0, 1, "node"),
        text(*plot.place(-1.9, 0.1), words["forward"], "strong", "start"),
        text(*plot.place(-0.4, -0.72), words["backward"], "gradient-text", "start"),
        plot.x_name("a"),
    ]
