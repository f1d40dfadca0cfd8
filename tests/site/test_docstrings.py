"""The API pages are in the page's language: each paragraph of a docstring has its translation."""

import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import griffe
import pytest
from bs4 import BeautifulSoup
from markdown import markdown

from tests.site.pages import ROOT

PAGES = ("reference/api", "reference/api-study")
SHOWN = re.compile(r"^::: ([\w.]+)(?:\n +options:\n +members: \[(.*)\])?", re.MULTILINE)
TRANSLATED = [path.stem for path in (ROOT / "docs/builder/docstrings").glob("*.toml")]


def public(entry: griffe.Object | griffe.Alias) -> list[griffe.Object]:
    """The members that a page shows unless it lists some."""
    members = [m for name, m in entry.members.items() if not name.startswith("_")]
    return [m for m in members if isinstance(m, griffe.Object) and not m.is_module]


def entries(page: str) -> Iterator[griffe.Object]:
    """What an API page shows."""
    text = (ROOT / "docs/ko" / f"{page}.md").read_text(encoding="utf-8")
    for name, listed in SHOWN.findall(text):
        for entry in public(griffe.load(name, search_paths=[ROOT])):
            if not listed or entry.name in listed.split(", "):
                yield entry
                yield from public(entry) if entry.is_class else ()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_api_page_says_how_to_import_each_of_its_entries(page: str, language: str) -> None:
    text = (ROOT / "docs" / language / f"{page}.md").read_text(encoding="utf-8")
    names: dict[str, object] = {"__builtins__": __builtins__}
    for line in re.findall("^`(from xor_tutorial.+)`$", text, re.MULTILINE):
        exec(line, names)
    shown = {e.name for e in entries(page) if e.parent.is_module and e.docstring}
    assert names.keys() - {"__builtins__"} == shown


@functools.cache
def paragraphs(page: str) -> dict[str, bool]:
    """Each paragraph on one line, and whether it is more than a source's title."""
    found = {}
    for entry in entries(page):
        for section in entry.docstring.parse("google") if entry.docstring else ():
            match section.kind.value:
                case "examples":
                    continue
                case "text":
                    texts = [section.value]
                case "admonition":
                    texts = [section.value.contents]
                case _:
                    texts = [item.description for item in section.value]
            for text in "\n\n".join(texts).split("\n\n"):
                found[" ".join(text.split())] = section.kind.value != "admonition"
    return found


def catalogue(language: str) -> dict[str, str]:
    path = ROOT / f"docs/builder/docstrings/{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_docstring_of_the_api_is_translated_as_it_is_now(language: str) -> None:
    needed = {text for page in PAGES for text, prose in paragraphs(page).items() if prose}
    assert len(needed) > 300
    assert needed - catalogue(language).keys() == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_of_a_docstring_is_left_over(language: str) -> None:
    assert (
        catalogue(language).keys() - {text for page in PAGES for text in paragraphs(page)} == set()
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_code_of_its_docstring(language: str) -> None:
    for text, translation in catalogue(language).items():
        assert set(re.findall("`[^`]+`", text)) <= set(re.findall("`[^`]+`", translation)), text


@pytest.mark.parametrize("page", PAGES)
def test_a_korean_api_page_says_nothing_of_a_docstring_in_english(site: Path, page: str) -> None:
    def words(html: str) -> str:
        return " ".join(BeautifulSoup(html, "html.parser").get_text().split())

    shown = words((site / page / "index.html").read_text(encoding="utf-8"))
    for text in paragraphs(page).keys() & catalogue("ko").keys():
        assert words(markdown(catalogue("ko")[text])) in shown
        assert len(text.split()) < 5 or words(markdown(text)) not in shown
