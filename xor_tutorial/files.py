"""Files that are either whole and new, or what they were before."""

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
    """A file to write to, which takes the place of `path` when all is written, and not before.

    Raises:
        OSError: it can't be written; what was there is untouched, and nothing else is left.

    Source:
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
    if target.exists() and not target.is_file():  # /dev/null, a pipe: nothing to be replaced
        with _naming(path), target.open("wb") as file:
            yield file
        return
    new = _beside(target)
    with _naming(path, new):
        file = new.open("xb")  # with the permissions that the umask leaves
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
    """Find out before the work whether `replacing` will be able to write there.

    Raises:
        OSError: it won't, and why; it names `path`.

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
    """The file that a path leads to, at the end of symbolic links; not a folder, not protected."""
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
    """A new name in the same folder, since a file can't be renamed from one disk to another."""
    return target.with_name(f".{secrets.token_hex(8)}.new")


@contextmanager
def _naming(path: Path, new: Path | None = None) -> Iterator[None]:
    """Let errors name the file that was asked for, not the new one beside it."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename not in (None, str(new)):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


def write_whole(path: Path, text: str) -> None:
    """Write text in UTF-8, its ends of lines as they are, whole or not at all."""
    with replacing(path) as file:
        file.write(text.encode())
