"""What a history and the best weights cost: `python benchmarks/training.py [STEPS] [ROUNDS]`.

Times three ways of training in turn, round after round, in one process, and prints the median of
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
    """`xor_tutorial.train`: every loss kept, and the weights of the best."""
    train(steps=steps, progress=False)


def _make(steps: int, variant: variants.Variant) -> None:
    for _ in range(steps):
        variant.step()


def main(steps: int = 2_000, rounds: int = 5) -> None:
    """Print seconds and ratios."""
    ways = (bare, ours, notebook)
    seconds: dict[str, list[float]] = {variant.__name__: [] for variant in ways}
    bare(200)  # the first steps pay for what torch loads late
    for _ in range(rounds):
        for variant in ways:
            begun = time.perf_counter()
            variant(steps)
            seconds[variant.__name__].append(time.perf_counter() - begun)
    print(f"{steps} steps, {rounds} rounds; torch {torch.__version__}, {platform.machine()}")
    for variant, times in seconds.items():
        ratios = [t / b for t, b in zip(times, seconds["bare"], strict=True)]
        print(
            f"{variant:>9}: {statistics.median(times) / steps * 1e6:6.0f} µs a step, "
            f"{statistics.median(ratios):5.2f} × the bare loop"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
