"""The scalar autograd has torch's values and gradients and micrograd's operators."""

import operator
import random
from collections.abc import Callable
from typing import Any

import pytest
import torch

from xor_tutorial import Scalar


def both(function: Callable[..., Any], *values: float) -> tuple[list[float], list[float]]:
    """Value and gradients of a function of scalars, and torch's of the same."""
    scalars = [Scalar(value) for value in values]
    tensors = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in values]
    ours, theirs = function(*scalars), function(*tensors)
    ours.backward()
    gradients = torch.autograd.grad(theirs, tensors, materialize_grads=True)
    return [ours.value, *(x.grad for x in scalars)], [theirs.item(), *(g.item() for g in gradients)]


def chained(x: Any, y: Any) -> Any:
    """x is used in four places, at different distances from the result."""
    u = x * y + x
    v = u * u + x
    return v * u + x * y


def test_gradients_are_torchs_where_paths_of_different_length_meet() -> None:
    ours, theirs = both(chained, 0.5, -1.5)
    assert ours == pytest.approx(theirs)


def test_scalars_support_the_expressions_of_micrograd() -> None:
    def expression(a: Any, b: Any) -> Any:
        c = a + b
        d = 3 * a * b - b**3 / 2
        c += 1 + c + (-a)
        d += 2 * d + (b - a).relu() + (a - 1).tanh()
        e = 5 - c + d
        return e**2 / 2.0 + 10.0 / (1 + e * e) + (c / 7).exp() + 2 ** (a / 4) + sum([a, b])

    ours, theirs = both(expression, -4.0, 2.0)
    assert ours == pytest.approx(theirs, rel=1e-12)


OPERATIONS = {
    "x + 2": lambda x: x + 2,
    "2 + x": lambda x: 2 + x,
    "x - 2": lambda x: x - 2,
    "2 - x": lambda x: 2 - x,
    "x * 3": lambda x: x * 3,
    "3 * x": lambda x: 3 * x,
    "x / 3": lambda x: x / 3,
    "3 / x": lambda x: 3 / x,
    "-x": lambda x: -x,
    "x ** 3": lambda x: x**3,
    "x ** -2": lambda x: x**-2,
    "x ** 0": lambda x: x**0,
    "2 ** x": lambda x: 2**x,
    "exp": lambda x: x.exp(),
    "tanh": lambda x: x.tanh(),
    "relu": lambda x: x.relu(),
    "log": lambda x: (x * x).log(),
    "a root": lambda x: (x * x) ** 0.5,
    "x / x": lambda x: x / x,
    "x - x": lambda x: x - x,
}


@pytest.mark.parametrize("value", [-1.0, 0.123, 2.0, -40.0])
@pytest.mark.parametrize("function", OPERATIONS.values(), ids=OPERATIONS)
def test_an_operation_is_torchs(function: Callable[..., Any], value: float) -> None:
    ours, theirs = both(function, value)
    assert ours == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("name", ["x + 2", "x ** 0", "x ** 3", "exp", "tanh", "relu", "x - x"])
def test_an_operation_at_0_is_torchs(name: str) -> None:
    ours, theirs = both(OPERATIONS[name], 0.0)
    assert ours == theirs


@pytest.mark.parametrize("seed", range(100))
def test_a_random_graph_is_torchs(seed: int) -> None:
    def expression(*leaves: Any) -> Any:
        draw = random.Random(seed)
        nodes = list(leaves)
        for _ in range(30):
            kind: Any = draw.choice(
                [operator.add, operator.sub, operator.mul, "tanh", "relu", "number"]
            )
            x, y = draw.choices(nodes, k=2)
            if kind == "number":
                nodes.append(draw.uniform(-1, 1) * x - draw.uniform(-1, 1) + y / 3)
            else:
                nodes.append(getattr(x, kind)() if isinstance(kind, str) else kind(x, y).tanh())
        return sum(nodes)

    ours, theirs = both(expression, 0.5, -1.5, 2.0)
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)


def test_the_gradient_of_an_input_used_twice_is_the_sum() -> None:
    x = Scalar(3.0)
    (x * x + x).backward()
    assert x.grad == 7.0


def test_calling_backward_twice_gives_the_same_gradient() -> None:
    x = Scalar(3.0)
    y = x * x * x
    y.backward()
    y.backward()
    assert x.grad == 27.0


def test_a_graph_deeper_than_pythons_stack_works() -> None:
    x = y = Scalar(1.0)
    for _ in range(100_000):
        y = y + x
    y.backward()
    assert x.grad == 100_001


def test_a_graph_with_many_paths_is_traversed_once() -> None:
    x = y = Scalar(1.0)
    for _ in range(60):
        y = y + y  # there are 2⁶⁰ paths from the result to x
    y.backward()
    assert x.grad == 2.0**60


def test_the_repr_has_value_and_gradient() -> None:
    x = Scalar(3)
    (x * 2).backward()
    assert repr(x) == "Scalar(3.0, grad=2.0)"


def test_an_operation_of_a_subclass_gives_the_subclass() -> None:
    class Value(Scalar):
        def sigmoid(self) -> "Value":
            return 1 / (1 + (-self).exp())

    x = Value(0.0)
    y = ((x + 1) * 2 - 2).sigmoid()
    y.backward()
    assert type(y) is Value
    assert (y.value, x.grad) == (0.5, 0.5)
    assert all(type(f(Value(0.5))) is Value for f in OPERATIONS.values())  # type: ignore[no-untyped-call]


def test_a_quotient_is_the_nearest_number() -> None:
    assert (Scalar(49.0) / 49).value == (49 / Scalar(49.0)).value == 1.0


@pytest.mark.parametrize("other", [None, "two", [1.0], 1j])
def test_a_value_that_is_not_a_number_is_refused(other: complex | list[float] | str | None) -> None:
    with pytest.raises((TypeError, ValueError), match="float"):
        Scalar(1.0) + other  # type: ignore[operator]


def test_a_power_that_is_a_scalar_is_refused() -> None:
    with pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \*\*"):
        Scalar(2.0) ** Scalar(3.0)  # type: ignore[operator]
