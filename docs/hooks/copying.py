"""What the copy button and a selection copy of a session: its code, ready for Python's prompt.

The button copies what a block shows while it is marked as being copied (`site.css`): then prompts
and output are hidden. Without its output a block (`for …:`) would run into the next statement,
which Python refuses at its prompt. So an empty line follows a block, as a person would type it.
"""

from __future__ import annotations

import html
import re

SESSION = re.compile(r'(<div class="language-pycon[^"]*">.*?<code>)(.*?)(?=</code>)', re.DOTALL)
PROMPTS = (">>>", "...")
END = '<span class="end">\n</span>'
PLAIN = re.compile(r'<span class="(?:[nopw]|go)">([^<]*)</span>')  # of no colour of its own


def on_page_content(content: str, **_: object) -> str:
    """Mark what is output in each session, and where a block ends."""
    content = SESSION.sub(lambda session: session[1] + _marked(session[2]), content)
    return PLAIN.sub(r"\1", content)


def _marked(code: str) -> str:
    marked: list[str] = []
    within = False  # a statement of several lines
    printed: list[str] = []  # since the last statement
    for line in code.removesuffix("\n").split("\n"):  # Pygments closes its spans with the line
        prompt = html.unescape(re.sub(r"<[^>]+>", "", line))[:4].rstrip()
        if within and prompt != "...":
            marked.append(END)
        within = prompt == "..."
        if prompt in PROMPTS:
            marked += [*_output(printed), f"{line}\n"]
            printed = []
        else:
            printed.append(f"{line}\n")
    return "".join([*marked, *([END] if within else []), *_output(printed)])


def _output(lines: list[str]) -> list[str]:
    """A span within a span: the outer one is its place, the inner one can go unseen."""
    return [f'<span class="out"><span>{"".join(lines)}</span></span>'] if lines else []
