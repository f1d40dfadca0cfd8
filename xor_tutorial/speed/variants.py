"""Variants of one training step: the same arithmetic on the source notebook's network, faster.

Each function returns a `Variant`. `benchmarks/speed.py` times them in turn and writes `results/`,
which `timings` reads.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils import parameters_to_vector

from xor_tutorial._checks import check_whole
from xor_tutorial.data import truth_table
from xor_tutorial.devices import resolve_device
from xor_tutorial.network import XOR
from xor_tutorial.optim import SGD
from xor_tutorial.study.ensemble import Ensemble, Setting

__all__ = [
    "Variant",
    "by_hand",
    "captured",
    "compiled",
    "functions",
    "notebook",
    "one_kernel",
    "plain",
    "stacked",
    "step_by_numbers",
]

Device = torch.device | str | None
SEED, LR = 70, 0.7


class Variant(NamedTuple):
    """One way to train.

    Attributes:
        step: makes one step or several, and returns, for each step, the loss before that step.
        parameters: the tensors that a step changes.
    """

    step: Callable[[], list[Tensor]]
    parameters: list[Tensor]


def plain(
    device: Device = None, *, rows: int = 4, keep_gradients: bool = False, **options: bool
) -> Variant:
    """The bare loop's step: clear, forward, loss, backward, step.

    Args:
        device: where to train; torch's default device if not given.
        rows: the size of the batch: the truth table, repeated. It is a multiple of 4, so the mean
            loss is the same.
        keep_gradients: set gradients to 0 and keep their memory, instead of freeing it.
        options: passed on to `torch.optim.SGD`: `foreach=True` or `fused=True`.

    Raises:
        ValueError: `rows` isn't a multiple of 4, or there is no such device.

    Examples:
        >>> from xor_tutorial.speed.variants import plain
        >>> step = plain().step
        >>> [round(loss.item(), 4) for _ in range(3) for loss in step()]
        [0.8012, 0.716, 0.6974]
    """
    if check_whole("rows", rows, 4) % 4:
        raise ValueError(f"rows: expected a multiple of 4, got {rows}")
    model, inputs, targets = _network_and_data(device)
    inputs, targets = inputs.repeat(rows // 4, 1), targets.repeat(rows // 4)
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR, **options)

    def step() -> list[Tensor]:
        optimizer.zero_grad(set_to_none=not keep_gradients)
        loss = loss_function(model(inputs), targets)
        loss.backward()
        optimizer.step()
        return [loss]

    return Variant(step, list(model.parameters()))


def notebook(device: Device = None) -> Variant:
    """The source notebook's step: it reads the loss, and writes a file at each improvement.

    Examples:
        >>> from xor_tutorial.speed.variants import notebook
        >>> round(notebook().step()[0].item(), 4)
        0.8012
    """
    model, inputs, targets = _network_and_data(device)
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    folder = tempfile.TemporaryDirectory()
    best = float("inf")

    def step() -> list[Tensor]:
        nonlocal best
        optimizer.zero_grad()
        loss = loss_function(model(inputs), targets)
        loss.backward()
        optimizer.step()
        if loss.item() < best:
            best = loss.item()
            torch.save(model.state_dict(), Path(folder.name) / "xor.pt")
        return [loss]

    return Variant(step, list(model.parameters()))


def functions(device: Device = None) -> Variant:
    """The same operations of torch without modules and optimizer, with less Python around them.

    Examples:
        >>> from xor_tutorial.speed.variants import functions
        >>> step = functions().step
        >>> [round(loss.item(), 4) for _ in range(3) for loss in step()]
        [0.8012, 0.716, 0.6974]
    """
    model, x, targets = _network_and_data(device)
    parameters: list[Tensor] = list(model.parameters())
    w1, b1, w2, b2, w3, b3 = parameters

    def step() -> list[Tensor]:
        h1 = torch.sigmoid(F.linear(x, w1, b1))
        h2 = torch.sigmoid(F.linear(h1, w2, b2))
        loss = F.cross_entropy(F.linear(h2, w3, b3), targets)
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for w, gradient in zip(parameters, gradients, strict=True):
                w.add_(gradient, alpha=-LR)
        return [loss]

    return Variant(step, parameters)


def by_hand(device: Device = None) -> Variant:
    """No autograd: gradients from their formulas, written into tensors that exist already.

    All 28 parameters lie in one tensor and all gradients in another, so the step is one addition.

    Examples:
        >>> from xor_tutorial.speed.variants import by_hand
        >>> step = by_hand().step
        >>> [round(loss.item(), 4) for _ in range(3) for loss in step()]
        [0.8012, 0.716, 0.6974]
    """
    model, x, targets = _network_and_data(device)
    flat = parameters_to_vector(model.parameters()).detach()
    gradient = torch.empty_like(flat)
    sizes = [w.numel() for w in model.parameters()]
    (w1, b1, w2, b2, w3, b3), (grad_w1, grad_b1, grad_w2, grad_b2, grad_w3, grad_b3) = (
        [part.view_as(w) for part, w in zip(torch.split(t, sizes), model.parameters(), strict=True)]
        for t in (flat, gradient)
    )
    one_hot = F.one_hot(targets, 2).to(x)
    h1, h2, z = x.new_empty(4, 4), x.new_empty(4, 2), x.new_empty(4, 2)
    grad_z1, grad_z2, grad_z3 = x.new_empty(4, 4), x.new_empty(4, 2), x.new_empty(4, 2)
    sigmoid_backward = torch.ops.aten.sigmoid_backward

    @torch.no_grad()
    def step() -> list[Tensor]:
        torch.addmm(b1, x, w1.T, out=h1).sigmoid_()
        torch.addmm(b2, h1, w2.T, out=h2).sigmoid_()
        torch.addmm(b3, h2, w3.T, out=z)
        logs = torch.log_softmax(z, dim=1)
        loss = torch.vdot(logs.view(-1), one_hot.view(-1)).mul_(-1 / 4)
        torch.exp(logs, out=grad_z3).sub_(one_hot).mul_(1 / 4)  # (p − y) / 4
        torch.mm(grad_z3.T, h2, out=grad_w3)
        torch.sum(grad_z3, dim=0, out=grad_b3)
        sigmoid_backward(torch.mm(grad_z3, w3, out=grad_z2), h2, grad_input=grad_z2)
        torch.mm(grad_z2.T, h1, out=grad_w2)
        torch.sum(grad_z2, dim=0, out=grad_b2)
        sigmoid_backward(torch.mm(grad_z2, w2, out=grad_z1), h1, grad_input=grad_z1)
        torch.mm(grad_z1.T, x, out=grad_w1)
        torch.sum(grad_z1, dim=0, out=grad_b1)
        flat.add_(gradient, alpha=-LR)
        return [loss]

    return Variant(step, [flat])


def compiled(device: Device = None, mode: str | None = None) -> Variant:
    """Network and loss compiled by `torch.compile`, and their gradients with them.

    The first call compiles, which takes from seconds to a minute, and on a CPU needs a C++
    compiler. So it isn't run here; call `compiled().step()` as with the other variants.

    Args:
        device: where to train; torch's default device if not given.
        mode: torch's own if not given; `"reduce-overhead"` uses CUDA graphs on a GPU.
    """
    model, inputs, targets = _network_and_data(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)

    @torch.compile(mode=mode)
    def loss_of_all() -> Tensor:
        return F.cross_entropy(model(inputs), targets)

    def step() -> list[Tensor]:
        optimizer.zero_grad()
        loss = loss_of_all()
        loss.backward()
        optimizer.step()
        return [loss]

    return Variant(step, list(model.parameters()))


def stacked(networks: int, device: Device = None) -> Variant:
    """Many networks at once, from seed 70 on; more than a thousand repeat the first thousand.

    A step returns one loss for each network.

    Examples:
        >>> from xor_tutorial.speed.variants import stacked
        >>> variant = stacked(2_000)
        >>> variant.parameters[0].shape
        torch.Size([28, 2000])
        >>> variant.step()[0][[0, 1, 1000, 1001]]
        tensor([0.8012, 0.6947, 0.8012, 0.6947])
    """
    check_whole("networks", networks, 1)
    drawn = Ensemble(Setting(lr=LR), range(SEED, SEED + min(networks, 1000)), device)
    copies = -(-networks // 1000)
    columns = drawn.parameters.repeat(1, copies)[:, :networks]
    ensemble = Ensemble.from_parameters(drawn.setting, columns)
    optimizer = SGD([ensemble.parameters], lr=LR)

    def step() -> list[Tensor]:
        losses = ensemble.gradient()
        optimizer.step()
        return [losses]

    return Variant(step, [ensemble.parameters])


def one_kernel(networks: int, device: Device = None) -> Variant:
    """As `stacked`, but as one kernel, which `torch.compile` makes from `step_by_numbers`.

    The kernel reads the parameters, keeps everything else in the processor's registers, and writes
    the parameters. The first call compiles, which takes up to a minute, and on a CPU needs a C++
    compiler.

    Args:
        networks: how many, as for `stacked`.
        device: where to train; torch's default device if not given.
    """
    numbers = [row.clone() for row in stacked(networks, device).parameters[0]]
    # By default torch ends a kernel after 64 operations.
    step = torch.compile(step_by_numbers, dynamic=False, options={"max_fusion_size": 1000})
    return Variant(lambda: [step(numbers)], numbers)


@torch.no_grad()
def step_by_numbers(numbers: list[Tensor]) -> Tensor:
    """A step of the 2-4-2-2 network written out: sums, products and sigmoids of single numbers.

    Args:
        numbers: its 28 parameters; each may be a tensor of any shape, with a network in each place.

    Returns:
        The loss of the parameters before the step, in the same shape.

    Examples:
        >>> from torch.nn.utils import parameters_to_vector
        >>> from xor_tutorial.study.ensemble import Setting
        >>> from xor_tutorial.speed.variants import step_by_numbers
        >>> numbers = [*parameters_to_vector(Setting().network(70).parameters()).detach()]
        >>> [round(step_by_numbers(numbers).item(), 4) for _ in range(3)]
        [0.8012, 0.716, 0.6974]
    """
    layers, first = [], 0
    for inputs, units in ((2, 4), (4, 2), (2, 2)):
        bias, end = first + inputs * units, first + (inputs + 1) * units
        weights = [range(start, start + inputs) for start in range(first, bias, inputs)]
        layers.append((weights, range(bias, end)))
        first = end
    zero = torch.zeros_like(numbers[0])
    loss, gradient = zero, [zero] * first
    for x, y in (((0, 0), 0), ((1, 0), 1), ((0, 1), 1), ((1, 1), 0)):
        h: list[Sequence[Tensor | int]] = [x]
        for weights, biases in layers:
            z = []
            for incoming, bias in zip(weights, biases, strict=True):
                z.append(numbers[bias])
                for w, value in zip(incoming, h[-1], strict=True):
                    z[-1] = z[-1] + numbers[w] * value
            h.append([torch.sigmoid(sum_) for sum_ in z])
        gap = z[1 - y] - z[y]
        loss = loss + F.softplus(gap) / 4
        wrong = torch.sigmoid(gap) / 4  # the other class's p, over 4 rows
        grad_z = [wrong, -wrong] if y else [-wrong, wrong]
        for layer in (2, 1, 0):
            weights, biases = layers[layer]
            grad_h: list[Tensor] = [zero] * len(h[layer])
            for unit, dz in enumerate(grad_z):
                gradient[biases[unit]] = gradient[biases[unit]] + dz
                for i, w in enumerate(weights[unit]):
                    gradient[w] = gradient[w] + dz * h[layer][i]
                    grad_h[i] = grad_h[i] + dz * numbers[w]
            grad_z = [dh * value * (1 - value) for dh, value in zip(grad_h, h[layer], strict=True)]
    for number, g in zip(numbers, gradient, strict=True):
        number.sub_(g, alpha=LR)
    return loss


def captured(variant: Variant, steps: int = 1) -> Variant:
    """A step as a CUDA graph: recorded once, then started as a whole, with no Python in between.

    A graph repeats the same kernels on the same memory. So the step must not read a number back,
    nor make tensors on the CPU, and its inputs must stay at one place in memory. Each call
    overwrites the losses that the call before returned.

    Args:
        variant: the steps to record, on a GPU; its parameters are as before afterwards.
        steps: how many steps to record in one graph.

    Reference:
        [CUDA graphs](https://docs.pytorch.org/docs/stable/notes/cuda.html#cuda-graphs).
    """
    kept = [(w, w.detach().clone()) for w in variant.parameters]
    # Warm up on another stream, as torch asks: what it loads and chooses once can't be captured.
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            variant.step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    for w, _ in kept:
        if w.requires_grad:
            w.grad = None  # the graph allocates it in its own memory
    with torch.cuda.graph(graph):
        losses = [loss.detach() for _ in range(steps) for loss in variant.step()]
    with torch.no_grad():
        for w, before in kept:
            w.copy_(before)

    return Variant(partial(_replay, graph, losses, variant), variant.parameters)


def _replay(graph: torch.cuda.CUDAGraph, losses: list[Tensor], variant: Variant) -> list[Tensor]:
    """Launch a graph. `variant` keeps the tensors alive in whose memory the graph works."""
    graph.replay()
    return losses


def _network_and_data(device: Device) -> tuple[XOR, Tensor, Tensor]:
    """The source notebook's network and data."""
    target = resolve_device(device)
    with torch.random.fork_rng(), torch.device("cpu"):
        model = Setting().network(SEED)
    return model.to(target), *truth_table(target)
