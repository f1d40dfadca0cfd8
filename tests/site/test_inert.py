"""All code on the pages is run, and every number in a sentence was printed."""

import ast
import importlib
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from bs4 import BeautifulSoup

from tests.site.pages import ROOT, Page, numbers, pages, prose_of, significant
from xor_tutorial.verify.run import read_docstrings

SNIPPETS = ROOT / "xor_tutorial" / "snippets"
HEADS = {
    "pycon": re.compile(r'^(pycon|\{ \.pycon( \.annotate)?( hl_lines="[\d -]+")? \})$'),
    "python": re.compile(r"^python$"),
    "console": re.compile(r"^console$"),
    "sh": re.compile(r"^sh$"),
}
SOURCE = re.compile(r'^\s*--8<-- "(xor_tutorial[\w.]*:[\w.]+|[\w-]+/[\w-]+\.py)"$')
SNIPPET = re.compile(r'^\s*--8<-- "[\w-]+/[\w-]+\.pycon(:\d+)?"$')
SESSION = re.compile(r'^--8<-- "practice/[\w-]+\.console"$')  # run by tests/test_practice.py
every_page = pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)


def typed(page: Page) -> Iterator[str]:
    """Fenced blocks that are neither an include nor a command."""
    for fence in page.fences:
        where = f"docs/{page.name}:{fence.line}"
        kinds = [kind for kind, head in HEADS.items() if head.match(fence.name)]
        if not kinds:
            yield f"{where}: a block of {fence.name!r}; show a file instead: CONTRIBUTING.md"
            continue
        any_line = re.compile(r"^\s*\S")
        wanted = {"pycon": SNIPPET, "python": SOURCE, "console": SESSION, "sh": any_line}[kinds[0]]
        for line in fence.lines:
            if not wanted.match(line):
                yield f"{where}: {line.strip()!r} was typed into the page"


def indented(page: Page) -> Iterator[str]:
    """Four spaces after an empty line are code that nothing runs, but for what is nested."""
    nested = False
    for (_, before), (number, line) in zip(page.prose, page.prose[1:], strict=False):
        if re.match(r"\s*(!!!|\?\?\?|- |\d+\. )", line):
            nested = True
        elif line and not line.startswith(" "):
            nested = False
        if line.startswith("    ") and not nested and not before:
            yield f"docs/{page.name}:{number}: indented code"


def hidden(page: Page) -> Iterator[str]:
    """Tildes fence code as backticks do, and HTML shows it without a fence."""
    for number, line in page.prose:
        if re.search(r"^[\s>]*(~~~|```)|<(pre|code|samp|textarea)\b", line):
            yield f"docs/{page.name}:{number}: {line.strip()}: show a file instead: CONTRIBUTING.md"


def unseen(page: Page, snippets: Path = SNIPPETS) -> Iterator[str]:
    """Numbers of three significant digits that no output and no figure of the page has."""
    seen = {number for text in shown_on(page, snippets) for number in numbers(text)}
    head = enumerate(page.text.split("\n")[: page.body_from], 1)
    said = [(n, line) for n, line in head if re.match("title:|description:", line)]
    for line_number, line in [*said, *page.prose]:
        for number in numbers(prose_of(line)):
            if significant(number) >= 3 and number not in seen:
                yield f"docs/{page.name}:{line_number}: {number} was printed nowhere on this page"


@every_page
@pytest.mark.parametrize("fault", [typed, indented, hidden], ids=lambda fault: fault.__name__)
def test_no_page_has_code_that_nothing_runs(
    page: Page, fault: Callable[[Page], Iterator[str]]
) -> None:
    assert not (found := list(fault(page))), "\n".join(found)


@every_page
def test_every_number_in_a_sentence_was_printed_on_its_page(page: Page) -> None:
    assert not (found := list(unseen(page))), "\n".join(found)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_warning_of_torch_jit_is_quoted_as_torch_words_it(language: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        torch.jit.trace(torch.nn.Linear(1, 1), torch.ones(1))
    text = (ROOT / "docs" / language / "reference" / "idioms.md").read_text(encoding="utf-8")
    said = [str(w.message) for w in caught if "jit.trace` is deprecated" in str(w.message)]
    assert said or torch.__version__.startswith("2.6"), (
        "torch no longer warns, and the page says it does"
    )
    assert all(message in text for message in said)


FIXTURE = """---
title: A page
description: It has one session, which prints 0.979.
---

# A page { #page }

It prints 0.979.

{}
"""


@pytest.fixture
def page(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Page]:
    """A page of its own, with a snippet that prints 0.979, and what a test adds to it."""

    def write(text: str) -> Page:
        (tmp_path / "a").mkdir()
        (tmp_path / "a/b.pycon").write_text(">>> 0.979\n0.979\n", encoding="utf-8")
        path = tmp_path / "docs/en/page.md"
        path.parent.mkdir(parents=True)
        text = f'```pycon\n--8<-- "a/b.pycon"\n```\n\n{text}\n'
        path.write_text(FIXTURE.replace("{}", text), encoding="utf-8")
        return Page(path)

    return write


@pytest.mark.parametrize(
    ("fault", "text", "said"),
    [
        (typed, "```pycon\n>>> 1 + 1\n3\n```", "docs/en/page.md:14: '>>> 1 + 1' was typed"),
        (typed, "```text\nls\n```", "a block of 'text'"),
        (hidden, "~~~\n>>> 1\n~~~", "docs/en/page.md:14: ~~~: show a file instead"),
        (hidden, "<pre>1</pre>", "show a file instead"),
        (indented, "    x = 1", "docs/en/page.md:14: indented code"),
    ],
)
def test_code_that_nothing_runs_is_found(
    page: Callable[[str], Page], fault: Callable[[Page], Iterator[str]], text: str, said: str
) -> None:
    (found,) = set(list(fault(page(text)))[:1])
    assert said in found


@pytest.mark.parametrize(
    "text",
    [
        "It is 0.978.",
        "/// caption\nThe 0.978.\n///",
        "| a |\n|---|\n| 0.978 |",
        "값은 0.978을 넘습니다.",
    ],
    ids=["sentence", "caption", "table", "Korean particle"],
)
def test_a_number_that_nothing_printed_is_found(
    page: Callable[[str], Page], tmp_path: Path, text: str
) -> None:
    (found,) = unseen(page(text), tmp_path)
    assert "0.978 was printed nowhere on this page" in found


def test_a_page_without_faults_passes(page: Callable[[str], Page], tmp_path: Path) -> None:
    right = page("One more sentence.")
    assert not [*typed(right), *indented(right), *hidden(right), *unseen(right, tmp_path)]


SHOWN = [name for page in pages() for name in page.modules]


@pytest.mark.parametrize("name", sorted({*SHOWN}))
def test_every_number_in_a_docstring_was_printed_by_its_module(name: str) -> None:
    path = Path(str(importlib.import_module(name).__file__))
    examples = [example for test in read_docstrings(path) for example in test.examples]
    seen = {n for example in examples for n in numbers(example.source + example.want)}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    # What the code itself holds is a definition, not a result.
    seen |= {str(n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            text = (ast.get_docstring(node) or "").partition("Examples:")[0]
            text = re.sub(r"\]\(\S+\)|\b(19|20)\d\d\b", "", text)  # sources, and their years
            unseen = [n for n in numbers(text) if significant(n) >= 3 and n not in seen]
            assert not unseen, f"{name}, {getattr(node, 'name', 'module')}: {unseen}"


@pytest.mark.parametrize("folder", ["", "en"])
def test_every_number_in_the_labs_prose_was_printed_by_a_cell(site: Path, folder: str) -> None:
    html = (site / folder / "lab/index.html").read_text(encoding="utf-8")
    article = BeautifulSoup(html, "html.parser").select_one("article")
    seen = {number for pre in article.select("pre") for number in numbers(pre.get_text())}
    seen |= {number for text in DECLARED for number in numbers(text)}
    for other in article.select("pre, .verified, annotation, .katex-html, code"):
        other.extract()
    text = re.sub(r"(Python|PyTorch|torch|파이썬) \d+(\.\d+)*", "", article.get_text(" "))
    for number in numbers(text):
        assert significant(number) < 3 or number in seen, f"lab: {number} was printed by no cell"


def shown_on(page: Page, snippets: Path) -> Iterator[str]:
    """What is run or drawn for a page: snippets, figures, and the formulas between them."""
    for name in page.snippets:
        text = (snippets / name).read_text(encoding="utf-8")
        yield re.sub(r"(?m)^((?:>>>|\.\.\.) .*?)  ?# .*$", r"\1", text)  # nothing runs comments
    from figures import draw

    for _, name in page.shape["figures"]:
        yield re.sub(r"<[^>]+>", " ", draw(name, "en"))
    yield from DECLARED


# What is quoted rather than claimed.
DECLARED = ("999, with which the source notebook's best loss begins",)
