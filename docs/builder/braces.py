"""What a page has between double braces, each filled in from where it is known."""

from __future__ import annotations

from builder import reading, search, verified
from builder.site import Site


def filled(site: Site, line: str) -> list[str]:
    """The lines that take the place of one.

    `{{ wheel }}` is the address of the wheel, `{{ minutes softmax losses }}` how long these pages
    take. On lines of their own, `{{ verified }}` is the record of all runs, and
    `{{ symptoms.name }}` the rows of a table of the clinic.
    """
    if "{{" not in line:
        return [line]
    if line == "{{ verified }}":
        return verified.record(site).split("\n")
    if symptoms := search.TABLE.match(line):
        return search.table(site, symptoms["table"])
    return [reading.filled(site, line.replace("{{ wheel }}", site.wheel))]
