"""Files are written atomically and with the right permissions."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from xor_tutorial.files import check_writable, replacing, write_whole

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions or devices")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@posix
@pytest.mark.parametrize(("mask", "permissions"), [(0o022, 0o644), (0o077, 0o600), (0o777, 0)])
def test_a_new_file_has_the_permissions_that_the_umask_leaves(
    tmp_path: Path, umask: Callable[[int], int], mask: int, permissions: int
) -> None:
    umask(mask)
    write_whole(tmp_path / "x", "text")
    assert mode(tmp_path / "x") == permissions


@posix
def test_a_file_that_is_replaced_keeps_its_permissions(
    tmp_path: Path, umask: Callable[[int], int]
) -> None:
    (tmp_path / "x").touch(mode=0o600)
    write_whole(tmp_path / "x", "text")
    assert mode(tmp_path / "x") == 0o600


@posix
def test_a_symbolic_link_still_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there" / "x")
    for text in ("old", "new"):
        write_whole(tmp_path / "link", text)
        assert (tmp_path / "there" / "x").read_text() == text
    assert (tmp_path / "link").is_symlink()


@posix
def test_a_device_is_written_to_and_stays_a_device() -> None:
    check_writable(Path("/dev/null"))
    write_whole(Path("/dev/null"), "text")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["x" * 255, "가" * 85, "내 문서 (2)"])
def test_any_valid_file_name_works(tmp_path: Path, name: str) -> None:
    check_writable(tmp_path / name)
    write_whole(tmp_path / name, "text")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("check", [check_writable, lambda path: write_whole(path, "text")])
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("folder", {errno.EISDIR}),
        ("file/x", {errno.ENOTDIR, errno.ENOENT}),
        ("nowhere/x", {errno.ENOENT}),
        ("protected", {errno.EACCES}),
    ],
)
def test_an_error_names_the_file_that_was_asked_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    check: Callable[[Path], object],
    name: str,
    number: set[int],
) -> None:
    (tmp_path / "folder").mkdir()
    for file in ("file", "protected"):
        (tmp_path / file).touch()
    # A file's protection means nothing to root.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "protected")
    with pytest.raises(OSError) as caught:  # noqa: PT011
        check(tmp_path / name)
    assert caught.value.filename == str(tmp_path / name)
    assert caught.value.errno in number
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "file", "protected"}


def test_a_full_disk_names_the_file_and_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_whole(path, "old")
    with pytest.raises(OSError, match="No space") as caught, replacing(path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.filename == str(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
