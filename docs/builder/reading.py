"""Estimate the time to read a page and to do its exercises.

Estimated from what is on it. The rates are those of careful reading, in seconds.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from builder.page import INCLUDE
from builder.site import HOME, Site

CODE_LINE = 3.0  # the first time; a lesson that builds up shows the lines again
FORMULA = 40.0  # one that has lines of its own
PREDICTION = 60.0
EXERCISE = 360.0

PREDICTIONS = re.compile(r"^/{3,} predict ", re.MULTILINE)
SOLUTION = re.compile(r"^(/{3,}) solution .*?^\1$", re.MULTILINE | re.DOTALL)
EXERCISES = re.compile(r"\{ #exercise-\d+ \}")
MINUTES = re.compile(r"\{\{ minutes ([\w -]+) \}\}")


class Time(NamedTuple):
    """Seconds for one page."""

    reading: float
    exercises: float

    def minutes(self) -> dict[str, int]:
        """Whole minutes, rounded to five where a single one would pretend too much."""
        both = {"reading": self.reading, "all": self.reading + self.exercises}
        return {name: max(5, 5 * round(seconds / 300)) for name, seconds in both.items()}


def time(text: str, words_per_minute: float, snippets: Path) -> Time:
    """Estimate one page from its Markdown below the front matter."""
    read, worked = 0.0, EXERCISE * len(EXERCISES.findall(text))
    read += FORMULA * (text.count("$$") // 2) + PREDICTION * len(PREDICTIONS.findall(text))
    text = re.sub(r"\$\$.*?\$\$", "", SOLUTION.sub("", text), flags=re.DOTALL)
    folded, known = False, set[str]()  # lines of code that the page has shown
    for line in text.split("\n"):
        if re.match(r"\?\?\?", line):
            folded = True
        elif line and not line.startswith(" "):
            folded = False
        include = INCLUDE.match(line)
        if folded:
            continue  # hints and solutions are part of an exercise's time
        if include and (file := snippets / include["name"].partition(":")[0]).is_file():
            code = {*file.read_text("utf-8").splitlines()}
            read += CODE_LINE * len(code - known)
            known |= code
        else:
            read += 60 / words_per_minute * len(line.split())
    return Time(read, worked)


def of(site: Site, name: str) -> Time:
    """Estimate a page of the site, as `softmax.md`."""
    rate = site.languages[site.language].words_per_minute
    return time(site.pages[name].body, rate, site.root / "xor_tutorial/snippets")


def filled(site: Site, line: str) -> str:
    """Replace `{{ minutes softmax losses }}` by the time that these pages take together."""

    def replace(match: re.Match[str]) -> str:
        times = [of(site, f"{name}.md") for name in match[1].split()]
        whole = Time(sum(t.reading for t in times), sum(t.exercises for t in times))
        return site.words["minutes"].format(**whole.minutes())

    return MINUTES.sub(replace, line)


def line(site: Site, name: str) -> str | None:
    """HTML of the line under the title of a lesson; None for any other page."""
    if "/" in name or name == HOME:
        return None
    time = of(site, name)
    minutes = time.minutes()
    exercises = site.words["exercises"].format(**minutes) if time.exercises else ""
    return site.line("reading", exercises=exercises, **minutes)
