"""`python -m xor_tutorial verify`: run every example, print a table, write a report."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from xor_tutorial._program import show_progress
from xor_tutorial.files import write_whole
from xor_tutorial.verify.digests import dependencies, digests
from xor_tutorial.verify.lane import Lane
from xor_tutorial.verify.run import PACKAGE, Result, groups, run_file

FORMAT = "xor_tutorial report 3"
FIX = "write it again: python -m xor_tutorial verify --report FILE"


class ReportError(ValueError):
    """The file is no report, or one of other sources; the message says which, and the fix."""


def verify(device: str, report: Path | None, pages: list[str]) -> int:
    """Run snippets and docstrings on a device, print a table, and write a report.

    Args:
        device: where tensors live.
        report: where to write the report; None writes none.
        pages: the pages to run (`softmax`, …, `exercises`, `docstrings`); all if empty.

    Returns:
        0 if every output is the recorded one, else 1.

    Raises:
        ValueError: there is no such device or page.
    """
    lane = Lane(device)
    chosen = groups(pages)
    total = sum(map(len, chosen.values()))
    print(f"{total} files on {lane.model}, torch {torch.__version__}")
    print(f"{'page':<18}{'files':>6}{'statements':>12}{'failed':>8}{'seconds':>9}")
    # Before the run: what is edited or committed meanwhile is not what ran.
    content = {"format": FORMAT, **circumstances(lane), "files": digests(PACKAGE)}
    results: dict[Path, Result] = {}
    for name, paths in chosen.items():
        for path in paths:
            show_progress(f"{name}: {path.stem}")
            results[path] = run_file(path, lane)
        show_progress("")
        of_page = [results[path] for path in paths]
        examples, failed = sum(r.examples for r in of_page), sum(len(r.failures) for r in of_page)
        seconds = sum(r.seconds for r in of_page)
        print(f"{name:<18}{len(paths):>6}{examples:>12}{failed:>8}{seconds:>9.1f}")
    failures = [failure for result in results.values() for failure in result.failures]
    for failure in failures:
        print(failure, file=sys.stderr)
    skipped = {_name(path): r.skipped for path, r in results.items() if r.skipped}
    for reason in sorted(set(skipped.values())):
        print(f"{list(skipped.values()).count(reason)} skipped: {reason}")
    if report:
        content["sources"] = {_name(p): _outcome(r) for p, r in results.items() if not r.skipped}
        content["skipped"] = skipped
        content["seconds"] = round(sum(r.seconds for r in results.values()), 1)
        write_whole(report, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        print(f"written to {report}")
    print(f"{len(failures)} failed" if failures else "every example gave what was recorded")
    return 1 if failures else 0


def circumstances(lane: Lane, folder: Path = PACKAGE) -> dict[str, Any]:
    """When and where this runs.

    Args:
        lane: where tensors live.
        folder: what is run; the commit is given only if it has this folder as it is.
    """
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(folder),
        "device": lane.device.type,
        "device_name": lane.model,
        "torch": torch.__version__,
        "cuda": torch.version.cuda if lane.device.type == "cuda" else None,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
    }


def read_report(path: Path, package: Path = PACKAGE, *, record: bool = False) -> dict[str, Any]:
    """Read the report of a run of this very package, or the record of an earlier one.

    Args:
        path: a file that `verify` wrote.
        package: the folder of the package.
        record: whether it may be of an earlier package, and so speaks for some sources alone.

    Returns:
        When and where it ran, and for each source its examples and failures. In a record a source
        is marked `changed` if it, a module that it imports or the data of such a module is no
        longer as it was.

    Raises:
        ReportError: it is no report, a file of the package differs, or a record names no commit.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReportError(f"{path}: not a report ({error}); {FIX}") from None
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise ReportError(f"{path}: not a report of this version ({FORMAT}); {FIX}")
    then, now = report["files"], digests(package)
    changed = {name for name in {*now, *then} if now.get(name) != then.get(name)}
    if changed and not record:
        raise ReportError(f"{path}: {min(changed)} is not as it was when this ran; {FIX}")
    if record and not report["commit"]:
        raise ReportError(f"{path}: a record names the commit that ran; {FIX}, from a commit")
    for name, seen in report["sources"].items():
        if changed and changed & ({name} | dependencies(name, package)):
            seen["changed"] = True
    return report


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _outcome(result: Result) -> dict[str, Any]:
    """What a report says of a source."""
    outcome: dict[str, Any] = {"examples": result.examples, "failed": len(result.failures)}
    if result.failures:
        outcome["why"] = [f"line {failure.line}: {failure.why}" for failure in result.failures]
    return outcome


def _commit(folder: Path) -> str | None:
    """The commit that is checked out, if it has the folder as it is.

    An installed package may lie inside the work tree of another project, whose commit says nothing
    about the package.
    """
    git = ["git", "-C", str(folder)]
    try:
        subprocess.run([*git, "ls-files", "--error-unmatch", "."], check=True, capture_output=True)
        changed = subprocess.check_output([*git, "status", "--porcelain", "."], encoding="utf-8")
        commit = subprocess.check_output([*git, "rev-parse", "HEAD"], encoding="utf-8").strip()
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return None if changed else commit
