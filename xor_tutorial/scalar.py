"""Autograd in a few lines: one number that remembers what it came from."""

from __future__ import annotations


class Scalar:
    """A number, its inputs and, beside each input, the derivative with respect to it.

    Args:
        value: the number.
        inputs: pairs of an input and ∂this/∂input; none for a leaf.

    Attributes:
        grad: ∂result/∂this after the result's `backward`; set afresh by each, where torch adds.

    Source:
        The idea is [micrograd](https://github.com/karpathy/micrograd)'s.

    Examples:
        >>> from xor_tutorial import Scalar
        >>> a, b = Scalar(2.0), Scalar(3.0)
        >>> e = (a + b) * (Scalar(2.0) * b + Scalar(1.0))
        >>> e.backward()
        >>> e.value, a.grad, b.grad
        (35.0, 7.0, 17.0)
    """

    def __init__(
        self,
        value: float,
        *inputs: tuple[Scalar, float],
    ) -> None:
        self.value = value
        self.inputs = inputs
        self.grad = 0.0

    def __add__(self, other: Scalar) -> Scalar:
        x, y = self.value, other.value
        return Scalar(x + y, (self, 1.0), (other, 1.0))

    def __mul__(self, other: Scalar) -> Scalar:
        x, y = self.value, other.value
        return Scalar(x * y, (self, y), (other, x))

    def backward(self) -> None:
        """Sets `grad` of this and of everything that it came from."""
        order: dict[Scalar, None] = {}

        def visit(node: Scalar) -> None:
            if node not in order:
                node.grad = 0.0
                for source, _ in node.inputs:
                    visit(source)
                order[node] = None  # after all that it came from

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for source, slope in node.inputs:
                source.grad += node.grad * slope
