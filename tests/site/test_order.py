"""No word before its explanation: the course is walked in its order, in both languages.

A term is introduced where it is first in bold, or under the heading that its entry in the
glossary leads to, whichever comes first. Before that it may only be a link. A letter or sign of the
glossary's table is introduced under the heading that its row leads to. A function of torch that an
example calls is named by the prose of its page or of an earlier one.
"""

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import torch
import torch.nn.functional as F
import yaml
from torch import Tensor, nn
from torch.utils import data

from tests.site.glossary import TERMS, entries, id_of
from tests.site.pages import DOCS, ROOT, Page
from xor_tutorial.verify.run import SNIPPETS, read_snippet

LANGUAGES = ("ko", "en")
# Calculus in one variable, which Home says that a reader knows.
KNOWN = {"derivative", "differentiation", "chain rule"}

HEADING = re.compile(r"^#+ .*\{ #([\w-]+) \}$")
OPTION = re.compile(r"^    (name|answer|choices): ")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
SILENT = re.compile(rf"`[^`]*`|{LINK.pattern}|\$[^$]*\$|<[^>]*>")  # code, link, formula, tag


class Line(NamedTuple):
    """A line of prose."""

    page: str
    number: int
    text: str


class Tolerant(yaml.SafeLoader):
    """Reads the configuration without making what its tags name."""


Tolerant.add_multi_constructor("", lambda loader, suffix, node: None)


def course(language: str) -> list[Line]:
    """The lines of the pages in the first group of the navigation, in order."""
    navigation = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Tolerant)["nav"]
    group = next(value for entry in navigation for value in entry.values() if type(value) is list)
    names = [name for entry in group for name in entry.values()]
    return [Line(name, *line) for name in names for line in Page(DOCS / language / name).prose]


def spoken(lines: list[Line]) -> Iterator[tuple[int, str]]:
    """Place and words of each line but headings, options and the box of what one will learn."""
    promised = False
    for place, line in enumerate(lines):
        if line.text and not line.text.startswith("    "):
            promised = line.text.startswith("!!! abstract")
        if not promised and not line.text.startswith("#") and not OPTION.match(line.text):
            yield place, SILENT.sub(" ", line.text)


def word(term: str, language: str) -> re.Pattern[str]:
    """What finds a term in prose."""
    if language == "ko":
        return re.compile(rf"(?<![가-힣]){re.escape(korean(term))}")
    stem = re.escape(term).removesuffix("y")
    plural = "(?:y|ies)" if term.endswith("y") else "(?:s|es)?"
    return re.compile(rf"(?<![\w-]){stem}{plural}(?![\w-])", re.IGNORECASE)


def korean(term: str) -> str:
    """A term's Korean name without the English one that the glossary sets behind it."""
    return TERMS[term].partition("(")[0]


def introduction(lines: list[Line], pattern: re.Pattern[str], heading: str | None) -> int | None:
    """The first place that has a term in bold or is its heading, if any."""
    for place, line in enumerate(lines):
        title = HEADING.match(line.text)
        bold = re.findall(r"\*\*(.+?)\*\*", LINK.sub(r"\1", line.text))
        if (title and f"{line.page}#{title[1]}" == heading) or any(map(pattern.search, bold)):
            return place
    return None


def too_early(
    lines: list[Line], language: str, terms: Iterable[str], glossary: dict[str, tuple[str, str]]
) -> Iterator[str]:
    """Each use of a term before its introduction."""
    for term in terms:
        pattern = word(term, language)
        _, explanation = glossary.get(id_of(term), ("", ""))
        heading = re.search(r"\((?:\.\./)?(\S+)\)$", explanation)
        first = introduction(lines, pattern, heading and heading[1])
        for place, text in spoken(lines[:first] if first is not None else []):
            if found := pattern.search(text):
                use, there = lines[place], lines[first]
                yield (
                    f"{use.page}:{use.number}: {found[0]!r} is used, "
                    f"and introduced at {there.page}:{there.number}"
                )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_is_used_before_it_is_introduced(language: str) -> None:
    terms = TERMS.keys() - KNOWN
    found = sorted(too_early(course(language), language, terms, entries(language)))
    assert not found, "\n".join(found)


def without_an_entry(lines: list[Line], language: str) -> Iterator[str]:
    """Each term in bold that the glossary lacks; in Korean, of those with their English names."""
    for line in lines:
        text = LINK.sub(r"\1", line.text)
        if language == "ko":
            pairs = re.findall(r"\*\*([^*]+)\*\*\(([A-Za-z][\w -]*)[;,)]", text)
            missing = [name for name, term in pairs if term not in TERMS or korean(term) != name]
        else:
            names = re.findall(r"\*\*([a-z][a-z -]+)\*\*", text)
            missing = [n for n in names if not any(word(t, "en").fullmatch(n) for t in TERMS)]
        yield from (f"{line.page}:{line.number}: {name}" for name in missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_in_bold_is_in_the_glossary(language: str) -> None:
    found = list(without_an_entry(course(language), language))
    assert not found, "\n".join(found)


def lines_of(text: str) -> list[Line]:
    return [Line("page.md", *line) for line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("A loss.\n\nThe **loss** is a number. Another loss.", "en", ["loss"]),
        ("Two losses.\n\n## How wrong { #wrong }\n\nThe loss.", "en", ["losses"]),
        ("손실은 크다.\n\n**손실**(loss)은 수다.", "ko", ["손실"]),
        ("A [loss](#wrong), `loss` and $loss$.\n\nThe **loss** is a number.", "en", []),
        ('!!! abstract "After this page"\n    - The loss.\n\nThe **loss**.', "en", []),
        ("A loss that no page of the course explains.", "en", []),
    ],
)
def test_a_use_before_the_introduction_is_found(text: str, language: str, found: list[str]) -> None:
    glossary = {"loss": ("loss", "A number. → [How wrong](../page.md#wrong)")}
    assert [*too_early(lines_of(text), language, ["loss"], glossary)] == [
        f"page.md:1: {use!r} is used, and introduced at page.md:3" for use in found
    ]


def test_a_term_in_bold_without_an_entry_is_found() -> None:
    english = lines_of("**losses**, **[loss](losses.md)**, **Note**, **qualm**")
    assert [*without_an_entry(english, "en")] == ["page.md:1: qualm"]
    korean = lines_of("**손실**(loss), **로스**(loss), **걱정**(qualm; 불안)")
    assert [*without_an_entry(korean, "ko")] == ["page.md:1: 로스", "page.md:1: 걱정"]


def letters(language: str) -> dict[str, str]:
    """TeX of a letter or sign in the glossary's table → the page and heading that introduce it."""
    rows = Page(DOCS / language / "reference" / "glossary.md").prose
    found = (re.match(r"\| \$([^$]+)\$ \|.*\]\(\.\./(\S+)\) \|$", line) for _, line in rows)
    return {row[1]: row[2] for row in found if row}


def signs_too_early(lines: list[Line], table: dict[str, str]) -> Iterator[str]:
    """Each letter or sign in a formula before the heading that introduces it."""
    headings = [f"{line.page}#{h[1]}" if (h := HEADING.match(line.text)) else "" for line in lines]
    displayed, formulas = False, []
    for line in lines:
        displayed ^= line.text.strip() == "$$"
        formulas.append(line.text if displayed else " ".join(re.findall(r"\$([^$]+)\$", line.text)))
    for tex, heading in table.items():
        sign = re.compile(rf"(?<![\\A-Za-z]){re.escape(tex)}(?![A-Za-z])")
        for place in range(headings.index(heading)):
            if sign.search(formulas[place]):
                use = lines[place]
                yield f"{use.page}:{use.number}: {tex} is used, and introduced in {heading}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_or_sign_is_used_before_it_is_introduced(language: str) -> None:
    table = letters(language)
    assert len(table) > 15
    assert not (found := list(signs_too_early(course(language), table))), "\n".join(found)


def test_a_letter_before_its_introduction_is_found() -> None:
    text = "$p$, $\\partial p$\n$$\nz = \\exp(x)\n$$\n\n# Scores { #scores }\n\n$z$"
    table = {"z": "page.md#scores", "p": "page.md#scores", "e": "page.md#scores"}
    assert [*signs_too_early(lines_of(text), table)] == [
        "page.md:3: z is used, and introduced in page.md#scores",
        "page.md:1: p is used, and introduced in page.md#scores",
    ]


TORCH = (torch, Tensor, nn, nn.Module, nn.init, F, data)
PYTHON = (builtins, str, list, dict, float, Path)


def torch_names(path: Path) -> set[str]:
    """What a snippet takes from torch, each by the last part of its name."""
    test, _ = read_snippet(path)
    assert test
    nodes = (n for example in test.examples for n in ast.walk(ast.parse(example.source)))
    found = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    known = {name for place in TORCH for name in dir(place)}
    return found & known - {name for kind in PYTHON for name in dir(kind)}


def unnamed(language: str) -> Iterator[str]:
    """Each name of torch in the examples of the course that no prose up to its page has."""
    named = {"func", "functional", "init", "optim", "utils"}  # modules
    for name in dict.fromkeys(line.page for line in course(language)):
        page = Page(DOCS / language / name)
        prose = "\n".join(line for _, line in page.prose)
        named |= {word.lower() for word in re.findall(r"[A-Za-z_]\w*", prose, re.ASCII)}
        for number, snippet in page.includes:
            file = SNIPPETS / snippet.partition(":")[0]
            if file.suffix == ".pycon" and "solution" not in snippet:
                missing = {n for n in torch_names(file) if n.lower() not in named}
                named |= {n.lower() for n in missing}
                yield from (f"{name}:{number}: nothing names {n} before" for n in sorted(missing))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_function_of_torch_is_used_without_being_named(language: str) -> None:
    found = list(unnamed(language))
    assert not found, "\n".join(found)
