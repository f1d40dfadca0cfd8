"""What a page shows is a file that is run: snippets, and the source of the package's functions.

Also resolves `{{ wheel }}`, the address of the wheel that the site carries.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

INCLUDE = re.compile(r'^(?P<indent>\s*)--8<-- "(?P<name>[^"]+)"\s*$')
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
SOURCE = re.compile(r"^(?P<module>xor_tutorial[\w.]*):(?P<symbol>[\w.]+)$")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Replace source includes; refuse an include that isn't there, naming file and line."""
    root = Path(config.config_file_path).parent
    text = Path(page.file.abs_src_path).read_text(encoding="utf-8")
    offset = text.count("\n") - markdown.count("\n")  # the front matter is cut off
    lines = []
    for number, line in enumerate(markdown.split("\n"), start=1 + offset):
        include = INCLUDE.match(line)
        if include:
            try:
                line = _resolve(root, include["name"], include["indent"]) or line
            except LookupError as error:
                where = Path(page.file.abs_src_path).relative_to(root)
                raise PluginError(f"{where}:{number}: {error.args[0]}") from None
        lines.append(line)
    return "\n".join(lines).replace("{{ wheel }}", _wheel(root, config))


def _resolve(root: Path, name: str, indent: str) -> str | None:
    """The source that `module:symbol` names, or None for a snippet, which Markdown includes."""
    source = SOURCE.match(name)
    if source is None:
        if not (root / "xor_tutorial" / "snippets" / name).is_file():
            raise LookupError(
                f"the snippet '{name}' is missing: write xor_tutorial/snippets/{name}"
            )
        return None
    path = root / Path(*source["module"].split(".")).with_suffix(".py")
    if not path.is_file():
        raise LookupError(f"there is no module '{source['module']}' to show '{name}' from")
    code = without_docstring(path.read_text(encoding="utf-8"), source["symbol"])
    if code is None:
        raise LookupError(f"'{source['module']}' defines no '{source['symbol']}'")
    return "\n".join(indent + line if line else line for line in code)


def without_docstring(text: str, symbol: str) -> list[str] | None:
    """The lines that define `symbol`, decorators first, docstrings left out.

    A body that is nothing but a docstring is shown as `...`, so that what is shown is valid Python.
    """
    body: list[ast.stmt] = ast.parse(text).body
    node: Definition | None = None
    for name in symbol.split("."):
        found = [n for n in body if isinstance(n, Definition) and n.name == name]
        if not found:
            return None
        node, body = found[0], found[0].body
    assert node is not None
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    lines = [line.encode() for line in text.splitlines()]  # ast counts columns in bytes
    for inner in ast.walk(node):
        if isinstance(inner, Definition) and ast.get_docstring(inner) is not None:
            docstring, *rest = inner.body
            begin, end = docstring.lineno - 1, docstring.end_lineno - 1
            before, after = lines[begin][: docstring.col_offset], b""
            if not rest:
                after = b"..."
            elif rest[0].lineno - 1 == end:
                after = lines[end][rest[0].col_offset :]
            keep = [before + after] if after or before.strip() else []
            lines[begin : end + 1] = [*keep, *[None] * (end + 1 - begin - len(keep))]
    shown = [line.decode() for line in lines[first - 1 : node.end_lineno] if line is not None]
    margin = len(shown[0]) - len(shown[0].lstrip())
    shown = [line[margin:] for line in shown]
    # A class's first method follows its docstring after an empty line: not when it's left out.
    return [line for n, line in enumerate(shown) if line or (n and shown[n - 1] and n > 1)]


def _wheel(root: Path, config: MkDocsConfig) -> str:
    text = (root / "xor_tutorial" / "__init__.py").read_text(encoding="utf-8")
    version = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)[1]
    return urljoin(config.extra["root_url"], f"xor_tutorial-{version}-py3-none-any.whl")
