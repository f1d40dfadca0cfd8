"""Write the search index (docs/theme/assets/search), which is loaded at the first query.

`search/pages.json` has the sections of all pages; the words of docs/terminology.csv, and what
readers write instead; and what a reader sees, with the sections that explain it: the symptoms of
docs/symptoms.csv, which the clinic's tables show; each error that a snippet ends with; and each
term of the glossary.
"""

from __future__ import annotations

import csv
import html
import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from builder.site import Site

THEIRS = ("assets/javascripts/lunr", "assets/javascripts/workers")
TABLE = re.compile(r"^\{\{ symptoms\.(?P<table>\w+) \}\}$")
LINK = re.compile(r"\]\((?P<page>[^()#]*)#(?P<section>[^()]+)\)")
ENTRY = re.compile(r"^### .+ \{ #([\w-]+) \}\n\n.+ → \[.+\]\((\S+)\)$", re.MULTILINE)
ERROR = re.compile(r"^Traceback .*\n(?: .*\n)*[\w.]*: (?P<message>.+)$", re.MULTILINE)


def table(site: Site, name: str) -> list[str]:
    """A table of the clinic: the symptoms of one kind, each with its fault."""
    language = "_ko" if site.language == "ko" else ""
    return [
        f"| {_seen(row, language)} | {row['fault' + language]} |"
        for row in _rows(site, "symptoms.csv")
        if row["table"] == name
    ]


CLINIC = "debugging.md"


def seen(site: Site, section: str) -> list[str]:
    """What stands below the heading of an entry of the clinic: its symptoms, and the way back.

    A fault that is silent is the first of those that its row names.
    """
    language = "_ko" if site.language == "ko" else ""
    symptoms, back = [], ""
    for row in _rows(site, "symptoms.csv"):
        sections = [place for page, place in LINK.findall(row["fault"]) if not page]
        silent = row["table"] == "silent"
        if row["table"] and section in (sections[:1] if silent else sections):
            symptoms.append(f"**{_seen(row, language)}**")
            back = "#no-error" if silent else "#symptoms"
    if not symptoms:
        return []
    link = f"[{site.words['to-symptoms']}]({back})"
    return ["", f"{'; '.join(symptoms)} · {link}", "{ data-search-exclude='' }"]


def _seen(row: dict[str, str], language: str) -> str:
    """A symptom as a table shows it: in words, or the messages that are the same everywhere."""
    if row["seen_ko"]:
        return row["seen" + language]
    return ", ".join(f"`{message}`" for message in row["seen"].split("|"))


def write(site: Site, folder: Path) -> None:
    """Write what the search knows, which the theme would fetch with each page.

    Args:
        site: the site.
        folder: its built files; what the theme would search with goes from them.
    """
    for name in THEIRS:
        shutil.rmtree(folder / name, ignore_errors=True)
    whole = folder / "search/search_index.json"
    index = json.loads(whole.read_text(encoding="utf-8"))
    docs = [doc for doc in index["docs"] if not doc["location"].endswith("#links")]
    there = {doc["location"] for doc in docs}
    known = {
        "docs": docs,
        "terms": [*terms(_rows(site, "terminology.csv"), site.language)],
        "symptoms": [*symptoms(site, there)],
        "errors": [*errors(docs)],
        "taught": [*taught(site, there)],
    }
    (whole.parent / "pages.json").write_text(_compact(known), encoding="utf-8")
    whole.write_text(_compact({**index, "docs": []}), encoding="utf-8")


def terms(rows: list[dict[str, str]], language: str) -> Iterator[tuple[str, str]]:
    """What readers write, each with the words of the pages in one language."""
    for row in rows:
        ours = row["korean" if language == "ko" else "english"]
        for theirs in _names(row):
            if theirs != ours:
                yield theirs, ours


def symptoms(site: Site, there: set[str]) -> Iterator[tuple[str, list[str]]]:
    """What a reader sees, each with the locations of the sections that explain it."""
    for row in _rows(site, "symptoms.csv"):
        locations = [
            f"{page.removesuffix('.md') or 'debugging'}/#{section}"
            for page, section in LINK.findall(row["fault"])
        ]
        if missing := {*locations} - there:
            fault = f"docs/symptoms.csv: '{row['seen']}' leads to {missing}, not a section"
            raise site.error(fault)
        for phrases in (row["seen"], row["seen_ko"], row["also"]):
            for phrase in filter(None, phrases.split("|")):
                yield phrase, locations


def errors(docs: list[dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """What snippets end with, each with the locations of the sections that show it."""
    shown: dict[str, list[str]] = {}
    for doc in docs:
        text = html.unescape(re.sub(r"<[^>]*>", "", doc["text"]))
        for message in ERROR.findall(text):
            shown.setdefault(message, []).append(doc["location"])
    yield from shown.items()


def taught(site: Site, there: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Each term and what readers write for it, with the section that the glossary links to."""
    glossary = site.docs / "reference/glossary.md"
    if not glossary.is_file():
        return  # a site of the tests
    links = dict(ENTRY.findall(glossary.read_text(encoding="utf-8")))
    for row in _rows(site, "terminology.csv"):
        link = links.get(re.sub(r"[^a-z0-9]+", "-", row["english"].lower()).strip("-"), "")
        page, _, section = posixpath.normpath(f"reference/{link}").partition(".md#")
        location = f"{page}/#{section}".removeprefix("index/")
        if location not in there:
            location = location.partition("#")[0]  # the page's own title
        yield from ((name, [location]) for name in _names(row) if location in there)


def _names(row: dict[str, str]) -> list[str]:
    """A term in both languages, and what readers write instead."""
    korean = re.sub(r"\(.*?\)", "", row["korean"])  # 고원(plateau)
    others = f"{row['forbidden']}|{row['synonyms']}".split("|")
    return [row["english"], korean, *filter(None, others)]


def _rows(site: Site, name: str) -> list[dict[str, str]]:
    path = site.root / "docs" / name
    if not path.is_file():
        return []  # a site of the tests
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def _compact(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
