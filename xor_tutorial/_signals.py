"""Defer signals such as Ctrl-C while work must not be interrupted."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any

# Windows has no SIGHUP; its SIGBREAK is Ctrl-Break, or a console that is closed.
SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
]


class _Deferred:
    """A signal handler that queues signals until `deliver` calls their real handlers."""

    def __init__(self, handlers: dict[int, Callable[[int, FrameType | None], Any]]) -> None:
        self.handlers = handlers
        self.pending: list[tuple[int, FrameType | None]] = []

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.pending.append((number, frame))

    def deliver(self) -> None:
        while self.pending:
            number, frame = self.pending.pop(0)
            self.handlers[number](number, frame)


@contextmanager
def signals_deferred() -> Iterator[Callable[[], None]]:
    """Defer the signals that have a handler in Python until the block ends.

    Ctrl-C has one: it raises KeyboardInterrupt. In a nested block the outer one defers them. Other
    threads than the main one are never interrupted, so there the block does nothing.

    Yields:
        A function that delivers the signals that are waiting; call it where the block may be left.

    Reference:
        [signal](https://docs.python.org/3/library/signal.html#note-on-signal-handlers-and-exceptions):
        handlers that raise exceptions.

    Examples:
        >>> import signal
        >>> before = signal.signal(signal.SIGINT, lambda *_: print("interrupted"))
        >>> with signals_deferred():
        ...     signal.raise_signal(signal.SIGINT)
        ...     print("done")
        done
        interrupted
        >>> _ = signal.signal(signal.SIGINT, before)
    """
    handlers: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        handlers = {n: handler for n in SIGNALS if callable(handler := signal.getsignal(n))}
    for handler in handlers.values():
        if isinstance(handler, _Deferred):
            yield handler.deliver
            return
    deferred = _Deferred(handlers)
    with ExitStack() as restored:
        for number, handler in handlers.items():
            restored.callback(signal.signal, number, handler)
            signal.signal(number, deferred)
        yield deferred.deliver
    deferred.deliver()
