"""Run a learner's file in a child process with limits of time and memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from xor_tutorial.practice.diagnosis import Diagnosis, line_of
from xor_tutorial.practice.words import say

SECONDS = 10.0  # for the file and its check; importing torch isn't counted
GIGABYTES = 4.0
LETTERS = 1_000  # that are shown of what a file prints
ROOT = Path(__file__).parents[2]
START = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from xor_tutorial.practice.child import main; main(*sys.argv[1:])"
)


def check_file(
    name: str, path: Path, language: str, seconds: float = SECONDS, gigabytes: float = GIGABYTES
) -> Diagnosis:
    """Diagnose a learner's file in another process, whatever it does there.

    Args:
        name: the exercise's.
        path: the file, which is only read.
        language: `ko` or `en`.
        seconds: after which an endless loop is stopped.
        gigabytes: of memory that it may use, where the system can limit that: on Linux.

    Returns:
        The diagnosis, with what the file printed, shortened.

    Raises:
        OSError: the file can't be read.
    """
    path.open("rb").close()
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        limits = (str(seconds), str(gigabytes))
        options = ("-P", "-Wignore:Failed to initialize NumPy")
        words = (str(ROOT), name, str(path), language, str(result), *limits)
        process = subprocess.Popen(
            [sys.executable, *options, "-c", START, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8:replace"},
        )
        assert process.stdout
        printed = _Printed(process.stdout)
        try:
            # The child stops itself; this is for one that can't any more.
            process.wait(seconds + 60)
        except subprocess.TimeoutExpired:
            pass
        finally:
            process.kill()
            status = process.wait()
        text = printed.text(language)
        if result.is_file():
            said = json.loads(result.read_text(encoding="utf-8"))
            diagnosis = Diagnosis(said["right"], said["text"])
        else:
            stuck = result.with_suffix(".stuck")
            where = stuck.read_text(encoding="utf-8", errors="replace") if stuck.is_file() else ""
            diagnosis = _ended(name, path, language, where, status, seconds)
    return Diagnosis(diagnosis.right, f"{text}{diagnosis.text}")


class _Printed:
    """What a process prints: the beginning is kept, the rest only counted."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.kept = b""
        self.length = 0
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        while part := self.stream.read1(65536):  # type: ignore[attr-defined]
            self.kept += part[: 4 * LETTERS - len(self.kept)]
            self.length += len(part)

    def text(self, language: str) -> str:
        self.thread.join(5)  # a process that the file started may hold the pipe open
        text = self.kept.decode("utf-8", "replace").replace("\r\n", "\n")
        if not text.strip():
            return ""
        more = max(self.length - len(text[:LETTERS].encode()), 0)
        tail = f"\n{say('more', language, count=more)}" if more else ""
        return f"{say('printed', language)}\n{text[:LETTERS].rstrip()}{tail}\n\n"


def _ended(
    name: str, path: Path, language: str, where: str, status: int, seconds: float
) -> Diagnosis:
    """What is said of a process that ended without a diagnosis."""
    lines = [say("not-yet", language, name=name), ""]
    if where:
        lines.append(say("endless", language, seconds=seconds))
        frames = re.findall(r'File "(.*)", line (\d+)', where)
        numbers = [int(number) for file, number in frames if file == str(path)]
        lines += line_of(str(path), numbers[0], language) if numbers else []
    else:
        lines.append(say("killed", language, status=status))
    return Diagnosis(False, "\n".join(lines))
