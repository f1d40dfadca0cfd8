"""Say on pages and in notebooks how to check the exercises of `xor_tutorial.practice`.

An exercise names its section, as `softmax#exercise-2`; nothing on a page names an exercise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from builder.code import marked
from builder.site import Site

if TYPE_CHECKING:
    from xor_tutorial.practice import Exercise


def exercises(page: str) -> dict[str, Exercise]:
    """The id of a heading → the exercise that belongs to this section of `softmax.md`."""
    from xor_tutorial.practice import NAMES, load  # torch takes a second: not before it is needed

    found: dict[str, Exercise] = {}
    for exercise in map(load, NAMES):
        own, _, heading = exercise.section.partition("#")
        if f"{own}.md" == page:
            found[heading] = exercise
    return found


def places(root: Element, page: str) -> list[tuple[int, Exercise]]:
    """Each exercise of a page, and before which child it says how to check it.

    That is before its hint, or else where its section ends; the last one comes first.
    """
    known = exercises(page)
    found: list[tuple[int, Exercise]] = []
    exercise: Exercise | None = None
    for index, child in enumerate(root):
        heading = child.tag in {"h2", "h3", "h4"}
        if exercise and (heading or child.get("class") == "tip"):
            found.insert(0, (index, exercise))
            exercise = None
        if heading:
            exercise = known.get(child.get("id", ""))
    return found


def line(site: Site, page: str, exercise: Exercise) -> str:
    """HTML that says how to check an exercise, after its task where the page itself has none."""
    how = site.line("practice", name=exercise.name, page=f"{site.to_root(page)}practice/")
    if "#exercise-" in exercise.section:
        return how
    title = site.words["now-you"].format(title=exercise.title[site.language])
    return f"<p><strong>{title}</strong> {marked(exercise.task[site.language])}</p>\n{how}"


def cells(exercise: Exercise, language: str) -> tuple[str, str]:
    """The code of two cells: the file that a learner begins with, and the call that checks it."""
    from xor_tutorial.practice.commands import commented_task

    begin = f"{commented_task(exercise, language)}\n\n{exercise.stub.strip()}".rstrip()
    call = f'check("{exercise.name}", {exercise.asks}, language="{language}")'
    return begin, f"from xor_tutorial.practice import check\n\n{call}"
