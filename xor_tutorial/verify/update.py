"""`make update`: rewrite the recorded outputs that no longer match, and only those."""

from __future__ import annotations

import doctest
import sys
from pathlib import Path

from xor_tutorial._program import run_program
from xor_tutorial.files import write_whole
from xor_tutorial.verify.run import Failure, modules, read_docstrings, read_snippet, run, snippets


def update(path: Path) -> tuple[int, tuple[Failure, ...]]:
    """Rewrite one file; the file is either whole and new or as it was.

    An output that still matches keeps its text to the byte, last digits included. An example that
    raises an error that wasn't recorded is a fault to be looked at: nothing is rewritten for it.

    Args:
        path: a `.pycon` file, or a module of the package.

    Returns:
        How many outputs were rewritten, and what couldn't be.
    """
    tests: list[doctest.DocTest]
    if path.suffix == ".pycon":
        test, failures = read_snippet(path)
        if test is None:
            return 0, failures
        tests = [test]
    else:
        tests = read_docstrings(path)
    found = [failure for test in tests for failure in run(test).failures]
    refused = tuple(failure for failure in found if failure.raised)
    rewritten = [failure for failure in found if not failure.raised]
    if rewritten:
        lines = path.read_text(encoding="utf-8").split("\n")
        wants = {
            (test.lineno or 0) + example.lineno + 1: example
            for test in tests
            for example in test.examples
        }
        for failure in sorted(rewritten, key=lambda f: -f.line):
            _rewrite(lines, wants[failure.line], failure)
        write_whole(path, "\n".join(lines))
    return len(rewritten), refused


def _rewrite(lines: list[str], example: doctest.Example, failure: Failure) -> None:
    first = failure.line - 1 + example.source.count("\n")
    last = first + example.want.count("\n")
    indent = lines[failure.line - 1][: -len(lines[failure.line - 1].lstrip())]
    got = failure.got.rstrip("\n").split("\n") if failure.got else []
    if example.exc_msg is not None and failure.want == example.exc_msg:
        got = ["Traceback (most recent call last):", "    ...", *got]
    lines[first:last] = [indent + (line or doctest.BLANKLINE_MARKER) for line in got]


def main(pages: list[str]) -> int:
    """Update every snippet and docstring, or the snippets of some pages; say what changed.

    Args:
        pages: names of pages, as `softmax`; none for everything.

    Returns:
        1 if something needs a person, 2 if a page has no snippets, else 0.
    """
    left: list[Failure] = []
    total = 0
    chosen = [path for path in snippets() if not pages or path.parent.name in pages]
    unknown = sorted(set(pages) - {path.parent.name for path in chosen})
    if unknown:
        known = " ".join(sorted({path.parent.name for path in snippets()}))
        print(f"no snippets for {', '.join(unknown)}; there are: {known}", file=sys.stderr)
        return 2
    for path in chosen if pages else [*chosen, *modules()]:
        count, refused = update(path)
        left += refused
        total += count
        if count:
            print(f"{path}: {count} output{'s' * (count > 1)} rewritten")
    for failure in left:
        print(failure, file=sys.stderr)
    print(f"{total} rewritten, {len(left)} left for you" if total or left else "nothing to rewrite")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(run_program(lambda: main(sys.argv[1:])))
