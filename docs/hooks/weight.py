"""What nobody would miss: indented HTML, rules that match nothing, a request for each style sheet.

A selector goes when it asks for a class that no page has and no script names: a quarter of them.
What is left of the sheets of a page becomes one sheet; pages that ask for the same share it.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

CLASSES = re.compile(r'class="?([^">]*)')
WORD = re.compile(r"[\w-]+")
ASKED = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NEGATED = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")  # need not match
SHEETS = re.compile(r'(?:<link rel="stylesheet" href="[^"]+">\s*)+')
SHEET = re.compile(r'href="(?P<root>[^"]*?)assets/(?P<name>[^"]+)"')
RELATIVE = re.compile(r"""url\((["']?)(?!["']?data:)""")
VERBATIM = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)


@event_priority(-100)
def on_post_page(output: str, **_: object) -> str:
    """A page without indentation and empty lines; what is shown as it stands stays."""
    parts = VERBATIM.split(output)
    parts[::3] = [re.sub(r"\s*\n\s*", "\n", part) for part in parts[::3]]
    del parts[2::3]  # the names of the elements
    return "".join(parts)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Cut the style sheets, and give each page one of its own kind."""
    assets = Path(config.site_dir) / "assets"
    pages = {path: path.read_text(encoding="utf-8") for path in assets.parent.rglob("*.html")}
    if not pages:  # `mkdocs serve` keeps a language in which nothing changed
        return
    known = {word for page in pages.values() for c in CLASSES.findall(page) for word in c.split()}
    for script in assets.parent.rglob("*.js"):
        known.update(WORD.findall(script.read_text(encoding="utf-8")))
    cut: dict[str, str] = {}
    for path, page in pages.items():
        links = SHEETS.search(page)
        # The pages below `en/` are another build's, and have theirs already.
        if links is None or path.is_relative_to(assets.parent / "en"):
            continue
        found = [*SHEET.finditer(links[0])]
        for name in {sheet["name"] for sheet in found} - cut.keys():
            text = (assets / name).read_text(encoding="utf-8")
            rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            here = posixpath.join(posixpath.dirname(name), "")
            cut[name] = RELATIVE.sub(rf"url(\1{here}", _cut(rules, known))
        merged = "".join(cut[sheet["name"]] for sheet in found)
        name = f"style.{hashlib.sha256(merged.encode()).hexdigest()[:8]}.css"
        (assets / name).write_text(merged, encoding="utf-8")
        link = f'<link rel="stylesheet" href="{found[0]["root"]}assets/{name}">\n'
        path.write_text(page.replace(links[0], link), encoding="utf-8")
    for name in cut:
        (assets / name).unlink()
        (assets / f"{name}.map").unlink(missing_ok=True)


def _cut(rules: list[tinycss2.ast.Node], known: set[str]) -> str:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = _selectors(tinycss2.serialize(rule.prelude))
            matched = [selector for selector in selectors if _matches(selector, known)]
            if matched:
                kept.append(f"{','.join(matched)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"}:
            within = tinycss2.parse_blocks_contents(rule.content or [])
            inner = _cut([node for node in within if node.type.endswith("rule")], known)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif rule.type.endswith("rule"):
            kept.append(rule.serialize())
    return "".join(kept)


def _selectors(prelude: str) -> list[str]:
    """The selectors of a list, parted at commas that are in no bracket."""
    return re.split(r",(?![^(\[]*[)\]])", prelude)


def _matches(selector: str, known: set[str]) -> bool:
    asked = ASKED.findall(NEGATED.sub("", re.sub(r"\\.", "", selector)))
    return all(name in known for name in asked)
