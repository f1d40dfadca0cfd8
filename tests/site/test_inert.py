"""Nothing inert: every block is included from a file that is run, and every number was seen."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from pages import ROOT, pages

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
def test_every_number_in_a_sentence_was_printed_on_its_page(page):
    """Three or more significant digits: seen in an output of the page, or in one of its figures."""
    seen = {number for text in shown_on(page) for number in numbers(text)}
    for line_number, line in page.prose:
        for number in numbers(prose_of(line)):
            if significant(number) >= 3:
                where = f"{page.name}:{line_number}"
                assert number in seen, f"{where}: {number} was printed nowhere on this page"


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
                yield (SNIPPETS / snippet[1]).read_text(encoding="utf-8")
    from xor_tutorial.figures import draw

    for _, name in page.shape["figures"]:
        yield re.sub(r"<[^>]+>", " ", draw(name, "en"))
    yield from DECLARED


# What is a definition or a name rather than a result, wherever it stands.
DECLARED = (
    "10000 steps, 1000 of them, and the steps at which something is shown: 1001 2001 1500 2000",
    "float32 float64 int64 int32",
)


def prose_of(line):
    """A line without code, links' addresses, years of works, and names that hold digits."""
    line = re.sub(r"`[^`]*`", "", line)
    line = re.sub(r"\]\([^)]*\)", "]", line)
    line = re.sub(r"\((18|19|20)\d\d\)", "", line)  # when a work appeared
    line = re.sub(r"(Python|PyTorch|torch|파이썬) \d+(\.\d+)*", "", line)
    return re.sub(r"[A-Za-z_]+\d[\w.]*|\{ #[^}]*\}", "", line)


def numbers(text):
    """Numbers as values: thousands' commas gone, the true minus sign read as one."""
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.replace("−", "-"))
    found = re.findall(r"(?<![\w.])-?\d+(?:_\d{3})*(?:\.\d+)?(?:e[-+]\d+)?(?![\w])", text)
    return [str(abs(Decimal(number.replace("_", "")))) for number in found]


def significant(number):
    """How many digits of a number say something: 0.0081 has two, 10000 one."""
    digits = number.partition("E")[0].replace(".", "").lstrip("0")
    return len(digits if "." in number else digits.rstrip("0"))
