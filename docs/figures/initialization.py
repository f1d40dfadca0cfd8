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
    lines = (
        ("0.1", _through(0.1), "other"),
        ("1/16", _through(UNITS**-0.5), "border"),
        ("0.01", _through(0.01), "line"),
    )
    return _sizes(words, lines, range(-8, 3, 2))


def relu_sizes(words: Words) -> Picture:
    """Kaiming's weights, Xavier's and the default's, with ReLU, and Xavier's with tanh."""
    kaiming, xavier, default = ((part / UNITS) ** 0.5 for part in (2, 1, 1 / 3))
    lines = (
        ("Kaiming", _through(kaiming, torch.relu), "other"),
        ("tanh", _through(xavier, torch.tanh), "gradient"),
        ("Xavier", _through(xavier, torch.relu), "border"),
        (words["default"], _through(default, torch.relu), "line"),
    )
    return _sizes(words, lines, range(-4, 1))


def _sizes(
    words: Words, lines: Iterable[tuple[str, list[float], str]], exponents: range
) -> Picture:
    """A line for each name, with its values and its look."""
    ticks = [10.0**exponent for exponent in exponents]
    plot = Plot(84, 44, 440, 210, (0, LAYERS), (ticks[0] / 2, 3 * ticks[-1]), log="y")
    parts = [
        plot.rows(ticks, power_of_ten),
        plot.columns(range(0, LAYERS + 1, 2)),
        plot.x_name(words["layer"]),
        text(8, 24, words["size"], "muted", "start"),
    ]
    for name, values, look in lines:
        parts.append(plot.line(enumerate(values), look))
        x, end = plot.place(LAYERS, values[-1])
        parts.append(text(x + 12, end + 5, name, "", "start"))
    return 310, parts


def _through(size: float, activation: Callable[[Tensor], Tensor] = lambda h: h) -> list[float]:
    """The root of the mean square of random values at first, and after each layer.

    The weights have the standard deviation `size`.
    """
    generator = torch.Generator().manual_seed(0)
    h = torch.randn(ROWS, UNITS, generator=generator)
    found = [h]
    for _ in range(LAYERS):
        weight = size * torch.randn(UNITS, UNITS, generator=generator)
        found.append(activation(found[-1] @ weight))
    return [h.square().mean().sqrt().item() for h in found]
