"""Figures of the page "autograd-tools"."""

from __future__ import annotations

from figures.autograd import recorded
from figures.svg import Picture, Point, Words, arrow, centred, text

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
