"""The site, built once for all checks of it; and a small one, to be broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[2]
PAGES = (
    "index softmax losses autograd one-step train save-and-predict reference/api reference/errata"
)


def pytest_collection_modifyitems(items):
    """Keep the checks of the built site in one process, so that it's built once."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("site"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the whole site as `mkdocs build` makes it: strict, both languages."""
    folder = tmp_path_factory.mktemp("site") / "site"
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return folder


class SmallSite:
    """The project's own configuration and hooks over pages of one line each, to be broken."""

    def __init__(self, root):
        self.root = root

    def write(self, name, text):
        """Write one file below the root of the small project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self):
        """Build both languages."""
        config = load_config(
            str(self.root / "mkdocs.yml"), site_dir=str(self.root / "built"), strict=True
        )
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()


@pytest.fixture
def small_site(tmp_path, monkeypatch):
    """A project of the same configuration whose pages say almost nothing."""
    for name in ("mkdocs.yml", "mkdocs.en.yml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("docs/hooks", "docs/theme", "docs/vendor"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setenv("EXECUTE_NOTEBOOK", "false")  # but where that is what is tested
    small = SmallSite(tmp_path)
    small.write("xor_tutorial/__init__.py", '__version__ = "0.1.0"\n')
    small.write("xor_tutorial/snippets/softmax/one.pycon", ">>> 1 + 1\n2\n")
    for language in ("ko", "en"):
        for page in PAGES.split():
            small.write(f"docs/{language}/{page}.md", f"# {page} {{ #top }}\n\nA line.\n")
        small.write(
            f"docs/{language}/lab.py", '# %% [markdown]\n# <a id="lab"></a>\n# # Lab\n\n# %%\n1\n'
        )
    return small
