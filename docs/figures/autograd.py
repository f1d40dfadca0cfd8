"""Figures of the page "autograd": the graph of e = (a + b)(2b + 1) as autograd recorded it."""

from __future__ import annotations

import itertools
import random

import torch

from figures.plot import Plot, power_of_ten, short
from figures.svg import Picture, Point, Words, arrow, centred, circle, mark, number, text
from xor_tutorial.gradients import numeric_gradient
from xor_tutorial.graph import Graph, trace
from xor_tutorial.scalar import Scalar

ROWS = ((0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 0))

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


def backward_patterns(words: Words) -> Picture:
    """What a sum, a product and a maximum of 2 and 5 make of an arriving gradient of 3."""
    a, b = (torch.tensor(value, requires_grad=True) for value in (2.0, 5.0))
    parts = []
    for left, sign, result in (
        (0, "+", a + b),
        (206, "×", a * b),
        (412, "max", torch.maximum(a, b)),
    ):
        gradients = torch.autograd.grad(3 * result, (a, b))
        end = (left + 162.0, 110.0)
        for name, leaf, gradient, y in zip("ab", (a, b), gradients, (56.0, 164.0), strict=True):
            start = (left + 44.0, y)
            parts += [
                arrow(end, start, "gradient", gap=30),
                centred(*start, 44, 44, "node", rx=4),
                text(start[0], y + 6, number(leaf.item(), 0)),
                text(start[0] - 30, y + 6, name, "variable", "end"),
                text(
                    left + 108,
                    y + (-2 if name == "a" else 18),
                    number(gradient.item(), 0),
                    "gradient-text large",
                ),
            ]
        parts += [
            circle(*end, 26, "node"),
            text(end[0], end[1] + 6, number(result.item(), 0)),
            text(end[0], 70, sign, "strong"),
            text(left + 108, 208, words[sign], "muted"),
            text(end[0] + 34, end[1] + 6, "3", "gradient-text large", "start"),
        ]
    return 224, parts


def own_xor(words: Words) -> Picture:
    """The answers to the four rows of XOR after each step, by an autograd without torch."""
    plot = Plot(70, 24, 500, 230, (0, 200), (-0.5, 1.25))
    steps = own_answers()
    parts = [
        plot.rows((0, 0.5, 1), short),
        plot.columns((0, 50, 100, 150, 200), short),
        plot.x_name(words["step"]),
    ]
    for row, (_, _, y) in enumerate(ROWS):
        answers = [answers[row] for answers in steps]
        parts.append(plot.line(enumerate(answers), f"class{y}-line"))
        parts.append(mark(*plot.place(200, answers[-1]), y))
    return 312, parts


def own_answers() -> list[list[float]]:
    """What the network of the page's snippet `own-xor` answers before each step."""
    uniform = random.Random(0).uniform
    hidden = [[Scalar(uniform(-1, 1)) for _ in range(3)] for _ in range(4)]
    output = [Scalar(uniform(-1, 1)) for _ in range(5)]
    steps = []
    for _ in range(201):
        answers = []
        for x1, x2, _ in ROWS:
            h = [(w1 * x1 + w2 * x2 + b).tanh() for w1, w2, b in hidden]
            answers.append(sum((w * value for w, value in zip(output, h, strict=False)), output[4]))
        errors = [(answer - y) ** 2 for answer, (_, _, y) in zip(answers, ROWS, strict=True)]
        (sum(errors, Scalar(0.0)) / 4).backward()
        for parameter in [*itertools.chain(*hidden), *output]:
            parameter.value -= 0.2 * parameter.grad
        steps.append([answer.value for answer in answers])
    return steps


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
        plot.line(((h, max(error, 1e-12)) for h, error in derivative_errors()), "border"),
        text(rounding[0] - 60, rounding[1], words["rounding"], "", "start"),
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
    """A backward edge, with its factor in the chain rule."""
    (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    if (start, end) == ("b", "c"):
        x, y = x - 22, y - 2
    else:
        y += -10 if y1 <= y2 else 20
    factor = text(x, y, f"× {FACTORS[start, end]}", "gradient-text")
    return arrow((x2, y2), (x1, y1), "gradient", gap=34) + factor
