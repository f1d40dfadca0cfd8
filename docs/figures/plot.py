"""A plot's rectangle: where numbers lie in it, its grid, its curves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from figures.svg import Point, curve, line, text


@dataclass(frozen=True)
class Plot:
    """A rectangle of a figure.

    Attributes:
        left: its left edge.
        top: its upper edge.
        width: its width.
        height: its height.
        x: the numbers at the left and the right edge.
        y: the numbers at the lower and the upper edge.
    """

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def place(self, x: float, y: float) -> Point:
        """Where two numbers lie."""
        (x0, x1), (y0, y1) = self.x, self.y
        across, up = (x - x0) / (x1 - x0), (y - y0) / (y1 - y0)
        return self.left + across * self.width, self.top + (1 - up) * self.height

    def rows(self, ticks: Iterable[float]) -> str:
        """A line across at each number, and the number; the one at 0 is an axis."""
        parts = []
        for tick in ticks:
            start = self.place(self.x[0], tick)
            look = "axis" if tick == 0 else "grid"
            parts.append(line(start, self.place(self.x[1], tick), look))
            parts.append(text(start[0] - 12, start[1] + 5, _short(tick), "muted", "end"))
        return "".join(parts)

    def columns(self, ticks: Iterable[float]) -> str:
        """Numbers below the rectangle."""
        y = self.top + self.height + 24
        return "".join(text(self.place(tick, 0)[0], y, _short(tick), "muted") for tick in ticks)

    def below(self, words: str) -> str:
        """What the numbers below are."""
        return text(self.left + self.width / 2, self.top + self.height + 50, words, "muted")

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
        return curve((self.place(x, function(x)) for x in numbers), class_)


def _short(tick: float) -> str:
    """As many digits as the number has: 1, 0.5, −0.25."""
    return f"{tick:g}".replace("-", "−")
