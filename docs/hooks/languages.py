"""Two languages, one build: English follows Korean into `en/`, page by page the same."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

NAMES = {"ko": "한국어", "en": "English"}
ALTERNATE = re.compile(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">')
FOLDERS = {"ko": "", "en": "en/"}  # below the site's address


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
