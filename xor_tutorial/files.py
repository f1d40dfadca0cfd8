"""Write files atomically: after an error or an interruption the former file is still there."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for writing, which replaces `path` once the block has ended without error.

    Raises:
        OSError: it can't be written; the former file is untouched, and the new one is removed.

    Reference:
        [os.replace](https://docs.python.org/3/library/os.html#os.replace), which is atomic.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "x"
        ...     with replacing(path) as file:
        ...         _ = file.write(b"whole")
        ...     path.read_bytes()
        b'whole'
    """
    target = _target(path)
    if target.exists() and not target.is_file():  # /dev/null, a pipe: can't be replaced
        with _naming(path), target.open("wb") as file:
            yield file
        return
    new = _beside(target)
    with _naming(path, new):
        file = new.open("xb")  # with the umask's permissions
    try:
        with _naming(path, new):
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                new.chmod(target.stat().st_mode)
            new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def check_writable(path: Path) -> None:
    """Check in advance that `replacing` can write there.

    Raises:
        OSError: it can't; the error names `path` and the reason.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     check_writable(Path(folder) / "x")
        ...     try:
        ...         check_writable(Path(folder))
        ...     except OSError as error:
        ...         print(error.strerror)
        Is a directory
    """
    target = _target(path)
    if target.is_file() or not target.exists():
        new = _beside(target)
        with _naming(path, new):
            new.open("xb").close()
            new.unlink()


def _target(path: Path) -> Path:
    """Follow symbolic links to the file; raise if it is a folder or write-protected."""
    target = Path(os.path.realpath(path))
    number = None
    if target.is_dir():
        number = errno.EISDIR
    elif target.exists() and not os.access(target, os.W_OK):
        number = errno.EACCES
    if number:
        raise OSError(number, os.strerror(number), str(path))
    return target


def _beside(target: Path) -> Path:
    """A new name in the same folder: a file can't be renamed across file systems."""
    return target.with_name(f".{secrets.token_hex(8)}.new")


@contextmanager
def _naming(path: Path, new: Path | None = None) -> Iterator[None]:
    """Make errors name `path`, not the temporary file."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename not in (None, str(new)):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


def write_whole(path: Path, text: str) -> None:
    """Write text atomically in UTF-8, its line ends unchanged."""
    with replacing(path) as file:
        file.write(text.encode())
