"""Where a snippet's tensors live: on the CPU as written, or all of them on a GPU."""

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

from xor_tutorial.devices import resolve_device

# What draws random numbers: functions that make a tensor, methods that fill one, and what draws
# within while it trains.
MAKERS = {
    torch.rand,
    torch.randn,
    torch.randint,
    torch.randperm,
    torch.normal,
    torch.bernoulli,
    torch.binomial,
    torch.multinomial,
    torch.poisson,
    Tensor.bernoulli,
    Tensor.multinomial,
    torch.rand_like,
    torch.randn_like,
    torch.randint_like,
}
FILLERS = {
    Tensor.uniform_,
    Tensor.normal_,
    Tensor.bernoulli_,
    Tensor.random_,
    Tensor.exponential_,
    Tensor.log_normal_,
    Tensor.cauchy_,
    Tensor.geometric_,
    # With a mode in force torch hands these over whole, before they reach the methods above.
    init.uniform_,
    init.normal_,
    init.kaiming_uniform_,
}
DROPPERS = {
    F.dropout,
    F.dropout1d,
    F.dropout2d,
    F.dropout3d,
    F.alpha_dropout,
    F.feature_alpha_dropout,
}


@dataclass
class Use:
    """What a source did on a lane other than the CPU's."""

    made_tensors: bool = False
    used_device: bool = False


class Lane:
    """A device on which sources are run.

    On any but the CPU every tensor is made there unless the code names a device, and random numbers
    are drawn on the CPU and moved: a seed gives the same numbers everywhere. `nn.Dropout` and its
    like draw in their own kernels, so while they train their input goes to the CPU and back.
    `nn.RReLU` is not covered.

    Args:
        device: `"cpu"`, `"cuda"`, …

    Raises:
        ValueError: this machine has no such device. A lane without its device is no lane.

    Examples:
        >>> Lane("cpu").is_gpu
        False
    """

    def __init__(self, device: str) -> None:
        self.device = resolve_device(device)
        self.is_gpu = self.device.type == "cuda"
        if self.is_gpu:
            self._prove()

    @contextmanager
    def entered(self) -> Iterator[Use]:
        """Within, tensors are made on the device; says afterwards whether any were."""
        use = Use()
        if self.device.type == "cpu":
            yield use
            return
        before = self._allocations()
        with torch.device(self.device), _DrawOnCPU(self.device, use):
            yield use
        use.used_device = self._allocations() > before

    def _prove(self) -> None:
        """Run a kernel and compare what it gives: the device is there, and it computes."""
        x = torch.arange(1024, dtype=torch.float32, device=self.device)
        total = (x * 2).sum().item()
        if total != 1023 * 1024:
            raise ValueError(f"device: '{self.device}' computes {total} for {1023 * 1024}")

    def _allocations(self) -> int:
        """How many blocks of the device's memory have been handed out so far."""
        stats: dict[str, int] = torch.cuda.memory_stats(self.device)
        return stats.get("allocation.all.allocated", 0)


class _DrawOnCPU(TorchFunctionMode):
    def __init__(self, device: torch.device, use: Use) -> None:
        super().__init__()
        self.device = device
        self.use = use

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
        drops = function in DROPPERS and kwargs["training"]
        if (function in MAKERS and on_cpu and "out" not in kwargs) or drops:
            result = self._make(function, args, kwargs)
        elif function in FILLERS:
            result = self._fill(function, args, kwargs)
        else:
            result = function(*args, **kwargs)
        self.use.made_tensors |= isinstance(result, Tensor)
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
        # A method has its tensor as the first argument, a function of init may have it by name.
        there: Tensor = kwargs.pop("tensor") if "tensor" in kwargs else args[0]
        here = torch.empty(there.shape, dtype=there.dtype, device="cpu")
        with (
            torch.no_grad()
            if getattr(function, "__module__", "") == "torch.nn.init"
            else nullcontext()
        ):
            return there.copy_(function(here, *args[1:], **kwargs))
