"""Figures of the page "autograd-in-practice"."""

from __future__ import annotations

import math

import torch

from figures.autograd import FACTORS, PLACES, gradient_arrow, gradient_node, node_shape, recorded
from figures.plot import Plot
from figures.svg import Picture, Point, Words, arrow, centred, circle, curve, number, text

STEPS = 28


def accumulation(words: Words) -> Picture:
    """Descent of w² with and without clearing the gradient: `.grad` above, w below."""
    cleared, summed = descent(clear=True), descent(clear=False)
    above = Plot(60, 36, 540, 150, (0, STEPS), (-14, 14))
    below = Plot(60, 246, 540, 150, (0, STEPS), (-3.5, 3.5))
    parts = []
    for plot, title, ticks, first, row, look in (
        (
            above,
            words["gradient"],
            (-12, 0, 12),
            1,
            0,
            "gradient",
        ),  # the first gradient comes with step 1
        (below, words["weight"], (-3, 0, 3), 0, 1, "border"),
    ):
        parts += [
            text(plot.left, plot.top - 12, title, "strong", "start"),
            plot.rows(ticks),
            plot.line(enumerate(cleared[row], first), "other"),
            plot.line(enumerate(summed[row], first), look),
        ]
    parts += [
        text(above.place(7.3, 0)[0], above.top + 14, words["summed"], "gradient-text", "start"),
        text(*above.place(7.6, 4.1), words["cleared"], "muted", "start"),
        below.columns((0, 7, 14, 21, 28)),
        below.x_name(words["steps"]),
    ]
    return 454, parts


def descent(clear: bool, lr: float = 0.1) -> tuple[list[float], list[float]]:
    """`.grad` after each backward of w² from w = 3; w at first and after each step."""
    w = torch.tensor(3.0, requires_grad=True)
    gradients, places = [], [w.item()]
    for _ in range(STEPS):
        if clear:
            w.grad = None
        torch.autograd.backward(w**2)
        assert w.grad is not None
        gradients.append(w.grad.item())
        with torch.no_grad():
            w -= lr * w.grad
        places.append(w.item())
    return gradients, places


def graph_detached(words: Words) -> Picture:
    """Gradients where `e = c * d.detach()`: what isn't in the graph is dashed and has none."""
    graph = recorded(detach=True)
    gradients = {node.name: node.gradient.item() for node in graph.nodes if node.name}
    names = {node.id: node.name for node in graph.nodes}
    edges = {(names[start], names[end]) for start, end in graph.edges}
    parts = []
    for start, end in FACTORS:
        if (start, end) in edges:
            parts.append(gradient_arrow(start, end))
        else:
            (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
            length = math.hypot(x2 - x1, y2 - y1)
            dx, dy = (x2 - x1) * 34 / length, (y2 - y1) * 34 / length
            parts.append(curve([(x1 + dx, y1 + dy), (x2 - dx, y2 - dy)], "other"))
    (x1, y1), (x2, y2) = PLACES["d"], PLACES["e"]
    parts.append(text((x1 + x2) / 2 + 14, (y1 + y2) / 2 + 34, "detach()", "strong", "start"))
    parts.append(text(200, 240, words["not in the graph"], "muted"))
    for name, (x, y) in PLACES.items():
        if name in gradients:
            parts.append(gradient_node(name, gradients[name]))
        else:
            parts.append(node_shape(name))
            parts.append(text(x, y + 6, "None", "muted"))
            parts.append(text(x, y - 40, name, "variable"))
    return 270, parts


#: Where w, the part that two losses share, and the losses are drawn.
SHARED: dict[str, Point] = {
    "w": (80, 150),
    "shared": (280, 150),
    "one": (520, 70),
    "other": (520, 230),
}


def shared_part(words: Words) -> Picture:
    """Two losses with a part in common: the first backward uses up what the part has saved."""
    w = torch.tensor(3.0)
    values = {"w": w, "shared": w**2, "one": 5 * w**2, "other": w**2 + 1}
    formulas = {"shared": "shared = w²", "one": "one = 5 × shared", "other": "other = shared + 1"}
    parts = [
        arrow(SHARED["one"], SHARED["shared"], "gradient", gap=36),
        arrow(SHARED["shared"], SHARED["w"], "gradient", gap=36),
        arrow(SHARED["other"], SHARED["shared"], "gradient second", gap=36),
        text(380, 84, words["first"], "gradient-text", "end"),
        text(380, 230, words["second"], "gradient-text", "end"),
        text(SHARED["shared"][0], 274, words["saved"], "muted"),
    ]
    for name, (x, y) in SHARED.items():
        shape = centred(x, y, 56, 56, "node", rx=4) if name == "w" else circle(x, y, 30, "node")
        parts += [
            shape,
            text(x, y + 6, number(values[name].item(), 0)),
            text(x, y + (54 if name == "other" else -40), formulas.get(name, name), "variable"),
        ]
    return 296, parts
