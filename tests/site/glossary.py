"""Parse docs/terminology.csv and the glossary."""

import csv
import re

from tests.site.pages import DOCS, Page

ENTRY = re.compile(r"^### (?P<title>.+) \{ #(?P<id>[\w-]+) \}$")

with (DOCS / "terminology.csv").open(encoding="utf-8", newline="") as file:
    TERMS = {row["english"]: row["korean"] for row in csv.DictReader(file)}


def id_of(term: str) -> str:
    """A term's heading id in the glossary."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def entries(language: str) -> dict[str, tuple[str, str]]:
    """Id → title and explanation, of one language's glossary."""
    found: dict[str, tuple[str, list[str]]] = {}
    here: tuple[str, list[str]] | None = None
    for _, line in Page(DOCS / language / "reference" / "glossary.md").prose:
        if heading := ENTRY.match(line):
            here = found[heading["id"]] = (heading["title"], [])
        elif line.startswith("#"):
            here = None
        elif here and line:
            here[1].append(line)
    return {id_: (title, " ".join(lines)) for id_, (title, lines) in found.items()}
