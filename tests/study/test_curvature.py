"""The gradient norm and the Hessian are those of the training loss."""

import pytest
import torch
from torch.nn.functional import cross_entropy

from xor_tutorial import XOR, truth_table
from xor_tutorial.study.curvature import gradient_norm, hessian


def model(seed: int, sizes: tuple[int, ...] = (2, 3, 2)) -> XOR:
    torch.manual_seed(seed)
    return XOR(sizes).double()


def loss_of(network: XOR) -> torch.Tensor:
    inputs, targets = truth_table()
    return cross_entropy(network(inputs.double()), targets)


def test_the_slope_is_the_length_of_backwards_gradient() -> None:
    network = model(1)
    loss_of(network).backward()
    gradient = torch.cat([w.grad.flatten() for w in network.parameters()])
    assert gradient_norm(network) == pytest.approx(gradient.norm().item(), rel=1e-6)


def test_the_curvature_is_how_the_gradient_changes() -> None:
    network, h = model(2), 1e-5
    matrix = hessian(network)
    rows = []
    for w in network.parameters():
        for i in range(w.numel()):
            sides = []
            for step in (h, -h):
                moved = XOR(network.sizes).double()
                moved.load_state_dict(network.state_dict())
                with torch.no_grad():
                    names = [n for n, v in network.named_parameters() if v is w]
                    dict(moved.named_parameters())[names[0]].view(-1)[i] += step
                loss_of(moved).backward()
                sides.append(torch.cat([v.grad.flatten() for v in moved.parameters()]))
            rows.append((sides[0] - sides[1]) / (2 * h))
    torch.testing.assert_close(matrix, torch.stack(rows), rtol=0, atol=1e-8)
    assert torch.equal(matrix, matrix.T)


def test_the_network_stays_as_it_was() -> None:
    network = XOR()
    before = [w.clone() for w in network.parameters()]
    hessian(network)
    assert all(map(torch.equal, before, network.parameters()))
    assert all(w.grad is None for w in network.parameters())
