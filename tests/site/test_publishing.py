"""Publishing, rehearsed: the shell steps of `publish.yml`, in order, on a site of one-line pages.

What only GitHub has is played here: actions copy files between the jobs, `uv` uses this
environment, and the push of the notebooks goes to a repository in a temporary folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
JOBS = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))["jobs"]
PINNED = re.search(r"^torch==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
CONTEXT = {
    "github.repository": "someone/xor",
    "github.repository_owner": "someone",
    "github.event.repository.name": "xor",
    "github.event.repository.fork": "true",
    "github.event_name": "push",
    "github.event.pull_request.head.repo.full_name": "",
    "github.token": "secret",
    "steps.deployment.outputs.page_url": "",
}
UV = """case "$1 $2" in
  "python install") ;;
  "python find") echo {python} ;;
  "venv --python") test ! -e .venv/new && touch .venv/new ;;
  "pip install") test -f constraints.txt && test -f pyproject.toml ;;
  "run --no-sync") shift 2; exec ".venv/bin/$@" ;;
  *) echo "uv $*: unexpected" >&2; exit 1 ;;
esac
"""


class Rehearsal:
    """A repository, what a runner has beside it, and the artifacts of the jobs that were run."""

    def __init__(self, repository: Path, folder: Path) -> None:
        self.repository = repository
        self.folder = folder
        self.artifacts = folder / "artifacts"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "PYTEST", "XOR_"))},
            "PATH": os.pathsep.join([str(folder / "bin"), os.environ["PATH"]]),
            "EXECUTE_NOTEBOOK": "false",
            "GITHUB_REPOSITORY": CONTEXT["github.repository"],
            "GITHUB_SHA": "0123abc",
            "PYTEST_ADDOPTS": "--randomly-dont-reorganize",
        }
        self.environment.pop("REPORTS", None)

    def run(self, name: str, **context: str) -> Path:
        """Run one job in a checkout of its own, as a runner does, and return its folder."""
        known = CONTEXT | {key.replace("_", ".", 1): value for key, value in context.items()}

        def filled(text: object) -> str:
            return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], str(text))

        job = self.folder / f"job-{name}"
        job.mkdir()
        for step in JOBS[name]["steps"]:
            condition = step.get("if", "").split(" == ")
            if condition != [""] and known[condition[0]] != condition[1].strip("'"):
                continue
            if "uses" in step:
                settings = {key: filled(value) for key, value in step.get("with", {}).items()}
                self.act(step["uses"].partition("@")[0], settings, job)
                continue
            environment = {key: filled(value) for key, value in step.get("env", {}).items()}
            ran = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", filled(step["run"])],
                cwd=job / step.get("working-directory", ""),
                env={**self.environment, "PYTHONPATH": str(job), **environment},
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            assert ran.returncode == 0, f"{name}: {step['run']}\n{ran.stdout[-2000:]}{ran.stderr}"
        return job

    def act(self, action: str, settings: dict[str, str], job: Path) -> None:
        """Do what an action does to files."""
        match action:
            case "actions/checkout":
                shutil.copytree(self.repository, job, symlinks=True, dirs_exist_ok=True)
            case "actions/upload-artifact":
                fixed = Path(settings["path"].partition("*")[0])
                base = job / (fixed if settings["path"].startswith(f"{fixed}/") else fixed.parent)
                files = sorted(job.glob(settings["path"]))
                assert files, f"{settings['path']}: no file was found"
                for file in files:
                    target = self.artifacts / settings["name"] / file.relative_to(base)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, target)
            case "actions/download-artifact":
                names = settings.get("name") or settings["pattern"]
                found = sorted(self.artifacts.glob(names))
                assert found, f"{names}: there is no such artifact"
                for artifact in found:
                    shutil.copytree(artifact, job / settings["path"], dirs_exist_ok=True)
            case "actions/upload-pages-artifact":
                shutil.copytree(job / settings["path"], self.artifacts / "github-pages")
            case "astral-sh/setup-uv" | "actions/deploy-pages":
                pass
            case _:
                pytest.fail(f"{action}: say here what it does to files")


@pytest.fixture
def rehearsal(small_site: Any, tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The small site as a repository of its own, with this environment as `.venv`."""
    repository, folder = small_site.root, tmp_path_factory.mktemp("runner")
    assert PINNED
    books = ("docs/offline.py", "docs/book.py", "docs/book.css")
    for name in ("Makefile", "constraints.txt", "conftest.py", ".github", *books):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, repository / name)
    (repository / "tests/github").mkdir()
    shutil.copy(ROOT / "tests/github/test_gate.py", repository / "tests/github")
    makefile = (repository / "Makefile").read_text("utf-8")
    assert "\ntest: $(READY) lint " in makefile
    without = makefile.replace("\ntest: $(READY) lint ", "\ntest: $(READY) ")
    (repository / "Makefile").write_text(without, "utf-8")  # it lints what is not here
    for part in ("", "speed/", "study/", "verify/"):
        small_site.write(f"tests/{part}test_of_the_package.py", "def test_it(): ...\n")
    shutil.copy(ROOT / "tests/node/package-lock.json", repository / "tests/node")
    shutil.rmtree(repository / "xor_tutorial")
    leave = shutil.ignore_patterns("__pycache__", "snippets")
    shutil.copytree(ROOT / "xor_tutorial", repository / "xor_tutorial", ignore=leave)
    for module in repository.glob("xor_tutorial/**/*.py"):  # one docstring is enough
        if module.parent.name != "verify" and module.name != "scalar.py":
            module.write_text(module.read_text("utf-8").replace(" >>> ", " ... "), "utf-8")
    small_site.write("xor_tutorial/snippets/softmax/one.pycon", ">>> 1 + 1\n2\n")
    page = '# 소프트맥스 { #top }\n\n```pycon\n--8<-- "softmax/one.pycon"\n```\n'
    small_site.write("docs/ko/softmax.md", page)
    small_site.write("docs/en/softmax.md", page)
    for language in ("ko", "en"):  # with the place where the books are linked
        home = '# Home { #top }\n\n<div id="offline" hidden></div>\n'
        small_site.write(f"docs/{language}/index.md", home)

    environment = repository / ".venv"
    environment.mkdir()
    for path in Path(sys.prefix).iterdir():
        if not path.name.startswith("ready"):
            (environment / path.name).symlink_to(path)
    for torch in (PINNED[1], "2.6.0"):
        (environment / f"ready-{torch}-cpu").touch()
    subprocess.run(["git", "init", "--quiet", "--bare", folder / "remote.git"], check=True)
    (folder / "bin").mkdir()
    uv = folder / "bin/uv"
    uv.write_text("#!/bin/sh\n" + UV.format(python=sys.executable), "utf-8")
    uv.chmod(0o755)
    played = Rehearsal(repository, folder)
    played.environment |= {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{folder}/remote.git.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:secret@github.com/someone/xor.git",
    }
    return played


def test_the_jobs_hand_each_other_what_they_need_until_the_site_is_there(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.run("cpu", matrix_python="3.12", matrix_torch="2.6.0")
    rehearsal.run("systems", matrix_os="windows-latest")
    site = rehearsal.run("site")
    reports = {path.name for path in (site / ".reports").iterdir()}
    assert {"report-cpu-3.12-2.6.0.json", "report-windows-latest.json"} < reports

    published = rehearsal.artifacts / "github-pages"
    address = '<link rel="canonical" href="https://someone.github.io/xor/{}softmax/">'
    for language, folder in (("ko", ""), ("en", "en/")):
        page = (published / folder / "softmax/index.html").read_text("utf-8")
        assert address.format(folder) in page
        assert f"blob/notebooks/{folder}softmax/softmax.ipynb" in page, language
        for suffix in ("zip", "pdf"):
            assert (published / folder / f"offline/xor_tutorial-{language}.{suffix}").is_file()

    results = dict.fromkeys(("cpu", "systems", "browsers", "site"), "success") | {"gpu": "skipped"}
    rehearsal.run("gate", **{f"needs_{job}.result": result for job, result in results.items()})
    rehearsal.run("deploy")
    remote = ["git", "--git-dir", str(rehearsal.folder / "remote.git")]
    tree = subprocess.check_output(
        [*remote, "ls-tree", "-r", "--name-only", "notebooks"], text=True
    )
    assert {"softmax/softmax.ipynb", "en/softmax/softmax.ipynb"} <= set(tree.split())


def test_a_job_without_its_report_stops_the_rehearsal(rehearsal: Rehearsal) -> None:
    broken = rehearsal.repository / "xor_tutorial/snippets/softmax/one.pycon"
    broken.write_text(">>> 1 + 1\n3\n", "utf-8")
    with pytest.raises(AssertionError, match="verify --report"):
        rehearsal.run("systems", matrix_os="macos-latest")
