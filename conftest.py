"""pytest: each snippet, each exercise, and each module with examples is a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from xor_tutorial.verify.lane import Lane
from xor_tutorial.verify.run import PACKAGE, SNIPPETS, read_source, run_file

LANE = pytest.StashKey[Lane]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the device, under a name that no other plugin takes, and the browser."""
    parser.addoption("--lane", default="cpu", help="where the examples' tensors live: cpu, cuda, …")
    parser.addoption("--browser", default="chromium", choices=("chromium", "firefox", "webkit"))


def pytest_configure(config: pytest.Config) -> None:
    """Stop at once if there is no such device."""
    try:
        config.stash[LANE] = Lane(config.getoption("--lane"))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `.pycon` files and the modules of the package."""
    of_package = file_path.suffix == ".py" and file_path.is_relative_to(PACKAGE)
    if file_path.suffix == ".pycon" or (of_package and not file_path.is_relative_to(SNIPPETS)):
        return Source.from_parent(parent, path=file_path)
    return None


class Source(pytest.File):
    """A `.pycon` file, or a module of the package."""

    def collect(self) -> Iterator[pytest.Item]:
        """Make a test of a file that has examples."""
        if self.path.suffix == ".pycon" or read_source(self.path)[0]:
            yield Examples.from_parent(self, name="examples")


class Examples(pytest.Item):
    """All examples of a file."""

    def runtest(self) -> None:
        """Run them, and fail with every difference."""
        result = run_file(self.path, self.config.stash[LANE])
        if result.failures:
            differences = "\n".join(map(str, result.failures))
            pytest.fail(f"{differences}\nIf what is printed is right: make update", pytrace=False)
        if result.skipped:
            pytest.skip(result.skipped)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says that this is."""
        return self.path, 0, self.name
