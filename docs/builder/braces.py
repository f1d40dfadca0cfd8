"""Expand the lines of a page: includes, and placeholders in double braces."""

from __future__ import annotations

import re

from builder import glossary, predictions, reading, search, verified
from builder.page import INCLUDE
from builder.site import Site
from builder.sources import included

ENTRY = re.compile(r"^### .+ \{ #(?P<id>[\w-]+) \}$")


def filled(site: Site, page: str | None, first: int, lines: list[str]) -> list[str]:
    """Lines of a page, from its line `first`; a page that includes what isn't there is refused.

    `{{ wheel }}` is the address of the wheel, `{{ minutes softmax losses }}` how long these pages
    take. On lines of their own, `{{ verified }}` is the record of all runs, `{{ terms }}` the
    glossary's index, and `{{ symptoms.name }}` the rows of a table of the clinic, each entry of
    which says its symptoms below its heading.
    """
    return [
        text for number, line in enumerate(lines, first) for text in _of(site, page, number, line)
    ]


def _of(site: Site, page: str | None, number: int, line: str) -> list[str]:
    """The lines that take the place of one."""
    if page == search.CLINIC and (heading := ENTRY.match(line)):
        return [line, *search.seen(site, heading["id"])]
    if include := INCLUDE.match(line):
        try:
            lines = included(include["name"], site.root)
        except LookupError as error:
            site.refuse(page, number, error.args[0])
        return [include["indent"] + text if text else text for text in lines]
    if line == predictions.PROGRESS:
        return [predictions.progress(site)]
    if "{{" not in line:
        return [line]
    if line == "{{ verified }}":
        return verified.record(site).split("\n")
    if line == "{{ terms }}":
        return glossary.terms(site)
    if symptoms := search.TABLE.match(line):
        return search.table(site, symptoms["table"])
    return [reading.filled(site, line.replace("{{ wheel }}", site.wheel))]
