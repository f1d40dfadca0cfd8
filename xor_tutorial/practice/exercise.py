"""The definition of an exercise: its task, its cases, right answers and known mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Text = Mapping[str, str]
"""Words in each language, by its code: `{"ko": "…", "en": "…"}`."""


@dataclass(frozen=True)
class Slip:
    """A mistake that people really make, known by what it computes.

    Args:
        says: what is wrong; the part before a colon is the mistake's name.
        section: where the site explains it, such as `softmax#dim`.
        codes: wrong answers, whole files. An answer that gives what one of them gives made this
            mistake.
    """

    says: Text
    section: str
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise; all code in it is text, the text of a learner's file.

    Args:
        name: its page and its own name, such as `softmax/rows`.
        section: where it belongs on the site, such as `softmax#exercise-2`.
        title: a few words.
        task: what to write.
        hint: a step on the way.
        asks: the name that the learner's file has to define.
        stub: the file that a learner begins with.
        solution: a right answer.
        others: right answers of another form.
        slips: known mistakes, the one that is named first in front.
        cases: what is tried, the smallest first: lines of Python of which the last is an
            expression. Its value with an answer must be the value with the solution. They find
            `torch`, `nn`, `F`, `math` and the answer, by its name. A comment that a learner sees
            is in both languages: `# three steps | 세 스텝`.
        setup: what the cases use besides, run before each of them and not shown.
        reveals: whether a learner may see the expected value: not where it is the answer.
    """

    name: str
    section: str
    title: Text
    task: Text
    hint: Text
    asks: str
    stub: str
    solution: str
    others: tuple[str, ...] = ()
    slips: tuple[Slip, ...]
    cases: tuple[str, ...]
    setup: str = ""
    reveals: bool = True


def edited(code: str, *replacements: tuple[str, str]) -> str:
    """A solution with some of its text replaced, which makes a slip of it.

    Raises:
        ValueError: there is no such text.

    Examples:
        >>> from xor_tutorial.practice.exercise import edited
        >>> edited("p = z.softmax(dim=1)", ("dim=1", "dim=0"))
        'p = z.softmax(dim=0)'
    """
    for old, new in replacements:
        if old not in code:
            raise ValueError(f"there is no {old!r} in {code!r}")
        code = code.replace(old, new)
    return code
