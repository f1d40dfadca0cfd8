"""Figures of the page "speed": how long a training step takes, as it was measured."""

from __future__ import annotations

import math
from collections.abc import Iterable

from figures.plot import Plot
from figures.svg import Picture, Words, box, circle, line, text
from xor_tutorial.speed.timings import load_timings, three_digits

#: The variants that are shown, by their names in the record and in the words.
VARIANTS = (
    "notebook",
    "bare loop",
    "functions",
    "by hand",
    "stacked 10",
    "stacked 100",
    "JavaScript",
    "stacked 1,000",
    "stacked 10,000",
    "one kernel 10,000",
)


def step_costs(words: Words) -> Picture:
    """The time of a step per network on the CPU, from the slowest variant to the memory bound."""
    return costs("cpu", VARIANTS, words)


def costs(device: str, variants: Iterable[str], words: Words) -> Picture:
    """Times of a step per network on a device, each with its label on a logarithmic scale."""
    timings = load_timings(device)
    bound = timings.memory_bound() * 1e6
    costs = {name: timings.per_network(name) * 1e6 for name in variants}
    first, last = math.floor(math.log10(bound)), math.ceil(math.log10(max(costs.values())))
    plot = Plot(232, 30, 316, 32 * len(costs), (10**first, 10**last), (len(costs), 0), log="x")
    parts = []
    for power in range(first, last + 1):
        parts.append(line(plot.place(10**power, 0), plot.place(10**power, len(costs)), "grid"))
    every = 1 if last - first < 5 else 2
    parts.append(
        plot.columns(10.0**power for power in range(first + first % every, last + 1, every))
    )
    parts.append(line(plot.place(bound, 0), plot.place(bound, len(costs)), "other"))
    parts.append(text(plot.place(bound, 0)[0], plot.top - 8, words["floor"], "muted", "start"))
    for i, (name, cost) in enumerate(costs.items()):
        x, y = plot.place(cost, i + 0.5)
        parts += [
            text(plot.left - 12, y + 5, words[name], "", "end"),
            circle(x, y, 6, "dot"),
            text(x + 14, y + 5, three_digits(cost), "muted", "start"),
        ]
    parts.append(text(plot.middle - 60, plot.bottom + 50, words["cost"], "muted"))
    return plot.bottom + 64, parts


def step_parts(words: Words) -> Picture:
    """The profile of a step: a bar for each part, filled as far as it is inside operations."""
    measured = load_timings("cpu").parts
    left, top, row = 132, 16, 38
    scale = 400 / max(part["seconds"] for part in measured.values())
    parts = []
    for i, (name, part) in enumerate(measured.items()):
        y = top + row * i
        whole, inside = part["seconds"] * scale, part["seconds in operations"] * scale
        parts.append(text(left - 12, y + 18, words[name], "", "end"))
        parts.append(_bar(left, y, whole, "node"))
        if inside:
            parts.append(_bar(left, y, inside, "bar"))
        shown = f"{part['seconds'] * 1e6:.0f} µs"
        parts.append(text(left + whole + 10, y + 18, shown, "muted", "start"))
    bottom = top + row * len(measured) + 10
    for x, name, class_ in ((left, "inside", "bar"), (left + 210, "outside", "node")):
        parts.append(_bar(x, bottom, 26, class_))
        parts.append(text(x + 36, bottom + 18, words[name], "muted", "start"))
    return bottom + 36, parts


def _bar(x: float, y: float, width: float, class_: str) -> str:
    return box(x, y, width, 24, class_)
