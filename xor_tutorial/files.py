"""Files that are either whole and new, or what they were before."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` when all is written, and not before.

    Raises:
        OSError: it can't be written; what was there is untouched, and nothing else is left.

    Source:
        [os.replace](https://docs.python.org/3/library/os.html#os.replace), which is atomic.

    Examples:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "x"
        ...     with replacing(path) as file:
        ...         _ = file.write(b"whole")
        ...     path.read_bytes()
        b'whole'
    """
    # In the same folder, since a file can't be renamed from one disk to another.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_whole(path: Path, text: str) -> None:
    """Write text in UTF-8, its ends of lines as they are, whole or not at all."""
    with replacing(path) as file:
        file.write(text.encode())
