"""Zensical builds the same content with our Markdown extension as MkDocs does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from builder.site import Site
from tests.site.pages import ROOT

MADE = {
    "formulas": ".katex",
    "figures": "svg.fig",
    "elements": ".interactive",
    "sessions": ".language-pycon",
    "outputs": ".language-pycon .out",
    "sources": ".language-python:not(.doc-signature)",
    "predictions": "section.prediction",
    "entries of the API": ".doc-object",
    "verified": ".verified",
    "ways back": ".feedback a",
    "notebooks": ".notebook [download]",
}


class Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose own tags are settled here."""


Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[1])  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def zensical(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Path:
    """The folder of the Korean pages as Zensical builds them, with the same reports."""
    root = tmp_path_factory.mktemp("zensical")
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    for name in ("hooks", "nav", "watch", "extra_css", "strict"):
        del config[name]
    shutil.copytree(ROOT / "docs/ko", root / "pages", ignore=shutil.ignore_patterns("*.py"))
    config["docs_dir"] = "pages"
    config["theme"] = {"name": "material", "language": "ko", "font": False}
    config["plugins"] = {"mkdocstrings": config["plugins"]["mkdocstrings"]}
    config["plugins"]["mkdocstrings"]["custom_templates"] = str(ROOT / "docs/builder/templates")
    config["plugins"]["mkdocstrings"]["handlers"]["python"]["paths"] = [str(ROOT)]
    extensions = config["markdown_extensions"]
    settings = {"root": str(ROOT), "language": "ko", "address": config["site_url"]}
    extensions["builder.extension"] = settings
    (root / "mkdocs.yml").write_text(
        yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    paths = os.pathsep.join([str(ROOT / "docs"), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths, "REPORTS": str(site.parent / "reports")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return root / "site"


def found(path: Path) -> dict[str, int]:
    """How many of each kind a page has."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article")
    return {kind: len(page.select(selector)) for kind, selector in MADE.items()}


def test_zensical_builds_the_same_content_as_mkdocs(site: Path, zensical: Path) -> None:
    counted = dict.fromkeys(MADE, 0)
    for name in Site(ROOT, "ko", "").pages:
        path = Site(ROOT, "ko", "/").url(name).lstrip("/") + "index.html"
        ours, theirs = found(site / path), found(zensical / path)
        assert theirs == ours, name
        counted = {kind: counted[kind] + number for kind, number in ours.items()}
    assert all(counted.values()), counted
