"""Data sets: XOR's truth table, noisy XOR on a square, and two spirals."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from xor_tutorial._checks import check_number, check_whole
from xor_tutorial.devices import resolve_device


def truth_table(device: torch.device | str | None = None) -> tuple[Tensor, Tensor]:
    """The four inputs of XOR and their classes: 1 where exactly one input is 1.

    Args:
        device: the device of the tensors; torch's default device if not given.

    Returns:
        Inputs, float32 of shape (4, 2), and targets, int64 of shape (4,).

    Raises:
        ValueError: there is no such device.

    Reference:
        [Exclusive or](https://en.wikipedia.org/wiki/Exclusive_or). The rows are in the order of the
        notebook from which this course grew.

    Examples:
        >>> from xor_tutorial import truth_table
        >>> inputs, targets = truth_table()
        >>> inputs
        tensor([[0., 0.],
                [1., 0.],
                [0., 1.],
                [1., 1.]])
        >>> targets
        tensor([0, 1, 1, 0])
    """
    device = resolve_device(device)
    inputs = torch.tensor([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=torch.float32, device=device)
    targets = torch.tensor([0, 1, 1, 0], dtype=torch.int64, device=device)
    return inputs, targets


def noisy_xor(
    count: int,
    *,
    noise: float = 0.2,
    generator: torch.Generator | None = None,
    device: torch.device | str | None = None,
) -> tuple[Tensor, Tensor]:
    """XOR on a square: class 1 where the signs of the coordinates differ, plus noise.

    A point's class is determined before noise moves it, so near the axes some points are on the
    wrong side, and no classifier gets all of them right.

    Args:
        count: the number of points.
        noise: the standard deviation of the normally distributed noise on each coordinate, at
            least 0.
        generator: a CPU generator of the random numbers; torch's default one if not given.
        device: the device of the tensors; torch's default device if not given.

    Returns:
        Inputs, float32 of shape (count, 2), and targets, int64 of shape (count,).

    Raises:
        ValueError: `count` is below 1, `noise` is below 0, or there is no such device.

    Reference:
        Minsky and Papert, [Perceptrons](https://doi.org/10.7551/mitpress/11301.001.0001), 1969, for
        the pattern; points are uniform on the square from −1 to 1.

    Examples:
        >>> import torch
        >>> from xor_tutorial import noisy_xor
        >>> inputs, targets = noisy_xor(3, generator=torch.Generator().manual_seed(70))
        >>> inputs.shape, targets.shape
        (torch.Size([3, 2]), torch.Size([3]))
        >>> inputs, targets = noisy_xor(100, noise=0.0)
        >>> torch.equal(targets == 1, inputs.prod(dim=1) < 0)
        True
    """
    check_whole("count", count, 1)
    check_number("noise", noise, "of at least 0")
    device = resolve_device(device)
    points = 2 * torch.rand(count, 2, generator=generator, device="cpu") - 1
    targets = (points[:, 0] * points[:, 1] < 0).long()
    inputs = points + noise * torch.randn(count, 2, generator=generator, device="cpu")
    return inputs.to(device), targets.to(device)


def spirals(
    count: int,
    *,
    turns: float = 1.0,
    noise: float = 0.0,
    generator: torch.Generator | None = None,
    device: torch.device | str | None = None,
) -> tuple[Tensor, Tensor]:
    """Two spirals that wind around each other, one for each class.

    Args:
        count: the number of points; the classes alternate, from 0 on.
        turns: the number of turns of each spiral.
        noise: the standard deviation of the normally distributed noise on each coordinate, at
            least 0.
        generator: a CPU generator of the random numbers; torch's default one if not given.
        device: the device of the tensors; torch's default device if not given.

    Returns:
        Inputs, float32 of shape (count, 2), and targets, int64 of shape (count,).

    Raises:
        ValueError: `count` is below 1, `noise` is below 0, or there is no such device.

    Reference:
        Lang and Witbrock, "Learning to tell two spirals apart", Proceedings of the 1988
        Connectionist Models Summer School.

    Examples:
        >>> import torch
        >>> from xor_tutorial import spirals
        >>> inputs, targets = spirals(4)
        >>> inputs.shape, targets
        (torch.Size([4, 2]), tensor([0, 1, 0, 1]))
        >>> bool(inputs.norm(dim=1).max() <= 1)
        True
    """
    check_whole("count", count, 1)
    check_number("noise", noise, "of at least 0")
    device = resolve_device(device)
    targets = torch.arange(count, device="cpu") % 2
    radius = 0.1 + 0.9 * torch.rand(count, generator=generator, device="cpu")
    angle = math.pi * (2 * turns * radius + targets)  # class 1 is half a turn further
    points = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
    inputs = points + noise * torch.randn(count, 2, generator=generator, device="cpu")
    return inputs.to(device), targets.to(device)
