"""The settings of a build: paths of the sources, languages, addresses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urljoin

import yaml

from builder.page import Page, PageError

HOME = "index.md"


@dataclass(frozen=True)
class Language:
    """A row of `docs/languages.yml`."""

    code: str
    name: str
    locale: str
    words_per_minute: float
    words: dict[str, str]
    folder: str  # below the address of the site

    @property
    def config(self) -> str:
        """The name of its configuration."""
        return f"mkdocs.{self.code}.yml" if self.folder else "mkdocs.yml"


def languages(root: Path) -> dict[str, Language]:
    """Every language of the site, the one at the root first."""
    rows = yaml.safe_load((root / "docs/languages.yml").read_text(encoding="utf-8"))
    return {
        code: Language(code=code, folder=f"{code}/" if number else "", **row)
        for number, (code, row) in enumerate(rows.items())
    }


@dataclass
class Site:
    """One language of the site.

    Args:
        root: the folder of `mkdocs.yml`.
        language: the code of the language.
        address: where the root of the site will be, ending in a slash.
        repository: `owner/name` on GitHub, where Colab finds the notebooks; may be empty.
        error: what is raised for a faulty page; the message names file, line and fix.
    """

    root: Path
    language: str
    address: str
    repository: str = ""
    error: type[Exception] = ValueError

    @cached_property
    def languages(self) -> dict[str, Language]:
        """All languages."""
        return languages(self.root)

    @property
    def words(self) -> dict[str, str]:
        """What the build itself says, in this language."""
        return self.languages[self.language].words

    def line(self, word: str, **values: object) -> str:
        """HTML of a line that the build adds to a page, and that no search finds."""
        return f'<p class="{word}" data-search-exclude>{self.words[word].format(**values)}</p>'

    @cached_property
    def urls(self) -> dict[str, str]:
        """The project's addresses, which pyproject.toml gives."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        urls: dict[str, str] = project["project"]["urls"]
        return urls

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs" / self.language

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Name below `docs` → page."""
        pages = {}
        for path in sorted(self.docs.rglob("*.md")):
            name = path.relative_to(self.docs).as_posix()
            try:
                pages[name] = Page(path)
            except PageError as error:
                self.refuse(name, error.line, error.problem)
        return pages

    @cached_property
    def reports(self) -> list[dict[str, Any]]:
        """What `python -m xor_tutorial verify` wrote, on this machine and on others."""
        from builder import verified

        return list(verified.reports(self.root))

    @cached_property
    def names(self) -> dict[str, str]:
        """Text below the front matter → name: Markdown doesn't know which page it converts."""
        return {page.body: name for name, page in self.pages.items()}

    @cached_property
    def docstrings(self) -> dict[str, str]:
        """Paragraph of a docstring → its translation; none in a language that has no such file."""
        path = self.root / f"docs/builder/docstrings/{self.language}.toml"
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def url(self, name: str) -> str:
        """The absolute address of a page, or of a file of this language."""
        if Path(name).suffix in {".md", ".py"}:
            place = name.rpartition(".")[0]
            name = "" if name == HOME else f"{place.removesuffix('/index')}/"
        return urljoin(self.address, self.languages[self.language].folder + name)

    def to_root(self, name: str) -> str:
        """`../` as often as it takes to get from a page to the root of its language."""
        url = self.url(name).removeprefix(urljoin(self.address, self.url(HOME)))
        return "../" * url.count("/")

    def refuse(self, name: str | None, line: int, problem: str) -> NoReturn:
        """Stop the build, naming the file and line of a page's fault."""
        raise self.error(f"{self.where(name, line)}: {problem}" if name else problem)

    def where(self, name: str, line: int) -> str:
        """File and line, as a person at the root of the project would type it."""
        return f"docs/{self.language}/{name}:{line}"

    @property
    def wheel(self) -> str:
        """The address of the package's wheel, which the site carries."""
        text = (self.root / "xor_tutorial/__init__.py").read_text(encoding="utf-8")
        version = text.partition('__version__ = "')[2].partition('"')[0]
        return urljoin(self.address, f"xor_tutorial-{version}-py3-none-any.whl")


def without_twin(root: Path) -> list[str]:
    """What to write: the pages that some language has and another one hasn't."""
    pages = {
        code: {
            path.relative_to(root / "docs" / code).as_posix()
            for path in (root / "docs" / code).rglob("*")
            if path.suffix in {".md", ".py", ".ipynb"} and ".ipynb_checkpoints" not in path.parts
        }
        for code in languages(root)
    }
    return [
        f"docs/{here}/{page} has no twin: write docs/{there}/{page}"
        for here in pages
        for there in pages
        for page in sorted(pages[here] - pages[there])
    ]
