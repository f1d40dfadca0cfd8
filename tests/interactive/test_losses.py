"""The losses of the figures are torch's, and their gradients autograd's."""

import itertools

import pytest
import torch
from torch.nn import functional as F

EPS = torch.finfo(torch.float32).eps


def cross_entropy(z, target, weight, smoothing):
    logits = torch.stack([torch.zeros_like(z), z]).view(1, 2)
    weights = torch.tensor([1.0, weight])
    return F.cross_entropy(
        logits, torch.tensor([target]), weights, reduction="sum", label_smoothing=smoothing
    )


def nll_loss(z, target, weight, smoothing):
    logits = torch.stack([torch.zeros_like(z), z]).view(1, 2)
    weights = torch.tensor([1.0, weight])
    return F.nll_loss(
        torch.log_softmax(logits, 1), torch.tensor([target]), weights, reduction="sum"
    )


def softened(target, smoothing):
    return torch.tensor(target * (1 - smoothing) + smoothing / 2)


def binary_cross_entropy_with_logits(z, target, weight, smoothing):
    y = softened(target, smoothing)
    return F.binary_cross_entropy_with_logits(z, y, pos_weight=torch.tensor(weight))


def binary_cross_entropy(z, target, weight, smoothing):
    own = torch.tensor(weight if target else 1.0)
    return F.binary_cross_entropy(torch.sigmoid(z), softened(target, smoothing), weight=own)


def mse_loss(z, target, weight, smoothing):
    return (weight if target else 1.0) * F.mse_loss(torch.sigmoid(z), softened(target, smoothing))


TORCHS = [
    cross_entropy,
    nll_loss,
    binary_cross_entropy_with_logits,
    binary_cross_entropy,
    mse_loss,
]


@pytest.fixture(scope="module")
def cases():
    random = torch.Generator().manual_seed(0)
    zs = [0.0, -5.0, -20.0, 20.0, 88.0, -104.0, 1000.0, -1000.0]
    zs += (torch.randn(40, generator=random) * 6).tolist()
    return [*itertools.product(zs, (0, 1), (1.0, 0.25, 5.0), (0.0, 0.1, 0.5))]


@pytest.mark.parametrize("function", TORCHS, ids=lambda f: f.__name__)
def test_loss_and_gradient_are_torchs(node, far, cases, function):
    script = """return input.map(([z, target, weight, smoothing]) =>
      figure.losses.NAME(z, { target, weight, smoothing }))""".replace("NAME", function.__name__)
    for (z, *truth), found in zip(cases, node("lib/losses.js", script, cases), strict=True):
        leaf = torch.tensor(z, requires_grad=True)
        loss = function(leaf, *truth)
        (gradient,) = torch.autograd.grad(loss, leaf)
        limit = EPS * max(1.0, truth[1])  # one in the last place of the weight
        if function is binary_cross_entropy:  # a last place of p is more in the logarithm of 1 − p
            p, y = torch.sigmoid(leaf).item(), softened(truth[0], truth[2]).item()
            limit *= 1 + y / max(p, EPS) + (1 - y) / max(1 - p, EPS)
        assert far(found, torch.stack([loss.detach(), gradient])) <= limit, (z, truth, found)
