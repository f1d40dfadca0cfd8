"""The own-autograd figure's numbers are those of the package's Scalar, as the snippet trains it."""

import random

import pytest

from figures.autograd import ROWS, own_answers
from tests.interactive.conftest import Node
from xor_tutorial import Scalar

UNITS = 4


def first() -> list[float]:
    """The snippet's first weights, unit by unit, then the output's."""
    uniform = random.Random(0).uniform
    return [uniform(-1, 1) for _ in range(17)]


def test_the_first_weights_are_the_snippets(node: Node) -> None:
    assert node("lib/scalar.js", "return figure.FIRST") == first()


def test_two_hundred_steps_give_the_answers_of_the_packages_scalar(node: Node) -> None:
    body = """
    let weights = figure.FIRST;
    const rows = input.map(([x1, x2]) => [x1, x2]);
    return Array.from({ length: 201 }, () => {
      const answers = rows.map((row) => figure.answer(weights, ...row));
      weights = figure.trained(weights);
      return answers;
    });
    """
    found = node("lib/scalar.js", body, ROWS)
    for mine, theirs in zip(found, own_answers(), strict=True):
        assert mine == pytest.approx(theirs, abs=1e-9)


def expected(row: int, unit: int) -> tuple[dict[str, Scalar | float], dict[str, Scalar]]:
    """What the figure shows of a row and a unit, computed with the package's Scalar."""
    leaves = [Scalar(weight) for weight in first()]
    nodes = []
    for x1, x2, y in ROWS:
        products = []
        for j in range(UNITS):
            w1, w2, b = leaves[3 * j : 3 * j + 3]
            one, two = w1 * x1, w2 * x2
            a = one + two + b
            h = a.tanh()
            products.append({"w₁x₁": one, "w₂x₂": two, "a": a, "h": h, "w₃h": leaves[12 + j] * h})
        answer = sum((unit["w₃h"] for unit in products), leaves[16])
        nodes.append(products[unit] | {"answer": answer, "error": (answer - y) ** 2})
    loss = sum(each["error"] for each in nodes) / 4
    loss.backward()
    w1, w2, b = leaves[3 * unit : 3 * unit + 3]
    own = {"w₁": w1, "w₂": w2, "b": b, "w₃": leaves[12 + unit]}
    return nodes[row] | {"L": loss}, own


@pytest.mark.parametrize(("row", "unit"), [(0, 3), (1, 1), (2, 0), (3, 2)])
def test_every_node_has_the_packages_value_and_gradient(row: int, unit: int, node: Node) -> None:
    found = node("lib/scalar.js", "return figure.path(figure.FIRST, ...input)", [row, unit])
    nodes, own = expected(row, unit)
    for name, scalar in nodes.items():
        assert found["values"][name] == pytest.approx(scalar.value, abs=1e-12), name
        assert found["gradients"][name] == pytest.approx(scalar.grad, abs=1e-12), name
    for i, (name, scalar) in enumerate(own.items()):
        assert found["values"][name] == scalar.value
        assert found["sums"][i] == pytest.approx(scalar.grad, abs=1e-12), name
        # What the four rows give is the whole gradient, and nothing else is.
        assert sum(share[i] for share in found["shares"]) == pytest.approx(scalar.grad, abs=1e-12)
    inputs = ROWS[row][:2]
    assert [found["values"][name] for name in ("x₁", "x₂")] == list(inputs)
    rest = nodes["answer"].value - nodes["w₃h"].value
    assert found["values"]["others"] == pytest.approx(rest, abs=1e-12)
