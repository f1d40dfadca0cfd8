"""Questions that the reader answers before the page shows the answer.

    /// predict | What does each row add up to?
        name: row-sum
        answer: 2

    ```pycon
    --8<-- "softmax/which-dim.pycon"
    ```

    There is no error.
    ///

One more slash at both ends lets it hold a figure's `/// caption`.
The code of the first block stays visible. Its output and everything after it are hidden until the
reader has answered (`assets/predictions.js`), or, without scripts, until the fold is opened.

`/// solution` is the same for an exercise whose answer is a number or a choice. It hides all.
"""

from __future__ import annotations

import html
import json
from xml.etree import ElementTree

from markdown.util import HTML_PLACEHOLDER_RE
from pymdownx.blocks.block import Block, type_html_identifier, type_string, type_string_delimiter

from builder.site import Site

PROGRESS = '<div id="progress" hidden></div>'


def progress(site: Site) -> str:
    """The place on Home for what was answered, with how many questions each page has."""
    counts = {page.path.stem: len(page.questions) for page in site.pages.values()}
    totals = html.escape(json.dumps({name: count for name, count in counts.items() if count}))
    return f'<div id="progress" hidden data-totals="{totals}"></div>'


class Prediction(Block):
    """A question, what may be seen before the answer, and a fold with the rest."""

    NAME = "predict"
    ARGUMENT = True
    OPTIONS = {  # noqa: RUF012 - as the base class has it
        "name": ("", type_html_identifier),
        "answer": ("", lambda value: type_string(str(value))),
        "choices": ("", type_string_delimiter(" | ")),
    }

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """The section, with its question."""
        section = ElementTree.SubElement(parent, "section", {"class": "prediction"})
        section.set("id", f"{self.NAME}-{self.options['name']}")
        section.set("data-answer", self.options["answer"])
        if self.options["choices"]:
            section.set("data-choices", json.dumps(self.options["choices"], ensure_ascii=False))
        ElementTree.SubElement(section, "p", {"class": "question"}).text = self.argument
        return section

    def on_end(self, block: ElementTree.Element) -> None:
        """Fold what the reader may not see yet."""
        children = list(block)[1:]
        seen = self.seen(children)
        fold = ElementTree.SubElement(block, "details", {"class": "answer"})
        ElementTree.SubElement(fold, "summary").text = self.config["label"]
        for child in children[seen:]:
            block.remove(child)
            fold.append(child)

    def seen(self, children: list[ElementTree.Element]) -> int:
        """How many of the elements stay visible: up to the first block of code."""
        return next((n for n, child in enumerate(children, 1) if self._is_code(child)), 0)

    def _is_code(self, element: ElementTree.Element) -> bool:
        """Whether an element is a fence, which the parser keeps aside as HTML."""
        placeholder = HTML_PLACEHOLDER_RE.match((element.text or "").strip())
        if not placeholder:
            return False
        return 'class="language-' in str(self.md.htmlStash.rawHtmlBlocks[int(placeholder[1])])


class Solution(Prediction):
    """An exercise's question, and a fold with its solution."""

    NAME = "solution"

    def seen(self, children: list[ElementTree.Element]) -> int:
        """Nothing."""
        return 0
