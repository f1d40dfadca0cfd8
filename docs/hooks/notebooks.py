"""Each lesson, and the lab, as a notebook to download, made from the page itself.

A session becomes cells that end where something is shown, with the recorded output. What the page
folds stays folded, code and all, so that a reader answers first: an exercise leaves an empty cell.
Formulas stay TeX, figures are pictures on their own paper, links lead to the site.
"""

from __future__ import annotations

import ast
import base64
import doctest
import html
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jupytext
import nbformat
from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FENCE = re.compile(r"^```[ {.]*(?P<language>\w+).*$")
INCLUDE = re.compile(r'--8<-- "(?P<name>[^"]+\.pycon)"')
BLOCK = re.compile(r'^(?P<kind>!!!|\?\?\?\+?) \w+ "(?P<title>.*)"$')
FIGURE = re.compile(r"^!\[(?P<label>.*)\]\(figure:(?P<name>[\w-]+)\)$")
PREDICTION = re.compile(r"/{3,} predict \| (.+)")
HEADING = re.compile(r"^(?P<text>#+ .*?)(?: \{ #(?P<id>[\w-]+) \})?$")
LINK = re.compile(r"\]\((?![a-z]+:)(?P<target>[^)#\s]*)(?P<anchor>#[^)\s]*)?\)")
INSTALL = "pip install "
COLAB = "https://colab.research.google.com/github/{repository}/blob/notebooks/{path}"
WORDS = {
    "ko": {
        "download": "노트북 내려받기",
        "colab": "Colab에서 열기",
        "from": "이 노트북은 [{title}]({url}) 페이지에서 만들었습니다.",
    },
    "en": {
        "download": "Download as a notebook",
        "colab": "Open in Colab",
        "from": "This notebook was made from the page [{title}]({url}).",
    },
}


@event_priority(-50)  # when source includes are resolved, and snippets not yet
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lay the notebook of a lesson beside its page."""
    source = page.file.src_uri
    if INCLUDE.search(markdown) and "/" not in source and source != "index.md":
        cells = _Writer(page, config, files).cells(markdown.split("\n"))
        _keep(new_notebook(cells=cells), page, config, files)
    return markdown


def on_page_content(content: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Offer the notebook under the page's title."""
    path = _path(page)
    if page.file.src_uri == "lab.py":
        _keep(new_notebook(cells=_Writer(page, config, files).lab(content)), page, config, files)
    if not files.get_file_from_path(path):
        return content
    words = WORDS[config.theme["language"]]
    links = [f'<a href="{posixpath.basename(path)}" download>{words["download"]}</a>']
    if repository := config.extra["repository"]:
        below = config.site_url.removeprefix(config.extra["root_url"])
        address = COLAB.format(repository=repository, path=f"{below}{path}")
        links.append(f'<a href="{address}">{words["colab"]}</a>')
    offer = f'<p class="notebook" data-search-exclude>{" · ".join(links)}</p>'
    return content.replace("</h1>", f"</h1>\n{offer}", 1)


def _path(page: Page) -> str:
    """`softmax/softmax.ipynb`, as a file and below the site's address."""
    return f"{page.url}{Path(page.file.src_uri).stem}.ipynb"


def _keep(notebook: NotebookNode, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Number the cells, in both languages alike, and add the file to the site."""
    count = 0
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"{Path(page.file.src_uri).stem}-{number}"
        if cell.cell_type == "code":
            count += bool(cell.source)
            cell.execution_count = count if cell.source else None
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    files.append(File.generated(config, _path(page), content=f"{nbformat.writes(notebook)}\n"))


@dataclass
class _Part:
    """A piece of a page: its kind, its lines without their indent, and its name."""

    kind: str  # text, heading, figure, note, details, or the language of a fence
    lines: list[str] = field(default_factory=list)
    name: str = ""


def _parts(lines: list[str]) -> Iterator[_Part]:
    """Take Markdown apart, as far as a notebook shows it in another way."""
    rest = iter([*lines, ""])
    line = next(rest, None)
    while line is not None:
        if fence := FENCE.match(line):
            inner = list(iter(lambda: next(rest), "```"))
            yield _Part(fence["language"], inner)
        elif block := BLOCK.match(line):
            inner = []
            while (line := next(rest, None)) is not None and (not line or line[:4] == "    "):
                inner.append(line[4:])
            kind = "note" if block["kind"] == "!!!" else "details"
            yield _Part(kind, inner, block["title"])
            continue  # with the line that ended it
        elif figure := FIGURE.match(line):
            yield _Part("figure", [figure["label"]], figure["name"])
        elif line.startswith("#"):
            yield _Part("heading", [line])
        elif question := PREDICTION.match(line):  # its options are for the page
            yield _Part("text", [f"**{question[1]}**"])
            while (line := next(rest, None)) and line.startswith("    "):
                pass
            continue
        elif not line.startswith("///"):  # the fence around a caption: its text is the caption
            yield _Part("text", [line])
        line = next(rest, None)


class _Writer:
    """Writes the cells of one page."""

    def __init__(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        self.page, self.config, self.files = page, config, files
        self.root = Path(config.config_file_path).parent
        self.made: list[NotebookNode] = []
        self.text: list[str] = []

    def cells(self, lines: list[str]) -> list[NotebookNode]:
        """All cells, in the order of the page."""
        exercise = False  # one that is stated, and whose hint or solution is still to come
        for part in _parts(lines):
            if part.kind == "heading":
                self.end_text()
                heading = HEADING.match(part.lines[0])
                exercise = (heading["id"] or "").startswith("exercise-")
            if exercise and part.kind == "details":
                self.code(new_code_cell())
                exercise = False
            self.add(part)
            if part.lines[0].startswith("# "):
                words = WORDS[self.config.theme["language"]]
                url = self.page.canonical_url
                self.text += ["", words["from"].format(title=self.page.title, url=url)]
        self.end_text()
        self.install()
        return self.made

    def install(self) -> None:
        """Begin with the package where a cell needs it and the page itself doesn't install it."""
        code = [cell for cell in self.made if cell.cell_type == "code"]
        installed = any(cell.metadata.get("tags") == ["install"] for cell in code)
        if not installed and any("xor_tutorial" in cell.source for cell in code):
            text = (self.root / "xor_tutorial" / "__init__.py").read_text(encoding="utf-8")
            version = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)[1]
            wheel = f"xor_tutorial-{version}-py3-none-any.whl"
            line = f"%pip install --quiet {urljoin(self.config.extra['root_url'], wheel)}"
            self.made.insert(1, new_code_cell(line, metadata={"tags": ["install"]}))

    def lab(self, content: str) -> list[NotebookNode]:
        """The cells of the lab, with what its page shows that they printed."""
        cells = jupytext.read(self.page.file.abs_src_path).cells
        blocks = iter(BeautifulSoup(content, "html.parser").select(".language-python"))
        for cell in cells:
            if cell.cell_type == "markdown":
                text = re.sub(r'<a id="[\w-]+"></a>\n', "", cell.source)
                self.made.append(new_markdown_cell(LINK.sub(self.absolute, text)))
                continue
            outputs = []
            for block in next(blocks).find_next_siblings(True):
                if "lab-output" not in block.get("class", []):
                    break
                outputs.append(_printed(block.get_text()))
            if outputs and _shows_value(ast.parse(cell.source).body[-1], {"print"}):
                outputs[-1] = _value(outputs[-1].text)
            self.made.append(new_code_cell(cell.source, outputs=outputs))
        return self.made

    def add(self, part: _Part) -> None:
        """One part, where cells may begin and end."""
        if part.kind == "pycon":
            for cell in self.session(part):
                self.code(cell)
        elif part.kind == "sh" and part.lines[0].startswith(INSTALL):
            line = part.lines[0].replace(INSTALL, "%pip install --quiet ")
            self.code(new_code_cell(line, metadata={"tags": ["install"]}))
        elif part.kind == "note":
            quoted = [f"**{part.name}**"]
            code = []
            for inner in _parts(part.lines):
                if inner.kind == "text":
                    quoted += self.markdown(inner)
                else:
                    code.append(inner)
            self.text += [f"> {line}" for line in "\n".join(quoted).strip().split("\n") if line]
            self.text.append("")
            for inner in code:
                self.add(inner)
        elif part.kind == "figure":  # in a cell of its own, for the sake of who edits the text
            self.end_text()
            self.text += self.markdown(part)
            self.end_text()
        else:
            self.text += self.markdown(part)

    def code(self, cell: NotebookNode) -> None:
        """A code cell, after the text before it."""
        self.end_text()
        self.made.append(cell)

    def end_text(self) -> None:
        """What was said up to here is one cell."""
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(self.text)).strip()
        if text:
            self.made.append(new_markdown_cell(text))
        self.text = []

    def markdown(self, part: _Part) -> list[str]:
        """One part as Markdown for a notebook, code as fences."""
        if part.kind == "heading":
            return [HEADING.match(part.lines[0])["text"]]
        if part.kind == "text":
            return [LINK.sub(self.absolute, line) for line in part.lines]
        if part.kind == "figure":
            return [_picture(part.name, part.lines[0], self.config)]
        if part.kind == "details":
            title = re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(part.name, quote=False))
            inner = [line for p in _parts(part.lines) for line in self.markdown(p)]
            return ["<details>", f"<summary>{title}</summary>", "", *inner, "", "</details>", ""]
        if part.kind == "pycon":
            return [line for cell in self.session(part) for line in _fenced(cell)]
        return [f"```{part.kind}", *part.lines, "```"]

    def session(self, part: _Part) -> list[NotebookNode]:
        """The cells of a snippet."""
        name = INCLUDE.search(part.lines[0])["name"]
        path = self.root / "xor_tutorial" / "snippets" / name
        return list(_cells(path.read_text(encoding="utf-8")))

    def absolute(self, link: re.Match[str]) -> str:
        """A link that leads to the site from anywhere."""
        here = self.page.file.src_uri
        to = posixpath.normpath(posixpath.join(posixpath.dirname(here), link["target"]))
        file = self.files.get_file_from_path(to if link["target"] else here)
        if file is None:  # MkDocs will speak of it
            return link[0]
        return f"]({urljoin(self.config.site_url, file.url)}{link['anchor'] or ''})"


def _cells(session: str) -> Iterator[NotebookNode]:
    """The cells of a session: each ends where something is shown."""
    lines: list[str] = []
    silent = {"print", "backward"}  # what returns nothing: what it shows, it has printed
    for part in doctest.DocTestParser().parse(session):
        if not isinstance(part, doctest.Example):
            continue
        (statement,) = ast.parse(part.source).body
        if isinstance(statement, ast.FunctionDef) and not _returns(statement):
            silent.add(statement.name)
        lines += re.sub(r"# \((\d+)\)!", r"# (\1)", part.source).removesuffix("\n").split("\n")
        if part.want:
            raises = {"tags": ["raises-exception"]} if part.exc_msg else {}
            outputs = [_output(part, _shows_value(statement, silent))]
            yield new_code_cell("\n".join(lines), outputs=outputs, metadata=raises)
            lines = []
        elif lines[-1].startswith(" "):
            lines.append("")  # a block ends
    if any(lines):
        yield new_code_cell("\n".join(lines).rstrip())


def _returns(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Return) and node.value for node in ast.walk(function))


def _shows_value(statement: ast.stmt, silent: set[str]) -> bool:
    """Whether what a statement shows is its value, and not what it prints."""
    if not isinstance(statement, ast.Expr):
        return False
    called = statement.value.func if isinstance(statement.value, ast.Call) else None
    return getattr(called, "attr", getattr(called, "id", "")) not in silent


def _output(example: doctest.Example, value: bool) -> NotebookNode:
    """What was recorded, as a notebook keeps it: an error, a value, or what was printed."""
    want = example.want.replace(doctest.BLANKLINE_MARKER, "")
    if example.exc_msg:
        name, _, message = example.exc_msg.rstrip().partition(": ")
        return new_output("error", ename=name, evalue=message, traceback=want.split("\n"))
    return _value(want) if value else _printed(want)


def _value(text: str) -> NotebookNode:
    return new_output("execute_result", data={"text/plain": text.rstrip("\n")})


def _printed(text: str) -> NotebookNode:
    return new_output("stream", name="stdout", text=text)


def shown(outputs: Iterable[dict[str, Any]]) -> str:
    """What outputs say in plain text, warnings left out: no page shows them."""
    said = []
    for output in outputs:
        if output["output_type"] == "error":
            said.append(f"{output['ename']}: {output['evalue']}")
        elif output["output_type"] != "stream":
            said.append(output["data"]["text/plain"])
        elif output["name"] == "stdout":
            said.append(output["text"].rstrip("\n"))
    return "\n".join(said)


def _fenced(cell: NotebookNode) -> list[str]:
    """A code cell within text."""
    code = ["```python", *cell.source.split("\n"), "```", ""]
    if not cell.outputs:
        return code
    return [*code, "```text", *shown(cell.outputs).split("\n"), "```", ""]


def _picture(name: str, label: str, config: MkDocsConfig) -> str:
    """A figure as a picture: the light colours, on paper of their own."""
    from figures import draw  # torch takes a second: not before a figure needs it

    root = Path(config.config_file_path).parent
    styles = (root / "docs/theme/assets/figures.css").read_text(encoding="utf-8")
    light, _, rest = styles.partition('[data-md-color-scheme="slate"]')
    rules = re.sub(r"/\*.*?\*/|@media.*", "", rest.partition("}")[2], flags=re.DOTALL)
    light = light.partition("{")[2]
    style = f"<style>svg {{ background: var(--fig-surface);{light}{rules}</style>"
    drawing = draw(name, config.theme["language"], html.unescape(label))
    width = re.search(r'viewBox="0 0 (\d+)', drawing)[1]
    drawing = re.sub(r"^<svg([^>]*)>", rf'<svg width="{width}"\1>{style}', drawing)
    packed = base64.b64encode(drawing.encode()).decode()
    return f"![{label}](data:image/svg+xml;base64,{packed})"
