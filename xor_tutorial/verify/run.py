"""Read and run the examples of a source: a snippet, a module's docstrings, or an exercise."""

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
from collections.abc import Callable, Collection, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from unittest.mock import patch

import torch
from torch._tensor_str import printoptions

from xor_tutorial.verify.compare import Checker, ErrorMessage
from xor_tutorial.verify.lane import Lane, Usage

PACKAGE = Path(__file__).parents[1]
SNIPPETS = PACKAGE / "snippets"
EXERCISES = PACKAGE / "practice" / "exercises"


@dataclass(frozen=True)
class Failure:
    """An example whose output differs from the recorded one, or a file that can't be run.

    Attributes:
        path: the file.
        line: the line, from 1.
        why: the difference in one line.
        example: the example; None where the file itself is at fault.
        want: the recorded output.
        got: the printed output, or the error that was raised.
        raised: whether an error was raised that was not recorded.
    """

    path: Path
    line: int
    why: str
    example: doctest.Example | None = None
    want: str = ""
    got: str = ""
    raised: bool = False

    def __str__(self) -> str:
        """File, line and difference, then the code with both outputs."""
        path = self.path
        if path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        lines = [f"{path}:{self.line}: {self.why}"]
        code = self.example.source if self.example else ""
        for title, text in (("code", code), ("recorded", self.want), ("printed", self.got)):
            if text:
                lines += [f"  {title}:", *(f"    {line}" for line in text.rstrip().split("\n"))]
        return "\n".join(lines)


@dataclass(frozen=True)
class Result:
    """The outcome of running one source.

    Attributes:
        examples: how many examples it has.
        failures: those that failed.
        seconds: the time it took.
        skipped: what it needs and the device lacks; empty if it ran.
    """

    examples: int
    failures: tuple[Failure, ...]
    seconds: float
    skipped: str


def snippets(folder: Path = SNIPPETS) -> list[Path]:
    """The paths of all snippets, sorted by page and name."""
    return sorted(folder.rglob("*.pycon"))


def exercises() -> list[Path]:
    """The paths of all exercises, sorted by page and name."""
    return sorted(EXERCISES.glob("*/[!_]*.py"))


def modules() -> list[Path]:
    """The paths of all other modules of the package, sorted; the pages' programs are none."""
    found = {*PACKAGE.rglob("*.py")} - {*exercises()}
    return sorted(path for path in found if not path.is_relative_to(SNIPPETS))


def groups(pages: Collection[str] = ()) -> dict[str, list[Path]]:
    """Page → its snippets; also `exercises`, and `docstrings`: the modules with examples.

    Args:
        pages: those to give; all if empty.

    Raises:
        ValueError: there is no such page.
    """
    found: dict[str, list[Path]] = {}
    for path in snippets():
        found.setdefault(path.parent.name, []).append(path)
    found["exercises"] = exercises()
    found["docstrings"] = [path for path in modules() if read_docstrings(path)]
    if unknown := {*pages} - found.keys():
        raise ValueError(f"page: expected {', '.join(found)}, got {', '.join(sorted(unknown))}")
    return {name: paths for name, paths in found.items() if not pages or name in pages}


def read_snippet(path: Path) -> tuple[doctest.DocTest | None, tuple[Failure, ...]]:
    """Parse a `.pycon` file.

    Args:
        path: a bare transcript: prompts, code, output, and nothing else.

    Returns:
        The examples and no failures, or None and what is wrong with the file.
    """
    text = path.read_text(encoding="utf-8")
    try:
        examples = doctest.DocTestParser().get_examples(text, path.name)
    except ValueError as error:  # doctest's message begins "line 3 of the docstring for …"
        why = f"the line{str(error).partition(path.name)[2]}"
        return None, (Failure(path, int(str(error).split()[1]), why),)
    read: set[int] = set()
    for example in examples:
        lines = example.source.count("\n") + example.want.count("\n")
        read.update(range(example.lineno, example.lineno + lines))
    why = "" if examples else "no example: a line that begins with >>> is missing"
    for number, line in enumerate(text.split("\n")):
        if "\t" in line:
            why = "a tab: use spaces"
        elif line.lstrip().startswith(("```", "~~~")):
            why = "a Markdown fence: a .pycon file is a bare transcript"
        elif line.strip() and number not in read:
            why = (
                "neither a prompt nor its output, so it would not be checked "
                "(an empty line of output is written <BLANKLINE>)"
            )
        if why:
            return None, (Failure(path, number + 1, why),)
    return doctest.DocTest(examples, {"__name__": "__main__"}, path.stem, str(path), 0, text), ()


def read_docstrings(path: Path) -> list[doctest.DocTest]:
    """Find the docstrings with examples in a module of the package."""
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    module = importlib.import_module(name.removesuffix(".__init__"))
    found = doctest.DocTestFinder(exclude_empty=True).find(module)
    return [test for test in found if test.examples]


def read_exercise(path: Path) -> doctest.DocTest:
    """Read an exercise: an example for each of its right answers, of what the check says.

    Its slips are for the tests alone: an index out of range would end the work of a whole GPU.
    """
    from xor_tutorial.practice import diagnose, load
    from xor_tutorial.practice.diagnosis import answer_in

    page, name = (
        part.replace("_", "-") for part in path.relative_to(EXERCISES).with_suffix("").parts
    )
    exercise = load(f"{page}/{name}")
    answers = (exercise.solution, *exercise.others)

    def said(number: int) -> str:
        warnings.simplefilter("ignore")  # until `restored_state` ends
        return diagnose(exercise, answer_in(answers[number], exercise.asks), "en").text

    examples = [
        doctest.Example(f"print(said({number}))\n", f"{exercise.name}: right\n")
        for number in range(len(answers))
    ]
    return doctest.DocTest(examples, {"said": said}, exercise.name, str(path), 0, None)


def read_source(path: Path) -> tuple[list[doctest.DocTest], tuple[Failure, ...]]:
    """Read a snippet, an exercise, or the docstrings of a module.

    Returns:
        What there is to run, and what is wrong with the file.
    """
    if path.suffix == ".pycon":
        test, failures = read_snippet(path)
        return [test] if test else [], failures
    if path.parent.parent == EXERCISES and path.stem != "__init__":
        return [read_exercise(path)], ()
    return read_docstrings(path), ()


def run_file(path: Path, lane: Lane | None = None) -> Result:
    """Run a snippet, the right answers of an exercise, or all docstrings of a module.

    Args:
        path: a `.pycon` file, or a module of the package.
        lane: where tensors live; the CPU by default.
    """
    lane, usage, skipped = lane or Lane("cpu"), Usage(), ""
    tests, failures = read_source(path)
    begun = time.perf_counter()
    for test in tests:
        found = run(test, lane, usage)
        if lane.lacks and any(f.raised and lane.lacks in f.got for f in found):
            skipped = f"needs {lane.lacks}, which {lane.device.type} lacks"
        else:
            failures += found
    seconds = time.perf_counter() - begun
    if lane.is_gpu and usage.made_tensors and not usage.used_device and not skipped:
        failures += (Failure(path, 1, f"no tensor is on {lane.device}"),)
    return Result(sum(len(test.examples) for test in tests), failures, seconds, skipped)


def run(test: doctest.DocTest, lane: Lane, usage: Usage) -> tuple[Failure, ...]:
    """Run the examples of a snippet or docstring in a namespace of its own.

    Args:
        test: from `read_snippet` or `read_docstrings`.
        lane: where tensors live.
        usage: notes the tensors that are made.
    """
    for example in test.examples:
        if example.exc_msg is not None:
            example.exc_msg = ErrorMessage(example.exc_msg)
    runner = _Runner(Checker(gpu=lane.is_gpu))
    with restored_state(), lane.entered(usage):
        runner.run(test, out=io.StringIO().write, clear_globs=True)
    return tuple(runner.found)


def _set_default_device(device: torch.device) -> None:
    torch.set_default_device(None if device.type == "cpu" else device)


# What examples may change for the whole process: how to read it, and how to set it.
SETTINGS: list[tuple[Callable[[], Any], Callable[[Any], object]]] = [
    (torch.get_default_dtype, torch.set_default_dtype),
    (torch.get_default_device, _set_default_device),
    (torch.is_grad_enabled, torch.set_grad_enabled),
    (torch.get_num_threads, torch.set_num_threads),
    (torch.get_deterministic_debug_mode, torch.set_deterministic_debug_mode),
    (torch.is_anomaly_enabled, torch.autograd.set_detect_anomaly),
    (random.getstate, random.setstate),
]


@contextmanager
def restored_state() -> Iterator[None]:
    """Restore torch's and Python's settings afterwards.

    Random numbers start elsewhere each time, so that a snippet without a seed fails.
    """
    before = [read() for read, _ in SETTINGS]
    environment, path = patch.dict(os.environ), patch.object(sys, "path", sys.path[:])
    with torch.random.fork_rng(), printoptions(), warnings.catch_warnings():
        torch.seed()
        random.seed()
        try:
            with environment, path, chdir("."):
                yield
        finally:
            for (read, write), value in zip(SETTINGS, before, strict=True):
                if read() != value:
                    write(value)


class _Runner(doctest.DocTestRunner):
    """doctest's runner, but it collects failures instead of printing them."""

    def __init__(self, checker: Checker) -> None:
        super().__init__(checker=checker, verbose=False)
        self.last = checker
        self.found: list[Failure] = []

    def report_failure(
        self, out: object, test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        """Keep what was compared: the outputs, or the messages of two errors."""
        why, want = self.last.why, self.last.want
        self.found.append(Failure(*_place(test, example), why, example, want, self.last.got))

    def report_unexpected_exception(
        self,
        out: object,
        test: doctest.DocTest,
        example: doctest.Example,
        exc_info: tuple[type[BaseException], BaseException, TracebackType],
    ) -> None:
        """Keep the error that was raised."""
        got = "".join(traceback.format_exception_only(*exc_info[:2]))
        why, want = f"raises {got.strip()}", example.want
        self.found.append(Failure(*_place(test, example), why, example, want, got, raised=True))


def _place(test: doctest.DocTest, example: doctest.Example) -> tuple[Path, int]:
    """The file and line of an example."""
    return Path(test.filename or test.name), (test.lineno or 0) + example.lineno + 1
