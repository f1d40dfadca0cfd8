"""The source of a class or function as the pages show it: without its docstrings."""

from __future__ import annotations

import ast
from pathlib import Path

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def source_of(name: str, root: Path) -> list[str]:
    """The lines of `xor_tutorial.module:symbol`.

    Raises:
        LookupError: there is no such module, or no such symbol in it.
    """
    module, _, symbol = name.partition(":")
    path = root / Path(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not path.is_file():
        raise LookupError(f"there is no module '{module}' to show '{name}' from")
    code = without_docstrings(path.read_text(encoding="utf-8"), symbol)
    if code is None:
        raise LookupError(f"'{module}' defines no '{symbol}'")
    return code


def without_docstrings(text: str, symbol: str) -> list[str] | None:
    """The lines that define `symbol`, decorators first; None if nothing does.

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
    # ast counts columns in bytes; a line that is left out becomes None.
    lines: list[bytes | None] = [line.encode() for line in text.splitlines()]
    for inner in ast.walk(node):
        if isinstance(inner, Definition) and ast.get_docstring(inner) is not None:
            _cut(lines, *inner.body[:2])
    shown = [line.decode() for line in lines[first - 1 : node.end_lineno] if line is not None]
    margin = len(shown[0]) - len(shown[0].lstrip())
    shown = [line[margin:] for line in shown]
    # A class's first method follows its docstring after an empty line: not when it's left out.
    return [line for n, line in enumerate(shown) if line or (n and shown[n - 1] and n > 1)]


def _cut(lines: list[bytes | None], docstring: ast.stmt, after: ast.stmt | None = None) -> None:
    """Leave out a docstring, but not what stands before or after it on its lines."""
    begin, end = docstring.lineno - 1, (docstring.end_lineno or 0) - 1
    before, last = (lines[begin] or b"")[: docstring.col_offset], lines[end] or b""
    rest = b""
    if after is None:
        rest = b"..."
    elif after.lineno - 1 == end:
        rest = last[after.col_offset :]
    kept = [before + rest] if rest or before.strip() else []
    lines[begin : end + 1] = [*kept, *[None] * (end + 1 - begin - len(kept))]
