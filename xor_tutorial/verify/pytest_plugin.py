"""Every snippet and every docstring with examples is a test of its own under pytest."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from pathlib import Path

import pytest

from xor_tutorial.verify.lane import Lane
from xor_tutorial.verify.run import PACKAGE, Failure, modules, read_docstrings, read_snippet, run


class ExampleError(Exception):
    """Examples that don't do what was recorded."""

    def __init__(self, failures: tuple[Failure, ...]) -> None:
        super().__init__("\n".join(map(str, failures)))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--device cuda` runs every example with its tensors on the GPU."""
    parser.addoption("--device", default="cpu", help="where snippets' tensors live: cpu or cuda")


def pytest_configure(config: pytest.Config) -> None:
    """A device that isn't there is an error at once, not a row of skipped tests."""
    try:
        config.stash[LANE] = Lane(config.getoption("--device"))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


LANE = pytest.StashKey[Lane]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `.pycon` files, and the package's own modules for their docstrings."""
    if file_path.suffix == ".pycon":
        return Snippet.from_parent(parent, path=file_path)
    if file_path.is_relative_to(PACKAGE) and file_path in modules():
        return Docstrings.from_parent(parent, path=file_path)
    return None


class Snippet(pytest.File):
    """One `.pycon` file."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test."""
        test, failures = read_snippet(self.path)
        yield Examples.from_parent(self, name=self.path.stem, test=test, failures=failures)


class Docstrings(pytest.File):
    """One module of the package."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each docstring with examples."""
        for test in read_docstrings(self.path):
            yield Examples.from_parent(self, name=test.name, test=test, failures=())


class Examples(pytest.Item):
    """The examples of one source."""

    def __init__(
        self, *, test: doctest.DocTest | None, failures: tuple[Failure, ...], **rest: object
    ) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.test = test
        self.found = failures

    def runtest(self) -> None:
        """Run them all; fail if one does something else than what was recorded."""
        failures = self.found
        if self.test:
            lane = self.config.stash[LANE]
            result = run(self.test, lane)
            failures = result.failures
            if lane.is_gpu and result.made_tensors and not result.used_device:
                line = (self.test.lineno or 0) + 1
                why = "makes tensors, but took no memory of the GPU"
                failures = (*failures, Failure(self.path, line, "", "", "", why))
        if failures:
            raise ExampleError(failures)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str:
        """What a person needs: file, line, code, recorded, printed, the mend."""
        if isinstance(excinfo.value, ExampleError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where pytest says that this is."""
        return self.path, self.test.lineno if self.test else 0, self.name
