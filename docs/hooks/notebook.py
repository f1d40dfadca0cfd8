"""The lab notebook, executed by mkdocs-jupyter, in the site's own clothes.

The plugin's page carries JupyterLab's style sheet, a copy-button script and a request to a MathJax
host. All of that goes: the notebook's cells take the look of the site's other pages.
"""

from __future__ import annotations

import html
import os
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

STYLES_AND_SCRIPTS = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
COPY_BUTTON = re.compile(r'<div class="zeroclipboard-container">.*?</clipboard-copy>\s*</div>', re.DOTALL)
PROMPT = re.compile(r'<div class="jp-(?:Input|Output)Prompt[^"]*">.*?</div>', re.DOTALL)
CODE = re.compile(r'<div class="[^"]*highlight-ipynb[^"]*"><pre>(?:<span></span>)?(.*?)</pre>\s*</div>', re.DOTALL)
ANCHOR_LINK = re.compile(r'<a class="anchor-link" href="#[^"]*">¶</a>')
PROSE = re.compile(r'(<div class="[^"]*jp-RenderedMarkdown[^"]*"[^>]*>)(.*?)(</div>)', re.DOTALL)
MATH = re.compile(r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?)\$", re.DOTALL)
LITERAL = re.compile(r"(<pre.*?</pre>|<code.*?</code>)", re.DOTALL)


def on_startup(command: str, **_: object) -> None:
    """Remember that this is `mkdocs serve`: each rebuild reads its settings anew."""
    os.environ["XOR_TUTORIAL_SERVING"] = "1" if command == "serve" else ""


def on_config(config: MkDocsConfig) -> None:
    """While serving, an unchanged notebook isn't run again: an edit shows within seconds."""
    if os.environ.get("XOR_TUTORIAL_SERVING"):
        config.plugins["mkdocs-jupyter"].config["cache"] = True


def on_page_content(content: str, *, page: Page, **_: object) -> str:
    """Strip what is JupyterLab's; hand formulas on in the form that formulas.py renders."""
    if page.file.src_uri != "lab.py":
        return content
    for pattern in (STYLES_AND_SCRIPTS, COPY_BUTTON, PROMPT, ANCHOR_LINK):
        content = pattern.sub("", content)
    content = CODE.sub(r'<div class="language-python highlight"><pre><code>\1</code></pre></div>', content)
    return PROSE.sub(lambda prose: prose[1] + _mark_formulas(prose[2]) + prose[3], content)


def _mark_formulas(prose: str) -> str:
    """`$…$` outside code becomes what arithmatex makes of it on the other pages."""
    parts = LITERAL.split(prose)
    parts[::2] = [MATH.sub(_mark, part) for part in parts[::2]]
    return "".join(parts)


def _mark(formula: re.Match[str]) -> str:
    tex = html.escape(html.unescape(formula["block"] or formula["inline"]), quote=False)
    if formula["block"]:
        return rf'<div class="arithmatex">\[{tex}\]</div>'
    return rf'<span class="arithmatex">\({tex}\)</span>'
