"""Figures of the page "initialization": how large values are after each of ten layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor

from figures.plot import Plot, power_of_ten
from figures.svg import Picture, Words, text

LAYERS, UNITS, ROWS = 10, 256, 1000


def linear_sizes(words: Words) -> Picture:
    """Weights of three standard deviations, without an activation function."""
    sizes = (0.1, UNITS**-0.5, 0.01)
    names = ("0.1", "1/16", "0.01")
    return _sizes(words, zip(names, sizes, strict=True), lambda h: h, range(-8, 3, 2))


def relu_sizes(words: Words) -> Picture:
    """Kaiming's weights, Xavier's and the default's, with ReLU."""
    variances = (2 / UNITS, 1 / UNITS, 1 / (3 * UNITS))
    sizes = (variance**0.5 for variance in variances)
    names = ("Kaiming", "Xavier", words["default"])
    return _sizes(words, zip(names, sizes, strict=True), torch.relu, range(-4, 1))


def _sizes(
    words: Words,
    lines: Iterable[tuple[str, float]],
    activation: Callable[[Tensor], Tensor],
    exponents: range,
) -> Picture:
    """A line for each name and standard deviation of the weights."""
    ticks = [10.0**exponent for exponent in exponents]
    plot = Plot(84, 44, 440, 210, (0, LAYERS), (ticks[0] / 2, 3 * ticks[-1]), log="y")
    parts = [
        plot.rows(ticks, power_of_ten),
        plot.columns(range(0, LAYERS + 1, 2)),
        plot.x_name(words["layer"]),
        text(8, 24, words["size"], "muted", "start"),
    ]
    for (name, size), look in zip(lines, ("other", "border", "line"), strict=True):
        values = _through(size, activation)
        parts.append(plot.line(enumerate(values), look))
        x, end = plot.place(LAYERS, values[-1])
        parts.append(text(x + 12, end + 5, name, "", "start"))
    return 310, parts


def _through(size: float, activation: Callable[[Tensor], Tensor]) -> list[float]:
    """The root of the mean square of random values at first, and after each layer."""
    generator = torch.Generator().manual_seed(0)
    h = torch.randn(ROWS, UNITS, generator=generator)
    found = [h]
    for _ in range(LAYERS):
        weight = size * torch.randn(UNITS, UNITS, generator=generator)
        found.append(activation(found[-1] @ weight))
    return [h.square().mean().sqrt().item() for h in found]
