"""`![alternative text](figure:name)` becomes the figure that the package draws, inline.

Inline, so that it follows the page's colour scheme and its text is the page's text.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

IMAGE = re.compile(r'<img alt="(?P<label>[^"]*)" src="figure:(?P<name>[^"]+)"[^>]*>')


def on_page_content(content: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Draw each figure of the page in the page's language."""
    if not IMAGE.search(content):
        return content
    from xor_tutorial.figures import draw  # torch takes a second: not before a figure needs it

    def replace(image: re.Match[str]) -> str:
        try:
            return draw(image["name"], config.theme["language"], html.unescape(image["label"]))
        except ValueError as error:
            path = Path(page.file.abs_src_path)
            lines = path.read_text(encoding="utf-8").split("\n")
            number = next(n for n, line in enumerate(lines, 1) if f"figure:{image['name']}" in line)
            where = path.relative_to(Path(config.config_file_path).parent)
            raise PluginError(f"{where}:{number}: {error}") from None

    return IMAGE.sub(replace, content)
