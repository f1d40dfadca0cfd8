"""Third-party files are listed in docs/vendor/README.md with version and licence."""

import importlib.metadata
import re
from fnmatch import fnmatch
from pathlib import Path

from tests.site.pages import ROOT

README = (ROOT / "docs/vendor/README.md").read_text(encoding="utf-8")
TABLES, FILES = README.split("## Files of the site {#files}\n")
LISTED = {
    pattern: [name.strip() for name in made.replace(", with ", ", ").split(",")]
    for patterns, made in re.findall(r"^\| (`.+`) \| (.+) \|$", FILES, re.MULTILINE)
    for pattern in re.findall(r"`([^`]+)`", patterns)
}
# What a build makes of our own sources.
MADE = [
    "404.html",
    "index.html",
    "*/index.html",
    "*/*.ipynb",
    "objects.inv",
    "sitemap.xml",
    "search/pages.json",
    "search/search_index.json",
    "xor_tutorial-*.whl",
    "assets/recordings/*.f32",
    "assets/study/*",
]


def test_every_third_party_file_of_the_site_is_listed(site: Path) -> None:
    theme = ROOT / "docs/theme"
    ours = {path.relative_to(theme).as_posix() for path in theme.rglob("*")}
    known = [*MADE, *LISTED]
    unlisted, found = [], set()
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix().removeprefix("en/")
        fitting = {pattern for pattern in known if fnmatch(name, pattern)}
        found |= fitting
        if path.is_file() and name not in ours and not fitting:
            unlisted.append(name)
    assert not unlisted
    assert not set(LISTED) - found, "listed, but not in the site"


def test_every_third_party_file_is_listed_with_author_version_and_licence() -> None:
    rows = {
        name: (version, licence)
        for name, version, _, licence, _ in re.findall(
            r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", TABLES, re.MULTILINE
        )
    }
    for makers in LISTED.values():
        for maker in makers:
            version, licence = rows[maker]
            assert version, maker
            assert re.search("MIT|Apache|OFL|ISC|MPL|W3C|0BSD", licence), maker


def test_listed_versions_are_those_that_built_the_site() -> None:
    for name, package in (
        ("Material for MkDocs", "mkdocs-material"),
        ("mkdocstrings-python", "mkdocstrings-python"),
    ):
        assert f"| {name} | {importlib.metadata.version(package)} |" in TABLES
    for script, name, pattern in (
        ("docs/vendor/katex/katex.min.js", "KaTeX", r'version:"([\d.]+)"'),
        ("docs/theme/assets/katex/katex.min.css", "KaTeX", r'content:"([\d.]+)"'),
    ):
        found = re.search(pattern, (ROOT / script).read_text(encoding="utf-8"))
        assert found, script
        assert f"| {name} | {found[1]} |" in TABLES
