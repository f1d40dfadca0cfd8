"""What nobody would miss: indented HTML, and rules of others' style sheets that match nothing.

A selector goes when it asks for a class that no page has and no script names: a quarter of them.
"""

from __future__ import annotations

import re
from pathlib import Path

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

CLASSES = re.compile(r'class="?([^">]*)')
WORD = re.compile(r"[\w-]+")
ASKED = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NEGATED = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")  # need not match
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
    """Cut the style sheets of the theme and of KaTeX."""
    site = Path(config.site_dir)
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    if not pages:  # `mkdocs serve` keeps a language in which nothing changed
        return
    known = {word for page in pages for found in CLASSES.findall(page) for word in found.split()}
    for script in site.rglob("*.js"):
        known.update(WORD.findall(script.read_text(encoding="utf-8")))
    for sheet in [*site.glob("assets/stylesheets/*.css"), *site.glob("assets/katex/*.css")]:
        text = sheet.read_text(encoding="utf-8")
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        sheet.write_text(_cut(rules, known), encoding="utf-8")


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
