"""The site, built once for all checks of it; and a small one, to be broken."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from xor_tutorial.verify.report import FORMAT, _groups, digest, package_digest
from xor_tutorial.verify.run import PACKAGE, read_docstrings, read_snippet

ROOT = Path(__file__).parents[2]
PAGES = (
    "index softmax losses autograd one-step train save-and-predict reference/api reference/errata "
    "reference/verified"
)


def pytest_collection_modifyitems(items):
    """Keep the checks of the built site in one process, so that it's built once."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("site"))


def write_report(path, **seen):
    """A report of these sources as another machine would have written it."""
    sources = {}
    for group in _groups().values():
        for source in group:
            if source.suffix == ".pycon":
                examples = len(read_snippet(source)[0].examples)
            else:
                examples = sum(len(test.examples) for test in read_docstrings(source))
            name = source.relative_to(PACKAGE).as_posix()
            sources[name] = {"sha256": digest(source), "examples": examples, "failed": 0}
    report = {
        "format": FORMAT,
        "package": package_digest(),
        "date": "2026-01-02T03:04:05+00:00",
        "commit": "0123456789abcdef",
        "device": "cpu",
        "device_name": "A Processor",
        "torch": "2.6.0+cpu",
        "cuda": None,
        "python": "3.12.1",
        "platform": "Linux x86_64",
        "sources": sources,
        "seconds": 12.3,
    }
    path.write_text(json.dumps({**report, **seen}), encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the whole site as `mkdocs build` makes it: strict, both languages."""
    folder = tmp_path_factory.mktemp("site") / "site"
    reports = tmp_path_factory.mktemp("reports")
    write_report(reports / "cpu.json")
    write_report(reports / "new.json", torch="2.15.0+cpu", python="3.13.1")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "REPORTS": str(reports)},
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
