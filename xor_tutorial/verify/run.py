"""Run the examples of one source, a `.pycon` file or a docstring, in a namespace of its own."""

from __future__ import annotations

import doctest
import importlib
import io
import os
import random
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import torch
from torch._tensor_str import printoptions

from xor_tutorial.verify.compare import Checker, Exact, difference
from xor_tutorial.verify.lane import Lane

PACKAGE = Path(__file__).parents[1]
SNIPPETS = PACKAGE / "snippets"


@dataclass(frozen=True)
class Failure:
    """One example that does not do what was recorded.

    Attributes:
        path: the file.
        line: its line, from 1.
        source: the example's code; empty where the file itself is at fault.
        want: the recorded output.
        got: what was printed, or the error that was raised.
        why: the difference in one line.
        raised: whether an error came that was not recorded.
    """

    path: Path
    line: int
    source: str
    want: str
    got: str
    why: str
    raised: bool = False

    def __str__(self) -> str:
        """The failure as a person wants to read it, the mend at the end."""
        lines = [f"{_shown(self.path)}:{self.line}: {self.why}"]
        for title, text in (("code", self.source), ("recorded", self.want), ("printed", self.got)):
            if text:
                lines += [f"  {title}:", *(f"    {line}" for line in text.rstrip().split("\n"))]
        if self.source and not self.raised:
            lines.append("  If what is printed now is right: make update")
        return "\n".join(lines)


@dataclass(frozen=True)
class Result:
    """What came of one source.

    Attributes:
        examples: how many were run.
        failures: those that failed.
        seconds: the time it took.
        made_tensors: whether any were made.
        used_device: whether memory of the lane's device was taken.
    """

    examples: int
    failures: tuple[Failure, ...]
    seconds: float = 0.0
    made_tensors: bool = False
    used_device: bool = False


def snippets(folder: Path = SNIPPETS) -> list[Path]:
    """Every snippet, in the order of its page and name."""
    return sorted(folder.rglob("*.pycon"))


def modules() -> list[Path]:
    """Every module of the package that is read for docstrings, in order."""
    return sorted(p for p in PACKAGE.rglob("*.py") if "pytest" not in p.name)


def read_snippet(path: Path) -> tuple[doctest.DocTest | None, tuple[Failure, ...]]:
    """The examples of a `.pycon` file, or what is wrong with the file.

    Args:
        path: a bare transcript: prompts, code, output, and nothing else.

    Returns:
        The examples, and no failures; or None, and the failures.
    """
    text = path.read_text(encoding="utf-8")

    def wrong(line: int, why: str) -> tuple[None, tuple[Failure]]:
        return None, (Failure(path, line, "", "", "", why),)

    for number, content in enumerate(text.split("\n"), start=1):
        if "\t" in content:
            return wrong(number, "a tab: use spaces")
        if content.lstrip().startswith(("```", "~~~")):
            return wrong(number, "a Markdown fence: a .pycon file is a bare transcript")
    try:
        parts = doctest.DocTestParser().parse(text, path.name)
    except ValueError as error:  # doctest's message begins "line 3 of the docstring for …"
        return wrong(int(str(error).split()[1]), f"the line{str(error).partition(path.name)[2]}")
    line = 1
    examples = []
    for part in parts:
        if isinstance(part, doctest.Example):
            examples.append(part)
            line += part.source.count("\n") + part.want.count("\n")
        else:
            if part.strip():
                gap = len(part) - len(part.lstrip("\n"))
                return wrong(
                    line + gap,
                    "neither a prompt nor its output, so it would not be checked "
                    "(an empty line of output is written <BLANKLINE>)",
                )
            line += part.count("\n")
    if not examples:
        return wrong(1, "no example: a line that begins with >>> is missing")
    return doctest.DocTest(examples, {"__name__": "__main__"}, path.stem, str(path), 0, text), ()


def read_docstrings(path: Path) -> list[doctest.DocTest]:
    """The docstrings with examples of one module of the package."""
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    module = importlib.import_module(name.removesuffix(".__init__"))
    found = doctest.DocTestFinder(exclude_empty=True).find(module)
    return [test for test in found if test.examples]


def run(test: doctest.DocTest, lane: Lane | None = None) -> Result:
    """Run the examples of one source, and leave torch and Python as they were.

    Args:
        test: from `read_snippet` or `read_docstrings`.
        lane: where tensors are to live; the CPU if not given.

    Returns:
        What came of it.
    """
    lane = lane or Lane("cpu")
    for example in test.examples:
        if example.exc_msg is not None:
            example.exc_msg = Exact(example.exc_msg)
    runner = _Runner(Checker(gpu=lane.is_gpu))
    begun = time.perf_counter()
    with unchanged(), lane.entered() as use:
        runner.run(test, out=io.StringIO().write, clear_globs=True)
    return Result(
        len(test.examples),
        tuple(runner.failures_found),
        time.perf_counter() - begun,
        use.made_tensors,
        use.used_device,
    )


@contextmanager
def unchanged() -> Iterator[None]:
    """Whatever happens within, torch's and Python's settings are afterwards as they were.

    Random numbers begin somewhere else each time, so that a snippet without a seed is found out.
    """
    dtype, device = torch.get_default_dtype(), torch.get_default_device()
    gradients, threads = torch.is_grad_enabled(), torch.get_num_threads()
    deterministic = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    state, folder, environment = random.getstate(), Path.cwd(), dict(os.environ)
    path, anomaly = sys.path[:], torch.is_anomaly_enabled()
    with torch.random.fork_rng(), printoptions(), warnings.catch_warnings():
        torch.seed()
        random.seed()
        try:
            yield
        finally:
            torch.set_default_dtype(dtype)
            if torch.get_default_device() != device:
                torch.set_default_device(None if device == torch.device("cpu") else device)
            torch.set_grad_enabled(gradients)
            if torch.get_num_threads() != threads:
                torch.set_num_threads(threads)
            torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)
            torch.autograd.set_detect_anomaly(anomaly)
            random.setstate(state)
            os.chdir(folder)
            sys.path[:] = path
            if dict(os.environ) != environment:
                os.environ.clear()
                os.environ.update(environment)


class _Runner(doctest.DocTestRunner):
    """doctest's runner, gathering failures instead of printing them."""

    def __init__(self, checker: Checker) -> None:
        super().__init__(checker=checker, verbose=False)
        self.gpu = checker.gpu
        self.failures_found: list[Failure] = []

    def report_start(self, out: object, test: doctest.DocTest, example: doctest.Example) -> None:
        """Print nothing."""

    def report_success(
        self, out: object, test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        """Print nothing."""

    def report_failure(
        self, out: object, test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        """Keep what was printed instead of what was recorded."""
        want = example.want
        if example.exc_msg is not None:
            # An error was recorded and another one came: its message is what differs.
            raised = doctest.DocTestParser._EXCEPTION_RE.search(got)  # type: ignore[attr-defined]
            if raised:
                want, got = example.exc_msg, raised["msg"]
        why = difference(want, got, gpu=self.gpu) or "not what was recorded"
        self._add(test, example, want, got, why)

    def report_unexpected_exception(
        self,
        out: object,
        test: doctest.DocTest,
        example: doctest.Example,
        exc_info: tuple[type[BaseException], BaseException, TracebackType],
    ) -> None:
        """Keep the error that was raised instead."""
        got = "".join(traceback.format_exception_only(*exc_info[:2]))
        self._add(test, example, example.want, got, f"raises {got.strip()}", raised=True)

    def _add(
        self,
        test: doctest.DocTest,
        example: doctest.Example,
        want: str,
        got: str,
        why: str,
        raised: bool = False,
    ) -> None:
        line = (test.lineno or 0) + example.lineno + 1
        path = Path(test.filename or test.name)
        self.failures_found.append(Failure(path, line, example.source, want, got, why, raised))


def _shown(path: Path) -> Path:
    """The path as a person at the root of the project would type it."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
