"""The glossary has exactly the terms of docs/terminology.csv."""

import re

import pytest

from builder.glossary import terms
from builder.site import Site
from tests.site.glossary import TERMS, entries, id_of
from tests.site.pages import DOCS, ROOT


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_term_has_an_entry_and_every_entry_a_term(language: str) -> None:
    ids = [id_of(term) for term in TERMS]
    assert len(set(ids)) == len(ids)
    assert set(entries(language)) == set(ids)


@pytest.mark.parametrize(("language", "first"), [("ko", "ㄱ"), ("en", "A")])
def test_the_index_leads_to_every_entry_from_its_first_letter(language: str, first: str) -> None:
    lines = terms(Site(ROOT, language, "https://example.org/"))
    assert lines[0].startswith(f"- **{first}** [")
    found = re.findall(r"\(#([\w-]+)\)", "".join(lines))
    assert sorted(found) == sorted(entries(language))


def test_each_entry_has_the_terms_names_in_both_languages() -> None:
    korean, english = entries("ko"), entries("en")
    for term, name in TERMS.items():
        assert english[id_of(term)][0] == term
        assert f' (Korean: <span lang="ko">{name}</span>) → ' in english[id_of(term)][1]
        title = korean[id_of(term)][0]
        assert title == (name if "(" in name else f"{name}({term})")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_entry_has_a_sentence_or_two_and_a_link_to_its_section(
    language: str,
) -> None:
    for id_, (_, text) in entries(language).items():
        explanation, arrow, link = text.partition(" → ")
        assert arrow, f"{id_}: no link"
        assert re.fullmatch(r"\[.+\]\(\S+#\S+\)", link), f"{id_}: {link}"
        assert 1 <= len(re.findall(r"[.](?:\s|$)", explanation)) <= 3, f"{id_}: {explanation}"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_text_of_a_link_is_the_heading_of_its_target(language: str) -> None:
    folder = DOCS / language / "reference"
    for id_, (_, text) in entries(language).items():
        title, target = re.search(r" → \[(.+)\]\((\S+)\)$", text).groups()
        if target.startswith("http") or "#exercise-" in target:
            continue
        path, _, anchor = target.partition("#")
        page = (folder / path).read_text(encoding="utf-8")
        heading = re.search(rf"^#+ (.+) \{{ #{anchor} \}}$", page, re.MULTILINE)
        assert heading, f"{id_}: {target} leads nowhere"
        assert heading[1].replace("`", "") == title, f"{id_}: {target} is now {heading[1]!r}"
