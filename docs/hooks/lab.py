"""The lab notebook, executed by mkdocs-jupyter, in the site's own clothes.

The plugin's page carries JupyterLab's style sheet (100 KB), a copy-button script and a request to a
MathJax host. Of its page only the cells are kept: prose, code and what the code printed.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from jupyter_client import KernelManager
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from nbclient.exceptions import CellExecutionError

LAB = "lab.py"
# A heading's id stands in a line of its own above it, the same in both languages.
HEADING = re.compile(
    r'(?:<p>)?<a id="([\w-]+)"></a>(?:</p>)?\s*<h([1-6])[^>]*>(.*?)</h\2>', re.DOTALL
)
DESCRIPTION = re.compile(r"^# # .+\n#\n# (.+)$", re.MULTILINE)  # the paragraph below the title
MATH = re.compile(r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?)\$", re.DOTALL)
LITERAL = re.compile(r"(<pre.*?</pre>|<code.*?</code>)", re.DOTALL)


def on_startup(command: str, **_: object) -> None:
    """Set up the notebook's kernel, and remember whether this is `mkdocs serve`."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for four rows the fastest by far
    KernelManager.transport_encryption.default_value = "auto"  # or the kernel warns that it isn't
    if command == "serve":  # each rebuild reads its settings anew
        os.environ["XOR_TUTORIAL_SERVING"] = "1"


def on_config(config: MkDocsConfig) -> None:
    """While serving, an unchanged notebook isn't run again: an edit shows within seconds."""
    if os.environ.get("XOR_TUTORIAL_SERVING"):
        plugin = config.plugins["mkdocs-jupyter"].config
        plugin["cache"] = True
        # A folder for each language, since a build removes what it didn't use itself.
        plugin["cache_dir"] = f"{plugin['cache_dir']}/{config.theme['language']}"


def on_pre_page(page: Page, *, config: MkDocsConfig, **_: object) -> Page:
    """Let a failing cell stop the build with the file and line of the cell."""
    if page.file.src_uri == LAB:
        page.render = _checked(page.render, Path(page.file.abs_src_path), config)
    return page


def on_page_content(content: str, *, page: Page, **_: object) -> str:
    """Keep the cells alone, and hand formulas on in the form that formulas.py renders."""
    if page.file.src_uri != LAB:
        return content
    content = "\n".join(
        _prose(cell) if "jp-MarkdownCell" in cell["class"] else _code(cell)
        for cell in BeautifulSoup(content, "html.parser").select('[id^="cell-id="]')
    )
    page.toc = get_toc(_nested([(int(h[2]), h[1], h[3]) for h in HEADING.finditer(content)]))
    text = Path(page.file.abs_src_path).read_text(encoding="utf-8")
    if description := DESCRIPTION.search(text):
        page.meta["description"] = description[1]
    permalink = r'<a class="headerlink" href="#\1" aria-hidden="true" tabindex="-1">#</a>'
    return HEADING.sub(rf'<h\2 id="\1">\3{permalink}</h\2>', content)


def _checked(render: Callable[..., None], path: Path, config: MkDocsConfig) -> Callable[..., None]:
    def checked(*arguments: object) -> None:
        try:
            render(*arguments)
        except CellExecutionError as error:
            # The error's text quotes the whole cell between two rules, then the traceback.
            cell = str(error).split("------------------\n")[1].rstrip()
            text = path.read_text(encoding="utf-8")
            line = text.count("\n", 0, max(text.find(cell), 0)) + 1
            where = path.relative_to(Path(config.config_file_path).parent)
            raise PluginError(
                f"{where}:{line}: the cell that begins here fails: {error.ename}: {error.evalue}"
            ) from None

    return checked


def _prose(cell: Tag) -> str:
    markdown = cell.select_one(".jp-RenderedMarkdown")
    for link in markdown.select("a.anchor-link"):
        link.decompose()
    # `$…$` outside code becomes what arithmatex makes of it on the other pages.
    parts = LITERAL.split(markdown.decode_contents())
    parts[::2] = [MATH.sub(_formula, part) for part in parts[::2]]
    return "".join(parts)


def _formula(formula: re.Match[str]) -> str:
    tex = html.escape(html.unescape(formula["block"] or formula["inline"]), quote=False)
    if formula["block"]:
        return rf'<div class="arithmatex">\[{tex}\]</div>'
    return rf'<span class="arithmatex">\({tex}\)</span>'


def _code(cell: Tag) -> str:
    source = cell.select_one(".highlight-ipynb pre").decode_contents().removeprefix("<span></span>")
    shown: list[str] = []
    printing = False
    for output in cell.select(".jp-OutputArea-output"):
        text = "".join(pre.decode_contents() for pre in output.select("pre"))
        printed = "jp-OutputArea-executeResult" not in output.parent["class"]
        if printing and printed:  # it comes in pieces, cut where the clock had it
            shown[-1] += text
        elif text:
            shown.append(text)
        printing = printed
    kinds = ["lab-output more"] * (len(shown) - 1) + ["lab-output"] * bool(shown)
    kind = "language-python highlight more" if shown else "language-python highlight"
    parts = [f'<div class="{kind}"><pre><code>{source}</code></pre></div>']
    for kind, text in zip(kinds, shown, strict=True):
        parts.append(f'<div class="{kind}"><pre tabindex="0">{text}</pre></div>')
    return "\n".join(parts)


def _nested(headings: list[tuple[int, str, str]]) -> list[dict[str, object]]:
    """Headings in order as the tree that MkDocs' table of contents is made from."""
    root: dict[str, object] = {"level": 0, "children": []}
    path = [root]
    for level, identifier, title in headings:
        name = re.sub(r"<[^>]+>", "", title)
        item = {"level": level, "id": identifier, "name": name, "children": []}
        while path[-1]["level"] >= level:
            path.pop()
        path[-1]["children"].append(item)
        path.append(item)
    return root["children"]
