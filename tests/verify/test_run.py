"""Running a source reports each failure with its line, and restores all settings."""

import importlib
import os
import random
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from xor_tutorial.practice import NAMES, load
from xor_tutorial.verify.lane import Lane, Usage
from xor_tutorial.verify.run import (
    EXERCISES,
    PACKAGE,
    SNIPPETS,
    Failure,
    exercises,
    modules,
    read_docstrings,
    restored_state,
    run,
    run_file,
)


@pytest.fixture
def snippet(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "x.pycon"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def failures(path: Path) -> tuple[Failure, ...]:
    return run_file(path).failures


def test_a_right_snippet_passes(snippet: Callable[[str], Path]) -> None:
    assert not failures(snippet(">>> import torch\n>>> torch.tensor([1.0])\ntensor([1.])\n"))


def test_a_program_of_a_page_is_no_module_to_import() -> None:
    assert [*SNIPPETS.rglob("*.py")]
    assert not {*SNIPPETS.rglob("*.py")} & {*modules()}


def test_each_snippet_has_a_namespace_of_its_own(snippet: Callable[[str], Path]) -> None:
    assert not failures(snippet(">>> x = 1\n"))
    (failure,) = failures(snippet(">>> x\n1\n"))
    assert "NameError" in failure.why


def test_a_changed_output_is_named_with_its_line_and_the_fix(
    snippet: Callable[[str], Path],
) -> None:
    path = snippet(">>> x = 0.1239\n>>> x\n0.1234\n")
    (failure,) = failures(path)
    assert (failure.path, failure.line) == (path, 2)
    assert "0.1239 for 0.1234: 5 units" in str(failure)


def test_a_snippet_that_raises_is_named_with_line_and_error(snippet: Callable[[str], Path]) -> None:
    (failure,) = failures(snippet(">>> 1\n1\n>>> 1 / 0\n"))
    assert failure.line == 3
    assert "raises ZeroDivisionError: division by zero" in str(failure)


def test_another_error_than_the_recorded_one_is_refused(snippet: Callable[[str], Path]) -> None:
    traceback = "Traceback (most recent call last):\n    ...\nValueError: no\n"
    (failure,) = failures(snippet(f">>> int('x')\n{traceback}"))
    assert failure.want.strip() == "ValueError: no"
    assert "invalid literal" in failure.got


def test_a_recorded_error_that_no_longer_comes_is_refused(snippet: Callable[[str], Path]) -> None:
    traceback = "Traceback (most recent call last):\n    ...\nValueError: no\n"
    (failure,) = failures(snippet(f">>> 5\n{traceback}"))
    assert failure.got == "5\n"


MALFORMED = {
    "no space after the prompt": (">>> 1\n1\n>>>2\n2\n", 3, "lacks blank"),
    "no example": ("just words\n", 1, "neither a prompt nor its output"),
    "empty": ("", 1, "no example"),
    "a fence": ("```pycon\n>>> 1\n1\n```\n", 1, "Markdown fence"),
    "a swallowed fence": (">>> 1\n1\n```\n", 3, "Markdown fence"),
    "a tab": (">>> 1\n1\n>>> if 1:\n...\t2\n2\n", 4, "tab"),
    "output after an empty line": (">>> print()\n\nhello\n", 3, "would not be checked"),
}


@pytest.mark.parametrize(("text", "line", "words"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_file_is_named_with_its_line(
    snippet: Callable[[str], Path], text: str, line: int, words: str
) -> None:
    (failure,) = failures(snippet(text))
    assert words in failure.why
    assert failure.line == line


def test_a_snippet_without_a_seed_fails(snippet: Callable[[str], Path]) -> None:
    path = snippet(">>> import torch\n>>> torch.rand(1).item() < 2\nTrue\n>>> torch.rand(1)\n1\n")
    assert failures(path)[0].got != failures(path)[0].got


CHANGES = """\
>>> import os, random, sys, warnings, torch
>>> torch.set_default_dtype(torch.float64)
>>> torch.set_default_device("meta")
>>> _ = torch.set_grad_enabled(False)
>>> torch.set_printoptions(precision=1)
>>> _ = torch.manual_seed(0), random.seed(0)
>>> torch.use_deterministic_algorithms(True)
>>> torch.set_num_threads(1)
>>> warnings.simplefilter("error")
>>> os.environ["LEFT_BEHIND"] = "1"
>>> os.chdir("/")
>>> sys.path.append("/left/behind")
>>> 1 / 0
"""


def settings() -> tuple[object, ...]:
    return (
        torch.get_default_dtype(),
        torch.get_default_device(),
        torch.is_grad_enabled(),
        repr(torch.tensor(1.23456789)),
        torch.get_rng_state().tolist(),
        random.getstate(),
        torch.are_deterministic_algorithms_enabled(),
        torch.get_num_threads(),
        list(warnings.filters),
        dict(os.environ),
        Path.cwd(),
        list(sys.path),
    )


def test_a_failing_snippet_leaves_no_settings_changed(snippet: Callable[[str], Path]) -> None:
    before = settings()
    (failure,) = failures(snippet(CHANGES))
    assert "ZeroDivisionError" in failure.why
    assert settings() == before


def test_settings_that_a_snippet_changes_are_restored() -> None:
    before = settings()
    with restored_state():
        torch.set_default_dtype(torch.float64)
        assert settings() != before
    assert settings() == before


def test_a_failure_in_a_docstring_has_its_line_in_the_file() -> None:
    path = PACKAGE / "probabilities.py"
    (test,) = [t for t in read_docstrings(path) if t.name.endswith(".softmax")]
    test.examples[1].want = "wrong\n"
    (failure,) = run(test, Lane("cpu"), Usage())
    line = path.read_text(encoding="utf-8").split("\n")[failure.line - 1]
    assert line.strip() == ">>> " + test.examples[1].source.strip()


def test_each_right_answer_of_an_exercise_is_an_example() -> None:
    path = EXERCISES / "softmax" / "rows.py"
    result = run_file(path)
    assert (result.examples, result.failures) == (1 + len(load("softmax/rows").others), ())
    assert len(exercises()) == len(NAMES)


def test_an_answer_that_its_exercise_refuses_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = load("softmax/rows").slips[0].codes[0]
    module = importlib.import_module("xor_tutorial.practice.exercises.softmax.rows")
    monkeypatch.setattr(module, "EXERCISE", replace(module.EXERCISE, others=(wrong,)))
    (failure,) = run_file(EXERCISES / "softmax" / "rows.py").failures
    assert "softmax/rows: right" in failure.want
    assert "softmax/rows: not yet" in failure.got
