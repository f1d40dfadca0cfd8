"""Resolve the name of a device, and check that this machine has it."""

from __future__ import annotations

import platform
from pathlib import Path

import torch


def resolve_device(name: torch.device | str | None = None) -> torch.device:
    """Return the device of that name, if this machine has it.

    Args:
        name: `"cpu"`, `"cuda"`, `"cuda:1"`, `"mps"`, … or a `torch.device`; torch's default device
            if not given.

    Returns:
        The device.

    Raises:
        ValueError: torch knows no such device, or this machine has none.

    Reference:
        [torch.device](https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.device).

    Examples:
        >>> from xor_tutorial import resolve_device
        >>> resolve_device("cpu")
        device(type='cpu')
        >>> resolve_device("gpu")
        Traceback (most recent call last):
            ...
        ValueError: device: expected a name such as 'cpu' or 'cuda', got 'gpu'
    """
    try:
        # torch.get_default_device() of torch 2.6 doesn't see `with torch.device(…):`.
        device = torch.empty(0).device if name is None else torch.device(name)
    except (RuntimeError, TypeError):
        raise ValueError(f"device: expected a name such as 'cpu' or 'cuda', got {name!r}") from None
    if device.type == "cuda":
        if not torch.cuda.is_available():
            raise ValueError(
                f"device: '{device}' was asked for, but torch finds no CUDA device here; use 'cpu'"
            )
        if (device.index or 0) >= torch.cuda.device_count():
            raise ValueError(
                f"device: '{device}' was asked for, but torch finds only "
                f"{torch.cuda.device_count()} CUDA device(s); they count from 0"
            )
    elif device.type != "cpu":
        try:
            torch.zeros(1, device=device).item()
        except (RuntimeError, NotImplementedError, AssertionError):
            raise ValueError(
                f"device: '{device}' was asked for, but torch can't use it here; use 'cpu'"
            ) from None
    return device


def processor() -> str:
    """The name of this machine's processor.

    Examples:
        >>> from xor_tutorial.devices import processor
        >>> bool(processor())
        True
    """
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
