"""Measure on torch's docstrings how many wrong outputs the comparator refuses, and harmless ones.

    python benchmarks/comparator.py

Runs every docstring of torch that has examples twice, with different seeds, and keeps the outputs
that repeat. Each is changed by each mutation of `tests/verify/mutations.py`; the table shows how
many of the changed outputs are refused, beside doctest with `NORMALIZE_WHITESPACE`.
"""

from __future__ import annotations

import contextlib
import doctest
import inspect
import io
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import torch
import torch._inductor.config  # takes longer than an example may

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.verify.mutations import HARMLESS, WRONG, refused
from xor_tutorial.verify.compare import difference
from xor_tutorial.verify.run import restored_state

PLACES = [
    torch, torch.Tensor, torch.nn, torch.nn.functional, torch.nn.init, torch.linalg, torch.fft,
    torch.special, torch.autograd, torch.optim, torch.sparse, torch.nested, torch.func,
    torch.distributions,
]  # fmt: skip
SECONDS = 5


def docstrings() -> Iterator[str]:
    """Each docstring of torch's public names once."""
    seen = set()
    for place in PLACES:
        for name, thing in sorted(vars(place).items()):
            text = "" if name.startswith("_") else inspect.getdoc(thing) or ""
            # Kernels compiled and processes started are not what is compared here.
            if ">>>" in text and text not in seen and "torch.compile" not in text:
                seen.add(text)
                yield text


class _Outputs(doctest.DocTestRunner):
    """Collects what is printed, and compares nothing."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.outputs: list[str | None] = []

    def report_start(self, *_: Any) -> None: ...  # noqa: ANN401

    def report_success(self, out: object, test: object, example: object, got: str) -> None:
        self.outputs.append(got)

    def report_failure(self, out: object, test: object, example: object, got: str) -> None:
        self.outputs.append(got)

    def report_unexpected_exception(self, *_: Any) -> None:  # noqa: ANN401
        self.outputs.append(None)


def printed(text: str, seed: int) -> list[str | None]:
    """The output of each example; None for an error."""
    test = doctest.DocTestParser().get_doctest(text, {}, "docstring", None, 0)
    test.globs.update(torch=torch, nn=torch.nn, F=torch.nn.functional)
    runner = _Outputs()
    with restored_state():
        torch.manual_seed(seed)
        runner.run(test, out=io.StringIO().write)
    return runner.outputs


def recorded() -> list[str]:
    """Every output that two runs with different seeds have in common."""
    outputs: dict[str, None] = {}
    for text in docstrings():
        with contextlib.suppress(ValueError, TimeoutError):
            signal.alarm(SECONDS)
            first, second = printed(text, 1), printed(text, 2)
            for one, other in zip(first, second, strict=False):
                if one and one == other and "Traceback" not in one:
                    outputs[one] = None
            signal.alarm(0)
    return list(outputs)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def main() -> None:
    """Print the table."""
    signal.signal(signal.SIGALRM, _too_long)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:  # some examples write files
        os.chdir(folder)
        outputs = recorded()
        os.chdir("/")
    checker, flags = doctest.OutputChecker(), doctest.NORMALIZE_WHITESPACE
    print(f"{len(outputs)} outputs of torch {torch.__version__}; refused, in percent:")
    print(f"{'mutation':<40}{'tried':>7}{'ours':>9}{'doctest':>9}")
    for title, mutations in (("all wrong", WRONG), ("all harmless", HARMLESS)):
        tried, ours = refused(outputs, mutations, difference)
        _, theirs = refused(
            outputs, mutations, lambda want, got: not checker.check_output(want, got, flags)
        )
        rows: dict[str, tuple[int, ...]] = {
            name: (tried[name], len(ours[name]), len(theirs[name])) for name in mutations
        }
        rows[title] = tuple(map(sum, zip(*rows.values(), strict=True)))
        for name, (count, *numbers) in rows.items():
            shares = "".join(f"{100 * number / max(count, 1):>9.2f}" for number in numbers)
            print(f"{name:<40}{count:>7}{shares}")


if __name__ == "__main__":
    main()
