"""Set-up detects an unsuitable Python or environment; verify runs again with another torch."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TORCH = re.search(r"^torch==(\S+)", (ROOT / "constraints.txt").read_text(), re.MULTILINE)[1]

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("make"), reason="the Makefile is for POSIX systems"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The Makefile and what it reads, in a folder with a space and Korean letters in its name."""
    folder = tmp_path / "내 문서 (2)"
    for name in (
        "Makefile",
        "constraints.txt",
        "pyproject.toml",
        "tests/node/package-lock.json",
        "xor_tutorial/scalar.py",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def make(project: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    ran = subprocess.run(
        ["make", "UV=", *words],
        cwd=project,
        env={k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "OMP_"))}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_a_python_that_is_too_old_is_named_before_anything_is_installed(project: Path) -> None:
    program(project / "old", "echo 3.11.2; exit 1")
    status, out, err = make(project, "setup", "PYTHON=./old")
    assert (status, out) == (2, "")
    assert "Set-up needs Python 3.11.5 or later, and ./old is not: 3.11.2" in err
    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 3.10.4; exit 1", ".venv has Python 3.10.4; 3.11.5 or later is needed"),
        (None, ".venv has Python that is no longer there; 3.11.5 or later is needed"),
    ],
)
def test_an_old_environment_is_noticed_even_if_it_was_ready(
    project: Path, script: str | None, said: str
) -> None:
    program(project / ".venv/bin/pip", "exit 1")
    if script:
        program(project / ".venv/bin/python", script)
    else:
        (project / ".venv/bin/python").symlink_to("/nowhere/python3")
    (project / f".venv/ready-{TORCH}-cpu").touch()
    status, _, err = make(project, "serve")
    assert status == 2
    assert said in err
    assert "rm -rf .venv && make serve" in err


def test_an_environment_of_another_python_than_the_one_asked_for_is_noticed(project: Path) -> None:
    program(project / ".venv/bin/pip", "exit 1")
    program(project / ".venv/bin/python", "echo 3.11.7")
    (project / f".venv/ready-{TORCH}-cpu").touch()
    for name, version in (("same", "3.11.9"), ("other", "3.12.1")):
        program(project / name, f"echo {version}")
    assert make(project, "setup", "PYTHON=./same")[0] == 0
    status, _, err = make(project, "setup", "PYTHON=./other")
    assert status == 2
    assert ".venv has Python 3.11.7, not ./other" in err


@pytest.mark.parametrize(("uv", "torch"), [(False, TORCH), (True, TORCH), (True, "2.6.0")])
def test_pip_and_uv_install_the_same_exact_versions(project: Path, uv: bool, torch: str) -> None:
    installer = "uv" if uv else ".venv/bin/pip"
    program(project / ".venv/bin/python", "echo 3.12.1")
    program(project / ".venv/bin/pip", "echo pip $*")
    program(project / "uv", "echo uv $*")
    status, out, err = make(project, "setup", f"TORCH={torch}", *(["UV=./uv"] if uv else []))
    assert status == 0, err
    first, second = re.findall(rf"^{Path(installer).name} .*install (.*)", out, re.MULTILINE)
    assert f"torch=={torch}" in first
    assert ("--constraint constraints.txt" in first) == (torch == TORCH)
    assert "--constraint .venv/constraints.txt --editable .[docs,test]" in second
    left = (project / ".venv/constraints.txt").read_text(encoding="utf-8")
    pinned = (project / "constraints.txt").read_text(encoding="utf-8")
    assert set(re.findall("^[^#\n].*", left, re.M)) < set(re.findall("^[^#\n].*", pinned, re.M))
    assert "\nmkdocs==" in left
    assert "torch==" not in left
    assert re.findall(r"^\d of \d", out, re.MULTILINE) == ["1 of 3", "2 of 3", "3 of 3"]


def test_without_the_index_of_cpu_builds_uv_uses_the_registry(project: Path) -> None:
    program(project / ".venv/bin/python", "echo 3.12.1")
    program(project / "uv", 'case "$*" in *torch-backend*) exit 1;; esac; echo uv $*')
    status, out, err = make(project, "setup", "UV=./uv")
    assert status == 0
    assert "without the index of CPU builds" in err
    assert f"torch=={TORCH} --constraint constraints.txt" in out


def test_another_torch_verifies_again_and_the_same_one_does_not(project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".reports").mkdir()
    ready = project / f".venv/ready-{TORCH}-cpu"
    report = project / ".reports/this-machine.json"
    ready.touch()
    report.touch()
    sources = [path for path in project.rglob("*") if path.is_file() and path != report]
    for path in sources:
        os.utime(path, (1e9, 1e9 + (path == ready)))
    assert "verify" not in make(project, "-n", "build")[1]
    assert "verify --report" in make(project, "-n", "build", "TORCH=2.6.0")[1]
    os.utime(ready)
    os.utime(report, (1.1e9, 1.1e9))
    assert "verify --report" in make(project, "-n", "build")[1]


@pytest.mark.parametrize(("said", "threads"), [({}, "1"), ({"OMP_NUM_THREADS": "3"}, "3")])
def test_every_command_uses_one_thread_unless_told_otherwise(
    project: Path, said: dict[str, str], threads: str
) -> None:
    (project / "show.mk").write_text("show:\n\t@echo $$OMP_NUM_THREADS\n", encoding="utf-8")
    assert make(project, "-f", "Makefile", "-f", "show.mk", "show", **said)[1] == f"{threads}\n"
