"""Fonts hold the characters that the pages show, and no others.

All of Korean would be megabytes; the syllables of this site are a tenth of that. Whatever a reader
types beyond them comes from the reader's own fonts.
"""

from __future__ import annotations

import hashlib
import html
from pathlib import Path

import fontTools
from fontTools import subset
from mkdocs.config.defaults import MkDocsConfig

CACHE = Path(".cache/fonts")
LATIN = {chr(code) for code in range(0x20, 0x7F)}  # always: search and code are typed


def on_post_build(config: MkDocsConfig) -> None:
    """Replace each font of this language's site by what its pages need of it."""
    site = Path(config.site_dir)
    pages = sorted(site.rglob("*.html"))
    if not pages:  # `mkdocs serve` keeps a language in which nothing changed
        return
    speaking = [*pages, *site.rglob("assets/figures/*.js")]  # figures bring words of their own
    shown = LATIN.union(*(html.unescape(path.read_text(encoding="utf-8")) for path in speaking))
    cache = Path(config.config_file_path).parent / CACHE
    for font in sorted(site.rglob("assets/**/*.woff2")):
        font.write_bytes(_cached(font.read_bytes(), shown, cache))


def _cached(font: bytes, characters: set[str], cache: Path) -> bytes:
    text = "".join(sorted(characters))
    name = hashlib.sha256(font + text.encode() + fontTools.version.encode()).hexdigest()
    kept = cache / f"{name[:24]}.woff2"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        whole, part = kept.with_suffix(".whole"), kept.with_suffix(".part")
        whole.write_bytes(font)
        options = subset.Options(flavor="woff2", layout_features=["kern", "ccmp", "calt", "mark"])
        made = subset.load_font(str(whole), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(made)
        subset.save_font(made, str(part), options)
        whole.unlink()
        part.replace(kept)  # whole or not there
    return kept.read_bytes()
