"""`python -m xor_tutorial verify`: run everything, show a table, write down what was seen."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from xor_tutorial.files import write_whole
from xor_tutorial.verify.lane import Lane
from xor_tutorial.verify.run import (
    PACKAGE,
    SNIPPETS,
    Failure,
    modules,
    read_docstrings,
    run_file,
    snippets,
)

FORMAT = "xor_tutorial report 2"
MEND = "write it again: python -m xor_tutorial verify --report FILE"


class ReportError(ValueError):
    """A file that can't speak for this package's sources; the message says why, and the mend."""


def verify(device: str, report: Path | None, pages: list[str]) -> int:
    """Run snippets and docstrings on a device, print a table, and write a report.

    Args:
        device: where every tensor is to live.
        report: where to write the report; None writes none.
        pages: the pages to run (`softmax`, …, and `docstrings`); all if empty.

    Returns:
        0 if everything gave what was recorded, 1 if not.

    Raises:
        ValueError: no such device or page. A lane without its device is a failure.
    """
    lane = Lane(device)
    groups = _groups()
    unknown = set(pages) - groups.keys()
    if unknown:
        raise ValueError(f"page: expected {', '.join(groups)}, got {', '.join(sorted(unknown))}")
    chosen = {name: paths for name, paths in groups.items() if not pages or name in pages}
    total = sum(map(len, chosen.values()))
    print(f"{total} files on {lane.model}, torch {torch.__version__}")
    print(f"{'page':<18}{'files':>6}{'examples':>10}{'failed':>8}{'seconds':>9}")
    # Before the run: an edit or a commit meanwhile makes the report another's.
    content = {"format": FORMAT, "package": package_digest(), **circumstances(lane)}
    sources: dict[str, dict[str, Any]] = {}
    skipped: dict[str, str] = {}
    failures: list[Failure] = []
    begun = time.perf_counter()
    for name, paths in chosen.items():
        results = []
        for path in paths:
            _progress(f"{name}: {path.stem}")
            result = run_file(path, lane)
            results.append(result)
            failures += result.failures
            if result.skipped:
                skipped[path.relative_to(PACKAGE).as_posix()] = result.skipped
                continue
            sources[path.relative_to(PACKAGE).as_posix()] = {
                "sha256": digest(path),
                "examples": result.examples,
                "failed": len(result.failures),
            }
        _progress("")
        examples, failed = sum(r.examples for r in results), sum(len(r.failures) for r in results)
        seconds = sum(r.seconds for r in results)
        print(f"{name:<18}{len(paths):>6}{examples:>10}{failed:>8}{seconds:>9.1f}")
    for failure in failures:
        print(failure, file=sys.stderr)
    if skipped:
        print(f"{len(skipped)} skipped: {', '.join(sorted(set(skipped.values())))}")
    if report:
        content["sources"] = sources
        content["skipped"] = skipped
        content["seconds"] = round(time.perf_counter() - begun, 1)
        write_whole(report, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        print(f"written to {report}")
    print(f"{len(failures)} failed" if failures else "every example gave what was recorded")
    return 1 if failures else 0


def digest(path: Path) -> str:
    """The SHA-256 of a source file's text, the same on every system."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return hashlib.sha256(text.encode()).hexdigest()


def package_digest(package: Path = PACKAGE) -> str:
    """One hash for all that a run depends on: every module, snippet and recording."""
    whole = hashlib.sha256()
    paths = {path.relative_to(package).as_posix(): path for path in package.rglob("*")}
    for name, path in sorted(paths.items()):  # as text: Windows sorts paths without their case
        if path.suffix in {".py", ".pycon", ".f32", ".study", ".json"}:
            whole.update(name.encode() + b"\0")
            whole.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()


def read_report(path: Path, package: Path = PACKAGE) -> dict[str, Any]:
    """What a run of this very package saw.

    Args:
        path: a file that `verify` wrote.
        package: the folder of the sources that it must have run.

    Returns:
        The report: where and when, and per source its examples and failures.

    Raises:
        ReportError: it isn't a report, or it is one of other sources.
    """
    report = _read(path)
    if report["package"] != package_digest(package):
        for name in _changed(report, package):
            raise ReportError(f"{path}: {name} is not as it was when this ran; {MEND}")
        raise ReportError(f"{path}: the package is not as it was when this ran; {MEND}")
    return report


def read_record(path: Path, package: Path = PACKAGE) -> dict[str, Any]:
    """What an earlier run saw, which speaks for the sources that are still as they were then.

    Args:
        path: a file that `verify` wrote.
        package: the folder of the sources as they are now.

    Returns:
        The report; a source that has changed since is marked `changed`.

    Raises:
        ReportError: it isn't a report, or it names no commit to find those sources by.
    """
    report = _read(path)
    if not report["commit"]:
        raise ReportError(f"{path}: a record names the commit that ran; {MEND}, from a commit")
    for name in _changed(report, package):
        report["sources"][name]["changed"] = True
    return report


def _read(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReportError(f"{path}: not a report ({error}); {MEND}") from None
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise ReportError(f"{path}: not a report of this version ({FORMAT}); {MEND}")
    return report


def _changed(report: dict[str, Any], package: Path) -> list[str]:
    """The sources that a report ran and that are no longer there as they were."""
    return [
        name
        for name, seen in report["sources"].items()
        if not (package / name).is_file() or digest(package / name) != seen["sha256"]
    ]


def _groups() -> dict[str, list[Path]]:
    """Page → its snippets; `docstrings` → the modules with examples."""
    groups: dict[str, list[Path]] = {}
    for path in snippets():
        groups.setdefault(path.relative_to(SNIPPETS).parts[0], []).append(path)
    groups["docstrings"] = [path for path in modules() if read_docstrings(path)]
    return groups


def circumstances(lane: Lane, folder: Path = PACKAGE) -> dict[str, Any]:
    """Where and when this is: what a reader wants to know of a verification.

    Args:
        lane: where tensors live.
        folder: what is run; a commit is named only if this folder is as the commit has it.
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


def _commit(folder: Path) -> str | None:
    """The commit that is checked out, where there is one and the folder is as it has it.

    An installed package may lie within the work tree of another project: that has a commit, but
    not of this package.
    """

    def git(*command: str) -> str | None:
        try:
            ran = subprocess.run(
                ["git", "-C", str(folder), *command],
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
        except FileNotFoundError:
            return None
        return ran.stdout.strip() if ran.returncode == 0 else None

    tracked = git("ls-files", "--error-unmatch", ".")
    clean = tracked and git("status", "--porcelain", ".") == ""
    return git("rev-parse", "HEAD") if clean else None


def _progress(words: str) -> None:
    """One line on a terminal, overwritten; nothing elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{words}")
        sys.stderr.flush()
