"""Time a step of many networks at once: `python benchmarks/many_seeds.py [ROUNDS]`.

Times the plain loop and `xor_tutorial.study.ensemble` in turn, round after round, in one process
with the same number of threads, and prints the median of each and its ratio to the plain loop, per
network and step. Then trains in separate processes and prints the peak memory of each size.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time

import torch

from xor_tutorial import SGD
from xor_tutorial.speed import variants
from xor_tutorial.study.ensemble import Ensemble, Setting, train_ensemble

SEEDS = (1, 10, 100, 1_000, 10_000)
MEMORY_STEPS = 100


def plain(steps: int) -> float:
    """Seconds a step, one network: clear, forward, loss, backward, step."""
    variant = variants.plain()
    begun = time.perf_counter()
    for _ in range(steps):
        variant.step()
    return (time.perf_counter() - begun) / steps


def together(ensemble: Ensemble, optimizer: SGD, steps: int) -> float:
    """Seconds a step, all networks."""
    begun = time.perf_counter()
    for _ in range(steps):
        ensemble.gradient()
        optimizer.step()
    return (time.perf_counter() - begun) / steps


def memory(seeds: int) -> int:
    """The peak memory in bytes of a process that trains so many networks."""
    if seeds:
        train_ensemble(range(seeds), steps=MEMORY_STEPS)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(rounds: int = 7) -> None:
    """Print times, ratios and memory."""
    # First: on Linux a process's peak counts what its parent held when it was started.
    base = _memory_of(0)
    extra = {seeds: (_memory_of(seeds) - base) / 2**20 for seeds in SEEDS}
    networks = {seeds: Ensemble(Setting(), range(seeds)) for seeds in SEEDS}
    optimizers = {seeds: SGD([ensemble.parameters], lr=0.7) for seeds, ensemble in networks.items()}
    steps = {seeds: max(20, min(300, 100_000 // seeds)) for seeds in SEEDS}
    alone: list[float] = []
    seconds: dict[int, list[float]] = {seeds: [] for seeds in SEEDS}
    plain(100)  # the first steps pay for what torch loads late
    for seeds, ensemble in networks.items():
        together(ensemble, optimizers[seeds], 10)
    for _ in range(rounds):
        alone.append(plain(300))
        for seeds, ensemble in networks.items():
            seconds[seeds].append(together(ensemble, optimizers[seeds], steps[seeds]))
    print(
        f"{rounds} rounds; torch {torch.__version__}, {platform.machine()}, "
        f"{os.cpu_count()} cores, {torch.get_num_threads()} threads"
    )
    print(f"plain loop: {statistics.median(alone) * 1e6:.0f} µs a step")
    for seeds, times in seconds.items():
        ratios = [seeds * a / t for a, t in zip(alone, times, strict=True)]
        print(
            f"{seeds:>6} networks: {statistics.median(times) * 1e6:7.0f} µs a step, "
            f"{statistics.median(times) / seeds * 1e6:8.3f} µs each, "
            f"{statistics.median(ratios):8.1f} × the plain loop (from {min(ratios):.1f} to "
            f"{max(ratios):.1f}), {extra[seeds]:6.1f} MiB for {MEMORY_STEPS} steps"
        )


def _memory_of(seeds: int) -> int:
    """`memory`, measured in a new process."""
    command = [sys.executable, __file__, "--memory", str(seeds)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        print(memory(int(sys.argv[2])))
    else:
        main(*map(int, sys.argv[1:]))
