"""Show where outputs were verified: a line below each page, and a record of all reports.

The data are the reports that `python -m xor_tutorial verify` wrote. A report of other
sources is refused: the build warns, and a strict build stops. The reports in `docs/records` are of
machines that aren't always at hand: each counts, with its own day and commit, for the pages whose
sources are as they were then.
"""

from __future__ import annotations

import html
import logging
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.page import Page
from builder.site import Site

log = logging.getLogger("mkdocs.builder.verified")  # a warning there stops a strict build

Report = dict[str, Any]
RECORD = "reference/verified.md"
PROMPT = re.compile(r"^ *>>> ", re.MULTILINE)


def reports(root: Path) -> Iterator[Report]:
    """The reports of this machine (or those in `$REPORTS` alone), then those that are kept."""
    from xor_tutorial.verify.report import ReportError, read_report

    paths = sorted((root / os.environ.get("REPORTS", ".reports")).glob("*.json"))
    records = [] if "REPORTS" in os.environ else sorted((root / "docs/records").glob("*.json"))
    for path in [*paths, *records]:
        try:
            yield read_report(path, root / "xor_tutorial", record=path in records)
        except ReportError as error:
            log.warning(str(error))


def sources(page: Page, root: Path) -> dict[str, int]:
    """The files whose examples a page shows, as a report names them, each with how many it has."""
    files = [f"snippets/{name}" for name in page.snippets]
    for module in page.modules:
        stem = module.removeprefix("xor_tutorial.").replace(".", "/")
        folder = (root / "xor_tutorial" / stem).is_dir()
        files.append(f"{stem}/__init__.py" if folder else f"{stem}.py")
    found = {}
    for file in sorted({*files}):
        path = root / "xor_tutorial" / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if examples := len(PROMPT.findall(text)):
            found[file] = examples
    return found


def line(site: Site, name: str) -> str | None:
    """The paragraph under a page: one entry for each device, its versions gathered.

    Returns:
        HTML, or None for a page without examples.
    """
    words = site.words
    shown = sources(site.pages[name], site.root)
    if not shown:
        return None
    passed = [report for report in site.reports if _passed(shown, report)]
    if not passed:
        return _paragraph(site, name, words["not-yet"])
    devices: dict[str, list[Report]] = {}
    for report in passed:
        devices.setdefault(_device(report), []).append(report)
    entries = [
        f"{_versions(device, runs)}, {_when(runs, words)}" for device, runs in devices.items()
    ]
    if all(report["device"] == "cpu" for report in passed):
        entries.append(words["no-gpu"])
    counted = words["counted"].format(statements=sum(shown.values()))
    return _paragraph(site, name, f"{counted} {' · '.join(entries)}.")


def line_of_lab(site: Site, name: str) -> str:
    """The paragraph under the lab, whose outputs are of this very build."""
    from xor_tutorial.verify.lane import Lane
    from xor_tutorial.verify.report import circumstances

    # Without the day: two builds of one commit are the same.
    seen, words = circumstances(Lane("cpu"), site.root), site.words
    entries = [_versions(_device(seen), [seen]), words["no-gpu"]]
    commit = _commit([seen], words)
    return _paragraph(site, name, " ".join([words["lab"], " · ".join(entries), *commit]) + ".")


def record(site: Site) -> str:
    """What ran where, in Markdown: a sentence, each page by device, and in a fold each run.

    The last row of the pages has what the newest run has beyond them, so that its examples add up
    to those of the run. A kind of device, CPU or GPU, has a column if a run on it counts.
    """
    words = site.words
    nothing: Report = {"sources": {}}
    newest = max(site.reports, key=lambda report: str(report["date"]), default=nothing)["sources"]
    elsewhere = {*newest}
    found = ((name, sources(page, site.root)) for name, page in site.pages.items())
    pages = {name: shown for name, shown in found if shown}
    counting = {
        kind: count
        for kind in ("CPU", "GPU")
        if (count := sum(_reached(site, shown, kind) for shown in pages.values()))
    }
    said = [
        words["reached"].format(kind=kind, count=count, all=len(pages))
        for kind, count in counting.items()
    ]
    if "GPU" not in counting:
        said.append(words["none"])
    rows: list[list[object]] = []
    navigation = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
    for name in sorted(pages, key=lambda name: navigation.find(f": {name}")):
        shown = pages[name]
        link = os.path.relpath(name, os.path.dirname(RECORD))  # noqa: PTH120 - of an address
        title = f"[{site.pages[name].meta.get('title', name)}]({Path(link).as_posix()})"
        snippets = sum(file.endswith(".pycon") for file in shown) or "–"
        rows.append([title, snippets, sum(shown.values()), *_counts(site, shown, counting)])
        elsewhere -= shown.keys()
    if elsewhere:
        examples = sum(newest[name]["examples"] for name in elsewhere)
        rows.append([words["elsewhere"], "–", examples, *_counts(site, elsewhere, counting)])
    parts = [" ".join(said), _table("|".join([words["pages"], *counting]), rows)]
    if any(str(cell).startswith("0/") for row in rows for cell in row):
        parts.append(words["outdated"])
    if runs := [_run(report) for report in site.reports]:
        table = _table(words["runs"], runs).replace("\n", "\n    ")
        parts.append(f'??? note "{words["machines"]}"\n    {table}')
    return "\n\n".join(parts)


def _run(report: Report) -> list[object]:
    """A row of the table of runs."""
    seen = report["sources"].values()
    examples, failed = (sum(source[key] for source in seen) for key in ("examples", "failed"))
    commit = f"`{report['commit'][:7]}`" if report["commit"] else "–"
    what = (_device(report), report["torch"], report["python"], _time(report["date"]), commit)
    return [*what, examples, f"[{failed}](#failed)" if failed else 0]


def _reached(site: Site, shown: Iterable[str], kind: str) -> bool:
    """Whether a run on this kind of device gave all outputs of a page."""
    return any(_passed(shown, report) for report in site.reports if _kind(report) == kind)


def _counts(site: Site, shown: Iterable[str], kinds: Iterable[str]) -> Iterator[str]:
    """How many of the runs on each kind of device gave all outputs of a page."""
    for kind in kinds:
        runs = [report for report in site.reports if _kind(report) == kind]
        yield f"{sum(_passed(shown, report) for report in runs)}/{len(runs)}"


def _passed(shown: Iterable[str], report: Report) -> bool:
    seen = report["sources"]
    return all(
        name in seen and not seen[name]["failed"] and not seen[name].get("changed")
        for name in shown
    )


def _paragraph(site: Site, name: str, text: str) -> str:
    if (site.docs / RECORD).is_file():
        address = site.to_root(name) + RECORD.replace(".md", "/")
        text += f' <a href="{address}">{site.words["more"]}</a>'
    attributes = f'class="verified" aria-label="{site.words["verified"]}" data-search-exclude'
    return f"<p {attributes}>{text}</p>"


def _versions(device: str, runs: list[Report]) -> str:
    torches = ", ".join(sorted({r["torch"].partition("+")[0] for r in runs}, key=_ordered))
    cudas = {f" (CUDA {r['cuda']})" for r in runs if r["cuda"]}
    pythons = ", ".join(sorted({r["python"] for r in runs}, key=_ordered))
    return f"{html.escape(device)}: torch {torches}{''.join(sorted(cudas))}, Python {pythons}"


def _when(runs: list[Report], words: dict[str, str]) -> str:
    date = max(report["date"] for report in runs)
    return " ".join([_time(date), *_commit(runs, words)])


def _time(date: str) -> str:
    return f'<time datetime="{date[:10]}">{date[:10]}</time>'


def _commit(runs: list[Report], words: dict[str, str]) -> list[str]:
    commits = {report["commit"][:7] for report in runs if report["commit"]}
    return [f"({words['commit']} <code>{', '.join(sorted(commits))}</code>)"] if commits else []


def _device(report: Report) -> str:
    return f"{_kind(report)} {report['device_name']}"


def _kind(report: Report) -> str:
    return "CPU" if report["device"] == "cpu" else "GPU"


def _ordered(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _table(head: str, rows: list[list[object]]) -> str:
    names = head.split("|")
    lines: list[list[object]] = [[*names], ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)
