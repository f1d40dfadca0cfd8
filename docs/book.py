"""A language of the site as one PDF, printed by Chromium: cover, contents, chapters, outline."""

from __future__ import annotations

import copy
import html
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from builder.code import marked
from builder.finish import RELATIVE
from xor_tutorial import __version__

if TYPE_CHECKING:
    from offline import Edition

SHOWN = re.compile(rb"/(?P<font>\S+) \S+ Tf|<(?P<codes>[0-9A-F]+)> Tj")


def book(edition: Edition, path: Path, chromium: Browser) -> int:
    """Print the pages of the navigation, in its order, as one PDF with an outline.

    Returns:
        How many pages it has.

    Raises:
        SystemExit: no font has some character.
    """
    source = path.with_suffix(".html")
    source.write_text(written(edition), encoding="utf-8")
    page = chromium.new_page(java_script_enabled=False, color_scheme="light")
    page.set_default_timeout(0)
    page.goto(source.as_uri())
    page.pdf(path=path, prefer_css_page_size=True)
    # Only now is known which page each place is on.
    reader = PdfReader(path)
    numbers = {
        name.removeprefix("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }
    page.evaluate(
        """numbers => document.querySelectorAll("[data-page]").forEach(place => {
             place.textContent = numbers[place.dataset.page];
           })""",
        numbers,
    )
    page.pdf(path=path, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
    page.close()
    source.unlink()
    reader = PdfReader(path)
    if pages := without_glyph(reader):
        sys.exit(f"{path.name}: no font here has some character of page {pages[0]}")
    return len(reader.pages)


def without_glyph(reader: PdfReader) -> list[int]:
    """The numbers of the pages that show an empty box: the glyph 0 of a font."""
    return [number for number, page in enumerate(reader.pages, 1) if 0 in glyphs(page)]


def glyphs(page: PageObject) -> set[int]:
    """The numbers that the glyphs of a page have in their fonts, as Chromium writes them."""
    found, digits, content = set[int](), 4, page.get_contents()
    for shown in SHOWN.finditer(b"" if content is None else content.get_data()):
        if name := shown["font"]:
            fonts = cast(DictionaryObject, page["/Resources"])["/Font"]
            font = cast(DictionaryObject, cast(DictionaryObject, fonts)[f"/{name.decode()}"])
            digits = 2 if str(font["/Subtype"]) == "/Type3" else 4
        else:
            codes = shown["codes"]
            found |= {int(codes[at : at + digits], 16) for at in range(0, len(codes), digits)}
    return found


def written(edition: Edition) -> str:
    """The book as one page of HTML; `data-page` names the place whose page number goes there."""
    home = _parsed((edition.folder / "index.html").read_text(encoding="utf-8"))
    title, description = _first(home, "title").get_text(), _first(home, '[name="description"]')
    body, contents = [], []
    for item in home.select(".md-nav--primary > .md-nav__list > li"):
        parts = item.select(":scope.md-nav__item--section > label .md-ellipsis")
        for part in parts:
            name = html.escape(part.get_text(strip=True))
            body.append(f'<h1 class="part" aria-level="1">{name}</h1>')
            contents.append(f"<p>{name}</p>")
        contents.append("<ol>")
        for link in item.select('a.md-nav__link:not([href^="#"])'):
            address = edition.link("", str(link["href"])).removesuffix("index.html")
            body.append(chapter(edition, address, level=1 + len(parts)))
            name = html.escape(link.get_text(strip=True))
            number = f'<span data-page="{address}:">000</span>'
            contents.append(f'<li><a href="#{address}:">{name} {number}</a></li>')
        contents.append("</ol>")
    assets = (edition.folder / "assets").resolve()
    (sheet,) = assets.glob("style.*.css")
    style = waiting(sheet.read_text(encoding="utf-8"))
    style = RELATIVE.sub(rf"url(\1{assets.as_uri()}/", style)
    style += Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    address = f'<a href="{edition.address}">{edition.address}</a>'
    return f"""<!doctype html>
<html lang="{edition.language.code}" dir="ltr">
<head><meta charset="utf-8"><title>{html.escape(title)}</title><style>{style}</style></head>
<body data-md-color-scheme="default" data-md-color-primary="custom" class="md-typeset">
<section class="cover"><img src="{assets.as_uri()}/mark.svg" alt="">
<p class="title">{html.escape(title)}</p><p>{html.escape(str(description["content"]))}</p>
<p class="imprint">xor_tutorial {__version__} · MIT · {address}</p></section>
<section class="contents"><h1>{edition.language.words["contents"]}</h1>{"".join(contents)}</section>
{"".join(body)}
</body></html>"""


def waiting(sheet: str) -> str:
    """A style sheet with which text waits for its fonts, since none was fetched before."""
    return sheet.replace("font-display: optional", "font-display: block")


def chapter(edition: Edition, address: str, level: int) -> str:
    """A page of the site as a chapter, with its answers at the end.

    Args:
        edition: the language.
        address: of the page below the edition's, as `softmax/`.
        level: of its title in the outline.
    """
    page = (edition.folder / address / "index.html").read_text(encoding="utf-8")
    article = _first(_parsed(page), "article")
    for useless in article.select(
        ".headerlink, .notebook, .feedback, .mkdocstrings-source, script, [hidden]"
    ):
        useless.decompose()
    for place in article.select("[id]"):
        place["id"] = f"{address}:{place['id']}"
    for link in article.select("a[href]"):
        path, _, section = (to := edition.link(address, str(link["href"]))).partition("#")
        if path.endswith("index.html") and not path.startswith("http"):
            link["href"] = f"#{path.removesuffix('index.html')}:{section}"
        else:
            link["href"] = urljoin(edition.address, to)
    answers(article, address, edition.language.words)
    for fold in article.select("details"):
        fold["open"] = ""
    for heading in article.select("h1, h2, h3, h4, h5, h6"):
        heading["aria-level"] = str(min(int(heading.name[1]) + level - 1, 6))
    return f'<section class="chapter" id="{address}:">{article.decode_contents()}</section>'


def answers(article: Tag, address: str, words: dict[str, str]) -> None:
    """Move the answers of predictions and exercises to the end of a chapter."""
    end = _first(_parsed(f'<section class="answers"><h2>{words["answers"]}</h2></section>'), "*")
    for number, asked in enumerate(article.select("section.prediction, details.success")):
        moved, place = copy.copy(asked), f"{address}:answer-{number}"
        moved["id"] = place
        end.append(moved)
        page = words["on-page"].format(page=f'<span data-page="{place}">000</span>')
        link = _parsed(f'<p class="to-answer"><a href="#{place}">{page}</a></p>')
        if asked.name == "details":  # the solution of an exercise
            if title := asked.find_previous(["h2", "h3", "h4"]):
                _first(moved, "summary").replace_with(copy.copy(title))
            moved.name = "div"
            asked.replace_with(link)
        else:
            right = marked(str(asked["data-answer"]).split(" | ")[0])
            fold = _first(moved, "details")
            _first(fold, "summary").replace_with(_parsed(f"<p><strong>{right}</strong></p>"))
            fold.unwrap()
            choices = map(marked, json.loads(str(asked.get("data-choices", "[]"))))
            items = "".join(f"<li>{choice}</li>" for choice in choices)
            fold = _first(asked, "details")
            fold.insert_before(_parsed(f'<ul class="choices">{items}</ul>' if items else ""))
            fold.replace_with(link)
            for output in asked.select(".out > span"):
                output.string = "?\n"
    if len(end) > 1:
        article.append(end)


def _parsed(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def _first(within: Tag, selector: str) -> Tag:
    (found, *_) = within.select(selector)
    return found
