"""A pinned commit that isn't the commit of the named version is reported."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

GITHUB = Path(__file__).parents[2] / ".github"
spec = importlib.util.spec_from_file_location("pins", GITHUB / "pins.py")
assert spec
assert spec.loader
pins = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pins)


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@localhost"]
    return subprocess.check_output(["git", "-C", str(folder), *identity, *words], text=True).strip()


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A host with one action, of two versions: a tag of each kind."""
    action = tmp_path / "someone/action"
    action.mkdir(parents=True)
    git(action, "init", "--quiet")
    git(action, "commit", "--quiet", "--allow-empty", "--message", "one")
    git(action, "tag", "v1.0.0")
    git(action, "commit", "--quiet", "--allow-empty", "--message", "two")
    git(action, "tag", "--annotate", "--message", "two", "v2.0.0")
    return tmp_path


def pin(commit: str, version: str) -> re.Match[str]:
    found = pins.USES.search(f"- uses: someone/action@{commit} # {version}")
    assert found
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("version", ["v1.0.0", "v2.0.0"])
def test_the_commit_of_the_version_is_right(host: Path, version: str) -> None:
    commit = git(host / "someone/action", "rev-parse", f"{version}^{{commit}}")
    assert pins.problem(pin(commit, version), f"{host}/") is None


def test_the_commit_of_another_version_is_named(host: Path) -> None:
    commit = git(host / "someone/action", "rev-parse", "HEAD")
    assert "v1.0.0 is " in pins.problem(pin(commit, "v1.0.0"), f"{host}/")


def test_a_version_that_is_not_there_is_named(host: Path) -> None:
    assert "no such version" in pins.problem(pin("0" * 40, "v9.9.9"), f"{host}/")


def test_every_pin_of_the_workflows_has_its_version_beside_it() -> None:
    for path in GITHUB.glob("workflows/*.yml"):
        text = path.read_text(encoding="utf-8")
        assert len(pins.USES.findall(text)) == text.count("uses: "), path.name
