"""The site to take along: its archive works from a folder, its book has all of the pages."""

import html
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from pypdf import PdfReader

import offline
from book import book, chapter, without_glyph, written

Editions = dict[str, offline.Edition]

FEW = ("", "softmax/", "practice/")  # with predictions and exercises; with Korean within code
OTHERS = re.compile(
    r'<li class="md-nav__item">\s*<a href="(?!#|softmax/|practice/)[^"]+" class="md-nav__link">'
    r".*?</li>",
    re.DOTALL,
)
LANGUAGES = ("ko", "en")
every_language = pytest.mark.parametrize("language", LANGUAGES)

# What reaches over the edge of a page, or of its block.
CUT = """() => [...document.querySelectorAll("pre, pre > code, table, svg, .katex-display")]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth
    || e.getBoundingClientRect().right > document.body.clientWidth + 1)
  .map(e => `${e.closest(".chapter").id} ${e.textContent.trim().slice(0, 60)}`)"""


def parsed(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


@pytest.fixture(scope="module")
def editions(site: Path) -> Editions:
    return {edition.language.code: edition for edition in offline.editions(site)}


@pytest.fixture(scope="module")
def folders(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each language's archive, unpacked."""
    unpacked = {}
    for language, edition in editions.items():
        folder = tmp_path_factory.mktemp("offline", numbered=True) / "내 문서 (1)"
        folder.mkdir()
        path = folder / f"xor_tutorial-{language}.zip"
        offline.archive(edition, path)
        with zipfile.ZipFile(path) as packed:
            packed.extractall(folder)
        unpacked[language] = path.with_suffix("")
    return unpacked


@pytest.fixture(scope="module")
def few(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """A copy of the site whose navigation has few pages."""
    folder = tmp_path_factory.mktemp("few") / "site"
    shutil.copytree(site, folder)
    for edition in offline.editions(folder):
        home = edition.folder / "index.html"
        page = home.read_text(encoding="utf-8")
        home.write_text(OTHERS.sub("", page), encoding="utf-8")
    return {edition.language.code: edition for edition in offline.editions(folder)}


@pytest.fixture(scope="module")
def books(
    few: Editions, chromium: None, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, PdfReader]:
    """Each language's book of few pages."""
    paths = {code: tmp_path_factory.mktemp("book") / f"{code}.pdf" for code in few}
    for language, path in paths.items():
        book(few[language], path, browser)
    return {language: PdfReader(path) for language, path in paths.items()}


@every_language
def test_every_link_within_the_archive_leads_to_a_place_that_is_there(
    folders: dict[str, Path], language: str
) -> None:
    pages = {path: path.read_text("utf-8") for path in folders[language].rglob("*.html")}
    ids = {path: {*re.findall(r' id="([^"]+)"', page)} for path, page in pages.items()}
    assert len(pages) > 25
    for path, page in pages.items():
        for link in {*re.findall(r' (?:href|src)="((?![a-z]+:)[^"]*)"', page)}:
            file, _, section = unquote(html.unescape(link)).partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), f"{path}: {link}"
            assert not section or section in ids.get(target, {section}), f"{path}: {link}"


@every_language
def test_the_archive_has_every_page_of_its_language_and_no_other(
    folders: dict[str, Path], editions: Editions, language: str
) -> None:
    edition = editions[language]
    names = {
        path.relative_to(folders[language]).as_posix() for path in folders[language].rglob("*")
    }
    pages = {name for name in names if name.endswith(".html")}
    others = {"en"} if language == "ko" else set()
    assert pages == {
        path.relative_to(edition.folder).as_posix()
        for path in edition.folder.rglob("index.html")
        if path.relative_to(edition.folder).parts[0] not in others
    }


def test_the_same_site_gives_the_same_archive(editions: Editions, tmp_path: Path) -> None:
    first, second = (tmp_path / folder / "site.zip" for folder in ("one", "two"))
    for path in (first, second):
        path.parent.mkdir()
        offline.archive(editions["en"], path)
    assert first.read_bytes() == second.read_bytes()


@every_language
@pytest.mark.parametrize("width", [390, 1280])
def test_search_figures_and_predictions_work_from_a_folder(
    browser: Browser, folders: dict[str, Path], language: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    failed, asked = [], []
    page.on("console", lambda message: failed.extend([message.text] * (message.type == "error")))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folders[language] / "train/index.html").as_uri())
    page.wait_for_function("document.querySelector('xor-playground .play')")
    # From torch's recording, which is within the script.
    page.goto((folders[language] / "index.html").as_uri())
    recorded = {"ko": "torch로 실제 학습시킨 기록", "en": "recorded from torch"}[language]
    page.locator("xor-first-glance").scroll_into_view_if_needed()  # it begins when it is seen
    page.get_by_text(recorded).wait_for()
    page.click(".md-header label[for='__search']" if width == 390 else ".md-search__input")
    page.locator(".md-search__input").fill({"ko": "오버플로", "en": "overflow"}[language])
    page.keyboard.press("Shift")  # the theme waits for a key
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/softmax/index.html*")
    page.locator("section.prediction form input[type=radio]").first.check()
    page.locator("section.prediction form button").first.click()
    kept = page.evaluate("Object.keys(JSON.parse(localStorage.predictions))")
    assert kept[0].startswith("softmax/"), "the answer is not of its page"
    if browser.browser_type.name == "chromium":  # which alone says it
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})
        fonts = session.send("CSS.getPlatformFontsForNode", node)["fonts"]
        assert [font["familyName"] for font in fonts] == ["Pretendard Variable"]
    context.close()
    assert not failed
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]


@every_language
def test_each_chapter_is_on_the_page_that_the_contents_and_the_outline_say(
    books: dict[str, PdfReader], few: Editions, language: str
) -> None:
    reader = books[language]
    soup = parsed(written(few[language]))
    titles = [
        " ".join(heading.get_text().split()) for heading in soup.select("h1, h2, h3, h4, h5, h6")
    ]
    places = [*flat(reader.outline)]
    assert [" ".join(place.title.split()) for place in places] == titles
    contents = reader.pages[1].extract_text()
    chapters = soup.select(".contents li a")
    assert len(chapters) == len(FEW)
    for link in chapters:
        number = reader.get_destination_page_number(
            reader.named_destinations[f"/{link['href'][1:]}"]
        )
        name = link.get_text().removesuffix("000").strip()
        assert number is not None
        assert re.search(rf"{re.escape(name)}\s*{number + 1}\b", contents), name
        title = soup.find(id=link["href"][1:]).h1.get_text()
        assert title in reader.pages[number].extract_text()


def flat(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


@every_language
def test_every_font_of_the_book_is_embedded(books: dict[str, PdfReader], language: str) -> None:
    kinds = Counter[str]()
    for page in books[language].pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            kinds[font["/Subtype"]] += 1
            if font["/Subtype"] == "/Type3":
                assert font["/CharProcs"]
            else:
                (inner,) = font["/DescendantFonts"]
                descriptor = inner["/FontDescriptor"]
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    assert kinds


def test_a_character_that_no_font_has_stops_the_book(
    few: Editions, chromium: None, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "book.written", lambda _: "<p>fine<p style='break-before: page'>lost: &#xe123;"
    )
    with pytest.raises(SystemExit, match=r"lost\.pdf: .* page 2"):
        book(few["en"], tmp_path / "lost.pdf", browser)


@every_language
def test_the_books_pages_lack_no_glyph_and_are_tagged_in_their_language(
    books: dict[str, PdfReader], language: str
) -> None:
    reader = books[language]
    assert without_glyph(reader) == []
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert str(reader.root_object["/Lang"]) == language


@every_language
def test_no_answer_of_a_chapter_is_before_its_end(few: Editions, language: str) -> None:
    page = parsed((few[language].folder / "softmax/index.html").read_text("utf-8"))
    asked = page.select("section.prediction, details.success")
    made = parsed(chapter(few[language], "softmax/", 2))
    end = made.select_one(".answers").extract()
    assert len(asked) > 8
    assert len(made.select(".to-answer a")) == len(asked)
    for number, element in enumerate(asked):
        fold = element if element.name == "details" else element.details
        fold.summary.decompose()
        answer = end.find(id=f"softmax/:answer-{number}").get_text()
        for part in fold.select("p, pre"):
            assert part.get_text() in answer
            assert part.get_text() not in made.get_text()
        for output in element.select(".out"):
            assert output.get_text() in answer
    assert {"?\n"} == {out.get_text() for out in made.select(".prediction .out > span")}


def test_nothing_on_paper_is_cut_and_no_link_of_the_book_is_dead(
    chromium: None, browser: Browser, editions: Editions, tmp_path: Path
) -> None:
    text = written(editions["en"])  # whose lines are longer
    path = tmp_path / "book.html"
    path.write_text(text, encoding="utf-8")
    # As wide as A4 less the margins of book.css.
    context = browser.new_context(viewport={"width": 650, "height": 900})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    cut = page.evaluate(CUT)
    dead = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute("href"))
             .filter(to => !document.getElementById(decodeURIComponent(to.slice(1))))"""
    )
    indent = page.locator(".choices li").first.evaluate("e => getComputedStyle(e).marginLeft")
    context.close()
    assert cut == []
    assert indent != "0px", "the marks of a list are cut"
    assert dead == []


def test_home_links_what_is_there_and_nothing_else(few: Editions, tmp_path: Path) -> None:
    edition = few["en"]
    home = edition.folder / "index.html"
    before = home.read_text(encoding="utf-8")
    assert not parsed(before).select('a[href^="offline/"]')
    said: dict[str, str | int] = {
        "pages": 12,
        "zip": "offline/x.zip",
        "zip_mb": "2.1",
        "pdf": "offline/x.pdf",
        "pdf_mb": "9.8",
    }
    for _ in range(2):  # the second time replaces the first
        offline.link_from_home(edition, said)
    place = parsed(home.read_text(encoding="utf-8")).select_one("#offline")
    assert "hidden" not in place.attrs
    assert [link["href"] for link in place.select("a")] == ["offline/x.zip", "offline/x.pdf"]
    assert "12 pages" in place.get_text()
    offline.archive(edition, tmp_path / "again.zip")
    with zipfile.ZipFile(tmp_path / "again.zip") as packed:
        assert "offline/x.pdf" not in packed.read("again/index.html").decode()


def test_a_folder_without_a_site_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        SystemExit, match=r"index\.html is not a page of the site: run `make build`"
    ):
        list(offline.editions(tmp_path))
