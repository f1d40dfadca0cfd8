"""Resolve an include: a snippet, a program, or a source without its docstrings."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
SNIPPETS = Path("xor_tutorial/snippets")


def included(name: str, root: Path) -> list[str]:
    """The lines of a snippets' file, as `page/name.pycon`, or of `xor_tutorial.module:symbol`.

    `page/name.pycon:2` is the second part of a session that empty lines cut into parts.

    Raises:
        LookupError: there is no such snippet, part, module or symbol.
    """
    if "/" in name:
        file, _, part = name.partition(":")
        snippet = SNIPPETS / file
        if not (root / snippet).is_file():
            raise LookupError(f"the snippet '{file}' is missing: write {snippet.as_posix()}")
        text = (root / snippet).read_text(encoding="utf-8")
        if part:
            parts = text.split("\n\n")
            if part not in map(str, range(1, len(parts) + 1)):
                raise LookupError(f"the snippet '{file}' has {len(parts)} parts, not {part}")
            text = parts[int(part) - 1]
        return text.splitlines()
    module, _, symbol = name.partition(":")
    path = root / Path(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not path.is_file():
        raise LookupError(f"there is no module '{module}' to show '{name}' from")
    text = path.read_text(encoding="utf-8")
    node: ast.Module | Definition = _parsed(text)
    for part in symbol.split("."):
        found = [n for n in node.body if isinstance(n, Definition) and n.name == part]
        if not found:
            raise LookupError(f"'{module}' defines no '{symbol}'")
        node = found[0]
    assert isinstance(node, Definition)
    return _without_docstrings(text.splitlines(), node)


_parsed = cache(ast.parse)


def _without_docstrings(lines: list[str], node: Definition) -> list[str]:
    """The lines of a definition, decorators first.

    A body that is nothing but a docstring is shown as `...`, so that what is shown is valid Python.
    """
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    shown: dict[int, str] = dict(enumerate(lines[first - 1 : node.end_lineno], first))
    for inner in ast.walk(node):
        if isinstance(inner, Definition) and ast.get_docstring(inner) is not None:
            docstring, *rest = inner.body
            last = docstring.end_lineno or docstring.lineno
            if rest and not lines[last]:  # the empty line between it and a class's first method
                last += 1
            for number in range(docstring.lineno, last + 1):
                del shown[number]
            if not rest:
                shown[docstring.lineno] = f"{' ' * docstring.col_offset}..."
    margin = len(shown[first]) - len(shown[first].lstrip())
    return [shown[number][margin:] for number in sorted(shown)]
