"""The command `python -m xor_tutorial practice`: list, start, check and watch exercises."""

from __future__ import annotations

import argparse
import hashlib
import json
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from xor_tutorial._program import THREADS
from xor_tutorial.files import write_whole
from xor_tutorial.practice.diagnosis import unchanged
from xor_tutorial.practice.exercise import Exercise
from xor_tutorial.practice.exercises import NAMES, load
from xor_tutorial.practice.process import check_file
from xor_tutorial.practice.words import FOLDERS, link, local_language, say

PROGRESS = "progress.json"
EXAMPLES = """examples:
  python -m xor_tutorial practice                  what there is, and what is done
  python -m xor_tutorial practice start            lay files to edit into xor-practice
  python -m xor_tutorial practice check            check what has been edited
  python -m xor_tutorial practice check softmax/rows
  python -m xor_tutorial practice watch            check each file when it is saved
  python -m xor_tutorial practice hint softmax/rows
  python -m xor_tutorial practice solution softmax/rows

A file runs in a process of its own, for at most ten seconds. On Linux it may use 4 GB of memory;
macOS and Windows set no limit. No command changes a file that is there: to begin one again, delete
it and call start.
"""


def add_practice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its actions to the package's command line."""
    command = commands.add_parser(
        "practice",
        help="exercises that say what is wrong with an answer",
        description="Exercises on every page: edit a file, and be told what is wrong with it.",
        epilog=f"{EXAMPLES}\n{THREADS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--folder",
        type=Path,
        default=argparse.SUPPRESS,
        help="where the files are (xor-practice, or the current folder if it is one)",
    )
    common.add_argument(
        "--language",
        choices=list(FOLDERS),
        default=argparse.SUPPRESS,
        help="of what is said (the folder's, or the system's)",
    )
    for action in common._actions:
        command._add_action(action)
    command.set_defaults(command=_run, action=_list)
    actions = command.add_subparsers(metavar="ACTION")
    table: dict[str, tuple[Callable[[Place, list[str]], int], str, str | None]] = {
        "list": (_list, "what there is, and what is done", None),
        "start": (_start, "lay files to edit; none is overwritten", "*"),
        "check": (_check, "say what is right and what is wrong (all that has been edited)", "*"),
        "watch": (_watch, "check each file when it is saved, until Ctrl-C", "*"),
        "hint": (_hint, "help with one exercise", None),
        "solution": (_solution, "show a right answer", None),
    }
    for name, (act, help_, names) in table.items():
        parser = actions.add_parser(name, help=help_, description=help_, parents=[common])
        parser.set_defaults(action=act)
        if names:
            parser.add_argument(
                "names", nargs=names, metavar="NAME", help="exercises or pages (all)"
            )
        elif name != "list":
            parser.add_argument("names", nargs=1, metavar="NAME", help="an exercise")


class Place:
    """A learner's folder: the files, and beside them what is solved, in which language."""

    def __init__(self, folder: Path, language: str | None) -> None:
        self.folder = folder
        self.solved: dict[str, str] = {}
        kept = folder / PROGRESS
        if kept.is_file():
            try:
                words = json.loads(kept.read_text(encoding="utf-8"))
                self.solved = dict(words["solved"])
                language = language or local_language(words["language"])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{kept} is damaged ({error}): delete it and go on") from None
        self.language = local_language(language)

    def path(self, name: str) -> Path:
        """The file of an exercise."""
        return self.folder / f"{name}.py"

    def done(self, name: str) -> bool:
        """Whether an exercise is solved by the file as it is now."""
        path = self.path(name)
        return path.is_file() and self.solved.get(name) == _mark(path)

    def save(self) -> None:
        """Write down what is solved."""
        kept = {"language": self.language, "solved": self.solved}
        write_whole(self.folder / PROGRESS, json.dumps(kept, indent=1, sort_keys=True) + "\n")


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _run(options: argparse.Namespace) -> int:
    folder = getattr(options, "folder", None)
    if folder is None:
        folder = Path() if Path(PROGRESS).is_file() else Path("xor-practice")
    place = Place(folder, getattr(options, "language", None))
    status: int = options.action(place, getattr(options, "names", []))
    return status


def _chosen(names: list[str]) -> list[str]:
    """Exercises by their names, their pages or their files; all of them for none.

    Raises:
        ValueError: there is no such exercise.
    """
    chosen: list[str] = []
    for word in names:
        name = word.replace("\\", "/").removesuffix(".py").strip("/")
        name = "/".join(name.split("/")[-2:])
        page = [other for other in NAMES if other.startswith(f"{name}/")]
        chosen += page or [load(name).name]
    return chosen or list(NAMES)


def _list(place: Place, names: list[str]) -> int:
    width = max(map(len, NAMES))
    for name in NAMES:
        mark = "x" if place.done(name) else " "
        print(f"[{mark}] {name:{width}}  {load(name).title[place.language]}")
    done = sum(map(place.done, NAMES))
    print()
    print(say("count", place.language, done=done, all=len(NAMES)))
    if not place.folder.is_dir():
        print(say("begin", place.language))
    return 0


def _start(place: Place, names: list[str]) -> int:
    made = 0
    for name in _chosen(names):
        path = place.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(laid(load(name), place.language))
            made += 1
        except FileExistsError:
            if names:
                print(say("kept", place.language, path=path))
    place.save()
    print(say("started", place.language, made=made, folder=place.folder))
    first = next((name for name in _chosen(names) if not place.done(name)), None)
    if first:
        print(say("next", place.language, path=place.path(first), name=first))
    return 0


def laid(exercise: Exercise, language: str) -> str:
    """The file that a learner begins with: the task, and the stub."""
    command = "python -m xor_tutorial practice"
    head = f"# {exercise.title[language]}\n# {link(exercise.section, language)}\n#"
    tail = f"#\n# {command} check {exercise.name}\n# {command} hint {exercise.name}\n"
    return "\n".join((head, commented_task(exercise, language), tail, exercise.stub.strip(), ""))


def commented_task(exercise: Exercise, language: str) -> str:
    """The task as comments of short lines."""
    lines = [
        line
        for part in exercise.task[language].split("\n")
        for line in textwrap.wrap(part, 70 if language == "en" else 50) or [""]
    ]
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _check(place: Place, names: list[str]) -> int:
    if not place.folder.is_dir():
        raise ValueError(
            f"there is no folder {place.folder}: python -m xor_tutorial practice start"
        )
    chosen = [name for name in _chosen(names) if names or _edited(place, name)]
    if not chosen:
        print(say("nothing", place.language))
    right = [_check_one(place, name) for name in chosen]
    return 0 if all(right) else 1


def _edited(place: Place, name: str) -> bool:
    path = place.path(name)
    if not path.is_file() or place.done(name):
        return False
    return not unchanged(load(name), path.read_text(encoding="utf-8-sig", errors="replace"))


def _check_one(place: Place, name: str) -> bool:
    path = place.path(name)
    if not path.is_file():
        raise ValueError(f"there is no {path}: python -m xor_tutorial practice start {name}")
    mark = _mark(path)
    diagnosis = check_file(name, path, place.language)
    print(f"{diagnosis.text}\n", flush=True)
    before = place.solved.pop(name, None)
    if diagnosis.right:
        place.solved[name] = mark
    if place.solved.get(name) != before:
        place.save()
    return diagnosis.right


def _watch(place: Place, names: list[str]) -> int:
    chosen = _chosen(names)
    print(say("watching", place.language, folder=place.folder), flush=True)
    seen = {name: _changed(place.path(name)) for name in chosen}
    while True:
        time.sleep(0.3)
        for name in chosen:
            now = _changed(place.path(name))
            if now != seen[name]:
                seen[name] = now
                if now:
                    _check_one(place, name)


def _changed(path: Path) -> int:
    """When a file was last written, 0 if it isn't there."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _hint(place: Place, names: list[str]) -> int:
    exercise = load(*_one(names))
    print(exercise.hint[place.language])
    print(f"{say('read', place.language)}{link(exercise.section, place.language)}")
    return 0


def _solution(place: Place, names: list[str]) -> int:
    print(load(*_one(names)).solution.strip())
    return 0


def _one(names: list[str]) -> list[str]:
    chosen = _chosen(names)
    if len(chosen) > 1:
        raise ValueError(f"{names[0]} is a page: choose from {', '.join(chosen)}")
    return chosen
