"""A release needs a consistent tag, changelog and citation; all files agree on the addresses."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import release
import xor_tutorial

ROOT = Path(__file__).parents[2]
VERSION = xor_tutorial.__version__


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("CHANGELOG.md", "CITATION.cff", "xor_tutorial/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    changelog = tmp_path / "CHANGELOG.md"
    text = re.sub(r"^(## \S+) — .*", r"\1 — 2027-01-31", changelog.read_text(encoding="utf-8"))
    text = re.sub(r"^(## \S+) — unreleased", r"\1 — 2027-01-31", text, flags=re.MULTILINE)
    changelog.write_text(text, encoding="utf-8")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_notes_are_the_newest_section_of_the_changelog(project: Path) -> None:
    change(project / "CHANGELOG.md", "\n## ", "\n## 9.9.9 — 2027-02-01\n\n- New.\n\n## ")
    change(project / "CITATION.cff", f"version: {VERSION}", "version: 9.9.9")
    change(project / "xor_tutorial/__init__.py", f'"{VERSION}"', '"9.9.9"')
    assert release.notes("v9.9.9", project) == "- New.\n"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("CHANGELOG.md", f"## {VERSION}", "## 9.9.9"),
        ("CITATION.cff", f"version: {VERSION}", "version: 9.9.9"),
        ("xor_tutorial/__init__.py", f'"{VERSION}"', '"9.9.9"'),
    ],
)
def test_a_file_that_names_another_version_stops_the_release(
    project: Path, name: str, old: str, new: str
) -> None:
    change(project / name, old, new)
    with pytest.raises(ValueError, match=f"{name}: expected version {VERSION}, got 9.9.9"):
        release.notes(f"v{VERSION}", project)


def test_a_release_without_a_date_is_stopped(project: Path) -> None:
    change(project / "CHANGELOG.md", "— 2027-01-31", "— unreleased")
    with pytest.raises(ValueError, match="expected the day of the release, got unreleased"):
        release.notes(f"v{VERSION}", project)


def test_the_workflows_step_ends_with_the_reason(project: Path) -> None:
    (project / ".github").mkdir()
    shutil.copy(ROOT / ".github/release.py", project / ".github/release.py")
    command = [sys.executable, ".github/release.py", "v9.9.9"]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == f"xor_tutorial/__init__.py: expected version 9.9.9, got {VERSION}\n"


def test_every_file_has_the_same_addresses() -> None:
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["repository-code"] == urls["Repository"]
    assert citation["url"] == urls["Homepage"]
    assert urls["Issues"] == f"{urls['Repository']}/issues"
    assert f"{urls['Issues']}/new/choose" in (ROOT / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("mistake-*.yml"):
        assert urls["Homepage"] in path.read_text(encoding="utf-8")


def test_both_issue_forms_ask_the_same_and_can_be_prefilled_with_the_page() -> None:
    forms = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("mistake-*.yml")
    }
    asked = [
        [(part["type"], part["id"], part.get("validations")) for part in form["body"]]
        for form in forms.values()
    ]
    languages = yaml.safe_load((ROOT / "docs/languages.yml").read_text(encoding="utf-8"))
    assert set(forms) == {f"mistake-{language}" for language in languages}
    assert asked[0] == asked[1]
    assert asked[0][0][:2] == ("input", "page")
    for form in forms.values():
        assert form["name"]
        assert form["description"]
        assert all(part["attributes"]["label"] for part in form["body"])
