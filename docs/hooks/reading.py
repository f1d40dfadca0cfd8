"""How long a page takes: read, and worked through with its exercises.

Estimated from what is on it. The rates are those of careful reading, in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

WORD = {"en": 60 / 180, "ko": 60 / 130}  # a Korean word carries the particles of several
CODE_LINE = 3.0
FORMULA = 40.0  # one that has lines of its own
PREDICTION = 60.0
EXERCISE = 360.0

INCLUDE = re.compile(r'^\s*--8<-- "([^":]+\.pycon)"\s*$')
EXERCISES = re.compile(r"\{ #exercise-\d+ \}")
PREDICTIONS = re.compile(r"^/{3,} predict \| ", re.MULTILINE)
MINUTES = re.compile(r"\{\{ minutes ([\w -]+) \}\}")
LINES = {
    "ko": "읽는 데 {reading}분, 연습 문제까지 {all}분",
    "en": "{reading} minutes to read, {all} with the exercises",
}
SHORT = {"ko": "{reading}분 · {all}분", "en": "{reading} · {all} min"}


class Time(NamedTuple):
    """Seconds for one page."""

    reading: float
    exercises: float

    def minutes(self) -> dict[str, int]:
        """Whole minutes, rounded to five where a single one would pretend too much."""
        both = {"reading": self.reading, "all": self.reading + self.exercises}
        return {name: max(5, 5 * round(seconds / 300)) for name, seconds in both.items()}


def time(text: str, language: str, snippets: Path) -> Time:
    """Estimate one page from its Markdown."""
    read, worked = 0.0, EXERCISE * len(EXERCISES.findall(text))
    read += FORMULA * (text.count("$$") // 2) + PREDICTION * len(PREDICTIONS.findall(text))
    folded = False
    for line in body(text):
        if re.match(r"\?\?\?", line):
            folded = True
        elif line and not line.startswith(" "):
            folded = False
        include = INCLUDE.match(line)
        if folded:
            continue  # hints and solutions are part of an exercise's time
        if include and (snippets / include[1]).is_file():
            read += CODE_LINE * len((snippets / include[1]).read_text("utf-8").splitlines())
        else:
            read += WORD[language] * len(line.split())
    return Time(read, worked)


def body(text: str) -> Iterator[str]:
    """The lines below the front matter, block formulas left out."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    yield from re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL).split("\n")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Replace `{{ minutes softmax losses }}` by the time that these pages take together."""
    language = config.theme["language"]

    def replace(match: re.Match[str]) -> str:
        times = [_of(name, config) for name in match[1].split()]
        whole = Time(sum(t.reading for t in times), sum(t.exercises for t in times))
        return SHORT[language].format(**whole.minutes())

    return MINUTES.sub(replace, markdown)


def on_page_content(content: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Say under the title of a lesson how long it takes."""
    name = page.file.src_uri.removesuffix(".md")
    if "/" in name or name in {"index", "lab.py"}:
        return content
    said = LINES[config.theme["language"]].format(**_of(name, config).minutes())
    line = f'<p class="reading" data-search-exclude>{said}</p>'
    return content.replace("</h1>", f"</h1>\n{line}", 1)


def _of(name: str, config: MkDocsConfig) -> Time:
    """The time of one page, by name."""
    text = (Path(config.docs_dir) / f"{name}.md").read_text(encoding="utf-8")
    root = Path(config.config_file_path).parent
    return time(text, config.theme["language"], root / "xor_tutorial" / "snippets")
