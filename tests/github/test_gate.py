"""The gate opens and closes as it should for every repository, event and result."""

import itertools
from pathlib import Path

import pytest

import gate

GITHUB = Path(__file__).parents[2] / ".github"

MAIN = "xor-tutorial/xor_tutorial"
RESULTS = ("success", "failure", "cancelled", "skipped", "")


def environment(
    repository: str = MAIN,
    fork: str | None = None,
    event: str = "push",
    head: str = "",
    cpu: str = "success",
    systems: str = "success",
    browsers: str = "success",
    gpu: str = "success",
    site: str = "success",
) -> dict[str, str]:
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
def test_the_gpu_run_is_required_except_for_forks(
    where: dict[str, str], due: bool, gpu: str
) -> None:
    opens = gate.verdict(environment(**where, gpu=gpu)) is None
    assert opens == (gpu == "success" or (not due and gpu == "skipped"))


@pytest.mark.parametrize(("where", "due"), PLACES.values(), ids=PLACES)
def test_the_other_jobs_must_have_succeeded(where: dict[str, str], due: bool) -> None:
    jobs = ("cpu", "systems", "browsers", "site")
    for ended in itertools.product(RESULTS, repeat=len(jobs)):
        results = dict(zip(jobs, ended, strict=True))
        opens = gate.verdict(environment(**where, **results)) is None
        assert opens == (set(ended) == {"success"})


def test_a_skipped_gpu_run_in_the_main_repository_names_the_variable() -> None:
    assert "GPU_RUNNER" in (gate.verdict(environment(gpu="skipped")) or "")
