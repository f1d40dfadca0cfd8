"""A plot: axes with ticks and grid, and curves in data coordinates."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from figures.svg import Point, box, circle, curve, line, text

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def short(tick: float) -> str:
    """A number with all its digits.

    Examples:
        >>> [short(tick) for tick in (1, -0.25, 0.0001, 10_000)]
        ['1', '−0.25', '0.0001', '10,000']
    """
    return f"{tick:,g}".replace("-", "−")


def power_of_ten(tick: float) -> str:
    """A number as a power of ten.

    Examples:
        >>> [power_of_ten(tick) for tick in (1, 1e-12)]
        ['1', '10⁻¹²']
    """
    exponent = round(math.log10(tick))
    return f"10{str(exponent).translate(SUPERSCRIPTS)}" if exponent else "1"


@dataclass(frozen=True)
class Plot:
    """A rectangle of a figure with a horizontal and a vertical axis.

    Attributes:
        left: its left edge.
        top: its upper edge.
        width: its width.
        height: its height.
        x: the numbers at the left and the right edge.
        y: the numbers at the lower and the upper edge.
        log: which axes are logarithmic: `""`, `"x"`, `"y"` or `"xy"`.
    """

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]
    log: str = ""

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def middle(self) -> float:
        """Half-way from the left edge to the right."""
        return self.left + self.width / 2

    def place(self, x: float, y: float) -> Point:
        """The position of a point in data coordinates."""
        across, up = _part(x, self.x, "x" in self.log), _part(y, self.y, "y" in self.log)
        return self.left + across * self.width, self.top + (1 - up) * self.height

    def rows(self, ticks: Iterable[float], name: Callable[[float], str] | None = short) -> str:
        """A grid line at each number, with its tick label if given; the one at 0 is an axis."""
        parts = []
        for tick in ticks:
            parts.append(self.level(tick, "grid" if tick else "axis"))
            if name:
                parts.append(self.row_name(tick, name(tick)))
        return "".join(parts)

    def level(self, y: float, class_: str = "dashed") -> str:
        """A horizontal line at a number."""
        _, height = self.place(self.x[0], y)
        return line((self.left, height), (self.right, height), class_)

    def row_name(self, y: float, words: str) -> str:
        """A label left of the rectangle at a number."""
        return text(self.left - 10, self.place(self.x[0], y)[1] + 5, words, "muted", "end")

    def columns(self, ticks: Iterable[float], name: Callable[[float], str] = short) -> str:
        """Tick labels below the rectangle."""
        places = ((self.place(tick, self.y[1])[0], tick) for tick in ticks)
        return "".join(text(x, self.bottom + 24, name(tick), "muted") for x, tick in places)

    def title(self, words: str) -> str:
        """The title above the plot."""
        return text(self.middle, self.top - 18, words, "strong")

    def x_name(self, words: str) -> str:
        """The label of the horizontal axis."""
        return text(self.middle, self.bottom + 50, words, "muted")

    def y_name(self, words: str) -> str:
        """The label of the vertical axis, above its numbers."""
        return text(self.left - 10, self.top - 18, words, "muted", "end")

    def line(self, points: Iterable[Point], class_: str) -> str:
        """A line through pairs of numbers."""
        return curve((self.place(x, y) for x, y in points), class_)

    def curve(
        self,
        function: Callable[[float], float],
        class_: str,
        between: tuple[float, float] | None = None,
        steps: int = 160,
    ) -> str:
        """A function's curve between two numbers, from edge to edge if none are given."""
        first, last = between or self.x
        numbers = (first + (last - first) * i / steps for i in range(steps + 1))
        return self.line(((x, function(x)) for x in numbers), class_)

    def dot(self, x: float, y: float, class_: str = "loss-dot") -> str:
        """A dot at a pair of numbers."""
        return circle(*self.place(x, y), 4, class_)

    def box(self, class_: str) -> str:
        """The rectangle itself."""
        return box(self.left, self.top, self.width, self.height, class_)


def _part(number: float, ends: tuple[float, float], log: bool) -> float:
    """The position of a number between both ends of an axis, from 0 to 1."""
    low, high = ends
    if log:
        number, low, high = math.log10(number), math.log10(low), math.log10(high)
    return (number - low) / (high - low)
