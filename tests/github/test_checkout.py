"""A checkout has the same bytes on every system and with any settings of git."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def git(*words: str, cwd: Path = ROOT) -> str:
    return subprocess.run(
        ["git", "-C", str(cwd), *words], capture_output=True, encoding="utf-8", check=True
    ).stdout


pytestmark = pytest.mark.skipif(
    not shutil.which("git") or not (ROOT / ".git").exists(), reason="this is no checkout"
)


def test_no_file_has_line_ends_that_a_checkout_would_change() -> None:
    for line in git("ls-files", "--eol").splitlines():
        about, _, name = line.partition("\t")
        stored, _, attributes = (part.partition("/")[2] for part in about.split(maxsplit=2))
        assert stored in ("lf", "none") or attributes.strip() == "-text", name


def test_a_checkout_with_windows_settings_has_the_same_bytes(tmp_path: Path) -> None:
    names = [".gitattributes", "Makefile", ".ci/run", "xor_tutorial/recordings/seed70.f32"]
    names += git("ls-files", "*.pycon", "docs/vendor", "xor_tutorial/study").splitlines()
    git("init", "--quiet", cwd=tmp_path)
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    windows = ["-c", "core.autocrlf=true", "-c", "core.eol=crlf", "-c", "core.safecrlf=false"]
    git(*windows, "add", ".", cwd=tmp_path)
    for name in names[1:]:
        (tmp_path / name).unlink()
    git(*windows, "checkout", "--quiet", "--", ".", cwd=tmp_path)
    for name in names:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes(), name
