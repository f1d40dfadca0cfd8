"""Each lesson's notebook has the page's text, runs, and prints the recorded outputs."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbformat import NotebookNode

from builder import notebooks
from builder.site import Site
from tests.site.conftest import SmallSite
from tests.site.pages import DOCS, Page, formulas, without_code
from xor_tutorial.verify.compare import difference

LESSONS = sorted(
    path.stem
    for path in (DOCS / "ko").glob("*.md")
    if path.stem != "index" and ".pycon" in path.read_text(encoding="utf-8")
)
SITE_MARKUP = re.compile(
    r"^\s*(!!!|\?\?\?|///)|--8<--|\{ #|\{\{|figure:|\]\((?!https?:|data:)", re.MULTILINE
)
every_lesson = pytest.mark.parametrize("name", LESSONS)


def read(site: Path, name: str, language: str = "ko") -> NotebookNode:
    folder = site / {"ko": "", "en": "en"}[language] / name
    return nbformat.read(folder / f"{name}.ipynb", as_version=4)


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook: NotebookNode) -> str:
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def said(cell: NotebookNode) -> str:
    """What a cell shows, in order; what was warned of is on no page."""
    shown = ""
    for output in cell.outputs:
        if output.output_type == "error":
            shown += f"{output.ename}: {output.evalue}"
        elif output.output_type == "execute_result":
            shown += output.data["text/plain"] + "\n"
        elif output.name == "stdout":
            shown += output.text
    return shown


def test_every_lesson_has_a_notebook_and_no_other_page(site: Path) -> None:
    for folder in (site, site / "en"):
        found = {path.relative_to(folder).as_posix() for path in folder.glob("*/*.ipynb")}
        assert found == {f"{name}/{name}.ipynb" for name in [*LESSONS, "lab"]}


def test_the_labs_notebook_has_what_its_cells_printed(site: Path) -> None:
    korean, english = (read(site, "lab", language) for language in ("ko", "en"))
    assert [c.source for c in code(korean)] == [c.source for c in code(english)]
    assert korean.cells[0].source.startswith("# ")
    for notebook in (korean, english):
        nbformat.validate(notebook)
        outputs = [said(cell) for cell in code(notebook)]
        assert any(text.rstrip().endswith("accuracy 100%") for text in outputs), outputs
        assert not SITE_MARKUP.search(without_code(prose(notebook)))


@pytest.mark.parametrize("name", [*LESSONS, "lab"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_lesson_links_to_its_notebook(site: Path, name: str, language: str) -> None:
    path = site / {"ko": "", "en": "en"}[language] / name / "index.html"
    html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    link = html.select_one("h1 + .notebook a[download]")
    assert link["href"] == f"{name}.ipynb"
    assert bool(re.search("[가-힣]", link.get_text())) == (language == "ko")


@pytest.mark.parametrize("repository", ["someone/xor", ""])
def test_colab_is_linked_only_with_a_repository(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch, repository: str
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", repository)
    for language in ("ko", "en"):
        page = '# x { #x }\n\n```pycon\n--8<-- "softmax/one.pycon"\n```\n'
        small_site.write(f"docs/{language}/softmax.md", page)
    small_site.build()
    for folder in ("", "en/"):
        path = small_site.root / "built" / folder / "softmax/index.html"
        html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        links = [link["href"] for link in html.select(".notebook a:not([download])")]
        colab = "https://colab.research.google.com/github/someone/xor/blob/notebooks"
        assert links == ([f"{colab}/{folder}softmax/softmax.ipynb"] if repository else [])


@every_lesson
def test_both_languages_have_the_same_cells(site: Path, name: str) -> None:
    korean, english = (read(site, name, language) for language in ("ko", "en"))
    for notebook in (korean, english):
        nbformat.validate(notebook)
    assert [c.id for c in korean.cells] == [c.id for c in english.cells]
    assert len({c.id for c in korean.cells}) == len(korean.cells)
    for ours, theirs in zip(code(korean), code(english), strict=True):
        if 'language="ko"' in ours.source:
            assert ours.source.replace('language="ko"', 'language="en"') == theirs.source
        elif ours.metadata.get("tags", [])[:1] not in (["install"], ["exercise"]):
            assert ours == theirs
    assert prose(korean) != prose(english)


@every_lesson
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_notebook_has_none_of_the_sites_markup(site: Path, name: str, language: str) -> None:
    left = SITE_MARKUP.search(without_code(prose(read(site, name, language))))
    assert not left, left


@every_lesson
def test_a_notebook_has_everything_that_its_page_shows(site: Path, name: str) -> None:
    for language in ("ko", "en"):
        page, notebook = Page(DOCS / language / f"{name}.md"), read(site, name, language)
        text = prose(notebook)
        assert formulas(text) == page.formulas
        assert text.count("](data:image/svg+xml;base64,") == len(page.shape["figures"])
        assert text.count("<details>") == len(page.found(r"^\s*(\?\?\?|/{3,} solution)"))
        headings = re.findall(r"^(#+) ", without_code(text), re.MULTILINE)
        assert headings == [level for _, level in page.shape["levels of headings"]]


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=pytest.mark.xdist_group(f"notebook-{n}")) for n in LESSONS],
)
def test_each_cell_prints_what_was_recorded(site: Path, name: str, tmp_path: Path) -> None:
    """In a fresh kernel, from first to last; the code is the same in both languages."""
    notebook = read(site, name)
    if any("xor_tutorial" in cell.source for cell in code(notebook)):
        first = code(notebook)[0]
        assert re.fullmatch(
            r"%pip install --quiet http\S+/xor_tutorial-[\d.]+\S+\.whl", first.source
        )
        first.source = ""  # tested by itself in test_built.py
    recorded = [said(cell) for cell in code(notebook)]
    assert sum(map(bool, recorded)) > 1
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name="python3", timeout=120, resources=place).execute()
    wrong = []
    for cell, wanted in zip(code(notebook), recorded, strict=True):
        got = said(cell)
        if "exercise" in cell.metadata.get("tags", []):  # which the reader is still to answer
            assert re.match(r"$|[\w/-]+: 아직입니다|NameError: name 'fit'", got), got
        elif why := difference(wanted, got):
            wrong.append(f"{cell.source}\n--- {why}")
    assert not wrong, "\n\n".join(wrong)


def made(small_site: SmallSite, text: str) -> list[dict[str, Any]]:
    """The notebook of a page of these lines."""
    for language in ("ko", "en"):
        small_site.write(f"docs/{language}/softmax.md", text)
    return notebooks.Writer(Site(small_site.root, "en", "http://x/"), "softmax.md").cells()


def test_a_notebook_links_to_its_page_once(small_site: SmallSite) -> None:
    shell = "```sh\n# a comment\nls\n```\n\n```sh\n```\n"
    cells = made(small_site, f"# x {{ #x }}\n\n{shell}\n## y {{ #y }}\n")
    text = "\n".join(cell["source"] for cell in cells)
    assert text.count("This notebook was made from the page") == 1
    assert "# a comment" in text


def test_a_closing_fence_may_have_trailing_spaces(small_site: SmallSite) -> None:
    page = '# x { #x }\n\n```pycon\n--8<-- "softmax/one.pycon"\n``` \n\nAfter it.\n'
    assert made(small_site, page)[-1]["source"] == "After it."


def test_an_empty_note_is_accepted(small_site: SmallSite) -> None:
    assert "**Title**" in made(small_site, '# x { #x }\n\n!!! note "Title"\n')[-1]["source"]
