"""The whole data set: XOR's truth table."""

from __future__ import annotations

import torch
from torch import Tensor


def truth_table(device: torch.device | str | None = None) -> tuple[Tensor, Tensor]:
    """The four inputs of XOR and their classes: 1 where exactly one input is 1.

    Args:
        device: where the tensors live; torch's default device if not given.

    Returns:
        Inputs, float32 of shape (4, 2), and targets, int64 of shape (4,).

    Source:
        [Exclusive or](https://en.wikipedia.org/wiki/Exclusive_or); rows in the notebook's order.

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
    inputs = torch.tensor([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=torch.float32, device=device)
    targets = torch.tensor([0, 1, 1, 0], dtype=torch.int64, device=device)
    return inputs, targets
