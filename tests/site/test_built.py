"""The built site in both languages: pages, links, ids, formulas, search index, prompts."""

import ast
import importlib
import json
import re
import struct
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from builder.braces import filled
from builder.site import Site
from tests.site.pages import Page
from xor_tutorial.verify.digests import digests
from xor_tutorial.verify.run import SNIPPETS, read_docstrings, read_snippet

ROOT = Path(__file__).parents[2]
HOME = "http://127.0.0.1:8000/xor_tutorial/"  # the default of mkdocs.yml's one setting


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Address below the root → the parsed page."""
    return {
        path.parent.relative_to(site).as_posix().removeprefix(".") or "": BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted(site.rglob("index.html"))
    }


def address(name: str) -> str:
    return urljoin(HOME, f"{name}/" if name else "")


def test_every_page_is_there_in_both_languages(pages: dict[str, BeautifulSoup]) -> None:
    english = {name.removeprefix("en").lstrip("/") for name in pages if name.split("/")[0] == "en"}
    korean = {name for name in pages if name.split("/")[0] != "en"}
    assert korean == english
    assert {"", "softmax", "losses", "autograd", "one-step", "train", "save-and-predict"} < korean
    assert {"lab", "reference/api", "reference/api-study", "reference/errata"} < korean


def test_no_script_blocks_rendering(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        scripts = page.select("script[src]")
        assert scripts, name
        for script in scripts:
            assert script.has_attr("defer") or script.get("type") == "module", (name, script["src"])


def test_the_language_switch_links_to_the_same_page(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        twin = name[3:] if name.startswith("en/") else "" if name == "en" else None
        other, language = (twin, "ko") if twin is not None else (f"en/{name}".rstrip("/"), "en")
        link = page.select_one(f'.md-select__link[hreflang="{language}"]')
        assert urljoin(address(name), link["href"]) == address(other), name


def test_the_site_map_says_which_pages_belong_together(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    for folder, language in ((site, "ko"), (site / "en", "en")):
        entries = ElementTree.parse(folder / "sitemap.xml").findall("s:url", spaces)
        assert len(entries) == len(pages) / 2
        for entry in entries:
            links = {x.get("hreflang"): x.get("href") for x in entry.findall("x:link", spaces)}
            assert links[language] == entry.findtext("s:loc", namespaces=spaces)
            assert {link.removeprefix(HOME).rstrip("/") for link in links.values()} < pages.keys()


def test_every_page_can_be_found_and_previewed(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    """Canonical address, title and description of its own, and what a link's preview shows."""
    said: dict[str, set[str]] = {"title": set(), "description": set()}
    for name, page in pages.items():
        head = page.head
        assert head.select_one('link[rel="canonical"]')["href"] == address(name), name
        open_graph = {m["property"]: m["content"] for m in head.select('meta[property^="og:"]')}
        assert open_graph["og:url"] == address(name)
        assert open_graph["og:locale"] == ("en_US" if name.split("/")[0] == "en" else "ko_KR")
        description = head.select_one('meta[name="description"]')["content"]
        assert open_graph["og:description"] == description
        assert open_graph["og:title"] in head.title.get_text()
        picture = (site / open_graph["og:image"].removeprefix(HOME)).read_bytes()
        assert picture[:4] == b"\x89PNG"
        assert struct.unpack(">II", picture[16:24]) == (1200, 630)
        said["title"].add(head.title.get_text())
        said["description"].add(str(description))
    assert all(len(texts) == len(pages) for texts in said.values())


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    missing = []
    anchors = {name: {tag["id"] for tag in page.select("[id]")} for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.select("[href], [src]"):
            target = urljoin(address(name), str(link.get("href") or link.get("src")))
            if not target.startswith(HOME):
                continue
            parts = urlsplit(target)
            anchor = unquote(parts.fragment)
            path = unquote(parts.path.removeprefix(urlsplit(HOME).path))
            file = site / path / "index.html" if not path or path.endswith("/") else site / path
            if not file.is_file():
                missing.append(f"{name}: {target}")
            elif anchor and file.name == "index.html" and anchor not in anchors[path.rstrip("/")]:
                missing.append(f"{name}: {target} (no such anchor)")
    assert not missing, "\n".join(missing)


def test_every_page_links_to_its_file_and_to_the_form_of_its_language(
    pages: dict[str, BeautifulSoup],
) -> None:
    """Each file and form is there, and the links' addresses are pyproject.toml's."""
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    for name, page in pages.items():
        language = "en" if name.split("/")[0] == "en" else "ko"
        below = (name.removeprefix("en").lstrip("/") if language == "en" else name) or "index"
        path = f"docs/{language}/{below}{'.py' if below == 'lab' else '.md'}"
        assert (ROOT / path).is_file(), path
        edit, source, report = page.select(".md-content .feedback a")
        assert edit["href"] == f"{urls['Repository']}/edit/main/{path}"
        assert source["href"] == f"{urls['Repository']}/blob/main/{path}?plain=1"
        form, _, query = report["href"].partition("?")
        assert form == f"{urls['Issues']}/new"
        template = f"mistake-{language}.yml"
        assert parse_qs(query) == {"template": [template], "page": [address(name)]}
        assert (ROOT / ".github/ISSUE_TEMPLATE" / template).is_file()
        for link in (edit, source, report):
            assert bool(re.search("[가-힣]", link.get_text())) == (language == "ko"), name
            same = [a for a in page.select("a") if a.get_text() == link.get_text()]
            assert same == [link], f"{name}: two links say {link.get_text()}"


def test_the_links_at_the_end_of_a_page_are_not_in_the_search_index(site: Path) -> None:
    for folder, word in ((site, "틀린 곳 알리기"), (site / "en", "Report a mistake")):
        index = json.loads((folder / "search/pages.json").read_text(encoding="utf-8"))
        assert not [doc["location"] for doc in index["docs"] if word in doc["text"]]


def test_no_page_refers_to_a_file_of_another_host(pages: dict[str, BeautifulSoup]) -> None:
    """Links may lead outside; what the browser fetches by itself may not."""
    for name, page in pages.items():
        for tag in page.select("script[src], img[src], iframe[src], source[src], link[href]"):
            if tag.name == "link" and not {"stylesheet", "preload", "icon"} & set(tag["rel"]):
                continue
            target = urljoin(address(name), str(tag.get("src") or tag.get("href")))
            assert target.startswith((HOME, "data:")), f"{name}: {target}"


def test_no_style_sheet_refers_to_another_host(site: Path) -> None:
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_every_id_is_unique(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        ids = [tag["id"] for tag in page.select(".md-content [id]")]
        doubles = sorted({i for i in ids if ids.count(i) > 1})
        assert not doubles, f"{name}: {doubles}"


def test_headings_have_the_same_ids_in_both_languages(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        if name.split("/")[0] == "en":
            continue
        ids = [
            [heading.get("id") for heading in p.select(".md-content :is(h1, h2, h3, h4)")]
            for p in (page, pages[f"en/{name}".rstrip("/")])
        ]
        assert ids[0] == ids[1], name
        assert all(ids[0]), f"{name}: a heading without an id"


def test_every_formula_of_the_sources_is_rendered(pages: dict[str, BeautifulSoup]) -> None:
    formula = re.compile(r"\$\$.+?\$\$|(?<![\\$])\$[^$\n]+?\$", re.DOTALL)
    fence = re.compile(r"^( *)```.*?^\1```", re.DOTALL | re.MULTILINE)
    code = re.compile(r"`[^`\n]+`")
    for language, prefix in (("ko", ""), ("en", "en/")):
        docs = ROOT / "docs" / language
        for path in sorted(docs.rglob("*.md")):
            name = path.relative_to(docs).with_suffix("").as_posix()
            name = (prefix + ("" if name == "index" else name)).rstrip("/")
            text = code.sub("", fence.sub("", path.read_text(encoding="utf-8")))
            rendered = pages[name].select(".md-content .katex")
            assert len(rendered) == len(formula.findall(text)), path
    for name, page in pages.items():
        assert not page.select(".arithmatex, .katex-error"), name


def test_each_language_has_its_own_search_index(site: Path) -> None:
    for folder, word, other in ((site, "소프트맥스", "en/"), (site / "en", "softmax", "../")):
        index = json.loads((folder / "search" / "pages.json").read_text(encoding="utf-8"))
        places = {entry["location"].split("#")[0] for entry in index["docs"]}
        assert "softmax/" in places
        assert not any(place.startswith(other) for place in places)
        assert any(word in entry["title"].lower() for entry in index["docs"])
    korean = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert json.loads(korean)["config"]["lang"] == ["ko"]


def test_the_404_page_is_in_both_languages(site: Path) -> None:
    root = BeautifulSoup((site / "404.html").read_text(encoding="utf-8"), "html.parser")
    article = root.select_one("article").get_text()
    assert "없는 페이지입니다" in article
    assert "There is no such page" in article
    english = (site / "en" / "404.html").read_text(encoding="utf-8")
    assert "There is no such page" in english
    assert "없는 페이지입니다" not in english
    # A 404 page is shown at any depth, so its links can't be relative.
    for tag in root.select("link[href], script[src], a[href]"):
        target = tag.get("href") or tag.get("src")
        assert target.startswith(("/xor_tutorial/", HOME, "#", "https://")), target


def sources(pages: dict[str, BeautifulSoup]) -> Iterator[tuple[Path, BeautifulSoup]]:
    """Every Markdown page of the tree: its path, and its page of the site."""
    for language, prefix in (("ko", ""), ("en", "en/")):
        docs = ROOT / "docs" / language
        for path in sorted(docs.rglob("*.md")):
            name = path.relative_to(docs).with_suffix("").as_posix()
            yield path, pages[(prefix + ("" if name == "index" else name)).rstrip("/")]


def test_prompts_on_a_page_are_the_examples_that_run(pages: dict[str, BeautifulSoup]) -> None:
    """Counted from the HTML: nothing that looks like a session was typed into a page."""
    counted = 0
    for path, page in sources(pages):
        run = [read_snippet(SNIPPETS / name)[0] for name in Page(path).snippets]
        for name in Page(path).modules:
            run += read_docstrings(Path(str(importlib.import_module(name).__file__)))
        shown = sum(bool(t.get_text().startswith(">>>")) for t in page.select(".md-content .gp"))
        assert shown == sum(len(test.examples) for test in run if test), path
        if shown:
            said = page.select_one(".verified").get_text()
            count = re.search(r"(?:All |코드 )(\d+)", said)
            assert count, f"{path} says nothing of its {shown} statements"
            assert int(count[1]) == shown, f"{path} shows {shown}, but says: {said}"
        counted += shown
    assert counted > 2000


def test_every_source_shown_is_valid_python(pages: dict[str, BeautifulSoup]) -> None:
    seen = 0
    for path, page in sources(pages):
        for block in page.select(".language-python:not(.doc-signature) pre"):
            try:
                ast.parse(textwrap.dedent(block.get_text()))
            except SyntaxError as error:
                pytest.fail(f"{path}: {error}:\n{block.get_text()}")
            seen += 1
    assert seen > 100


def test_every_block_of_code_on_a_page_is_one_of_its_fences(
    pages: dict[str, BeautifulSoup],
) -> None:
    """Counted in the HTML, however the code got into the Markdown."""
    for path, page in sources(pages):
        # Where modules are shown, blocks are signatures, sources and docstrings.
        if not Page(path).modules:
            assert len(page.select(".md-content pre")) == len(Page(path).fences), path


def not_shown(snippets: Path, docs: Path) -> list[str]:
    """Snippets, their parts, and programs that fewer than two pages show, or their twin."""
    included = [{name for _, name in Page(path).includes} for path in docs.glob("??/**/*.md")]
    shown = Counter(name.replace("-ko.", ".") for names in included for name in names)
    names = []
    for path in (p for kind in ("pycon", "py", "console") for p in snippets.rglob(f"*.{kind}")):
        name = path.relative_to(snippets).as_posix()
        parts = path.read_text(encoding="utf-8").count("\n\n") + 1
        cut = path.suffix == ".pycon" and parts > 1
        names += [f"{name}:{part + 1}" for part in range(parts)] if cut else [name]
    return [name for name in names if shown[name.replace("-ko.", ".")] < 2]


def test_no_indent_stands_alone_below_a_highlighted_line(pages: dict[str, BeautifulSoup]) -> None:
    """Firefox would copy a line break after it."""
    below = 0
    for path, page in pages.items():
        for line in page.select("code .hll"):
            after = line.next_sibling
            while isinstance(after, Tag) and after.name == "span" and "gp" in after["class"]:
                after = after.next_sibling
            below += 1
            assert after is None or str(after).strip(" "), f"{path}: {line.text!r}"
    assert below > 3


def test_every_snippet_is_shown_on_a_page(tmp_path: Path) -> None:
    assert not not_shown(SNIPPETS, ROOT / "docs")
    (tmp_path / "softmax").mkdir()
    (tmp_path / "softmax/alone.pycon").write_text(">>> 1\n1\n", encoding="utf-8")
    (tmp_path / "softmax/cut.pycon").write_text(">>> 1\n1\n\n>>> 2\n2\n", encoding="utf-8")
    (tmp_path / "softmax/program.py").write_text("1\n", encoding="utf-8")
    assert sorted(not_shown(tmp_path, ROOT / "docs")) == [
        "softmax/alone.pycon",
        "softmax/cut.pycon:1",
        "softmax/cut.pycon:2",
        "softmax/program.py",
    ]


def test_the_line_on_the_page_installs_a_package_that_works(
    site: Path, pages: dict[str, BeautifulSoup], tmp_path: Path
) -> None:
    line = next(
        block.get_text()
        for block in pages[""].select(".language-sh")
        if "xor_tutorial-" in block.get_text()
    )
    wheel = site / line.strip().rsplit("/", 1)[1]
    assert line.strip() == f"pip install {HOME}{wheel.name}"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(tmp_path), str(wheel)], check=True)
    (tmp_path / "elsewhere").mkdir()

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path / "elsewhere",
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": str(tmp_path)},
        )

    program = "import xor_tutorial; print(xor_tutorial.__file__, xor_tutorial.XOR().layers[0])"
    assert run("-c", program).stdout.startswith(str(tmp_path))
    verified = run(
        "-m", "xor_tutorial", "verify", "losses", "docstrings", "--report", "report.json"
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "every example gave what was recorded" in verified.stdout
    report = json.loads((tmp_path / "elsewhere/report.json").read_text(encoding="utf-8"))
    assert report["files"] == digests()
    assert report["commit"] is None
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.endswith(".pycon")}
    assert len(packed) == len([*(ROOT / "xor_tutorial" / "snippets").rglob("*.pycon")])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_entry_of_the_clinic_begins_with_its_symptom_and_the_way_back(language: str) -> None:
    site = Site(ROOT, language, "https://example.org/")
    text = "\n".join(filled(site, "debugging.md", 1, site.pages["debugging.md"].body.split("\n")))
    for section, said, back in (
        ("super-init", "**`cannot assign module before Module.__init__() call`**", "#symptoms"),
        ("softmax-twice", "0.3133", "#no-error"),
        ("out-of-range", "**`CUDA error: device-side assert triggered`**", "#symptoms"),
    ):
        head = text.partition(f"{{ #{section} }}\n\n")[2].partition("\n")[0]
        assert said in head
        assert head.endswith(f"]({back})")


@pytest.mark.parametrize("name", ["reference/api", "reference/api-study"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_table_of_an_api_page_has_each_name_in_the_order_of_the_entries(
    site: Path, folder: str, name: str
) -> None:
    html = (site / folder / name / "index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    rows = [link["href"][1:] for link in page.select('td a[href^="#xor_tutorial."]')]
    assert rows == [heading["id"] for heading in page.select('h3[id^="xor_tutorial."]')]
