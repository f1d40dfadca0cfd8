"""Run a command-line program: one thread, errors in one line, and the right exit status."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

import torch

from xor_tutorial._signals import SIGNALS

THREADS = (
    "Computes on one thread, the fastest for tensors this small; the environment variable\n"
    "OMP_NUM_THREADS sets another number."
)


class Stopped(KeyboardInterrupt):
    """Raised by a signal that asks the program to end, as Ctrl-C does."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


def run_program(command: Callable[[], int]) -> int:
    """Run a program, and turn errors and interruptions into an exit status.

    Args:
        command: the program; it returns its exit status.

    Returns:
        The status of `command`; 1 for a ValueError or OSError, which is printed in one line;
        128 + the signal's number for an interruption (130 for Ctrl-C, 143 for SIGTERM) and for
        a closed output pipe (141).
    """
    if "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(1)
    if isinstance(sys.stdout, io.TextIOWrapper):  # "\u2026" if the encoding lacks it
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            with _stoppable():
                return command()
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            print(f"xor_tutorial: {_one_line(error)}", file=sys.stderr)
            return 1
        except KeyboardInterrupt as stopped:
            return 128 + (stopped.number if isinstance(stopped, Stopped) else signal.SIGINT)
        finally:
            sys.stdout.flush()  # here, where a closed pipe is handled
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(
                stream, io.TextIOWrapper
            ):  # so that Python's last flush at exit doesn't fail
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return 128 + 13  # as SIGPIPE does; Python ignores it, and Windows lacks it


@contextmanager
def _stoppable() -> Iterator[None]:
    """Make the signals that would end the process raise `Stopped` instead."""
    with ExitStack() as restored:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                if (
                    signal.getsignal(number) is signal.SIG_DFL
                ):  # an ignored one stays ignored (nohup)
                    restored.callback(signal.signal, number, signal.SIG_DFL)
                    signal.signal(number, _stop)
        yield


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)


def _one_line(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def show_progress(words: str) -> None:
    """Replace the line on standard error if it is a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{words}")
        sys.stderr.flush()
