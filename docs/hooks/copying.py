"""What the copy button copies of a session: its code, ready for an interactive Python.

Without the output a block (`for …:`) would run into the next statement, which Python refuses at its
prompt. So a block is followed by an empty line, as a person would type it.
"""

from __future__ import annotations

import html
import re

SESSION = re.compile(r'<div class="(language-pycon[^"]*)">(.*?)</div>', re.DOTALL)
PROMPTS = (">>>", "...")
ANNOTATION = re.compile(r"\s*# \(\d+\)!$")


def on_page_content(content: str, **_: object) -> str:
    """Give each session the attribute that the theme's button reads."""

    def replace(block: re.Match[str]) -> str:
        session = html.unescape(re.sub(r"<[^>]+>", "", block[2]))
        copied = html.escape(code_of(session)).replace("\n", "&#10;")
        return f'<div class="{block[1]}" data-copy="{copied}">{_marked(block[2])}</div>'

    return SESSION.sub(replace, content)


def _marked(block: str) -> str:
    """The block with each line of output marked, so that a selection leaves it out."""
    head, code, tail = re.split(r"(?<=<code>)(.*)(?=</code>)", block, maxsplit=1, flags=re.DOTALL)
    lines = code.split("\n")  # Pygments closes its spans at the end of each line
    for n, line in enumerate(lines):
        text = html.unescape(re.sub(r"<[^>]+>", "", line))
        if text and text[:4].rstrip() not in PROMPTS:
            lines[n] = f'<span class="out">{line}</span>'
    return head + "\n".join(lines) + tail


def code_of(session: str) -> str:
    """The code of a session, without prompts, output and marks of annotations."""
    code: list[str] = []
    within = False  # a statement of several lines
    for line in [*session.split("\n"), ""]:
        prompt, source = line[:4].rstrip(), ANNOTATION.sub("", line[4:])
        if prompt != "..." and within:
            code.append("")
        if prompt in PROMPTS:
            code.append(source)
        within = prompt == "..."
    return "\n".join(code).rstrip("\n") + "\n"
