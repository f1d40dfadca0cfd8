"""The gate decides rightly in every combination of repository, event and results."""

import importlib.util
import itertools
from pathlib import Path

import pytest

GITHUB = Path(__file__).parents[2] / ".github"
spec = importlib.util.spec_from_file_location("gate", GITHUB / "gate.py")
gate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gate)

MAIN = "xor-tutorial/xor_tutorial"
RESULTS = ("success", "failure", "cancelled", "skipped", "")


def environment(
    repository=MAIN,
    fork=None,
    event="push",
    head="",
    cpu="success",
    systems="success",
    browsers="success",
    gpu="success",
    site="success",
):
    return {
        "REPOSITORY": repository,
        "IS_FORK": ("false" if repository == MAIN else "true") if fork is None else fork,
        "EVENT": event,
        "HEAD_REPOSITORY": head,
        "CPU": cpu,
        "SYSTEMS": systems,
        "BROWSERS": browsers,
        "GPU": gpu,
        "SITE": site,
    }


PLACES = {
    "main, push": ({}, True),
    "main, dispatch": ({"event": "workflow_dispatch"}, True),
    "main, own pull request": ({"event": "pull_request", "head": MAIN}, True),
    "main, a fork's pull request": ({"event": "pull_request", "head": "you/xor"}, False),
    "main, a deleted fork's pull request": ({"event": "pull_request", "head": ""}, False),
    "main under another name, push": ({"repository": "new/name", "fork": "false"}, True),
    "not known whether a fork, push": ({"repository": "you/xor", "fork": ""}, True),
    "fork, push": ({"repository": "you/xor"}, False),
    "fork, own pull request": (
        {"repository": "you/xor", "event": "pull_request", "head": "you/xor"},
        False,
    ),
}


@pytest.mark.parametrize(("where", "due"), PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("gpu", RESULTS)
def test_the_gpu_run_is_asked_for_where_it_is_due(where, due, gpu):
    opens = gate.verdict(environment(**where, gpu=gpu)) is None
    assert opens == (gpu == "success" or (not due and gpu == "skipped"))


@pytest.mark.parametrize(("where", "due"), PLACES.values(), ids=PLACES)
def test_the_other_jobs_must_have_succeeded(where, due):
    jobs = ("cpu", "systems", "browsers", "site")
    for ended in itertools.product(RESULTS, repeat=len(jobs)):
        results = dict(zip(jobs, ended, strict=True))
        opens = gate.verdict(environment(**where, **results)) is None
        assert opens == (set(ended) == {"success"})


def test_a_skipped_gpu_run_in_the_main_repository_names_the_variable():
    assert "GPU_RUNNER" in gate.verdict(environment(gpu="skipped"))
