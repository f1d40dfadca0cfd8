"""The playground's address and its generated program describe the run that it shows."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.interactive.conftest import Node
from xor_tutorial import XOR, study, train

BOTH = """
const [{ Run }, { initial }] = await Promise.all(
  ["run.js", "initializations.js"].map((name) => import(new URL(name, input.lib))));
const settings = { ...input.defaults, ...input.settings }, run = new Run(settings, null, initial);
run.to(input.steps);
return { program: figure.program(settings, input.steps), losses: run.losses };
"""
DEFAULTS = {
    "seed": 70,
    "width": "4-2",
    "activation": "sigmoid",
    "lr": 0.7,
    "momentum": 0,
    "initialization": "linear",
}
STUDY = json.loads(study.as_json())
SETTINGS: list[tuple[dict[str, Any], int]] = [
    ({}, 1000),
    ({"seed": 3, "momentum": 0.9, "lr": 0.3}, 250),
    ({"width": "8-8", "activation": "gelu", "lr": 0.1, "momentum": 0.5}, 300),
    ({"width": "3", "activation": "tanh", "lr": 0.1, "initialization": "xavier"}, 300),
    ({"width": "8", "activation": "relu", "lr": 0.1, "initialization": "kaiming"}, 300),
    ({"width": "4-4", "lr": 2, "initialization": "alike"}, 200),
    ({"width": "4-4", "initialization": "orthogonal"}, 300),
]


@pytest.mark.parametrize(("settings", "steps"), SETTINGS, ids=str)
def test_the_generated_program_makes_the_same_run(
    node: Node, figures: str, settings: dict[str, Any], steps: int
) -> None:
    """Run by a Python of its own, torch prints the losses that the figure had."""
    given = {"defaults": DEFAULTS, "settings": settings, "steps": steps, "lib": figures + "lib/"}
    got = node("lib/program.js", BOTH, given)
    done = subprocess.run(
        [sys.executable, "-c", got["program"]], capture_output=True, text=True, check=True
    )
    printed = re.findall(r"^step +(\d+)  loss (\d+\.\d{6})$", done.stdout, re.MULTILINE)
    assert [int(step) for step, _ in printed] == sorted({*range(0, steps + 1, 100), steps})
    for step, loss in printed:
        assert float(loss) == pytest.approx(got["losses"][int(step)], abs=5e-6)


def test_the_program_of_the_default_run_is_the_packages_training(node: Node, figures: str) -> None:
    given = {"defaults": DEFAULTS, "settings": {}, "steps": 10, "lib": figures + "lib/"}
    program = node("lib/program.js", BOTH, given)["program"]
    names: dict[str, Any] = {}
    exec(program.replace("print(", "str("), names)
    run = train(steps=10, device="cpu", progress=False)
    assert names["loss"].item() == run.losses[-1].item()
    assert [p.shape for p in names["model"].parameters()] == [p.shape for p in XOR().parameters()]


def test_a_seeds_outcome_is_shown_only_for_the_settings_of_the_study(
    node: Node, figures: str
) -> None:
    """And the run that is shown first solves XOR where the study's did, give or take a rounding."""
    body = """
    const [study, all, folder] = input;
    const { Run } = await import(new URL("lib/run.js", folder));
    return all.map((settings) => {
      const found = figure.studied(study, settings), run = new Run(settings);
      if (found) run.to(found.at + 5);
      return [found, found && run.losses.findIndex((loss) => loss < Math.LN2 / 4)];
    });
    """
    asked: list[dict[str, Any]] = [
        {},
        {"seed": 1},
        {"seed": 4, "momentum": 0.9},
        {"momentum": 0.5},
        {"width": "2"},
    ]
    runs = [{**DEFAULTS, **settings} for settings in asked]
    got = node("playground.js", body, [STUDY, runs, figures])
    for settings, (found, solved) in zip(runs, got, strict=True):
        if settings["momentum"] in (0, 0.9) and settings["width"] == "4-2":
            results = STUDY["momentum 0.9" if settings["momentum"] else "lr 0.7"]
            assert found["at"] == results["solved_at"][settings["seed"]]
            assert found["outcome"] == "s"
            assert solved == pytest.approx(found["at"], abs=5)
        else:
            assert found is None


@pytest.mark.parametrize(
    ("address", "changed", "step"),
    [
        ("#seed=1&lr=0.1&step=500", {"seed": 1, "lr": 0.1}, 500),
        ("#width=8-8&momentum=0.99", {"width": "8-8", "momentum": 0.99}, 0),
        ("#initialization=alike&step=99999", {"initialization": "alike"}, 10_000),
        ("#seed=-1&lr=1e9&activation=evil&step=x", {}, 0),
        ("#playground", {}, 0),
        ("", {}, 0),
    ],
)
def test_an_address_is_parsed_and_invalid_values_are_ignored(
    node: Node, address: str, changed: dict[str, object], step: int
) -> None:
    got = node("playground.js", "return figure.fromAddress(input)", address)
    assert got["settings"] == {**DEFAULTS, **changed}
    assert got["step"] == step


def test_the_address_of_a_run_is_parsed_back_to_its_settings(node: Node) -> None:
    body = "return input.map(([s, step]) => figure.fromAddress(figure.toAddress(s, step)))"
    runs = [[{**DEFAULTS, **settings}, steps] for settings, steps in SETTINGS]
    for (settings, step), got in zip(runs, node("playground.js", body, runs), strict=True):
        assert (got["settings"], got["step"]) == (settings, step)
