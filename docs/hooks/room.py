"""The height of each block of code and of each formula, so that a browser can leave it for later.

What is below the screen is laid out when it comes near (`content-visibility` in site.css). Until
then it takes the room that is said here, to within a few pixels: the page doesn't move under a
reader who follows a link into its middle.
"""

from __future__ import annotations

import re

from mkdocs.plugins import event_priority

CODE = re.compile(r"(<pre>(?:<span></span>)?<code)(>(.*?)</code></pre>)", re.DOTALL)
END = '<span class="end">\n</span>'  # copied, not shown (copying.py)
TAG = re.compile(r"<[^>]+>")
OUTPUT = '<span class="out">'
LINE = 1.6  # in the size of the code's type, as the paddings below: site.css
ABOVE, BELOW, LAST = 0.63, 0.58, -0.2  # what an output adds before it, after it, and at the end

FORMULA = re.compile(r'(<div class="formula")(.*?</div>)', re.DOTALL)
STRUT = re.compile(r'(?<!p)strut" style="height:([\d.]+)em;(?:vertical-align:-([\d.]+)em)?')


@event_priority(-50)  # when formulas are rendered
def on_post_page(output: str, **_: object) -> str:
    """Say the height of each as a property of its element."""
    output = CODE.sub(lambda c: f'{c[1]} style="--room:{_of_code(c[3]):.2f}em"{c[2]}', output)
    return FORMULA.sub(lambda f: f'{f[1]} style="--room:{_of_formula(f[2]):.2f}em"{f[2]}', output)


def _of_code(code: str) -> float:
    lines = TAG.sub("", code).count("\n") - code.count(END)
    room = lines * LINE + code.count(OUTPUT) * (ABOVE + BELOW)
    if code.startswith(OUTPUT):
        room -= ABOVE
    if code.endswith("</span>") and OUTPUT in code and not code.endswith(END):
        room += LAST - BELOW
    return room


def _of_formula(rendered: str) -> float:
    """The tallest strut of each line above its baseline, and the deepest below it."""
    room = 0.0
    for line in rendered.split("newline"):
        struts = [(float(tall), float(deep or 0)) for tall, deep in STRUT.findall(line)]
        if struts:
            above = max(tall - deep for tall, deep in struts)
            room += max(above + max(deep for _, deep in struts), 1.2)
    return room
