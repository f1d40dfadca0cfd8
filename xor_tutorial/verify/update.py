"""`make update`: rewrite the recorded outputs that no longer match, and only those."""

from __future__ import annotations

import doctest
import sys
from itertools import chain
from pathlib import Path

from xor_tutorial._program import run_program, show_progress
from xor_tutorial.files import write_whole
from xor_tutorial.verify.run import Failure, groups, run_file


def update(path: Path) -> tuple[int, tuple[Failure, ...]]:
    """Rewrite one file, atomically.

    An output that still matches keeps its text, last digits included. An error that wasn't recorded
    is not written in.

    Args:
        path: a `.pycon` file, or a module of the package.

    Returns:
        How many outputs were rewritten, and the failures that are left.
    """
    failures = run_file(path).failures
    refused = tuple(f for f in failures if f.raised or not f.example)
    rewritten = sorted({*failures} - {*refused}, key=lambda failure: -failure.line)
    if rewritten:
        lines = path.read_text(encoding="utf-8").split("\n")
        for failure in rewritten:
            _rewrite(lines, failure)
        write_whole(path, "\n".join(lines))
    return len(rewritten), refused


def _rewrite(lines: list[str], failure: Failure) -> None:
    example = failure.example
    assert example
    first = failure.line - 1 + example.source.count("\n")
    last = first + example.want.count("\n")
    got = failure.got.rstrip("\n").split("\n") if failure.got else []
    if failure.want == example.exc_msg:
        got = ["Traceback (most recent call last):", "    ...", *got]
    indent = " " * example.indent
    lines[first:last] = [indent + (line or doctest.BLANKLINE_MARKER) for line in got]


def main(pages: list[str]) -> int:
    """Update every snippet and docstring, or those of some pages; print what changed.

    Args:
        pages: names of pages such as `softmax`; none for everything.

    Returns:
        1 if failures are left, else 0.

    Raises:
        ValueError: there is no such page.
    """
    left: list[Failure] = []
    total = 0
    chosen = groups(pages)
    chosen.pop("exercises", None)  # which record nothing
    for path in chain(*chosen.values()):
        show_progress(f"{path.parent.name}: {path.stem}")
        count, refused = update(path)
        show_progress("")
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
