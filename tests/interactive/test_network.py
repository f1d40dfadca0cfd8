"""The figures' network trains as in torch, and a run can move to any step."""

from typing import Any

import pytest
import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from tests.interactive.conftest import Node
from xor_tutorial import XOR, train, truth_table
from xor_tutorial.recordings import FILE, load

RUN = "const run = new figure.Run({ ...figure.DEFAULTS, ...input.settings });"
BEGIN = """
const { Network } = figure;
const network = new Network(input.sizes, input.activation, new Float32Array(input.parameters));
"""
LEARN = (
    RUN
    + """
run.to(input.steps);
return { losses: run.losses.subarray(0, input.steps + 1), parameters: run.network.parameters };
"""
)


def learned(node: Node, steps: int, **settings: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """Losses and last weights of a run in JavaScript."""
    got = node("lib/run.js", LEARN, {"settings": settings, "steps": steps})
    return tensor(got["losses"]), tensor(got["parameters"])


def tensor(values: list[Any]) -> torch.Tensor:
    """float32 on the CPU."""
    return torch.tensor(values, dtype=torch.float32, device="cpu")


def torchs(steps: int, width: str = "4-2", **settings: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """The same of torch's."""
    sizes = (2, *map(int, width.split("-")), 2)
    run = train(steps=steps, sizes=sizes, device="cpu", progress=False, **settings)
    return run.losses, parameters_to_vector(run.model.parameters()).detach()


def test_the_first_1000_losses_of_the_default_run_equal_torchs_within_1e_6(node: Node) -> None:
    losses, _ = learned(node, 1000)
    expected, _ = torchs(1000)
    assert losses[0].item() == pytest.approx(0.8012, abs=5e-5)
    assert (losses - expected).abs().max() <= 1e-6


def test_a_hundred_steps_from_each_recorded_state_reach_the_next_within_5e_6(node: Node) -> None:
    """What a reader sees between two rows of the recording is never further from torch."""
    rows = load().weights
    body = (
        BEGIN
        + """
    return input.rows.slice(0, -1).map(row => {
      network.parameters.set(row);
      for (let i = 0; i < 100; i++) { network.backward(); network.step(0.7, 0); }
      return network.parameters.slice();
    });
    """
    )
    given = {"sizes": [2, 4, 2, 2], "activation": "sigmoid", "parameters": rows[0].tolist()}
    arrived = tensor(node("lib/network.js", body, {**given, "rows": rows.tolist()}))
    assert arrived.shape == (100, 28)
    assert (arrived - rows[1:]).abs().max() <= 5e-6


@pytest.mark.parametrize(
    "settings",
    [
        {"activation": "tanh", "lr": 0.3},
        {"activation": "gelu", "lr": 0.3},
        {"activation": "relu", "lr": 0.1, "seed": 3},
        {"momentum": 0.9},
        {"momentum": 0.5, "lr": 2.0, "seed": 7},
        {"width": "2", "activation": "tanh", "momentum": 0.9, "lr": 0.1},
        {"width": "8-8", "activation": "gelu", "lr": 0.1, "seed": 1},
        {"width": "8", "activation": "relu", "lr": 0.1, "momentum": 0.9},
    ],
    ids=str,
)
def test_the_losses_of_300_steps_with_other_settings_equal_torchs_within_2e_5(
    node: Node, settings: dict[str, Any]
) -> None:
    losses, parameters = learned(node, 300, **settings)
    expected, weights = torchs(300, **settings)
    assert (losses - expected).abs().max() <= 2e-5
    assert (parameters - weights).abs().max() <= 2e-4
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "gelu"])
@pytest.mark.parametrize("scale", [1.0, 30.0])
def test_the_loss_and_every_gradient_are_autograds(
    node: Node, activation: str, scale: float
) -> None:
    """Of weights that saturate and overflow, too."""
    model = XOR((2, 5, 3, 2), activation).to("cpu")
    drawn = torch.randn(
        sum(p.numel() for p in model.parameters()),
        generator=torch.Generator().manual_seed(70),
        device="cpu",
    )
    vector_to_parameters(scale * drawn, model.parameters())
    given = {
        "sizes": model.sizes,
        "activation": activation,
        "parameters": parameters_to_vector(model.parameters()).tolist(),
    }
    body = BEGIN + "return { loss: network.backward(), gradients: network.gradients };"
    got = node("lib/network.js", body, given)
    inputs, targets = truth_table("cpu")
    loss = torch.nn.functional.cross_entropy(model(inputs), targets)
    loss.backward()
    expected = parameters_to_vector(p.grad for p in model.parameters())  # type: ignore[misc]
    assert got["loss"] == pytest.approx(loss.item(), rel=2e-6)
    torch.testing.assert_close(tensor(got["gradients"]), expected, rtol=1e-5, atol=2e-7 * scale)


def test_gelu_and_its_derivative_equal_torchs_in_float64_within_1e_7(node: Node) -> None:
    """The figure takes Φ from a table, with Taylor's formula between; 6 is where the table ends."""
    body = """
    const { forward, backward } = figure.ACTIVATIONS.gelu;
    const z = new Float32Array(input), h = new Float64Array(z.length);
    const d = new Float64Array(z.length).fill(1);
    forward(z, h);
    backward(z, h, d);
    return [h, d];
    """
    z = torch.linspace(-8, 8, 5001, device="cpu")
    h, d = (torch.tensor(x, dtype=torch.float64) for x in node("lib/network.js", body, z.tolist()))
    exact = z.double().requires_grad_()
    expected = torch.nn.functional.gelu(exact)
    (slope,) = torch.autograd.grad(expected.sum(), exact)
    assert (h - expected).abs().max() <= 1e-7
    assert (d - slope).abs().max() <= 1e-7


def test_the_plane_has_the_networks_outputs(node: Node) -> None:
    """Logits at many points at once, as the boundary is drawn from them."""
    points = torch.rand(16, 2, generator=torch.Generator().manual_seed(70), device="cpu")
    model = load().model(2000).to("cpu")
    weights = parameters_to_vector(model.parameters()).tolist()
    body = (
        BEGIN
        + """
    const pass = new figure.Pass(network, 16);
    pass.input.set(input.points);
    pass.forward();
    return pass.h;
    """
    )
    given = {"sizes": [2, 4, 2, 2], "activation": "sigmoid", "parameters": weights}
    got = node("lib/network.js", body, {**given, "points": points.T.flatten().tolist()})
    h = points
    for i, layer in enumerate(model.layers):
        h = layer(h).detach()
        if i % 2 or i == 4:
            torch.testing.assert_close(tensor(got[i // 2]).view(-1, 16).T, h, rtol=1e-6, atol=1e-6)


def test_moving_back_gives_the_same_step_bit_for_bit(node: Node) -> None:
    body = (
        RUN
        + """
    const seen = step => {
      run.to(step);
      return [...run.network.parameters, ...run.network.gradients, run.loss];
    };
    const first = [0, 1, 99, 100, 101, 555, 1000].map(seen);
    const again = [555, 1000, 0, 101, 99, 100, 1].map(seen);
    return { first, again: [2, 6, 4, 5, 3, 0, 1].map(i => again[i]), reached: run.reached };
    """
    )
    got = node("lib/run.js", body, {"settings": {"momentum": 0.9}})
    assert got["first"] == got["again"]
    assert got["reached"] == 1000


def test_with_the_recording_each_hundredth_step_is_torchs_bit_for_bit(node: Node) -> None:
    """And going back finds it again; a run of other settings takes nothing from it."""
    body = """
    const { readFileSync } = await import("node:fs");
    const recording = new Float32Array(new Uint8Array(readFileSync(input)).buffer);
    const run = new figure.Run(figure.DEFAULTS, recording), rows = [];
    for (const step of [10000, 0, 1500, 100]) {
      run.to(step);
      rows.push(run.network.parameters.slice());
    }
    return { rows, losses: run.losses };
    """
    got = node("lib/run.js", body, str(FILE))
    recording = load()
    for row, step in zip(got["rows"], (10_000, 0, 1500, 100), strict=True):
        assert torch.equal(tensor(row), recording.weights[step // 100])
    assert (tensor(got["losses"])[::10] - recording.losses).abs().max() <= 5e-6


def test_a_run_ends_where_the_notebooks_does_and_begins_at_0(node: Node) -> None:
    body = RUN + "run.to(1e9); const end = run.step; run.to(-5); return [end, run.step];"
    assert node("lib/run.js", body, {"settings": {}}) == [10_000, 0]
