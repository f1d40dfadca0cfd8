"""List the terms of the glossary in alphabetical order, above its entries."""

from __future__ import annotations

import re

from builder.site import Site

ENTRY = re.compile(r"^### (?P<term>[^(<{]+).* \{ #(?P<id>[\w-]+) \}$", re.MULTILINE)
# A syllable's first consonant; a doubled one is listed with the single.
CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
BETWEEN = "\N{NO-BREAK SPACE}· "  # a line doesn't begin with the dot


def terms(site: Site) -> list[str]:
    """A line for each first letter, Korean before Latin ones, with links to the entries."""
    entries = ENTRY.findall(site.pages["reference/glossary.md"].body)
    lines: dict[str, list[str]] = {}
    for term, id_ in sorted(
        entries, key=lambda entry: (entry[0][0].isascii(), entry[0].casefold())
    ):
        lines.setdefault(_initial(term), []).append(f"[{term.strip()}](#{id_})")
    return [f"- **{letter}** {BETWEEN.join(links)}" for letter, links in lines.items()]


def _initial(term: str) -> str:
    place = (ord(term[0]) - ord("가")) // 588
    return CONSONANTS[place] if 0 <= place < len(CONSONANTS) else term[0].upper()
