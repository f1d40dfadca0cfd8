"""The one MkDocs hook: it hands pages to the extension, and built files to `finish`.

The language at the root builds the others at the same time, each in another process.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from builder import finish, lab, notebooks
from builder.extension import SiteExtension
from builder.site import Language, Site, without_twin

# torch.func.hessian loads a module that warns of another one in torch; MkDocs would print where.
warnings.filterwarnings("ignore", message="`torch.jit.script` is deprecated")

BROKEN = re.compile(r"Doc file '(?P<page>[^']+)' contains an? .*?link '(?P<link>[^']+)'")
others: list[Other] = []  # languages being built


def on_startup(command: str, **_: object) -> None:
    """Remember that this is `mkdocs serve`: then the lab isn't run, so that an edit shows soon."""
    if command == "serve":
        os.environ["EXECUTE_NOTEBOOK"] = "false"  # also for the other languages and each rebuild


def on_config(config: MkDocsConfig) -> None:
    """Set up this language, and begin with the others if this is the one at the root."""
    if (docs := str(Path(__file__).parent)) not in sys.path:  # for `figures`, imported later
        sys.path.append(docs)
    root = Path(config.config_file_path).parent
    if missing := without_twin(root):
        raise PluginError("\n".join(missing))
    site = Site(root, config.theme["language"], "", config.extra["repository"], PluginError)
    language = site.languages[site.language]
    to_root = "../" if language.folder else ""
    site.address = urljoin(config.site_url or "/", to_root or "./")
    config.extra["site"] = site
    config.extra["alternate"] = [  # for the switch between languages, and the site map
        {
            "lang": other.code,
            "name": other.name,
            "link": urljoin(site.address, other.folder),
            "href": to_root + other.folder,
        }
        for other in site.languages.values()
    ]
    config.markdown_extensions.append(SiteExtension(site))
    for name in ("mkdocs.structure.pages", "mkdocs.commands.build"):
        logging.getLogger(name).filters = [partial(_add_line, site)]  # not that of another build
    if not language.folder:
        others[:] = [Other(o, config) for o in site.languages.values() if o.folder]


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what the site carries beside its pages: data, and the notebooks."""
    from xor_tutorial import study  # torch takes a second: not before a build
    from xor_tutorial.recordings import FILE

    site: Site = config.extra["site"]
    carried: dict[str, str | bytes] = {
        f"assets/recordings/{FILE.name}": FILE.read_bytes(),
        "assets/study/study.csv": study.as_csv(),
        "assets/study/outcomes.json": study.as_json(),
        notebooks.place(lab.LAB): lab.notebook(site),
    }
    for name, page in site.pages.items():
        if notebooks.offered(name, page):
            carried[notebooks.place(name)] = notebooks.notebook(site, name)
    for path, content in carried.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_pre_page(page: Page, **_: object) -> Page:
    """Let the lab be rendered as Markdown, now that mkdocs-jupyter has made it a page."""
    if page.file.src_uri == lab.LAB:
        page.__dict__.pop("render", None)
    return page


def on_page_read_source(page: Page, *, config: MkDocsConfig) -> str | None:
    """The lab's Markdown; other pages are as they are in their files."""
    if page.file.src_uri != lab.LAB:
        return None
    return lab.page(config.extra["site"])


@event_priority(-100)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> None:
    """Tell the extension which page this text is of, whatever others have changed in it."""
    site: Site = config.extra["site"]
    if page.file.src_uri in site.pages:
        site.names[markdown] = page.file.src_uri


@event_priority(-100)  # after the search plugin has written its index
def on_post_build(config: MkDocsConfig) -> None:
    """Finish this language, and add the others."""
    site, folder = config.extra["site"], Path(config.site_dir)
    finish.finish(site, folder)
    if not site.languages[site.language].folder:
        finish.wheel(site.root, folder)
    while others:
        others.pop().add_to(folder)


def on_build_error(**_: object) -> None:
    """Leave no other language's build behind."""
    while others:
        others.pop().process.kill()


class Other:
    """Another language, built in a process of its own.

    Args:
        language: which.
        config: that of the language at the root.
    """

    def __init__(self, language: Language, config: MkDocsConfig) -> None:
        self.language = language
        self.folder = tempfile.TemporaryDirectory(prefix="xor_tutorial_")
        self.log = Path(self.folder.name, "log")
        path = Path(config.config_file_path).with_name(language.config)
        options = ["--site-dir", f"{self.folder.name}/site", "--config-file", str(path)]
        options.append("--strict" if config.strict else "--no-strict")
        address = urljoin(config.site_url or "/", language.folder)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "build", *options],
                stderr=log,
                env={**os.environ, "SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"},
            )

    def add_to(self, folder: Path) -> None:
        """Wait for the build, then put it into the site."""
        failed = self.process.wait()
        said = self.log.read_text(encoding="utf-8", errors="replace")
        if failed:
            raise PluginError(f"{self.language.config}:\n{said}")
        sys.stderr.write(said)
        shutil.move(f"{self.folder.name}/site", folder / self.language.folder.rstrip("/"))
        self.folder.cleanup()


def _add_line(site: Site, record: logging.LogRecord) -> bool:
    """Prefix MkDocs' message about a broken link with `docs/…/page.md:line: `."""
    broken = BROKEN.search(record.getMessage())
    if broken and (page := site.pages.get(broken["page"])):
        where = site.where(broken["page"], page.line_of(broken["link"]))
        record.msg, record.args = f"{where}: {record.getMessage()}", ()
    return True
