"""Figures of the page "gpu": how long a training step takes there, as it was measured."""

from __future__ import annotations

from figures.speed import costs
from figures.svg import Picture, Words

#: The variants that are shown, by their names in the record and in the words.
VARIANTS = (
    "bare loop",
    "bare loop, graph",
    "one kernel 1, graph",
    "stacked 1,000",
    "stacked 100,000",
    "stacked 100,000, graph",
    "stacked 100,000, compiled, graph",
    "one kernel 100,000, graph",
)


def step_costs_gpu(words: Words) -> Picture:
    """The time of a step per network on the GPU, from the slowest variant to the memory bound."""
    return costs("cuda", VARIANTS, words)
