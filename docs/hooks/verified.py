"""On each page: where its outputs were verified; on `reference/verified`: every run, page by page.

All of it comes from the reports that `python -m xor_tutorial verify` wrote. A report of other
sources is not believed: the build says so, and a strict build stops. The reports in `docs/records`
are of machines that aren't always at hand: each speaks, with its own day and commit, for the pages
whose sources are as they were then.
"""

from __future__ import annotations

import html
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

log = logging.getLogger("mkdocs.hooks.verified")

SNIPPET = re.compile(r'^\s*--8<-- "(?P<name>[^"]+\.pycon)"\s*$', re.MULTILINE)
MODULE = re.compile(r"^::: (?P<name>xor_tutorial[\w.]*)", re.MULTILINE)
PROMPT = re.compile(r"^ *>>> ", re.MULTILINE)
MATRIX = "{{ verified }}"
WORDS = {
    "ko": {
        "counted": "이 페이지의 예제 {examples}개는 모두 실행하여 출력을 확인했습니다.",
        "lab": "이 노트북의 출력은 사이트를 만들 때 실행하여 얻었습니다.",
        "not-yet": "이 페이지의 예제는 마지막으로 바뀐 뒤 아직 확인하지 않았습니다.",
        "no-gpu": "GPU에서는 아직 확인하지 않았습니다",
        "more": "전체 기록",
        "commit": "커밋",
        "runs": "장치|torch|CUDA|Python|운영 체제|날짜|커밋|예제|실패|초",
        "pages": "페이지|파일|예제|CPU|GPU",
        "none": "아직 없음",
        "label": "확인",
    },
    "en": {
        "counted": "All {examples} examples on this page were run and their outputs checked.",
        "lab": "The outputs of this notebook come from running it when the site was built.",
        "not-yet": "The examples on this page have not been verified since they last changed.",
        "no-gpu": "not yet verified on a GPU",
        "more": "all runs",
        "commit": "commit",
        "runs": "device|torch|CUDA|Python|system|date|commit|examples|failed|seconds",
        "pages": "page|files|examples|CPU|GPU",
        "none": "not yet",
        "label": "Verified",
    },
}


def on_config(config: MkDocsConfig) -> None:
    """Read the reports, once for each language's build."""
    root = Path(config.config_file_path).parent
    reports = list(_reports(root / os.environ.get("REPORTS", ".reports"), config))
    if "REPORTS" not in os.environ:
        reports += _reports(root / "docs/records", config, kept=True)
    config.extra["reports"] = reports


def on_page_markdown(
    markdown: str, *, page: Page, config: MkDocsConfig, files: Files, **_: object
) -> str:
    """Find what a page runs before its includes are resolved, and fill in the matrix."""
    root = Path(config.config_file_path).parent
    page.meta["sources"] = _sources(markdown, root)
    if MATRIX in markdown:
        markdown = markdown.replace(MATRIX, _matrix(page, config, files))
    return markdown


@event_priority(-50)  # below everything else that a page holds
def on_page_content(content: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """End the page with the line that says where it was verified."""
    words = WORDS[config.theme["language"]]
    link = files.get_file_from_path("reference/verified.md")
    if page.file.src_uri == "lab.py":
        from xor_tutorial.verify.lane import Lane
        from xor_tutorial.verify.report import circumstances

        # Without the day: two builds of one commit are the same.
        seen = circumstances(Lane("cpu"), Path(config.config_file_path).parent)
        no_gpu = f"<strong>{words['no-gpu']}</strong>"
        commit = _commit({seen["commit"][:7]} if seen["commit"] else set(), words)
        said = " · ".join([_versions(_device(seen), [seen]), no_gpu])
        said = " ".join([words["lab"], said, *commit]) + "."
    elif page.meta.get("sources"):
        said = _line(page.meta["sources"], config.extra["reports"], words)
    else:
        return content
    more = f' <a href="{link.url_relative_to(page.file)}">{words["more"]}</a>' if link else ""
    attributes = f'class="verified" aria-label="{words["label"]}" data-search-exclude'
    return f"{content}\n<p {attributes}>{said}{more}</p>"


def _reports(folder: Path, config: MkDocsConfig, *, kept: bool = False) -> Iterable[dict[str, Any]]:
    if not (paths := sorted(folder.glob("*.json"))):
        return
    from xor_tutorial.verify.report import ReportError, read_record, read_report

    read = read_record if kept else read_report
    for path in paths:
        try:
            yield read(path, Path(config.config_file_path).parent / "xor_tutorial")
        except ReportError as error:
            log.warning(str(error))  # strict: the build stops


def _sources(markdown: str, root: Path) -> dict[str, int]:
    """The files whose examples a page shows, as a report names them, each with how many it has."""
    files = [f"xor_tutorial/snippets/{name}" for name in SNIPPET.findall(markdown)]
    for name in MODULE.findall(markdown):
        path = name.replace(".", "/")
        files.append(f"{path}/__init__.py" if (root / path).is_dir() else f"{path}.py")
    found = {}
    for file in sorted({*files}):
        text = (root / file).read_text(encoding="utf-8") if (root / file).is_file() else ""
        if examples := len(PROMPT.findall(text)):
            found[file.removeprefix("xor_tutorial/")] = examples
    return found


def _passed(sources: Iterable[str], report: dict[str, Any]) -> bool:
    seen = report["sources"]
    return all(
        name in seen and not seen[name]["failed"] and not seen[name].get("changed")
        for name in sources
    )


def _line(sources: dict[str, int], reports: list[dict[str, Any]], words: dict[str, str]) -> str:
    """The sentence under a page: one entry for each device, its versions gathered."""
    passed = [report for report in reports if _passed(sources, report)]
    if not passed:
        return words["not-yet"]
    examples = sum(sources.values())
    devices: dict[str, list[dict[str, Any]]] = {}
    for report in passed:
        devices.setdefault(_device(report), []).append(report)
    entries = [
        f"{_versions(device, of_one)}, {_when(of_one, words)}" for device, of_one in devices.items()
    ]
    if all(report["device"] == "cpu" for report in passed):
        entries.append(f"<strong>{words['no-gpu']}</strong>")
    return f"{words['counted'].format(examples=examples)} {' · '.join(entries)}."


def _versions(device: str, reports: list[dict[str, Any]]) -> str:
    torches = ", ".join(sorted({r["torch"].partition("+")[0] for r in reports}, key=_ordered))
    cudas = {f" (CUDA {r['cuda']})" for r in reports if r["cuda"]}
    pythons = ", ".join(sorted({r["python"] for r in reports}, key=_ordered))
    return f"{html.escape(device)}: torch {torches}{''.join(sorted(cudas))}, Python {pythons}"


def _when(reports: list[dict[str, Any]], words: dict[str, str]) -> str:
    date = max(report["date"] for report in reports)[:10]
    commits = {report["commit"][:7] for report in reports if report["commit"]}
    return " ".join([f'<time datetime="{date}">{date}</time>', *_commit(commits, words)])


def _commit(commits: set[str], words: dict[str, str]) -> list[str]:
    return [f"({words['commit']} <code>{', '.join(sorted(commits))}</code>)"] if commits else []


def _device(report: dict[str, Any]) -> str:
    return f"{'CPU' if report['device'] == 'cpu' else 'GPU'} {report['device_name']}"


def _ordered(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _matrix(page: Page, config: MkDocsConfig, files: Files) -> str:
    """Two tables: each run, and each page by kind of device."""
    words, reports = WORDS[config.theme["language"]], config.extra["reports"]
    runs = []
    for report in reports:
        seen = report["sources"].values()
        examples, failed = (sum(source[key] for source in seen) for key in ("examples", "failed"))
        commit = f"`{report['commit'][:7]}`" if report["commit"] else "–"
        what = (_device(report), report["torch"], report["cuda"] or "–", report["python"])
        where = (report["platform"], report["date"][:10], commit, examples)
        where = (*where, f"[{failed}](#failed)" if failed else 0)
        runs.append([*what, *where, report["seconds"]])
    if not any(report["device"] != "cpu" for report in reports):
        runs.append([f"**GPU**: {words['none']}", *["–"] * 9])
    rows = []
    for file in sorted(files.documentation_pages(), key=lambda file: file.src_uri):
        if file.src_uri.endswith(".md"):
            text, meta = get_data(Path(file.abs_src_path).read_text(encoding="utf-8"))
            if sources := _sources(text, Path(config.config_file_path).parent):
                name = meta.get("title", file.src_uri)
                rows.append(_row(f"[{name}]({_to(file.src_uri)})", sources, reports, words))
    return f"{_table(words['runs'], runs)}\n\n{_table(words['pages'], rows)}"


def _row(
    name: str, sources: dict[str, int], reports: list[dict[str, Any]], words: dict[str, str]
) -> list[object]:
    examples = sum(sources.values())
    kinds = []
    for gpu in (False, True):
        of_kind = [r for r in reports if (r["device"] != "cpu") == gpu]
        good = sum(_passed(sources, report) for report in of_kind)
        kinds.append(f"{good}/{len(of_kind)}" if of_kind else words["none"])
    return [name, sum(s.endswith(".pycon") for s in sources) or "–", examples, *kinds]


def _to(src_uri: str) -> str:
    """The link from `reference/verified.md`."""
    return src_uri.removeprefix("reference/") if "/" in src_uri else f"../{src_uri}"


def _table(head: str, rows: list[list[object]]) -> str:
    names = head.split("|")
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)
