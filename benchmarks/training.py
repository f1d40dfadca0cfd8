"""Time what keeping all losses costs: `python benchmarks/training.py [STEPS] [ROUNDS]`.

Times three training loops in turn, round after round, in one process, and prints the median of
each with its ratio to the bare loop: machines differ and drift, ratios hold.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time

import torch

from xor_tutorial import train
from xor_tutorial.speed import variants


def bare(steps: int) -> None:
    """The loop and nothing else: no history, no best weights."""
    _make(steps, variants.plain())


def notebook(steps: int) -> None:
    """The source notebook's loop: a file written at each improvement."""
    _make(steps, variants.notebook())


def ours(steps: int) -> None:
    """`xor_tutorial.train`, which keeps all losses and the best weights."""
    train(steps=steps, progress=False)


def _make(steps: int, variant: variants.Variant) -> None:
    for _ in range(steps):
        variant.step()


def main(steps: int = 2_000, rounds: int = 5) -> None:
    """Print seconds and ratios."""
    loops = (bare, ours, notebook)
    seconds: dict[str, list[float]] = {loop.__name__: [] for loop in loops}
    bare(200)  # the first steps pay for what torch loads late
    for _ in range(rounds):
        for loop in loops:
            begun = time.perf_counter()
            loop(steps)
            seconds[loop.__name__].append(time.perf_counter() - begun)
    print(f"{steps} steps, {rounds} rounds; torch {torch.__version__}, {platform.machine()}")
    for name, times in seconds.items():
        ratios = [t / b for t, b in zip(times, seconds["bare"], strict=True)]
        print(
            f"{name:>9}: {statistics.median(times) / steps * 1e6:6.0f} µs a step, "
            f"{statistics.median(ratios):5.2f} × the bare loop"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
