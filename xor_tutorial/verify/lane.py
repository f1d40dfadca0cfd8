"""Run a source's tensors on the CPU, as written, or all of them on another device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.nn import init
from torch.overrides import TorchFunctionMode

from xor_tutorial.devices import processor, resolve_device

# Type of device → a function for its model's name; and a dtype that it lacks.
MODELS: dict[str, Callable[[torch.device], str]] = {
    "cpu": lambda _: processor(),
    "cuda": torch.cuda.get_device_name,
    "xpu": torch.xpu.get_device_name,
    "mps": lambda _: processor(),
}
LACKS = {"mps": "float64"}

# Functions that return random tensors, functions that fill a tensor with random numbers, and layers
# that draw random numbers while they train.
# fmt: off
RANDOM_TENSORS = {
    torch.rand, torch.randn, torch.randint, torch.randperm, torch.normal, torch.bernoulli,
    torch.binomial, torch.multinomial, torch.poisson, torch.rand_like, torch.randn_like,
    torch.randint_like, Tensor.bernoulli, Tensor.multinomial,
}
RANDOM_FILLS = {
    Tensor.uniform_, Tensor.normal_, Tensor.bernoulli_, Tensor.random_, Tensor.exponential_,
    Tensor.log_normal_, Tensor.cauchy_, Tensor.geometric_,
    # Under a mode torch passes these on whole, before they reach the methods above.
    init.uniform_, init.normal_, init.kaiming_uniform_,
}
DROPOUTS = {
    F.dropout, F.dropout1d, F.dropout2d, F.dropout3d, F.alpha_dropout, F.feature_alpha_dropout,
}
# fmt: on


@dataclass
class Usage:
    """Whether a source made tensors, and whether any of them were on the lane's device."""

    made_tensors: bool = False
    used_device: bool = False


class Lane:
    """A device to run sources on.

    On any but the CPU every tensor is created there unless the code names a device, and random
    numbers are drawn on the CPU and moved, so that a seed gives the same numbers everywhere.
    `nn.Dropout` and its like draw inside their own kernels, so while they train their input goes to
    the CPU and back. `nn.RReLU` is not covered.

    Args:
        device: `"cpu"`, `"cuda"`, `"xpu"`, `"mps"`, or one of several such as `"cuda:1"`.

    Raises:
        ValueError: this machine has no such device, or it computes wrongly.

    Examples:
        >>> Lane("cpu").is_gpu
        False
    """

    def __init__(self, device: str) -> None:
        self.device = resolve_device(device)
        if self.device.type not in MODELS:
            raise ValueError(f"device: expected {', '.join(MODELS)}, got '{device}'")
        self.model, self.lacks = MODELS[self.device.type](self.device), LACKS.get(self.device.type)
        self.is_gpu = self.device.type != "cpu"
        if self.is_gpu:
            self._test_device()

    @contextmanager
    def entered(self, usage: Usage) -> Iterator[None]:
        """Within the block, tensors are created on the device; `usage` says whether they were."""
        if not self.is_gpu:
            yield
            return
        with torch.device(self.device), _RandomOnCPU(self.device, usage):
            yield

    def _test_device(self) -> None:
        """Run a kernel and compare its result."""
        x = torch.arange(1024, dtype=torch.float32, device=self.device)
        total = (x * 2).sum().item()
        if total != 1023 * 1024:
            raise ValueError(f"device: '{self.device}' computes {total} for {1023 * 1024}")


class _RandomOnCPU(TorchFunctionMode):
    def __init__(self, device: torch.device, usage: Usage) -> None:
        super().__init__()
        self.device = device
        self.usage = usage

    def __torch_function__(
        self,
        function: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401
        kwargs = dict(kwargs or {})
        generator = kwargs.get("generator")
        on_cpu = generator is None or generator.device.type == "cpu"
        drops = function in DROPOUTS and kwargs["training"]
        if (function in RANDOM_TENSORS and on_cpu and "out" not in kwargs) or drops:
            result = self._make(function, args, kwargs)
        elif function in RANDOM_FILLS:
            result = self._fill(function, args, kwargs)
        else:
            result = function(*args, **kwargs)
        if isinstance(result, Tensor):
            self.usage.made_tensors = True
            self.usage.used_device |= result.device.type == self.device.type
        return result

    def _make(
        self, function: Callable[..., Tensor], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tensor:
        device = kwargs.pop("device", None)
        there = [x for x in (*args, *kwargs.values()) if isinstance(x, Tensor)]
        if device is None:
            device = there[0].device if there else self.device
        requires_grad = kwargs.pop("requires_grad", False)
        in_place = kwargs.pop("inplace", False)
        args = tuple(x.cpu() if isinstance(x, Tensor) else x for x in args)
        kwargs = {n: x.cpu() if isinstance(x, Tensor) else x for n, x in kwargs.items()}
        with torch.device("cpu"):
            drawn = function(*args, **kwargs)
        if in_place:
            return there[0].copy_(drawn)
        moved = drawn.to(device)
        return moved.requires_grad_() if requires_grad else moved

    def _fill(
        self, function: Callable[..., Tensor], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tensor:
        # A method takes its tensor as the first argument, a function of init perhaps by name.
        there: Tensor = kwargs.pop("tensor") if "tensor" in kwargs else args[0]
        here = torch.empty(there.shape, dtype=there.dtype, device="cpu")
        of_init = getattr(function, "__module__", "") == "torch.nn.init"
        with torch.no_grad() if of_init else nullcontext():
            return there.copy_(function(here, *args[1:], **kwargs))
