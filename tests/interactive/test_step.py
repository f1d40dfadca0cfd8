"""One step of the figure is one step of torch.optim.SGD, from the weights to the smaller loss."""

import pytest
import torch

from xor_tutorial import XOR

STEP = """
const { notebook } = await import(input.random);
const found = figure.oneStep(notebook(), input.x, input.target, input.lr);
return { before: notebook(), ...found };
"""


def notebook():
    """The notebook's network: the second after seed 70."""
    torch.manual_seed(70)
    _, model = XOR(), XOR()
    return model


def row(tensors):
    return torch.cat([tensor.detach().flatten() for tensor in tensors])


@pytest.mark.parametrize("lr", [0.001, 0.1, 10.0])
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("x", [[0, 0], [1, 0], [0, 1], [1, 1]])
def test_every_number_is_torchs(x, target, lr, node, off, figures):
    given = {"x": x, "target": target, "lr": lr, "random": figures + "lib/random.js"}
    ours = node("lib/step.js", STEP, given)
    model, h = notebook(), torch.tensor([x], dtype=torch.float32)
    before = row(model.parameters())
    values = [h]
    for layer in model.layers:
        h = layer(h)
        h.retain_grad()
        values.append(h)
    loss = torch.nn.functional.cross_entropy(h, torch.tensor([target]))
    loss.backward()
    gradients = row(w.grad for w in model.parameters())
    torch.optim.SGD(model.parameters(), lr=lr).step()
    logits = model(torch.tensor([x], dtype=torch.float32))
    smaller = torch.nn.functional.cross_entropy(logits, torch.tensor([target]))

    assert torch.equal(torch.tensor(ours["before"]), before)  # bit for bit
    pairs = [
        *zip(ours["inputs"], values[0::2], strict=True),
        *zip(ours["sums"], values[1::2], strict=True),
        *zip(ours["deltas"], (value.grad for value in values[1::2]), strict=True),
        (ours["p"], torch.softmax(h, dim=1)),
        (ours["loss"], loss),
        (ours["gradients"], gradients),
    ]
    stepped = [(ours["after"], row(model.parameters())), (ours["newLoss"], smaller)]
    for some, limit in ((pairs, 1), (stepped, max(1, lr))):  # lr multiplies a gradient's last bit
        for mine, theirs in some:
            assert off(mine, theirs.detach().reshape(torch.tensor(mine).shape)) <= limit
