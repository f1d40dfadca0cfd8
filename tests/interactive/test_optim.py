"""The figures' optimizers go where torch.optim goes; their surfaces slope as autograd says.

At the bottom of a valley RMSprop, and Adam with a short memory, never come to rest: their step is
the gradient by its own size, so that a last bit grows to a whole learning rate. RMSprop's path in
torch's float32 leaves that in torch's float64 on two of the surfaces, after the figure's 200 steps
and before 500. There no path is the right one; the figure's has to be torch's until then.
"""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.interactive.conftest import Node

Apart = Callable[[str, str, dict[str, Any]], torch.Tensor]


ROOT = Path(__file__).parents[2]
SURFACES = (ROOT / "docs/theme/assets/figures/lib/surfaces.js").as_uri()
#: The surfaces of lib/surfaces.js, as torch works them out.
HEIGHTS = {
    "valley": lambda x, y: (x**2 + 25 * y**2) / 2,
    "turned": lambda x, y: ((0.8 * x + 0.6 * y) ** 2 + 25 * (0.8 * y - 0.6 * x) ** 2) / 2,
    "saddle": lambda x, y: x**2 / 2 + (y**2 - 1) ** 2 / 4,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 10 * (y - x**2) ** 2,
}
#: The name in lib/optim.js → torch's class and what it always gets.
TORCHS = {
    "SGD": (torch.optim.SGD, {}),
    "Momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "Nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "RMSprop": (torch.optim.RMSprop, {}),
    "Adam": (torch.optim.Adam, {}),
    "AdamW": (torch.optim.AdamW, {}),
}
RESTLESS = [("RMSprop", "turned"), ("RMSprop", "rosenbrock")]
FIGURE, STEPS = 200, 500  # steps of the figure, and of the tests
PATH = """
const { surfaces } = await import(input.surfaces);
const { gradient, start } = surfaces[input.surface];
return figure.path(input.name, input.settings, gradient, start, input.steps);
"""


def torchs_path(
    name: str,
    surface: str,
    start: list[float],
    settings: dict[str, Any],
    steps: int,
    dtype: torch.dtype = torch.float32,
) -> torch.Tensor:
    """Where torch.optim comes, with autograd's gradients; it starts where float32 does."""
    kind, always = TORCHS[name]
    w = torch.tensor(start, dtype=torch.float32).to(dtype).requires_grad_()
    optimizer = kind([w], foreach=False, **{**always, **settings})
    places = [w.tolist()]
    for _ in range(steps):
        optimizer.zero_grad()
        HEIGHTS[surface](*w).backward()
        optimizer.step()
        places.append(w.tolist())
    return torch.tensor(places, dtype=torch.float64)


@pytest.fixture(scope="module")
def surfaces(node: Node) -> dict[str, Any]:
    return node("lib/surfaces.js", "return figure.surfaces")  # type: ignore[no-any-return]


@pytest.fixture
def apart(node: Node, surfaces: dict[str, Any]) -> Apart:
    """How far the figure's path is from torch's, step by step."""

    def measure(name: str, surface: str, settings: dict[str, Any]) -> torch.Tensor:
        given = {"name": name, "surface": surface, "settings": settings, "steps": STEPS}
        ours = torch.tensor(node("lib/optim.js", PATH, {"surfaces": SURFACES, **given}))
        theirs = torchs_path(name, surface, surfaces[surface]["start"], settings, STEPS)
        assert ours.shape == theirs.shape == (STEPS + 1, 2)
        assert (theirs[-1] - theirs[0]).norm() > 0.3  # it did go somewhere
        return (ours - theirs).abs().amax(dim=1)

    return measure


@pytest.mark.parametrize(
    ("name", "surface"),
    [pair for pair in itertools.product(TORCHS, HEIGHTS) if pair not in RESTLESS],
)
def test_five_hundred_steps_at_the_figures_rates_are_torchs(
    name: str, surface: str, surfaces: dict[str, Any], apart: Apart
) -> None:
    settings = {"lr": surfaces[surface]["rates"][name]}
    assert apart(name, surface, settings).max() <= 1e-5


@pytest.mark.parametrize(("name", "surface"), RESTLESS)
def test_the_figure_agrees_with_torch_until_torchs_kernels_disagree(
    name: str, surface: str, surfaces: dict[str, Any], apart: Apart
) -> None:
    settings = {"lr": surfaces[surface]["rates"][name]}
    start = surfaces[surface]["start"]
    single, double = (
        torchs_path(name, surface, start, settings, STEPS, dtype)
        for dtype in (torch.float32, torch.float64)
    )
    itself, figure = (single - double).abs().amax(dim=1), apart(name, surface, settings)
    assert figure[: FIGURE + 1].max() <= 1e-5
    assert itself[: FIGURE + 1].max() <= 1e-5
    assert itself[FIGURE:].max() > 1e-2  # a thousand times what is allowed elsewhere
    assert figure.max() <= 2 * itself.max()


@pytest.mark.parametrize(
    ("name", "surface", "settings"),
    [
        ("SGD", "valley", {"lr": 0.0799}),
        ("SGD", "rosenbrock", {"lr": 0.005}),
        ("Momentum", "valley", {"lr": 1 / 9, "momentum": 4 / 9}),
        ("Momentum", "saddle", {"lr": 0.05, "momentum": 0.5}),
        ("Nesterov", "turned", {"lr": 0.01, "momentum": 0.95}),
        ("Nesterov", "rosenbrock", {"lr": 0.001, "momentum": 0.99}),
        ("RMSprop", "turned", {"lr": 0.05}),
        ("RMSprop", "rosenbrock", {"lr": 0.005}),
        ("RMSprop", "saddle", {"lr": 0.01, "alpha": 0.9, "eps": 1e-4}),
        ("Adam", "valley", {"lr": 0.1, "betas": [0.5, 0.999]}),
        ("Adam", "rosenbrock", {"lr": 0.01, "betas": [0.3, 0.99], "eps": 1e-4}),
        ("Adam", "saddle", {"lr": 0.05, "weight_decay": 0.2}),
        ("AdamW", "turned", {"lr": 0.3, "betas": [0.8, 0.99], "weight_decay": 0.1}),
        ("AdamW", "saddle", {"lr": 0.05, "weight_decay": 0.2}),
    ],
)
def test_five_hundred_steps_with_other_settings_are_torchs(
    name: str, surface: str, settings: dict[str, Any], apart: Apart
) -> None:
    assert apart(name, surface, settings).max() <= 1e-5


@pytest.mark.parametrize("name", ["SGD", "Momentum", "Nesterov"])
def test_steps_with_given_gradients_are_torchs_to_the_bit(name: str, node: Node) -> None:
    gradients = torch.randn(200, 2, generator=torch.Generator().manual_seed(70))
    kind, always = TORCHS[name]
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = kind([w], lr=0.1, **always)
    theirs = [w.tolist()]
    for g in gradients:
        w.grad = g.clone()
        optimizer.step()
        theirs.append(w.tolist())
    body = """let t = 0;
      return figure.path(input.name, {lr: 0.1}, () => input.gradients[t++], [1, -2], 200);"""
    assert node("lib/optim.js", body, {"name": name, "gradients": gradients.tolist()}) == theirs


@pytest.mark.parametrize("surface", HEIGHTS)
def test_a_surfaces_height_and_gradient_are_autograds(surface: str, node: Node) -> None:
    points = torch.rand(200, 2, generator=torch.Generator().manual_seed(70)) * 6 - 3
    body = """const { height, gradient } = figure.surfaces[input.surface];
      return input.points.map(([x, y]) => [height(x, y), ...gradient(x, y)]);"""
    ours = node("lib/surfaces.js", body, {"surface": surface, "points": points.tolist()})
    w = points.double().requires_grad_()
    heights = HEIGHTS[surface](*w.T)
    heights.sum().backward()
    assert w.grad is not None
    theirs = torch.cat([heights.detach()[:, None], w.grad], dim=1)
    torch.testing.assert_close(torch.tensor(ours).double(), theirs, rtol=1e-6, atol=1e-5)


def test_the_minima_have_zero_gradient_and_the_least_height(surfaces: dict[str, Any]) -> None:
    for name, surface in surfaces.items():
        for place in surface["lowest"]:
            w = torch.tensor(place, dtype=torch.float64, requires_grad=True)
            height = HEIGHTS[name](*w)
            height.backward()
            assert height.item() == 0
            assert w.grad.abs().max().item() < 1e-12


def test_the_second_valley_is_the_first_one_rotated(node: Node) -> None:
    """At (10, 2) along and across the turned valley it is as high as the page's valley there."""
    body = "return [figure.surfaces.valley, figure.surfaces.turned].map(s => s.height(...s.start))"
    assert node("lib/surfaces.js", body) == pytest.approx([100, 100], rel=1e-6)
