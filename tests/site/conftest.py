"""A small site with the project's configuration, for tests that break it."""

import shutil
from pathlib import Path
from typing import Literal

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path.relative_to(ROOT / "docs/ko").with_suffix("").as_posix()
    for path in (ROOT / "docs/ko").rglob("*.md")
)


FILES = (
    "mkdocs.yml",
    "mkdocs.en.yml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "docs/hook.py",
    "docs/languages.yml",
)


class SmallSite:
    """The project's own configuration and hooks over pages of one line each, to be broken."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str) -> None:
        """Write one file below the root of the small project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, languages: Literal["both", "en"] = "both") -> None:
        """Build the site, or English alone, which is much faster."""
        name, folder = {"both": ("mkdocs.yml", ""), "en": ("mkdocs.en.yml", "en")}[languages]
        site_dir = str(self.root / "built" / folder)
        config = load_config(str(self.root / name), site_dir=site_dir, strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build's cache: the small sites show the same characters, and cut the same fonts down."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> SmallSite:
    """A project of the same configuration whose pages say almost nothing."""
    (tmp_path / ".cache").symlink_to(cache)
    for name in ("docs/builder", "docs/figures", "docs/theme", "docs/vendor"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "tests/node").mkdir(parents=True)
    (tmp_path / "tests/node/node_modules").symlink_to(ROOT / "tests/node/node_modules")
    monkeypatch.setenv("EXECUTE_NOTEBOOK", "false")  # but where that is what is tested
    small = SmallSite(tmp_path)
    small.write("xor_tutorial/__init__.py", '__version__ = "0.1.0"\n')
    small.write("xor_tutorial/snippets/softmax/one.pycon", ">>> 1 + 1\n2\n")
    for language in ("ko", "en"):
        for page in PAGES:
            small.write(f"docs/{language}/{page}.md", f"# {page} {{ #top }}\n\nA line.\n")
        small.write(
            f"docs/{language}/lab.py", '# %% [markdown]\n# <a id="lab"></a>\n# # Lab\n\n# %%\n1\n'
        )
    return small
