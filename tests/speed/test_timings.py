"""The tables of two pages agree with the recorded timings, and the benchmark is tested."""

import json
import math
import re
import time
from pathlib import Path
from statistics import median
from typing import Any, Never

import pytest
import torch

from benchmarks import speed as benchmark
from figures import draw
from xor_tutorial.speed import timings, variants

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "xor_tutorial/snippets"
SHOWN = [*sorted((SNIPPETS / "speed").glob("*.pycon")), *sorted((SNIPPETS / "gpu").glob("*.pycon"))]
TABLES = [path for path in SHOWN if "× bare" in path.read_text(encoding="utf-8")]
every_recording = pytest.mark.parametrize("device", ["cpu", "cuda"])


def recorded(device: str) -> dict[str, Any]:
    text = (timings.RESULTS / f"{device}.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


@every_recording
def test_recorded_timings_name_the_machine_the_versions_and_the_date(device: str) -> None:
    environment = recorded(device)["environment"]
    assert environment["device"] == device
    assert environment["machine"]
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", environment["torch"])
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", environment["date"])
    assert environment["rounds"] >= 5
    assert environment["cores"] >= environment["threads"] >= 1


@every_recording
def test_every_timed_variant_had_the_losses_of_the_bare_loop(device: str) -> None:
    for name, result in recorded(device)["variants"].items():
        assert "failed" not in result, name
        assert result["largest loss difference"] <= 1e-6, name


@every_recording
def test_the_timings_are_of_the_variants_that_the_benchmark_has(device: str) -> None:
    results = recorded(device)["variants"]
    expected = {
        name: count for name, (count, _) in benchmark.variants(torch.device(device)).items()
    }
    if device == "cpu":
        expected["JavaScript"] = 1
    assert {name: result["networks"] for name, result in results.items()} == expected
    rounds = recorded(device)["environment"]["rounds"]
    assert all(len(result["seconds"]) == rounds for result in results.values())


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_of_the_page_agrees_with_the_recorded_timings(path: Path) -> None:
    """Computed from the file, without the code that prints the table."""
    text = path.read_text(encoding="utf-8")
    results = recorded("cuda" if 'load_timings("cuda")' in text else "cpu")["variants"]
    lines = re.findall(
        r"(?m)^([\w][\w, .-]*?) {2,}([\d.,]+) +([\d,]+) +([\d.,]+) +([\d.,]+)$", text
    )
    assert lines, path
    for name, *shown in lines:
        result = results[name]
        each = [seconds / result["networks"] for seconds in result["seconds"]]
        ratios = [b / e for b, e in zip(results["bare loop"]["seconds"], each, strict=True)]
        seconds = median(result["seconds"])
        expected = (seconds * 1e6, result["networks"], median(each) * 1e6, median(ratios))
        for number, value in zip(shown, expected, strict=True):
            assert float(number.replace(",", "")) == pytest.approx(value, rel=0.006), name


def test_the_benchmark_checks_what_it_times() -> None:
    """A timed variant has made its first hundred steps, and their losses are kept."""
    timed = benchmark.TimedVariant(1, variants.functions(), torch.device("cpu"))
    bare_loop = variants.plain()
    bare = [bare_loop.step()[0].item() for _ in range(100)]
    assert timed.losses == pytest.approx(bare, rel=0, abs=1e-6)
    assert timed.seconds() > 0


def test_every_variant_of_the_benchmark_that_compiles_nothing_can_be_set_up() -> None:
    for name, (_, make) in benchmark.variants(torch.device("cpu")).items():
        if "compile" not in name and "kernel" not in name:
            assert make().parameters, name


def test_javascript_trains_what_the_bare_loop_trains() -> None:
    bare_loop = variants.plain()
    bare = [bare_loop.step()[0].item() for _ in range(100)]
    assert benchmark.JavaScript().losses == pytest.approx(bare, rel=0, abs=1e-6)


def test_a_variant_that_fails_or_hangs_does_not_stop_the_benchmark() -> None:
    def broken() -> Never:
        raise RuntimeError("no compiler\nand a long trace")

    assert benchmark.attempt(broken) == {"failed": "RuntimeError: no compiler"}
    with pytest.raises(TimeoutError), benchmark.limited(0.01):
        time.sleep(10)


def test_the_profile_has_every_part_of_a_step_and_all_its_operations() -> None:
    parts = benchmark.parts(torch.device("cpu"), steps=3)
    assert list(parts) == ["clear", "forward", "loss", "backward", "optimizer"]
    assert parts["forward"]["operations"] == 5  # three layers, two sigmoids
    assert parts["optimizer"]["operations"] == 6
    for part in parts.values():
        assert 0 <= part["seconds in operations"] <= part["seconds"]


def test_a_failed_variant_is_shown_with_its_error() -> None:
    result: dict[str, dict[str, Any]] = {
        "bare loop": {"networks": 1, "seconds": [2.0]},
        "gone": {"failed": "OSError: why"},
    }
    some = timings.Timings({}, result, {}, {})
    assert some.table("bare loop", "gone").endswith("gone      failed: OSError: why")
    with pytest.raises(ValueError, match="gone failed when it was timed: OSError: why"):
        some.speedup("gone")


def test_a_device_or_variant_without_timings_is_named_with_those_that_have_some() -> None:
    with pytest.raises(ValueError, match="device: expected one of cpu, cuda, got 'tpu'"):
        timings.load_timings("tpu")
    with pytest.raises(ValueError, match="name: expected one of bare loop, "):
        timings.load_timings("cpu").seconds("no such variant")
    with pytest.raises(ValueError, match=r"name: .* got 'no such variant'"):
        timings.load_timings("cpu").table("no such variant")
    with pytest.raises(ValueError, match=r"names: expected some of bare loop, .* got none"):
        timings.load_timings("cpu").table()


@pytest.mark.parametrize(("name", "device"), [("step-costs", "cpu"), ("step-costs-gpu", "cuda")])
def test_a_variant_ten_times_as_fast_is_one_power_of_ten_further_left(
    name: str, device: str
) -> None:
    svg = draw(name, "en")
    places = [float(x) for x in re.findall(r'cx="([\d.]+)"', svg)]
    costs = [float(n.replace(",", "")) for n in re.findall(r'class="muted">([\d.,]+)<', svg)]
    ticks = [float(x) for x in re.findall(r'<line x1="([\d.]+)"[^>]*class="grid"', svg)]
    costs = costs[-len(places) :]
    power = ticks[1] - ticks[0]
    for x, cost in zip(places[1:], costs[1:], strict=True):
        away = math.log10(costs[0] / cost) * power
        assert places[0] - x == pytest.approx(away, abs=0.5)
