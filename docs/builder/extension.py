"""The Markdown extension: everything that the site adds to a page's content.

- `--8<-- "page/name.pycon"` in a fence shows a snippet, `"page/name.pycon:2"` one part of it,
  `"page/name.py"` a program, and `"page/name.console"` a command and its answer;
- `--8<-- "xor_tutorial.module:symbol"` shows that source, without its docstrings;
- `![seen](figure:name)` becomes the figure that `docs/figures` draws, inline, so that it follows
  the page's colour scheme; where `theme/assets/figures/<name>.js` defines the element `xor-<name>`,
  the drawing is within it until the script replaces it;
- formulas become HTML;
- a paragraph of a docstring is in the page's language (docs/builder/docstrings);
- `/// predict` is a question that the reader answers first, `/// solution` an exercise's
  (predictions.py);
- an exercise that the package checks says how (practice.py);
- what is between double braces is filled in (braces.py);
- a lesson says how long it takes and offers itself as a notebook;
- a page with examples says at its end where they were verified;
- each page ends with links to its file and to the form for mistakes.

It works on Markdown's own tree and knows of no site generator. What is wrong with a page is a
`ValueError` that names the file and the line.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.superfences import SuperFencesCodeExtension, highlight_validator

from builder import (
    braces,
    code,
    feedback,
    formulas,
    notebooks,
    practice,
    predictions,
    reading,
    verified,
)
from builder.site import Site


class SiteExtension(BlocksExtension):
    """Registers what this module describes.

    Args:
        site: the site that the pages belong to.
    """

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add the processors."""
        content = Content(md, self.site)
        # Before pymdownx.superfences (25) takes the blocks of code.
        md.preprocessors.register(Includes(md, content), "site-includes", 40)
        # After everything else: what it inserts is final, and headings have their ids.
        md.treeprocessors.register(content, "site-content", -10)
        super().extendMarkdown(md)
        for extension in md.registeredExtensions:  # this one is the last of all
            if isinstance(extension, SuperFencesCodeExtension):
                for language in code.LEXERS:
                    extension.extend_super_fences(language, code.block, highlight_validator, None)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Add the blocks of predictions.py."""
        for block in (predictions.Prediction, predictions.Solution):
            block_mgr.register(block, {"label": self.site.words["answer"]})


class Includes(Preprocessor):
    """Resolves includes, and what is between double braces."""

    def __init__(self, md: Markdown, content: Content) -> None:
        super().__init__(md)
        self.site, self.content = content.site, content

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines, with those that it includes; a docstring's, translated."""
        site = self.site
        text = "\n".join(lines)
        name = self.content.name = site.names.get(text)
        page = site.pages[name] if name else None
        if not page:
            said = (site.docstrings.get(" ".join(p.split()), p) for p in text.split("\n\n"))
            lines = "\n\n".join(said).split("\n")
        above = page.text.count("\n") - page.body.count("\n") if page else 0
        return braces.filled(site, name, 1 + above, lines)


SCRIPTS = Path("docs/theme/assets")
JOINED = 16  # signs of a formula that stays on one line with its particle


class Content(Treeprocessor):
    """Puts figures and formulas into the tree, and what belongs above and below a page."""

    def __init__(self, md: Markdown, site: Site) -> None:
        super().__init__(md)
        self.site = site
        self.name: str | None = None  # of the page, unless it is a docstring

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        scripts: dict[str, None] = {}  # in order, each once
        for element in root.iter():
            if element.get("class") == "arithmatex":
                self._formula(element)
            elif element.tag == "img" and element.get("src", "").startswith("figure:"):
                self._figure(element, scripts)
            elif element.get("class") == "prediction":
                scripts["predictions.js"] = None
            elif element.tag == "table":
                element.set("tabindex", "0")  # a wide one scrolls
        if self.name:
            page = self.site.pages[self.name]
            if predictions.PROGRESS in page.body:
                scripts["predictions.js"] = None
            for index, exercise in practice.places(root, self.name):
                root.insert(index, self._raw(practice.line(self.site, self.name, exercise)))
            heading = next((n for n, child in enumerate(root, 1) if child.tag == "h1"), 0)
            if time := reading.line(self.site, self.name):
                root.insert(heading, self._raw(time))
            if notebooks.offered(self.name, page):
                root.insert(heading, self._raw(notebooks.offer(self.site, self.name)))
            if footer := verified.line(self.site, self.name):
                root.append(self._raw(footer))
            root.append(self._raw(feedback.line(self.site, self.name)))
            for script in scripts:
                source = f"{self.site.to_root(self.name)}assets/{script}"
                SubElement(root, "script", {"type": "module", "src": source})

    def _refuse(self, text: str, problem: str) -> NoReturn:
        """Stop, naming the file and the line of this text."""
        line = self.site.pages[self.name].line_of(text) if self.name else 0
        self.site.refuse(self.name, line, problem)

    def _formula(self, element: Element) -> None:
        """Replace what pymdownx.arithmatex (generic) leaves of `$…$` and `$$…$$`."""
        display = element.tag == "div"
        tex = html.unescape(element.text or "")[2:-2].strip()
        try:
            rendered = formulas.render(tex, display)
        except ValueError as error:
            self._refuse(tex, f"{error} in the formula {tex}")
        element.text = self.md.htmlStash.store(rendered)
        tail = element.tail or ""
        particle = tail.split()[0] if tail[:1].strip() else ""
        if display:
            # A wide formula scrolls within itself, by keyboard too. A browser leaves one that is
            # far below for later (site.css), and keeps its room.
            room = f"--room:{formulas.height(rendered)}"
            element.attrib = {"class": "formula", "tabindex": "0", "style": room}
        elif particle and formulas.length(rendered) <= JOINED:
            element.attrib = {"class": "joined"}
            element.text, element.tail = element.text + particle, tail.removeprefix(particle)
        else:
            _leave_text(element)

    def _figure(self, element: Element, scripts: dict[str, None]) -> None:
        from figures import draw, words  # torch takes a second: not before a figure needs it

        name = element.attrib["src"].removeprefix("figure:")
        try:
            drawing = draw(name, self.site.language, element.get("alt", ""))
        except ValueError as error:
            self._refuse(f"figure:{name}", str(error))
        element.text = self.md.htmlStash.store(drawing)
        if (self.site.root / SCRIPTS / "figures" / f"{name}.js").is_file():
            scripts[f"figures/{name}.js"] = None
            own = json.dumps(words(self.site.language)[f"play.{name}"], ensure_ascii=False)
            element.tag, element.attrib = f"xor-{name}", {"class": "interactive", "data-words": own}
        else:
            _leave_text(element)

    def _raw(self, text: str) -> Element:
        """A paragraph of HTML that goes to the page as it is."""
        element = Element("p")
        element.text = self.md.htmlStash.store(text)
        return element


def _leave_text(element: Element) -> None:
    """Let Markdown write an element's text without its tag."""
    element.tag = None  # type: ignore[assignment]


def makeExtension(**settings: Any) -> SiteExtension:  # noqa: ANN401, N802 - Markdown's own name
    """What Markdown calls where the extension is named in a configuration."""
    root = Path(settings.pop("root", "."))
    return SiteExtension(Site(root, **settings))
