"""`![alternative text](figure:name)` becomes the figure that `docs/figures` draws, inline.

Inline, so that it follows the page's colour scheme and its text is the page's text. Where
`docs/theme/assets/figures/<name>.js` defines a custom element `xor-<name>`, the drawing stands
within it, with its words in the page's language: the element replaces it where scripts run;
others, and printers, see the drawing.
"""

from __future__ import annotations

import html
import json
import re
import sys
import warnings
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

IMAGE = re.compile(r'<img alt="(?P<label>[^"]*)" src="figure:(?P<name>[^"]+)"[^>]*>')
SCRIPTS = Path("docs/theme/assets/figures")


# torch.func.hessian loads a module that warns of another one in torch; MkDocs would print where.
warnings.filterwarnings("ignore", message="`torch.jit.script` is deprecated")


def on_config(config: MkDocsConfig) -> None:
    """Make the package `docs/figures` importable."""
    docs = str(Path(config.config_file_path).parent / "docs")
    if docs not in sys.path:
        sys.path.append(docs)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The recording that figures fetch, as torch wrote it."""
    from xor_tutorial.recordings import FILE

    path = f"assets/recordings/{FILE.name}"
    files.append(File.generated(config, path, abs_src_path=str(FILE)))
    return files


def on_page_content(content: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Draw each figure of the page in the page's language."""
    if not IMAGE.search(content):
        return content
    from figures import draw, words  # torch takes a second: not before a figure needs it

    root = Path(config.config_file_path).parent
    modules: list[str] = []

    def replace(image: re.Match[str]) -> str:
        name, language = image["name"], config.theme["language"]
        try:
            drawing = draw(name, language, html.unescape(image["label"]))
        except ValueError as error:
            path = Path(page.file.abs_src_path)
            lines = path.read_text(encoding="utf-8").split("\n")
            number = next(n for n, line in enumerate(lines, 1) if f"figure:{name}" in line)
            raise PluginError(f"{path.relative_to(root)}:{number}: {error}") from None
        if not (root / SCRIPTS / f"{name}.js").is_file():
            return drawing
        modules.append(get_relative_url(f"assets/figures/{name}.js", page.url))
        own = html.escape(json.dumps(words(language)[f"play.{name}"], ensure_ascii=False))
        return f'<xor-{name} class="interactive" data-words="{own}">{drawing}</xor-{name}>'

    content = IMAGE.sub(replace, content)
    return content + "".join(
        f'\n<script type="module" src="{module}"></script>' for module in modules
    )
