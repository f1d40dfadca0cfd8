"""The functions and optimizers from scratch pass on torch's own test samples."""

import inspect
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.autograd import gradcheck, gradgradcheck
from torch.testing._internal.common_methods_invocations import op_db
from torch.testing._internal.common_optimizers import optim_db
from torch.testing._internal.opinfo.core import OpInfo, SampleInput

import xor_tutorial
from xor_tutorial import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    log_softmax,
    log_sum_exp,
    mean_squared_error,
    nll_loss,
    softmax,
)
from xor_tutorial.optim import Optimizer

Both = Callable[[torch.Tensor], tuple[torch.Tensor, torch.Tensor]]


FUNCTIONS = {
    "softmax": softmax,
    "log_softmax": log_softmax,
    "logsumexp": log_sum_exp,
    "nn.functional.cross_entropy": cross_entropy,
    "nn.functional.nll_loss": nll_loss,
    "nn.functional.binary_cross_entropy_with_logits": binary_cross_entropy_with_logits,
    "nn.functional.mse_loss": mean_squared_error,
}


CLASSES = ("nn.functional.cross_entropy", "nn.functional.nll_loss")


def compared(name: str, op: OpInfo, sample: SampleInput) -> str | Both:
    """Ours and torch's function of a sample's input; or what of the sample ours doesn't offer."""
    ours, args, options = FUNCTIONS[name], list(sample.args), dict(sample.kwargs)
    if name == "logsumexp":
        dims = args[0] if isinstance(args[0], tuple) else args[:1]
        if len(dims) > 1:
            return "several dims"
        return lambda z: (
            ours(z, *dims),  # type: ignore[operator]
            torch.logsumexp(z, dims),
        )  # keepdim left out on both sides
    reduction = options.pop("reduction", "mean")
    if options:
        return ", ".join(sorted(options))
    if not name.startswith("nn."):
        return lambda z: (ours(z, *args), op.op(z, *args))  # type: ignore[operator]
    (targets,) = args
    if name in CLASSES and targets.is_floating_point():
        return "probabilities as targets"

    def both(z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        theirs = op.op(z, targets, reduction=reduction)
        theirs = theirs / targets.numel() if reduction == "sum" else theirs.mean()
        if name in CLASSES:  # (C,) and (N, C, d, …) as rows
            rows = z.movedim(min(1, z.dim() - 1), -1).reshape(-1, z.shape[min(1, z.dim() - 1)])
            return ours(rows, targets.flatten()), theirs  # type: ignore[operator]
        return ours(z, targets), theirs  # type: ignore[operator]

    return both


NOT_OFFERED = {"dtype", "several dims", "weight", "ignore_index", "label_smoothing", "pos_weight"}
NOT_OFFERED |= {"probabilities as targets"}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_and_gradients_are_torchs_on_torchs_own_samples(
    name: str, dtype: torch.dtype
) -> None:
    counts: Counter[str] = Counter()
    for op in (op for op in op_db if op.name == name):
        for sample in op.sample_inputs("cpu", dtype, requires_grad=True):
            both = compared(name, op, sample)
            if isinstance(both, str):
                counts[both] += 1
                continue
            counts["compared"] += 1
            z = sample.input
            found, expected = both(z)
            torch.testing.assert_close(found, expected)
            weights = torch.rand_like(expected)
            gradients = (torch.autograd.grad((x * weights).sum(), z) for x in (found, expected))
            torch.testing.assert_close(*gradients)
            if dtype == torch.float64:
                assert gradcheck(lambda z, both=both: both(z)[0], z)
                assert gradgradcheck(lambda z, both=both: both(z)[0], z)
    assert counts.pop("compared", 0) >= 5, counts
    assert {option for why in counts for option in why.split(", ")} <= NOT_OFFERED


EDGES = {
    "zeros": torch.zeros(2, 3),
    "ties": torch.tensor([[1.0, 1.0, -2.0], [3.0, 3.0, 3.0]]),
    "a tie of large scores": torch.tensor([[700.0, 700.0, 0.0], [-700.0, -700.0, -700.0]]),
    "one class": torch.tensor([[0.0], [2.0]]),
    "far apart": torch.tensor([[0.0, 800.0], [-800.0, 0.0]]),
    "negative zero": torch.tensor([[-0.0, 0.0]]),
}
CALLS = {
    "softmax": lambda z: softmax(z, 1),
    "log_softmax": lambda z: log_softmax(z, 1),
    "log_sum_exp": lambda z: log_sum_exp(z, 1),
    "cross_entropy": lambda z: cross_entropy(z, torch.zeros(len(z)).long()),
    "nll_loss": lambda z: nll_loss(z, torch.zeros(len(z)).long()),
    "binary, targets 0": lambda z: binary_cross_entropy_with_logits(z, torch.zeros_like(z)),
    "binary, targets 1": lambda z: binary_cross_entropy_with_logits(z, torch.ones_like(z)),
    "binary, targets 0.3": lambda z: binary_cross_entropy_with_logits(z, z.detach() * 0 + 0.3),
    "mean_squared_error": lambda z: mean_squared_error(z, torch.zeros_like(z)),
}


@pytest.mark.parametrize("scores", EDGES.values(), ids=EDGES)
@pytest.mark.parametrize("function", CALLS.values(), ids=CALLS)
def test_first_and_second_derivatives_are_right_at_ties_zeros_and_extremes(
    function: Callable[[torch.Tensor], torch.Tensor], scores: torch.Tensor
) -> None:
    z = scores.double().requires_grad_()
    assert gradcheck(function, z)
    assert gradgradcheck(function, z)


INFINITE = {
    "masked": torch.tensor([[0.0, -torch.inf, 1.0]]),
    "all masked": torch.tensor([[-torch.inf, -torch.inf]]),
    "infinite": torch.tensor([[torch.inf, 0.0]]),
    "nan": torch.tensor([[torch.nan, 0.0]]),
}


@pytest.mark.parametrize("scores", INFINITE.values(), ids=INFINITE)
@pytest.mark.parametrize(
    ("ours", "torchs"),
    [(softmax, torch.softmax), (log_softmax, torch.log_softmax), (log_sum_exp, torch.logsumexp)],
)
def test_gradients_of_infinite_scores_are_torchs(
    ours: Callable[[torch.Tensor, int], torch.Tensor],
    torchs: Callable[[torch.Tensor, int], torch.Tensor],
    scores: torch.Tensor,
) -> None:
    found, expected = (
        torch.autograd.grad(function(z, 1)[0].flatten()[0], z)[0]
        for function in (ours, torchs)
        for z in [scores.clone().requires_grad_()]
    )
    torch.testing.assert_close(found, expected, equal_nan=True)


def ours_for(
    torchs: type[torch.optim.Optimizer], settings: dict[str, Any]
) -> Callable[[Any], Optimizer] | None:
    """Our optimizer for torch's settings, with those of them that it takes, or None."""
    settings = dict(settings)
    name = torchs.__name__
    if name == "SGD" and settings.get("momentum"):
        name = "Nesterov" if settings.pop("nesterov", False) else "Momentum"
    ours = getattr(xor_tutorial, name)
    if settings.keys() <= inspect.signature(ours).parameters.keys():
        return lambda parameters: ours(parameters, **settings)
    return None


KNOWN: list[Any] = optim_db  # torch says that each has an optimizer, and means its class
OPTIMIZERS = [
    info
    for info in KNOWN
    if info.optim_cls in (torch.optim.SGD, torch.optim.RMSprop, torch.optim.Adam, torch.optim.AdamW)
]
every_optimizer = pytest.mark.parametrize(
    "info", OPTIMIZERS, ids=[info.optim_cls.__name__ for info in OPTIMIZERS]
)
UNOFFERED = {"maximize", "amsgrad", "centered", "dampening", "weight_decay", "momentum"}
UNOFFERED |= {"foreach", "capturable", "differentiable", "fused", "nesterov"}


@every_optimizer
def test_thirty_steps_with_torchs_sample_settings_equal_torchs_bit_for_bit(info: Any) -> None:
    count = 0
    for sample in info.optim_inputs_func("cpu"):
        make = ours_for(info.optim_cls, sample.kwargs)
        if make is None:
            assert sample.kwargs.keys() & UNOFFERED, sample
            continue
        generator = torch.Generator().manual_seed(0)
        ours = torch.randn(4, 3, generator=generator).T.requires_grad_()
        theirs = ours.detach().clone().requires_grad_()
        optimizers = make([ours]), info.optim_cls([theirs], foreach=False, **sample.kwargs)
        for _ in range(30):
            gradient = torch.randn(4, 3, generator=generator).T
            for w, optimizer in zip((ours, theirs), optimizers, strict=True):
                w.grad = gradient.clone()
                optimizer.step()
        assert torch.equal(ours, theirs), sample
        count += 1
    assert count >= 2


@every_optimizer
def test_arguments_that_torchs_optimizers_refuse_are_refused(info: Any) -> None:
    count = 0
    for sample in info.optim_error_inputs_func("cpu", torch.float32):
        given = sample.optimizer_error_input
        make = ours_for(info.optim_cls, given.kwargs)
        if make is None:
            assert given.kwargs.keys() & UNOFFERED, given
            continue
        if any(isinstance(beta, torch.Tensor) for beta in given.kwargs.get("betas", ())):
            continue  # ours takes numbers and tensors of one number alike
        parameters = given.params or [torch.ones(1, requires_grad=True)]
        with pytest.raises((TypeError, ValueError)):
            make(parameters)
        count += 1
    assert count >= 5
