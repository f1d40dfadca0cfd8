"""Nothing inert: every block is included from a file that is run, and every number was seen."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pages import MODULE, ROOT, numbers, pages, prose_of, significant

from xor_tutorial.verify.run import read_docstrings

SNIPPETS = ROOT / "xor_tutorial" / "snippets"
HEADS = {
    "pycon": re.compile(r'^(pycon|\{ \.pycon( \.annotate)?( hl_lines="[\d -]+")? \})$'),
    "python": re.compile(r"^python$"),
    "sh": re.compile(r"^sh$"),
}
SOURCE = re.compile(r'^\s*--8<-- "xor_tutorial[\w.]*:[\w.]+"$')
SNIPPET = re.compile(r'^\s*--8<-- "([\w-]+/[\w-]+\.pycon)"$')
every_page = pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)


@every_page
def test_every_fenced_block_is_an_include_or_a_command(page):
    for fence in page.fences:
        where = f"{page.name}:{fence.line}"
        kinds = [kind for kind, head in HEADS.items() if head.match(fence.head)]
        assert kinds, f"{where}: a block of {fence.head!r}; show a file instead: CONTRIBUTING.md"
        for line in fence.lines:
            wanted = {"pycon": SNIPPET, "python": SOURCE, "sh": re.compile(r"^\s*\S")}[kinds[0]]
            assert wanted.match(line), f"{where}: {line.strip()!r} was typed into the page"


@every_page
def test_no_code_is_indented_into_a_page(page):
    """Four spaces after an empty line would be code that nothing runs, but for what is nested."""
    nested = False
    for (_, before), (number, line) in zip(page.prose, page.prose[1:], strict=False):
        if re.match(r"\s*(!!!|\?\?\?|- |\d+\. )", line):
            nested = True
        elif line and not line.startswith(" "):
            nested = False
        where = f"{page.name}:{number}"
        assert nested or before or not line.startswith("    "), f"{where}: indented code"


@every_page
def test_no_block_is_hidden_from_these_tests(page):
    """Tildes fence code as backticks do, and HTML shows it without a fence."""
    hidden = [
        f"docs/{page.name}:{number}: {line.strip()}: show a file instead: CONTRIBUTING.md"
        for number, line in page.prose
        if re.search(r"^[\s>]*(~~~|```)|<(pre|code|samp|textarea)\b", line)
    ]
    assert not hidden, "\n".join(hidden)


@every_page
def test_every_number_in_a_sentence_was_printed_on_its_page(page):
    """Three or more significant digits: seen in an output of the page, or in one of its figures."""
    seen = {number for text in shown_on(page) for number in numbers(text)}
    head = enumerate(page.text.split("\n")[: page.body_from], 1)
    said = [(n, line) for n, line in head if re.match("title:|description:", line)]
    unseen = [
        f"docs/{page.name}:{line_number}: {number} was printed nowhere on this page"
        for line_number, line in [*said, *page.prose]
        for number in numbers(prose_of(line))
        if significant(number) >= 3 and number not in seen
    ]
    assert not unseen, "\n".join(unseen)


SHOWN = [name for page in pages() for name in MODULE.findall(page.text)]


@pytest.mark.parametrize("name", sorted({*SHOWN}))
def test_every_number_in_a_docstring_was_printed_by_its_module(name):
    path = Path(importlib.import_module(name).__file__)
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
def test_every_number_in_the_labs_prose_was_printed_by_a_cell(site, folder):
    html = (site / folder / "lab/index.html").read_text(encoding="utf-8")
    article = BeautifulSoup(html, "html.parser").select_one("article")
    seen = {number for pre in article.select("pre") for number in numbers(pre.get_text())}
    seen |= {number for text in DECLARED for number in numbers(text)}
    for other in article.select("pre, .verified, annotation, .katex-html, code"):
        other.extract()
    text = re.sub(r"(Python|PyTorch|torch|파이썬) \d+(\.\d+)*", "", article.get_text(" "))
    for number in numbers(text):
        assert significant(number) < 3 or number in seen, f"lab: {number} was printed by no cell"


def shown_on(page):
    """What is run or drawn for a page: snippets, figures, and the formulas between them."""
    for fence in page.fences:
        for line in fence.lines:
            snippet = SNIPPET.match(line)
            if snippet:
                text = (SNIPPETS / snippet[1]).read_text(encoding="utf-8")
                yield re.sub(
                    r"(?m)^((?:>>>|\.\.\.) .*?)  ?# .*$", r"\1", text
                )  # nothing runs those
    from figures import draw

    for _, name in page.shape["figures"]:
        yield re.sub(r"<[^>]+>", " ", draw(name, "en"))
    yield from DECLARED


# What is quoted rather than claimed.
DECLARED = ("999, with which the source notebook's best loss begins",)
