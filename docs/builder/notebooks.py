"""Convert each lesson, and the lab, into a notebook to download.

A session becomes cells that end where something is shown, with the recorded output. What the page
folds stays folded, code and all, so that a reader answers first: an exercise leaves an empty cell,
or the file that a learner begins with and a cell that checks it.
Formulas stay TeX, figures are pictures on their own paper, links lead to the site.
"""

from __future__ import annotations

import base64
import doctest
import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from builder import braces, practice
from builder.code import marked
from builder.page import Page, Part, parts
from builder.site import HOME, Site

if TYPE_CHECKING:
    from xor_tutorial.practice import Exercise

LINK = re.compile(r"\]\((?![a-z]+:)(?P<target>[^)#\s]*)(?P<anchor>#[^)\s]*)?\)")
INSTALL, INSTALLING = "pip install ", "%pip install --quiet "
COLAB = "https://colab.research.google.com/github/{repository}/blob/notebooks/{path}"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def offered(name: str, page: Page) -> bool:
    """Whether a page is a lesson: one of its own, with sessions."""
    return bool(page.snippets) and "/" not in name and name != HOME


def place(name: str) -> str:
    """`softmax.md` → `softmax/softmax.ipynb`, below the address of the language."""
    stem = name.rpartition(".")[0]
    return f"{stem}/{stem}.ipynb"


def offer(site: Site, name: str) -> str:
    """HTML of the line under the title of a page that has a notebook."""
    path, words = place(name), site.words
    links = [f'<a href="{posixpath.basename(path)}" download>{words["download"]}</a>']
    if site.repository:
        path = site.languages[site.language].folder + path
        address = COLAB.format(repository=site.repository, path=path)
        links.append(f'<a href="{address}">{words["colab"]}</a>')
    return f'<p class="notebook" data-search-exclude>{" · ".join(links)}</p>'


def notebook(site: Site, name: str) -> str:
    """The notebook of a page, as a file."""
    return written(Writer(site, name).cells(), name)


def written(cells: Iterable[NotebookNode], name: str) -> str:
    """The notebook as a file, its cells numbered."""
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook = new_notebook(cells=[*cells], metadata=metadata)
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"{name.rpartition('.')[0]}-{number}"
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source]
    for count, cell in enumerate(code, start=1):
        cell.execution_count = count
    text: str = nbformat.writes(notebook)
    return text


class Writer:
    """Writes the cells of one page.

    Args:
        site: the site of the page.
        name: the page, as `softmax.md`.
    """

    def __init__(self, site: Site, name: str) -> None:
        self.site, self.name = site, name
        self.made: list[NotebookNode] = []
        self.text: list[str] = []

    def cells(self) -> list[NotebookNode]:
        """All cells, in the order of the page."""
        page = self.site.pages[self.name]
        url, title = self.site.url(self.name), page.meta.get("title", self.name)
        origin: list[str] | None = ["", self.site.words["from"].format(title=title, url=url)]
        checked = practice.exercises(self.name)
        section = ""  # of an exercise that is stated, and has no place for an answer yet
        for part in page.parts():
            ends = part.kind in {"heading", "solution"}
            if section and (ends or (part.kind == "fold" and section in checked)):
                self.answer(checked.get(section))
                section = ""
            if part.kind == "heading":
                self.end_text()
                exercise = part.name in checked or part.name.startswith("exercise-")
                section = part.name if exercise else ""
            self.add(part)
            if part.kind == "heading" and origin:  # below the title
                self.text += origin
                origin = None
        self.end_text()
        self.install()
        return self.made

    def answer(self, exercise: Exercise | None) -> None:
        """A place for an answer, and a cell that checks it if the package does."""
        if exercise is None:
            self.add_cell(_code(""))
            return
        begin, check = practice.cells(exercise, self.site.language)
        self.add_cell(_code(begin, "exercise"))
        self.add_cell(_code(check, "exercise", "raises-exception"))

    def install(self) -> None:
        """Begin with the package where a cell needs it and the page itself doesn't install it."""
        cells = [cell for cell in self.made if cell.cell_type == "code"]
        installed = any(cell.metadata.get("tags") == ["install"] for cell in cells)
        if not installed and any("xor_tutorial" in cell.source for cell in cells):
            self.made.insert(1, _code(f"{INSTALLING}{self.site.wheel}", "install"))

    def add(self, part: Part) -> None:
        """One part, where cells may begin and end."""
        if part.kind == "pycon":
            for cell in self.session(part):
                self.add_cell(cell)
        elif part.kind == "sh" and part.lines and part.lines[0].startswith(INSTALL):
            line = self.resolved(part.line + 1, part.lines)[0]
            self.add_cell(_code(line.replace(INSTALL, INSTALLING), "install"))
        elif part.kind == "figure":  # in a cell of its own, for the sake of who edits the text
            self.end_text()
            self.text += self.markdown(part)
            self.end_text()
        else:
            self.text += self.markdown(part)

    def add_cell(self, cell: NotebookNode) -> None:
        """A code cell, after the text before it."""
        self.end_text()
        self.made.append(cell)

    def end_text(self) -> None:
        """What was said up to here is one cell."""
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(self.text)).strip()
        if text:
            self.made.append(new_markdown_cell(text))
        self.text = []

    def markdown(self, part: Part) -> list[str]:
        """One part as Markdown for a notebook, code as fences."""
        if part.kind in {"heading", "question"}:
            return [self.linked(line) for line in part.lines]
        if part.kind == "text":
            return [self.linked(line) for line in self.resolved(part.line, part.lines)]
        if part.kind == "note":
            inner = [line for p in parts(part.lines, part.line + 1) for line in self.markdown(p)]
            return [*(f"> {line}" for line in [f"**{part.name}**", *inner] if line), ""]
        if part.kind == "figure":
            return [self.picture(part.name, part.lines[0])]
        if part.kind in {"fold", "solution"}:
            title = marked(part.name or self.site.words["answer"])
            inner = [line for p in parts(part.lines, part.line + 1) for line in self.markdown(p)]
            return ["<details>", f"<summary>{title}</summary>", "", *inner, "", "</details>", ""]
        if part.kind == "pycon":
            return [line for cell in self.session(part) for line in _fenced(cell)]
        return [f"```{part.kind}", *self.resolved(part.line + 1, part.lines), "```"]

    def session(self, part: Part) -> Iterator[NotebookNode]:
        """The cells of a session: each ends where something is shown."""
        lines: list[str] = []
        text = "\n".join([*self.resolved(part.line + 1, part.lines), ""])
        for example in doctest.DocTestParser().get_examples(text):
            source = re.sub(r"# \((\d+)\)!", r"# (\1)", example.source)
            lines += source.removesuffix("\n").split("\n")
            if example.want:
                tags = ("raises-exception",) if example.exc_msg else ()
                yield _code("\n".join(lines), *tags, outputs=[_output(example)])
                lines = []
            elif lines[-1].startswith(" "):
                lines.append("")  # a block ends
        if any(lines):
            yield _code("\n".join(lines).rstrip())

    def resolved(self, first: int, lines: list[str]) -> list[str]:
        """Lines of the page, from its line `first`, with what they include."""
        return braces.filled(self.site, self.name, first, lines)

    def linked(self, text: str) -> str:
        """Text whose links lead to the site from anywhere."""

        def absolute(link: re.Match[str]) -> str:
            target = posixpath.join(posixpath.dirname(self.name), link["target"])
            to = posixpath.normpath(target) if link["target"] else self.name
            return f"]({self.site.url(to)}{link['anchor'] or ''})"

        return LINK.sub(absolute, text)

    def picture(self, name: str, label: str) -> str:
        """A figure as a picture: the light colours, on paper of their own."""
        from figures import draw  # torch takes a second: not before a figure needs it

        path = self.site.root / "docs/theme/assets/figures.css"
        light, _, rest = path.read_text("utf-8").partition('[data-md-color-scheme="slate"]')
        rules = re.sub(r"/\*.*?\*/|@media.*", "", rest.partition("}")[2], flags=re.DOTALL)
        light = light.partition("{")[2]
        style = f"<style>svg {{ background: var(--fig-surface);{light}{rules}</style>"
        drawing = draw(name, self.site.language, label)
        width = drawing.partition('viewBox="0 0 ')[2].partition(" ")[0]
        drawing = re.sub(r"^<svg([^>]*)>", rf'<svg width="{width}"\1>{style}', drawing)
        packed = base64.b64encode(drawing.encode()).decode()
        return f"![{label}](data:image/svg+xml;base64,{packed})"


def _code(source: str, *tags: str, outputs: Iterable[NotebookNode] = ()) -> NotebookNode:
    metadata = {"tags": [*tags]} if tags else {}
    return new_code_cell(source, outputs=[*outputs], metadata=metadata)


def _output(example: doctest.Example) -> NotebookNode:
    """What was recorded, as a notebook keeps it: an error, or what was printed."""
    want = example.want.replace(doctest.BLANKLINE_MARKER, "")
    if example.exc_msg:
        name, _, message = example.exc_msg.rstrip().partition(": ")
        return new_output("error", ename=name, evalue=message, traceback=want.split("\n"))
    return new_output("stream", text=want)


def shown(output: NotebookNode) -> str:
    """What an output says in plain text."""
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    text: str = output.text if output.output_type == "stream" else output.data["text/plain"]
    return text.rstrip("\n")


def _fenced(cell: NotebookNode) -> list[str]:
    """A code cell within text."""
    lines = ["```python", *cell.source.split("\n"), "```", ""]
    for output in cell.outputs:
        lines += ["```text", *shown(output).split("\n"), "```", ""]
    return lines
