"""A report counts only for the sources that it was made from."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from xor_tutorial.verify.digests import dependencies, digests
from xor_tutorial.verify.lane import Lane
from xor_tutorial.verify.report import (
    FORMAT,
    ReportError,
    _commit,
    read_report,
    verify,
)
from xor_tutorial.verify.run import PACKAGE, Result


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.json"
    assert verify("cpu", path, ["index", "losses"]) == 0
    return path


def test_a_report_has_the_machine_and_the_results(report: Path) -> None:
    read = read_report(report)
    assert read["device"] == "cpu"
    assert read["device_name"]
    assert read["cuda"] is None
    names = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("losses/*.pycon")}
    seen = {name for name in read["sources"] if "/losses/" in name}
    assert seen == names
    assert all(source["examples"] > 0 for source in read["sources"].values())


@pytest.fixture
def package(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(PACKAGE, tmp_path / "xor_tutorial", ignore=ignored)


def test_a_report_counts_for_a_copy_of_the_package(report: Path, package: Path) -> None:
    assert digests(package) == digests()
    assert read_report(report, package) == read_report(report)


def test_a_report_of_another_snippet_is_refused_by_its_name(report: Path, package: Path) -> None:
    path = package / "snippets/losses/first-loss.pycon"
    path.write_text(path.read_text(encoding="utf-8") + ">>> 1\n1\n", encoding="utf-8")
    with pytest.raises(ReportError, match=r"snippets/losses/first-loss\.pycon is not as it was"):
        read_report(report, package)


@pytest.mark.parametrize("name", ["losses.py", "recordings/seed70.f32", "new.py"])
def test_a_report_of_another_package_is_refused(report: Path, package: Path, name: str) -> None:
    with (package / name).open("ab") as file:
        file.write(b"#")
    with pytest.raises(ReportError, match=f"{name} is not as it was when this ran"):
        read_report(report, package)


def test_other_line_ends_do_not_change_a_digest(report: Path, package: Path) -> None:
    before = read_report(report, package)
    path = package / "losses.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_report(report, package) == before


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"format": "xor_tutorial report 2"}'])
def test_a_file_that_is_not_a_report_is_refused_with_its_path_and_the_fix(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=r"mine\.json: not a report.*verify"):
        read_report(path)


def test_a_report_names_the_commit_from_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xor_tutorial.verify import report as module

    checked_out = ["before"]
    monkeypatch.setattr(module, "_commit", lambda folder: checked_out[0])
    ran = module.run_file  # type: ignore[attr-defined]

    def commit_meanwhile(path: Path, lane: Lane) -> Result:
        checked_out[0] = "after"
        return ran(path, lane)

    monkeypatch.setattr(module, "run_file", commit_meanwhile)
    assert verify("cpu", tmp_path / "report.json", ["index"]) == 0
    assert read_report(tmp_path / "report.json")["commit"] == "before"


@pytest.mark.parametrize("tracked", [True, False])
def test_the_commit_of_a_project_that_only_installed_the_package_is_not_named(
    tmp_path: Path, package: Path, tracked: bool
) -> None:
    def git(*command: str) -> str:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        return subprocess.check_output(["git", "-C", tmp_path, *who, *command], text=True).strip()

    git("init", "-q")
    (tmp_path / ".gitignore").write_text("" if tracked else "xor_tutorial/\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    assert _commit(package) == (git("rev-parse", "HEAD") if tracked else None)
    (package / "new.py").touch()
    assert _commit(package) is None


def test_an_output_that_differs_is_counted_and_the_run_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xor_tutorial.verify import report as module

    wrong = tmp_path / "snippets" / "page" / "wrong.pycon"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(">>> 1 + 1\n3\n", encoding="utf-8")
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    monkeypatch.setattr(module, "groups", lambda pages: {"page": [wrong]})
    path = tmp_path / "report.json"
    assert verify("cpu", path, []) == 1
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["format"] == FORMAT
    seen = written["sources"]["snippets/page/wrong.pycon"]
    assert seen == {"examples": 1, "failed": 1, "why": ["line 1: '2' for '3'"]}


def changed(report: Path, package: Path, tmp_path: Path) -> set[str]:
    """The sources of a kept report that no longer count; it is of a commit."""
    seen = json.loads(report.read_text(encoding="utf-8"))
    path = tmp_path / "record.json"
    path.write_text(json.dumps({**seen, "commit": "0123456"}), encoding="utf-8")
    sources = read_report(path, package, record=True)["sources"]
    return {name for name, source in sources.items() if source.get("changed")}


def test_a_kept_report_of_the_same_sources_counts_for_all(
    report: Path, package: Path, tmp_path: Path
) -> None:
    assert changed(report, package, tmp_path) == set()


def test_a_kept_report_does_not_count_for_a_changed_snippet(
    report: Path, package: Path, tmp_path: Path
) -> None:
    (package / "snippets/losses/first-loss.pycon").write_text(">>> 1\n1\n", encoding="utf-8")
    assert changed(report, package, tmp_path) == {"snippets/losses/first-loss.pycon"}


def test_a_kept_report_does_not_count_where_an_imported_module_changed(
    report: Path, package: Path, tmp_path: Path
) -> None:
    with (package / "losses.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert changed(report, package, tmp_path) == {"snippets/losses/from-scratch.pycon"}


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        (">>> import torch\n", set()),
        (">>> from xor_tutorial import Scalar\n", {"scalar.py"}),
        (">>> from xor_tutorial import optim\n", {"optim.py", "_checks.py"}),
        (">>> from xor_tutorial.optim import SGD\n", {"optim.py", "_checks.py"}),
        (">>> from xor_tutorial.recordings import load\n", {"recordings/seed70.f32"}),
        (">>> if True:\n...     import xor_tutorial.scalar\n", {"scalar.py"}),
        (">>> import xor_tutorial.nothing\n", set()),
        (">>> from xor_tutorial import __version__\n", {"__init__.py", "training.py"}),
        (">>> def f(:\nSyntaxError\n>>> from xor_tutorial import Scalar\n", {"scalar.py"}),
    ],
)
def test_a_snippet_depends_on_what_it_imports(package: Path, code: str, needed: set[str]) -> None:
    (package / "snippets/index/new.pycon").write_text(code, encoding="utf-8")
    found = dependencies("snippets/index/new.pycon", package) - {"snippets/index/new.pycon"}
    assert needed <= found
    assert bool(needed) == bool(found)
    assert found == needed or len(found) > len(needed)
