"""Hash the package's files, and find which of them a source depends on."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import re
from functools import cache
from pathlib import Path

from xor_tutorial.verify.run import PACKAGE

EXAMPLE = re.compile(r"^ *>>> (.*(?:\n *\.\.\..*)*)", re.MULTILINE)
CONTINUED = re.compile(r"^ *\.\.\. ?", re.MULTILINE)


def digests(package: Path = PACKAGE) -> dict[str, str]:
    """The SHA-256 of each file of the package, the same whatever a system's line ends are."""
    return {
        path.relative_to(package).as_posix(): hashlib.sha256(
            path.read_bytes().replace(b"\r\n", b"\n")
        ).hexdigest()
        for path in sorted(package.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }


def dependencies(source: str, package: Path = PACKAGE) -> set[str]:
    """A source, the modules that it imports, those that they import, and the data beside them.

    A snippet also depends on the programs beside it, which it may run.

    `from xor_tutorial import XOR` depends on the module that defines `XOR`, not on everything that
    `xor_tutorial/__init__.py` imports.

    Args:
        source: a snippet or a module, relative to the package.
        package: the folder of the package.

    Examples:
        >>> from xor_tutorial.verify.digests import dependencies
        >>> sorted(dependencies("scalar.py"))
        ['scalar.py']
    """
    found: set[Path] = set()
    waiting = [first := package / source]
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            if path.suffix == ".pycon":
                waiting += path.parent.glob("*.py")
            if path.suffix in {".py", ".pycon"}:
                for module, name in _imports(path, path.stat().st_mtime_ns, path == first):
                    waiting += _files(module, name, package)
    return {path.relative_to(package).as_posix() for path in found}


@cache
def _imports(path: Path, changed: int, with_examples: bool) -> list[tuple[str, str]]:
    """The imports of a file as (module, name); `changed` renews the cache."""
    text = path.read_text(encoding="utf-8")
    codes = [text] if path.suffix == ".py" else []
    if with_examples:
        codes += [CONTINUED.sub("", code) for code in EXAMPLE.findall(text)]
    found = []
    for code in codes:
        with contextlib.suppress(SyntaxError):  # an example may show one
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.ImportFrom):
                    found += [(node.module or "", alias.name) for alias in node.names]
                elif isinstance(node, ast.Import):
                    found += [(alias.name, "") for alias in node.names]
    return found


def _files(module: str, name: str, package: Path) -> list[Path]:
    """The files behind `from module import name`; none for other packages."""
    if module.partition(".")[0] != package.name:
        return []
    folder = package.parent / module.replace(".", "/")
    init = folder / "__init__.py"
    candidates = [folder / name / "__init__.py", folder / f"{name}.py"] if name else []
    if name and folder == package and not any(map(Path.is_file, candidates)):
        for origin, exported in _imports(init, init.stat().st_mtime_ns, False):
            if exported == name:
                return _files(origin, name, package)
    for found in filter(Path.is_file, [*candidates, init, folder.with_suffix(".py")]):
        # A package within the package counts whole, with its data.
        return [found] if found.parent == package else list(found.parent.rglob("*"))
    return []
