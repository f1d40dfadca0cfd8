"""The figures' softmax equals torch's: probabilities, logarithms, Jacobian, overflow."""

from collections.abc import Callable

import pytest
import torch

from tests.interactive.conftest import Node, Off

MODULE = "lib/softmax.js"
OVERFLOWING = [[88.0, 89.0], [1000.0, 1001.0], [88.5, 88.5], [0.0, 200.0], [-104.0, -200.0]]


@pytest.fixture(scope="module")
def scores() -> list[list[float]]:
    """Rows of two to four scores, random, small to extreme."""
    random = torch.Generator().manual_seed(0)
    rows = [
        (torch.randn(size, generator=random) * scale + shift).tolist()
        for scale in (0.01, 1.0, 10.0, 100.0, 1e4)
        for shift in (0.0, 89.0, -1000.0)
        for size in (2, 3, 4)
        for _ in range(60)
    ]
    return rows + OVERFLOWING


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("softmax", lambda z: torch.softmax(z, dim=0)),
        ("logSumExp", lambda z: torch.logsumexp(z, dim=0)),
        ("logSoftmax", lambda z: torch.log_softmax(z, dim=0)),
    ],
)
def test_it_is_torchs(
    node: Node,
    off: Off,
    scores: list[list[float]],
    name: str,
    function: Callable[[torch.Tensor], torch.Tensor],
) -> None:
    found = node(MODULE, f"return input.map(figure.{name})", scores)
    assert max(off(f, function(torch.tensor(z))) for f, z in zip(found, scores, strict=True)) <= 1


def test_the_definition_overflows_where_it_does_in_torch(
    node: Node, off: Off, scores: list[list[float]]
) -> None:
    """Without the max trick: inf and nan in the same places, and the same numbers elsewhere."""
    script = """return input.map((z) => {
      const exps = figure.exponentials(z, 0);
      return [exps, figure.normalized(exps).p];
    })"""
    overflows = 0
    for z, (exps, p) in zip(scores, node(MODULE, script, scores), strict=True):
        e = torch.tensor(z).exp()
        assert off(exps, e) <= 1
        assert off(p, e / e.sum()) <= 1
        overflows += bool(torch.tensor(p).isnan().any())
    assert overflows > 100


def test_the_jacobian_is_autograds(node: Node, off: Off, scores: list[list[float]]) -> None:
    found = node(MODULE, "return input.map((z) => figure.jacobian(figure.softmax(z)))", scores)
    for i, (z, rows) in enumerate(zip(scores, found, strict=True)):
        p = torch.softmax(torch.tensor(z), dim=0)
        assert off(rows, torch.diag(p) - torch.outer(p, p)) <= 1
        if i % 20 == 0:  # autograd takes its time
            expected = torch.func.jacrev(lambda z: torch.softmax(z, dim=0))(torch.tensor(z))
            assert off(rows, expected) <= 1
