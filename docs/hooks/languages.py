"""Two languages, one build: English follows Korean into `en/`, page by page the same."""

from __future__ import annotations

import atexit
import hashlib
import os
import posixpath
import re
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

NAMES = {"ko": "한국어", "en": "English"}
KEPT = "XOR_TUTORIAL_KEPT"  # the folder in which `mkdocs serve` keeps what it has built
ALTERNATE = re.compile(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">')
FOLDERS = {"ko": "", "en": "en/"}  # below the site's address


def on_startup(command: str, **_: object) -> None:
    """While serving, keep what was built: an edit in one language leaves the other as it is."""
    if command == "serve":
        os.environ[KEPT] = tempfile.mkdtemp(prefix="xor_tutorial_")
        atexit.register(shutil.rmtree, os.environ[KEPT], ignore_errors=True)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Every page has a twin, and every page knows the address of the root."""
    language = config.theme["language"]
    docs = Path(config.docs_dir).parent
    pages = {name: {*_pages(docs / name)} for name in NAMES}
    for here, there in (("ko", "en"), ("en", "ko")):
        for page in sorted(pages[here] - pages[there]):
            raise PluginError(f"docs/{here}/{page} has no twin: write docs/{there}/{page}")
    config.extra["root_url"] = urljoin(config.site_url, "../" if FOLDERS[language] else "./")
    # Where no page is known (404), the switch leads to the other language's home.
    config.extra["alternate"] = _alternates(config, "", "")
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """While serving, let the pages of a language stay of which nothing has changed."""
    if os.environ.get(KEPT):
        config.extra["inputs"] = _inputs(config)
        stamp = _kept(config).with_suffix(".inputs")
        if stamp.is_file() and stamp.read_text() == config.extra["inputs"]:
            config.extra["unchanged"] = True
            config.nav = None
            config.plugins["mkdocs-jupyter"].config["cache"] = False  # or it empties its cache
            return Files([file for file in files if not file.is_documentation_page()])
    return files


def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object
) -> TemplateContext:
    """The language switch leads to the same page, not to the other home."""
    config.extra["alternate"] = _alternates(config, page.url, page.url)
    return context


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Forget the page: what is rendered after it (404) has no twin.

    The theme's script asks for a site map at each `<link rel="alternate">`, as if it were a home
    page. So these go; the site map itself says which pages belong together.
    """
    config.extra["alternate"] = _alternates(config, "", "")
    return ALTERNATE.sub("", output)


def on_post_build(config: MkDocsConfig) -> None:
    """After the Korean site, the English one, in its own folder with its own search index."""
    # The site map's other form has the day in it; a server packs the first one as it is asked.
    (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)
    if os.environ.get(KEPT):
        kept = _kept(config)
        if config.extra.get("unchanged"):
            shutil.copytree(kept, config.site_dir, dirs_exist_ok=True)
        else:
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(config.site_dir, kept)
            kept.with_suffix(".inputs").write_text(config.extra["inputs"])
    if config.theme["language"] != "ko":
        return
    english = load_config(
        str(Path(config.config_file_path).with_name("mkdocs.en.yml")),
        site_dir=str(Path(config.site_dir) / "en"),
        site_url=urljoin(config.site_url, "en/"),
        strict=config.strict,
    )
    english.plugins.on_startup(command="build", dirty=False)
    try:
        build(english)
    finally:
        english.plugins.on_shutdown()


def _kept(config: MkDocsConfig) -> Path:
    return Path(os.environ[KEPT]) / config.theme["language"]


def _inputs(config: MkDocsConfig) -> str:
    """What a language is built from, in one line that changes when any file of it does."""
    root = Path(config.config_file_path).parent
    folders = [Path(config.docs_dir), *(root / name for name in config.extra["built_from"])]
    files = [*root.glob("mkdocs*.yml"), *(path for folder in folders for path in folder.rglob("*"))]
    found = sorted((str(f), f.stat().st_mtime_ns) for f in files if "__pycache__" not in f.parts)
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _pages(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in {".md", ".py", ".ipynb"} and ".ipynb_checkpoints" not in path.parts
    ]


def _alternates(config: MkDocsConfig, page_url: str, twin_url: str) -> list[dict[str, str]]:
    """Per language: `link`, absolute, for the site map; `href`, relative, for the switch."""
    root = config.extra["root_url"]
    here = FOLDERS[config.theme["language"]] + page_url
    return [
        {
            "lang": language,
            "name": NAMES[language],
            "link": urljoin(root, folder + twin_url),
            "href": posixpath.relpath(folder + twin_url or ".", here or ".") + "/",
        }
        for language, folder in FOLDERS.items()
    ]
