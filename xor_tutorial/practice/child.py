"""The child process: run a learner's file and write the diagnosis to a file."""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path

import torch

from xor_tutorial.practice.diagnosis import Diagnosis, diagnose_file, own_line
from xor_tutorial.practice.exercises import load
from xor_tutorial.practice.words import say


def main(name: str, path: str, language: str, result: str, seconds: str, gigabytes: str) -> None:
    """Diagnose the file at `path`, within its limits, and end the process."""
    if "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(1)
    exercise = load(name)
    source = Path(path).read_text(encoding="utf-8-sig", errors="replace")
    sys.argv = [path]
    sys.path.insert(0, str(Path(path).parent))  # what lies beside the file can be imported
    _limit_memory(float(gigabytes))
    try:
        with Path(result).with_suffix(".stuck").open("w", encoding="utf-8") as stuck:
            # It needs no running interpreter, so it stops a loop inside a torch call, too.
            faulthandler.dump_traceback_later(float(seconds), file=stuck, exit=True)
            diagnosis = diagnose_file(exercise, source, path, language)
            faulthandler.cancel_dump_traceback_later()
    except BaseException as error:
        faulthandler.cancel_dump_traceback_later()
        key = "exit" if isinstance(error, SystemExit) else "killed"
        words = say(key, language, status=type(error).__name__)
        lines = [say("not-yet", language, name=name), "", words, *own_line(error, language, path)]
        diagnosis = Diagnosis(False, "\n".join(lines))
    new = Path(result).with_suffix(".new")
    new.write_text(json.dumps({"right": diagnosis.right, "text": diagnosis.text}), encoding="utf-8")
    new.replace(result)
    for stream in (sys.stdout, sys.stderr):
        if stream and not stream.closed:
            stream.flush()
    os._exit(0)  # whatever threads the file has started


def _limit_memory(gigabytes: float) -> None:
    """Let the process have so much more than it has; macOS and Windows have no such limit."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + int(gigabytes * 2**30)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
