"""Both languages of a page have the same structure."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.pages import DOCS, Page, pairs


def differences(korean: Page, english: Page) -> Iterator[str]:
    """What one language of a page has and the other has not."""
    for kind, ours in korean.shape.items():
        theirs = english.shape[kind]
        for (here, a), (there, b) in itertools.zip_longest(ours, theirs, fillvalue=(0, "nothing")):
            if a != b:
                yield f"{kind}: {korean.name}:{here} has {a}, {english.name}:{there} has {b}"


@pytest.mark.parametrize(("korean", "english"), pairs(), ids=lambda page: page.name)
def test_both_languages_have_the_same_structure(korean: Page, english: Page) -> None:
    assert not (found := list(differences(korean, english))), "\n".join(found)


PAGE = """---
title: {title}
---

# {title} {{ #page }}

## {title} {{ #section }}

$m = 1$, $\\text{{{title}}}$, and [there](losses.md) 0.331.

```pycon
--8<-- "softmax/shift.pycon"
```

![{title}](figure:softmax-bars)

??? tip "{title}"
    {title}

/// predict | {title}
    name: sum
    answer: 1

{title}
///

| a | b |
|---|---|
| 1 | 2 |

- {title}
"""


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("0.331", "0.332", "numbers"),
        ("{ #section }", "{ #sections }", "heading ids"),
        ("## ", "### ", "levels of headings"),
        ("$m = 1$", "$m = 2$", "formulas"),
        ("shift", "sigmoid", "snippets and sources"),
        ("softmax-bars", "network", "figures"),
        ("losses.md", "train.md", "link targets"),
        ("??? tip", "??? note", "admonitions"),
        ("name: sum", "name: total", "predictions"),
        ("| 1 | 2 |\n", "", "rows of tables"),
        ("\n- ", "\n1. ", "list items"),
    ],
)
def test_the_check_finds_what_only_one_language_has(
    tmp_path: Path, old: str, new: str, kind: str
) -> None:
    twins = []
    for language, title in (("ko", "하나"), ("en", "One")):
        path = tmp_path / "docs" / language / "page.md"
        path.parent.mkdir(parents=True)
        path.write_text(PAGE.format(title=title), encoding="utf-8")
        twins.append(path)
    assert not list(differences(*map(Page, twins)))
    text = twins[1].read_text(encoding="utf-8")
    assert old in text
    twins[1].write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(found.startswith(f"{kind}: ") for found in differences(*map(Page, twins)))


def code_cells(path: Path) -> list[str]:
    cells = re.split(r"^# %%", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [cell for cell in cells[1:] if not cell.startswith(" [markdown]")]


def other_code(korean: Path, english: Path) -> Iterator[str]:
    """The lines of code in which the labs of both languages differ."""
    cells = zip(code_cells(korean), code_cells(english), strict=True)
    for ours, theirs in cells:
        for a, b in itertools.zip_longest(ours.split("\n"), theirs.split("\n")):
            if a != b:
                yield f"lab.py: Korean has {a!r}, English {b!r}"


def test_the_lab_runs_the_same_code_in_both_languages() -> None:
    assert not list(other_code(DOCS / "ko/lab.py", DOCS / "en/lab.py"))


def test_the_check_finds_different_code_in_one_lab(tmp_path: Path) -> None:
    for name, rate in (("ko", 0.7), ("en", 0.8)):
        text = f"# %% [markdown]\n# {name}\n\n# %%\nlr={rate}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(other_code(tmp_path / "ko", tmp_path / "en")) == [
        "lab.py: Korean has 'lr=0.7', English 'lr=0.8'"
    ]


def test_the_lab_has_the_same_sections_in_both_languages() -> None:
    ids = [
        re.findall(r'<a id="([\w-]+)">', (DOCS / language / "lab.py").read_text(encoding="utf-8"))
        for language in ("ko", "en")
    ]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(("korean", "english"), pairs(), ids=lambda page: page.name)
def test_every_page_has_a_title_and_a_description(korean: Page, english: Page) -> None:
    for page in (korean, english):
        head = page.text.split("---")[1]
        assert re.search(r"^title: .+$", head, re.MULTILINE), page.name
        assert re.search(r"^description: .{20,}$", head, re.MULTILINE), page.name


def hangul(page: Page) -> list[str]:
    """Korean left in an English page, but for the names that are marked as Korean."""
    marked = re.compile(r'<span lang="ko">[^<]+</span>')  # a screen reader has to know
    prose = [(number, marked.sub("", text)) for number, text in page.prose]
    return [f"{page.name}:{n}: {t}" for n, t in prose if re.search(r"[가-힣]", t)]


@pytest.mark.parametrize(("korean", "english"), pairs(), ids=lambda page: page.name)
def test_no_page_has_sentences_of_the_other_language(korean: Page, english: Page) -> None:
    assert not hangul(english)
    assert len(hangul(korean)) > 5


def test_the_check_finds_korean_in_an_english_page(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text('A <span lang="ko">손실</span>.\n\n순서는 같다.\n', encoding="utf-8")
    (found,) = hangul(Page(path))
    assert "순서는" in found
