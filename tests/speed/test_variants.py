"""Every variant of a step has the losses of the bare loop."""

import gc
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import pytest
import torch
from torch.profiler import ProfilerActivity, profile

from xor_tutorial.speed import variants
from xor_tutorial.speed.variants import Variant

STEPS = 300


def losses(variant: Variant, steps: int = STEPS) -> list[float]:
    """The losses of seed 70."""
    found: list[float] = []
    while len(found) < steps:
        found += [loss.flatten()[0].item() for loss in variant.step()]
    return found


@pytest.fixture(scope="module")
def bare() -> list[float]:
    return losses(variants.plain())


@pytest.mark.parametrize(
    "make",
    [
        variants.notebook,
        variants.functions,
        variants.by_hand,
        lambda: variants.plain(keep_gradients=True),
        lambda: variants.plain(rows=4_000),
        lambda: variants.plain(foreach=True),
        lambda: variants.plain(fused=True),
        lambda: variants.stacked(1),
        lambda: variants.stacked(1_500),
    ],
    ids=["notebook", "functions", "by hand", "kept", "rows", "foreach", "fused", "one", "stacked"],
)
def test_a_variant_has_the_losses_of_the_bare_loop(
    make: Callable[..., Variant], bare: list[float]
) -> None:
    assert losses(make()) == pytest.approx(bare, rel=0, abs=1e-6)


@pytest.mark.parametrize("rows", [0, 2, 6, 4.0])
def test_rows_that_are_not_a_multiple_of_four_are_refused(rows: float) -> None:
    with pytest.raises(ValueError, match=r"rows: expected a (multiple of 4|whole number from 4)"):
        variants.plain(rows=rows)  # type: ignore[arg-type]


def test_zero_networks_are_refused() -> None:
    with pytest.raises(ValueError, match="networks: expected a whole number from 1, got 0"):
        variants.stacked(0)


def test_step_by_numbers_has_the_losses_of_every_stacked_network() -> None:
    stacked = variants.stacked(20)
    numbers = [row.clone() for row in stacked.parameters[0]]
    for _ in range(STEPS):
        ours = variants.step_by_numbers(numbers)
        torch.testing.assert_close(ours, stacked.step()[0], rtol=0, atol=1e-6)


def test_a_stacked_step_computes_in_about_forty_calls() -> None:
    """As the page on speed says. Views and copies are not counted."""
    step = variants.stacked(1_000).step
    step()
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        step()
    not_counted = {"as_strided", "select", "unsqueeze", "to", "_to_copy", "copy_", "fill_"}
    not_counted |= {"empty_strided", "log_softmax"}  # the work is in _log_softmax
    counts = {event.key.removeprefix("aten::"): event.count for event in seen.key_averages()}
    assert 35 <= sum(n for name, n in counts.items() if name not in not_counted) <= 45, counts


def test_one_kernel_has_the_losses_of_the_bare_loop(
    monkeypatch: pytest.MonkeyPatch, bare: list[float]
) -> None:
    monkeypatch.setattr(torch, "compile", lambda function, **how: function)
    assert losses(variants.one_kernel(2)) == pytest.approx(bare, rel=0, abs=1e-6)


class Graph:
    """A fake of a CUDA graph."""

    captured: list[Callable[[], object]]

    def replay(self) -> None:
        for work in self.captured:
            work()


class Stream:
    """A fake of a CUDA stream."""

    def wait_stream(self, other: "Stream") -> None:
        pass


@pytest.fixture
def graphs(monkeypatch: pytest.MonkeyPatch) -> list[Graph]:
    """A fake of CUDA graphs: each replay runs what was captured again, as the real one does."""

    @contextmanager
    def graph(recorded: Graph) -> Iterator[None]:
        recorded.captured = []
        recording.append(recorded)
        yield
        recording.pop()

    recording: list[Graph] = []
    monkeypatch.setattr(torch.cuda, "CUDAGraph", Graph)
    monkeypatch.setattr(torch.cuda, "graph", graph)
    monkeypatch.setattr(torch.cuda, "Stream", Stream)
    monkeypatch.setattr(torch.cuda, "stream", lambda stream: nullcontext())
    monkeypatch.setattr(torch.cuda, "current_stream", Stream)
    return recording


@pytest.mark.parametrize("steps", [1, 100])
@pytest.mark.parametrize("make", [variants.plain, variants.by_hand, lambda: variants.stacked(3)])
def test_capturing_a_graph_leaves_the_parameters_unchanged(
    make: Callable[..., Variant], steps: int, graphs: list[Graph], bare: list[float]
) -> None:
    variant = make()

    def recorded() -> list[torch.Tensor]:
        """While a graph is captured, a step is recorded and not run."""
        if not graphs:
            return variant.step()
        loss = torch.empty(3)
        graphs[-1].captured.append(lambda: loss.copy_(variant.step()[0].detach()))
        return [loss]

    graph = variants.captured(variants.Variant(recorded, variant.parameters), steps)
    assert losses(graph, 200) == pytest.approx(bare[:200], rel=0, abs=1e-6)


def test_a_graph_keeps_the_tensors_that_it_writes_to_alive(graphs: list[Graph]) -> None:
    w = torch.zeros(3)
    seen = weakref.ref(w)
    replay = variants.captured(variants.Variant(lambda w=w: [w.sum()], [w])).step  # type: ignore[misc]
    del w
    gc.collect()
    assert seen() is not None, "freed, although the graph still writes there"
    assert replay()[0] == 0


@pytest.mark.skipif(not torch.cuda.is_available(), reason="torch finds no GPU here")
@pytest.mark.parametrize("steps", [1, 100])
@pytest.mark.parametrize(
    "make", [variants.plain, variants.by_hand, lambda device: variants.stacked(3, device)]
)
def test_a_graph_on_a_gpu_has_the_losses_of_the_bare_loop(
    make: Callable[..., Variant], steps: int, bare: list[float]
) -> None:
    variant = variants.captured(make("cuda"), steps)
    assert losses(variant) == pytest.approx(bare, rel=0, abs=1e-6)
