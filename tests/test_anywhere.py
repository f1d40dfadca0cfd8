"""The package works without what Windows lacks, which is removed here."""

import os
import subprocess
import sys
from pathlib import Path

from xor_tutorial import load_checkpoint

ROOT = Path(__file__).parents[1]
# Python runs this before anything else. A text file opened without naming its encoding is in cp949
# on a Korean Windows; EncodingWarning says which.
WINDOWS = """
import os, signal, warnings
for module, names in (
    (os, "chown fork forkpty geteuid getpgid killpg mkfifo setsid umask wait4"),
    (signal, "SIGALRM SIGHUP SIGKILL SIGPIPE SIGQUIT SIGUSR1 alarm pthread_sigmask setitimer"),
):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
warnings.filterwarnings("error", category=EncodingWarning, module="xor_tutorial")
"""
PROGRAM = """
from xor_tutorial.__main__ import main
for words in (
    ["train", "--steps", "30", "--momentum", "0.9", "--out", "내 모델.pt"],
    ["train", "--resume", "내 모델.pt", "--steps", "30", "--out", "내 모델.pt"],
    ["predict", "내 모델.pt"],
    ["verify", "errata", "losses", "save-and-predict", "--report", "내 기록.json"],
):
    assert main(words) == 0, words
"""


def test_without_what_windows_lacks_in_a_korean_folder_everything_works(tmp_path: Path) -> None:
    folder = tmp_path / "내 문서 (2)"
    folder.mkdir()
    (tmp_path / "sitecustomize.py").write_text(WINDOWS, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-c", PROGRAM],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
            "PYTHONIOENCODING": "cp949",
        },
        capture_output=True,
        encoding="cp949",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "saved to 내 모델.pt" in ran.stdout
    assert "every example gave what was recorded" in ran.stdout
    assert {path.name for path in folder.iterdir()} == {"내 모델.pt", "내 기록.json"}
    assert load_checkpoint(folder / "내 모델.pt").steps == 60
