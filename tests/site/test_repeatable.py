"""Building the same commit twice gives the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.pages import ROOT

LEFT = (
    ".venv",
    "node_modules",
    "__pycache__",
    ".cache",
    ".*_cache",
    ".hypothesis",
    ".reports",
)


@pytest.mark.xdist_group("again")  # beside the tests of the first build
def test_a_second_build_is_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    """In another folder, with no cache, in another time zone, with sets in another order."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT))  # with its commit
    (copy / "tests/node/node_modules").symlink_to(ROOT / "tests/node/node_modules")
    again = tmp_path / "again"
    other = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "REPORTS": str(site.parent / "reports")}
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(again)],
        cwd=copy,
        env={**os.environ, **other},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    first, second = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in files(folder)}
        for folder in (site, again)
    )
    assert first.keys() == second.keys()
    assert not [name for name in first if first[name] != second[name]]
    assert not [name for name in first if name.endswith(".gz")]  # a day would be in it
    assert len(first) > 100


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
