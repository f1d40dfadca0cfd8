"""What the page on speed shows is what was recorded, and what was recorded is one training."""

import importlib.util
import json
import math
import re
import time
from pathlib import Path
from statistics import median

import pytest
import torch

from figures import draw
from xor_tutorial.speed import timings, variants

ROOT = Path(__file__).parents[2]
PAGE = sorted((ROOT / "xor_tutorial/snippets/speed").glob("*.pycon"))
every_recording = pytest.mark.parametrize("device", ["cpu", "cuda"])


@pytest.fixture(scope="module")
def benchmark():
    place = importlib.util.spec_from_file_location("speed_", ROOT / "benchmarks/speed.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def recorded(device):
    return json.loads((timings.RESULTS / f"{device}.json").read_text(encoding="utf-8"))


@every_recording
def test_a_recording_says_where_and_when_it_was_made(device):
    made = recorded(device)["made"]
    assert made["device"] == device
    assert made["machine"]
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", made["torch"])
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", made["date"])
    assert made["rounds"] >= 5
    assert made["cores"] >= made["threads"] >= 1


@every_recording
def test_every_recorded_rung_made_the_bare_loops_training(device):
    for name, told in recorded(device)["rungs"].items():
        assert "failed" not in told, name
        assert told["losses apart"] <= 1e-6, name


@every_recording
def test_the_recorded_rungs_are_those_of_the_benchmark(device, benchmark):
    rungs = recorded(device)["rungs"]
    made = {name: count for name, (count, _) in benchmark.ways(torch.device(device)).items()}
    if device == "cpu":
        made["JavaScript"] = 1
    assert {name: told["networks"] for name, told in rungs.items()} == made
    rounds = recorded(device)["made"]["rounds"]
    assert all(len(told["seconds"]) == rounds for told in rungs.values())


@pytest.mark.parametrize("path", PAGE, ids=lambda path: path.stem)
def test_a_table_of_the_page_is_the_recording(path):
    """Worked out anew from the file, without the code that prints the table."""
    text = path.read_text(encoding="utf-8")
    if "× bare" not in text:
        return
    rungs = recorded("cuda" if 'load("cuda")' in text else "cpu")["rungs"]
    lines = re.findall(
        r"(?m)^([\w][\w, .-]*?) {2,}([\d.,]+) +([\d,]+) +([\d.,]+) +([\d.,]+)$", text
    )
    assert lines, path
    for name, *shown in lines:
        told = rungs[name]
        each = [seconds / told["networks"] for seconds in told["seconds"]]
        ratios = [b / e for b, e in zip(rungs["bare loop"]["seconds"], each, strict=True)]
        expected = (median(told["seconds"]) * 1e6, told["networks"], median(each) * 1e6)
        for number, right in zip(shown, (*expected, median(ratios)), strict=True):
            assert float(number.replace(",", "")) == pytest.approx(right, rel=0.006), name


def test_the_benchmark_checks_what_it_times(benchmark):
    """A rung's losses are those of the way itself: a hundred, from the first on."""
    rung = benchmark.Rung(1, variants.functions(), torch.device("cpu"))
    way = variants.plain()
    bare = [way.step()[0].item() for _ in range(100)]
    assert rung.losses == pytest.approx(bare, rel=0, abs=1e-6)
    assert rung.seconds() > 0


def test_javascript_trains_what_the_bare_loop_trains(benchmark):
    way = variants.plain()
    bare = [way.step()[0].item() for _ in range(100)]
    assert benchmark.JavaScript().losses == pytest.approx(bare, rel=0, abs=1e-6)


def test_a_rung_that_fails_says_so_and_costs_no_other(benchmark):
    def broken():
        raise RuntimeError("no compiler\nand a long trace")

    assert benchmark.attempt(broken) == {"failed": "RuntimeError: no compiler"}
    with pytest.raises(TimeoutError), benchmark.limited(0.01):
        time.sleep(10)


def test_the_profile_has_every_part_of_a_step_and_all_its_operations(benchmark):
    parts = benchmark.parts(torch.device("cpu"), steps=3)
    assert list(parts) == ["clear", "forward", "loss", "backward", "step"]
    assert parts["forward"]["operations"] == 5  # three layers, two sigmoids
    assert parts["step"]["operations"] == 6
    for part in parts.values():
        assert 0 <= part["seconds in operations"] <= part["seconds"]


def test_a_failed_rung_is_shown_as_failed():
    told = {"bare loop": {"networks": 1, "seconds": [2.0]}, "gone": {"failed": "OSError: why"}}
    some = timings.Ladder({}, told, {}, {})
    assert some.table("bare loop", "gone").endswith("gone      failed: OSError: why")
    with pytest.raises(ValueError, match="gone could not be had: OSError: why"):
        some.ratio("gone")


def test_what_was_not_recorded_is_named():
    with pytest.raises(ValueError, match="device: expected one of cpu, cuda, got 'tpu'"):
        timings.load("tpu")
    with pytest.raises(ValueError, match="name: expected one of bare loop, "):
        timings.load("cpu").seconds("no such rung")
    with pytest.raises(ValueError, match=r"name: .* got 'no such rung'"):
        timings.load("cpu").table("no such rung")
    with pytest.raises(ValueError, match=r"names: expected some of bare loop, .* got none"):
        timings.load("cpu").table()


@pytest.mark.parametrize(
    ("name", "device"), [("speed-ladder", "cpu"), ("speed-ladder-gpu", "cuda")]
)
def test_a_rung_ten_times_as_fast_lies_one_power_further_left(name, device):
    svg = draw(name, "en")
    places = [float(x) for x in re.findall(r'cx="([\d.]+)"', svg)]
    costs = [float(n.replace(",", "")) for n in re.findall(r'class="muted">([\d.,]+)<', svg)]
    ticks = [float(x) for x in re.findall(r'<line x1="([\d.]+)"[^>]*class="grid"', svg)]
    costs = costs[-len(places) :]
    power = ticks[1] - ticks[0]
    for x, cost in zip(places[1:], costs[1:], strict=True):
        away = math.log10(costs[0] / cost) * power
        assert places[0] - x == pytest.approx(away, abs=0.5)
