"""Compare one thread with several: `python benchmarks/threads.py [--out FILE] [ROUNDS]`.

Trains the bare loop on batches of four rows with one thread and with one per core, in turn, each in
a new process. On a busy machine the difference is large: small operations wait for threads that
aren't scheduled. `load` is the system's load average.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import torch

from xor_tutorial.devices import processor
from xor_tutorial.speed import variants

STEPS = 1_000


def seconds(threads: int) -> float:
    """How long the steps take in a new process with so many threads."""
    code = "from benchmarks.threads import once; once()"
    root = Path(__file__).parents[1]
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def once() -> None:
    """Print how many seconds the steps take in this process."""
    variant = variants.plain()
    for _ in range(20):  # the first steps pay for what torch loads late
        variant.step()
    begun = time.perf_counter()
    for _ in range(STEPS):
        variant.step()
    print(time.perf_counter() - begun)


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    parser.add_argument("--out", type=Path, help="where to write the recording")
    arguments = parser.parse_args()
    cores = os.cpu_count() or 1
    times: dict[int, list[float]] = {1: [], cores: []}
    load = os.getloadavg()[0]
    for _ in range(arguments.rounds):
        for threads, seen in times.items():
            seen.append(seconds(threads))
    for threads, seen in times.items():
        print(f"{threads} threads: {statistics.median(seen):.2f} s for {STEPS} steps, load {load}")
    if arguments.out:
        made = {
            "machine": processor(),
            "cores": cores,
            "torch": torch.__version__,
            "date": datetime.now(UTC).date().isoformat(),
            "load": round(load, 1),
            "steps": STEPS,
            "seconds": times,
        }
        arguments.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
