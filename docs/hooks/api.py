"""The sources on the API page: what a docstring says stands above already, so they go without it.

A method's source is part of its class's, and isn't shown a second time.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from includes import without_docstring  # beside this file
from mkdocs.config.defaults import MkDocsConfig
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

PART = re.compile(
    r'<h[1-6] id="(?P<name>xor_tutorial[\w.]+)"'
    r'|(?P<open><details class="mkdocstrings-source">\s*<summary>.*?<code>(?P<path>[^<]+)</code>'
    r"</summary>).*?</details>\s*",
    re.DOTALL,
)


def on_page_content(content: str, *, config: MkDocsConfig, **_: object) -> str:
    """Show each source of mkdocstrings as the other pages show one."""
    root = Path(config.config_file_path).parent
    name, shown = "", ""

    def replace(part: re.Match[str]) -> str:
        nonlocal name, shown
        if part["name"]:
            name = part["name"]
            return part[0]
        if shown and name.startswith(f"{shown}."):
            return ""
        shown = name
        text = (root / html.unescape(part["path"])).read_text(encoding="utf-8")
        module = part["path"].removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        code = "\n".join(without_docstring(text, name.removeprefix(f"{module}.")) or [])
        coloured = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True))
        block = f'<div class="language-python highlight"><pre><code>{coloured}</code></pre></div>'
        return f"{part['open']}\n{block}\n</details>\n"

    return PART.sub(replace, content)
