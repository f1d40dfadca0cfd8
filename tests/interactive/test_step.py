"""One step in the figure equals one step of torch.optim.SGD."""

from typing import Any

import pytest
import torch

from tests.interactive.conftest import Node, Off
from xor_tutorial import one_step_network

STEP = "return figure.oneStep(input.x, input.target, input.lr)"


@pytest.mark.parametrize("lr", [0.001, 0.1, 10.0])
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("x", [[0, 0], [1, 0], [0, 1], [1, 1]])
def test_every_number_is_torchs(x: list[int], target: int, lr: float, node: Node, off: Off) -> None:
    ours = node("lib/graph.js", STEP, {"x": x, "target": target, "lr": lr})
    model, h = one_step_network(), torch.tensor([x], dtype=torch.float32)
    names = [f"{name}{layer}" for layer in "₁₂₃" for name in "Wb"]
    parameters = dict(zip(names, model.parameters(), strict=True))
    before = {name: w.detach().clone() for name, w in parameters.items()}
    values = {"x": h}
    for name, layer in zip(("a₁", "h₁", "a₂", "h₂", "z"), model.layers, strict=True):
        values[name] = h = layer(h)
        h.retain_grad()
    loss = torch.nn.functional.cross_entropy(h, torch.tensor([target]))
    loss.backward()
    torch.optim.SGD(model.parameters(), lr=lr).step()
    after = torch.nn.functional.cross_entropy(
        model(torch.tensor([x], dtype=torch.float32)), torch.tensor([target])
    )

    def distance(mine: Any, theirs: torch.Tensor | None) -> float:
        assert theirs is not None
        mine = torch.tensor(mine)
        return off(mine.tolist(), theirs.detach().reshape(mine.shape))

    for name, w in parameters.items():
        assert distance(ours["values"][name], before[name]) == 0  # bit for bit
        assert distance(ours["gradients"][name], w.grad) <= 1
        # lr multiplies a gradient's last bit
        assert distance(ours["after"][name], w) <= max(1, lr)
    for name, value in values.items():
        assert distance(ours["values"][name], value) <= 1
        if name != "x":
            assert distance(ours["gradients"][name], value.grad) <= 1
    assert distance(ours["values"]["L"], loss) <= 1
    assert distance(ours["lossAfter"], after) <= max(1, lr)
