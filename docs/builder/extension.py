"""The Markdown extension: everything that the site adds to a page's content.

- `--8<-- "page/name.pycon"` in a fence shows a snippet;
- `--8<-- "xor_tutorial.module:symbol"` shows that source, without its docstrings;
- `![seen](figure:name)` becomes the figure that `docs/figures` draws, inline, so that it follows
  the page's colour scheme; where `theme/assets/figures/<name>.js` defines the element `xor-<name>`,
  the drawing is within it until the script replaces it;
- formulas become HTML;
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
        """The page's lines, with those that it includes."""
        site = self.site
        name = self.content.name = site.names.get("\n".join(lines))
        page = site.pages[name] if name else None
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
        for parent in root.iter():
            for child in list(parent):
                if child.get("class") == "arithmatex":
                    self._formula(parent, child)
                elif child.tag == "img" and child.get("src", "").startswith("figure:"):
                    self._figure(parent, child, scripts)
                elif child.get("class") == "prediction":
                    scripts["predictions.js"] = None
                elif child.tag == "table":
                    child.set("tabindex", "0")  # a wide one scrolls
        if self.name:
            page = self.site.pages[self.name]
            if predictions.PROGRESS in page.body:
                scripts["predictions.js"] = None
            for index, exercise in practice.places(root, self.name):
                root.insert(index, self._raw(practice.line(self.site, self.name, exercise)))
            below = [reading.line(self.site, self.name)]
            if notebooks.offered(self.name, page):
                below.insert(0, notebooks.offer(self.site, self.name))
            heading = next((n for n, child in enumerate(root, 1) if child.tag == "h1"), 0)
            for line in filter(None, reversed(below)):
                root.insert(heading, self._raw(line))
            if footer := verified.line(self.site, self.name):
                root.append(self._raw(footer))
            root.append(self._raw(feedback.line(self.site, self.name)))
            for script in scripts:
                source = f"{self.site.to_root(self.name)}assets/{script}"
                SubElement(root, "script", {"type": "module", "src": source})

    def refuse(self, line: int, problem: str) -> NoReturn:
        """Stop, naming file and line."""
        self.site.refuse(self.name, line, problem)

    def _line_of(self, text: str) -> int:
        return self.site.pages[self.name].line_of(text) if self.name else 0

    def _formula(self, parent: Element, child: Element) -> None:
        """Replace what pymdownx.arithmatex (generic) leaves of `$…$` and `$$…$$`."""
        display = child.tag == "div"
        tex = html.unescape(child.text or "")[2:-2].strip()
        try:
            rendered = formulas.render(tex, display)
        except ValueError as error:
            self.refuse(self._line_of(tex), f"{error} in the formula {tex}")
        placeholder = self.md.htmlStash.store(rendered)
        if not display:
            tail = child.tail or ""
            particle = tail.split()[0] if tail[:1].strip() else ""
            if particle and formulas.length(rendered) <= JOINED:
                child.attrib = {"class": "joined"}
                child.text, child.tail = placeholder + particle, tail.removeprefix(particle)
            else:
                _replace(parent, child, placeholder)
            return
        # A wide formula scrolls within itself, by keyboard too. A browser leaves one that is far
        # below for later (site.css), and keeps its room.
        child.attrib = {
            "class": "formula",
            "tabindex": "0",
            "style": f"--room:{formulas.height(rendered)}",
        }
        child.text = placeholder

    def _figure(self, parent: Element, child: Element, scripts: dict[str, None]) -> None:
        from figures import draw, words  # torch takes a second: not before a figure needs it

        name = child.attrib["src"].removeprefix("figure:")
        try:
            drawing = draw(name, self.site.language, child.get("alt", ""))
        except ValueError as error:
            self.refuse(self._line_of(f"figure:{name}"), str(error))
        placeholder = self.md.htmlStash.store(drawing)
        if (self.site.root / SCRIPTS / "figures" / f"{name}.js").is_file():
            scripts[f"figures/{name}.js"] = None
            own = json.dumps(words(self.site.language)[f"play.{name}"], ensure_ascii=False)
            child.tag, child.text = f"xor-{name}", placeholder
            child.attrib = {"class": "interactive", "data-words": own}
        else:
            _replace(parent, child, placeholder)

    def _raw(self, text: str) -> Element:
        """A paragraph of HTML that goes to the page as it is."""
        element = Element("p")
        element.text = self.md.htmlStash.store(text)
        return element


def _replace(parent: Element, child: Element, text: str) -> None:
    """Put text in the place of a child."""
    text += child.tail or ""
    index = list(parent).index(child)
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(child)


def makeExtension(**settings: Any) -> SiteExtension:  # noqa: ANN401, N802 - Markdown's own name
    """What Markdown calls where the extension is named in a configuration."""
    root = Path(settings.pop("root", "."))
    return SiteExtension(Site(root, **settings))
