"""Highlight blocks of code: `pycon` and `console` sessions, `python` sources, `sh` commands.

In a session each output is marked, so that it can look like one, be left out when the session is
copied, and be hidden until a prediction is answered. A block (`for …:`) ends with an empty line,
which the page draws half as high: without it the next statement would be a syntax error at Python's
prompt.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from doctest import BLANKLINE_MARKER
from typing import Any

from pygments import highlight
from pygments.filter import Filter
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers.python import PythonConsoleLexer, PythonLexer
from pygments.lexers.shell import BashLexer, BashSessionLexer
from pygments.token import Generic, Name, Operator, Punctuation, Text, Whitespace

PROMPTS = {"pycon": (">>>", "..."), "console": ("$",)}
PLAIN = {Name, Operator, Punctuation, Whitespace, Generic.Output}  # not coloured by site.css
END = '<span class="end">\n</span>'
# Prints the head of a table, which gives no answer away.
HEAD = re.compile(r'>>> print\(("[^"]*"(, )?)+\)')
# Firefox copies a line break after an indent that stands alone below a highlighted line.
INDENT = re.compile(r'^(<span class="gp">\.\.\. </span>)?( +)(<span class="\w+">)', re.MULTILINE)


class Plain(Filter):
    """Leaves out marks that no rule of the style sheet uses."""

    def filter(self, lexer: Lexer | None, stream: Iterable[Any]) -> Iterator[Any]:
        """The same tokens, some of them plain text."""
        for kind, text in stream:
            yield (Text if kind in PLAIN else kind), text


LEXERS: dict[str, Lexer] = {
    "pycon": PythonConsoleLexer(stripnl=False),  # type: ignore[no-untyped-call]
    "console": BashSessionLexer(stripnl=False),
    "python": PythonLexer(stripnl=False),
    "sh": BashLexer(stripnl=False),
}
for lexer in LEXERS.values():
    lexer.add_filter(Plain())
LINES = HtmlFormatter(nowrap=True)


def marked(text: str) -> str:
    """Text as HTML, `…` as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def block(
    src: str, language: str, options: dict[str, str], classes: Sequence[str] = (), **_: object
) -> str:
    """HTML of one block, called by pymdownx.superfences.

    Args:
        src: the code.
        language: one of `LEXERS`.
        options: `hl_lines`, the numbers of lines to highlight, as `"2 4 5"`.
        classes: further classes of the block.
    """
    strong = set(map(int, options.get("hl_lines", "").split()))
    source = src.rstrip("\n").split("\n")
    coloured = highlight(src.rstrip("\n"), LEXERS[language], LINES)
    coloured = INDENT.sub(r"\1\3\2", coloured)  # into the word that follows
    # Pygments closes its marks with the line.
    lines = [
        f'<span class="hll">{line}\n</span>' if number in strong else f"{line}\n"
        for number, line in enumerate(coloured.removesuffix("\n").split("\n"), 1)
    ]
    prompts = PROMPTS.get(language)
    code = "".join(_session(source, lines, prompts) if prompts else lines)
    names = " ".join([f"language-{language}", *classes, "highlight"])
    return f'<div class="{names}"><pre><span></span><code>{code}</code></pre></div>'


def _session(source: list[str], lines: list[str], prompts: tuple[str, ...]) -> Iterator[str]:
    """The lines of a session, outputs and ends of blocks marked."""
    output: list[str] = []
    statement = ""  # its last line
    within = False  # a statement of several lines
    for text, line in [*zip(source, lines, strict=True), (prompts[0], "")]:
        prompt = text.partition(" ")[0]
        if within and prompt != "...":
            yield END
        within = prompt == "..."
        if prompt in prompts:
            if output:  # the outer span is its place, the inner one can go unseen
                printed = "".join(output)
                shown = printed if HEAD.fullmatch(statement) else f"<span>{printed}</span>"
                yield f'<span class="out">{shown}</span>'
            output, statement = [], text
            yield line
        else:
            output.append("\n" if text == BLANKLINE_MARKER else line)
