"""Reverse-mode automatic differentiation in one class."""

from __future__ import annotations

import math
from typing import Self


class Scalar:
    """A number, its inputs and, for each input, the derivative with respect to it.

    It supports `+`, `-`, `*`, `/` with scalars and plain numbers, `**` with a plain number on one
    side, `exp`, `log`, `tanh` and `relu`. Another operation is defined by its value and its
    derivatives: `Scalar(value, (x, derivative))`. Results have the class of their first input.

    Args:
        value: the number.
        inputs: pairs of an input and ∂this/∂input; none for a leaf.

    Attributes:
        grad: ∂result/∂this, once `backward` of the result has run. That call sets it anew, whereas
            torch's adds to it.

    Reference:
        The idea is [micrograd](https://github.com/karpathy/micrograd)'s.

    Examples:
        >>> from xor_tutorial import Scalar
        >>> a, b = Scalar(2.0), Scalar(3.0)
        >>> e = (a + b) * (2 * b + 1)
        >>> e.backward()
        >>> e, a, b
        (Scalar(35.0, grad=1.0), Scalar(2.0, grad=7.0), Scalar(3.0, grad=17.0))
    """

    def __init__(self, value: float, *inputs: tuple[Scalar, float]) -> None:
        self.value = float(value)
        self.inputs = inputs
        self.grad = 0.0

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.value}, grad={self.grad})"

    def __add__(self, other: Scalar | float) -> Self:
        x, y = self, _scalar(other)
        return type(self)(x.value + y.value, (x, 1.0), (y, 1.0))

    def __mul__(self, other: Scalar | float) -> Self:
        x, y = self, _scalar(other)
        return type(self)(x.value * y.value, (x, y.value), (y, x.value))

    def __truediv__(self, other: Scalar | float) -> Self:
        x, y = self, _scalar(other)
        return type(self)(x.value / y.value, (x, 1 / y.value), (y, -x.value / y.value**2))

    def __pow__(self, power: float) -> Self:
        if isinstance(power, Scalar):
            return NotImplemented
        x = self.value
        return type(self)(x**power, (self, power * x ** (power - 1) if power else 0.0))

    def __neg__(self) -> Self:
        return self * -1

    def __sub__(self, other: Scalar | float) -> Self:
        return self + -other

    def __radd__(self, other: float) -> Self:
        return self + other

    def __rmul__(self, other: float) -> Self:
        return self * other

    def __rsub__(self, other: float) -> Self:
        return -self + other

    def __rtruediv__(self, other: float) -> Self:
        return type(self)(other) / self

    def __rpow__(self, base: float) -> Self:
        return (self * math.log(base)).exp()

    def exp(self) -> Self:
        """The exponential, which is its own derivative."""
        y = math.exp(self.value)
        return type(self)(y, (self, y))

    def log(self) -> Self:
        """The natural logarithm, with the derivative 1/x."""
        return type(self)(math.log(self.value), (self, 1 / self.value))

    def tanh(self) -> Self:
        """The hyperbolic tangent y, with the derivative 1 − y²."""
        y = math.tanh(self.value)
        return type(self)(y, (self, 1 - y**2))

    def relu(self) -> Self:
        """The number, or 0 if it is below 0, with the derivative 1 or 0."""
        positive = self.value > 0
        return type(self)(self.value if positive else 0.0, (self, 1.0 if positive else 0.0))

    def backward(self) -> None:
        """Set `grad` of this number and of everything that it was computed from."""
        order: dict[Scalar, None] = {}
        waiting: list[Scalar] = [self]
        while waiting:
            node = waiting[-1]
            missing = [x for x, _ in node.inputs if x not in order]
            if missing:
                waiting += missing  # a node's inputs come before it
            else:
                order[waiting.pop()] = None
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for x, derivative in node.inputs:
                x.grad += node.grad * derivative


def _scalar(x: Scalar | float) -> Scalar:
    """A plain number as a leaf; a scalar as it is."""
    return x if isinstance(x, Scalar) else Scalar(x)
