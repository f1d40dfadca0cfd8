"""Parse a Markdown page: front matter, fences, includes, and nested blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FENCE = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}) *(?P<head>[ {.]*(?P<language>\w*)[^`]*?) *$")
INCLUDE = re.compile(r'^(?P<indent> *)--8<-- "(?P<name>[^"]+)"\s*$')
MODULE = re.compile(r"^::: (?P<name>xor_tutorial[\w.]*)\s*$")
HEADING = re.compile(r"^(?P<text>#{1,6} .*?)(?: \{ #(?P<id>[\w-]+) \})?$")
FIGURE = re.compile(r"^!\[(?P<label>.*)\]\(figure:(?P<name>[\w-]+)\)$")
FOLD = re.compile(r'^(?P<kind>!!!|\?\?\?\+?) \w+ "(?P<title>.*)"$')
QUESTION = re.compile(
    r"^(?P<mark>/{3,}) (?P<kind>predict|solution) \| (?P<text>.+)\n(?P<options>(?:    .+\n)*)",
    re.MULTILINE,
)


class PageError(ValueError):
    """What is wrong with a page, and what to do about it.

    Args:
        line: the line at fault, from 1.
        problem: the rest of the message.
    """

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass
class Part:
    """A piece of a page as a notebook shows it.

    Attributes:
        kind: `text`, `heading`, `figure`, `note`, `fold`, `question`, `solution`, or the language
            of a fence.
        line: where it begins.
        lines: its lines without their indent.
        name: the id of a heading, the name of a figure, the title of a note or fold, what follows
            the mark of a fence.
    """

    kind: str
    line: int
    lines: list[str] = field(default_factory=list)
    name: str = ""


def fence_at(lines: list[str], start: int, first: int = 1) -> tuple[Part, int] | None:
    """The fence that begins at `lines[start]`, if any, and the index after its last line.

    Raises:
        PageError: the fence is never closed.
    """
    mark = FENCE.match(lines[start])
    if mark is None:
        return None
    for end in range(start + 1, len(lines)):
        closing = FENCE.match(lines[end])
        if closing and closing["mark"] == mark["mark"] and not closing["head"]:
            indent = len(mark["indent"])
            inner = [line[indent:] for line in lines[start + 1 : end]]
            return Part(mark["language"], start + first, inner, mark["head"]), end + 1
    raise PageError(start + first, f"this fence is never closed: end it with {mark['mark']}")


class Page:
    """One page of one language.

    Args:
        path: its Markdown file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        lines = self.text.split("\n")
        #: How many lines the front matter takes.
        self.body_from = lines.index("---", 1) + 1 if lines[0] == "---" else 0
        head = "\n".join(lines[: self.body_from]).strip("-")
        self.meta: dict[str, Any] = yaml.safe_load(head) or {}
        self.body = "\n".join(lines[self.body_from :]).lstrip("\n")
        self.prose: list[tuple[int, str]] = []  # outside fences: line number, text
        self.fences: list[Part] = []
        index = self.body_from
        while index < len(lines):
            if found := fence_at(lines, index):
                self.fences.append(found[0])
                index = found[1]
            else:
                self.prose.append((index + 1, lines[index]))
                index += 1
        self.questions = questions(self.text)

    @property
    def includes(self) -> list[tuple[int, str]]:
        """Line and name of every file or symbol that the page includes."""
        return [
            (fence.line + number, include["name"])
            for fence in self.fences
            for number, line in enumerate(fence.lines, 1)
            if (include := INCLUDE.match(line))
        ]

    @property
    def snippets(self) -> list[str]:
        """The `.pycon` files that the page shows, each once, as `softmax/scores.pycon`."""
        files = (name.partition(":")[0] for _, name in self.includes)
        return [*dict.fromkeys(file for file in files if file.endswith(".pycon"))]

    @property
    def modules(self) -> list[str]:
        """The modules whose docstrings the page shows, each once, as `xor_tutorial.data`."""
        found = [shown["name"] for _, line in self.prose if (shown := MODULE.match(line))]
        return [*dict.fromkeys(found)]

    def parts(self) -> Iterator[Part]:
        """The page as a notebook shows it."""
        lines = self.text.split("\n")
        return parts(lines[self.body_from :], self.body_from + 1)

    def line_of(self, text: str) -> int:
        """The line on which some words begin, however the page wraps and indents them."""
        found = re.search(r"\s+".join(map(re.escape, text.split())), self.text)
        return self.text.count("\n", 0, found.start()) + 1 if found else 1


def questions(text: str) -> list[str]:
    """The names of the questions of a page.

    Raises:
        PageError: one has no name of its own, or no answer among its choices, or no end.
    """
    names: list[str] = []
    for block in QUESTION.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        try:
            options = yaml.safe_load(block["options"]) or {}
        except yaml.YAMLError as error:
            raise PageError(line, f"the options of this prediction are not YAML: {error}") from None
        name, answer = options.get("name"), options.get("answer")
        choices = str(options["choices"]).split(" | ") if "choices" in options else None
        problem = ""
        if not name or name in names:
            problem = "a prediction needs a `name:` of its own"
        elif answer is None or answer == "":
            problem = f"the prediction '{name}' needs an `answer:`"
        elif choices is not None and (str(answer) not in choices or len(choices) < 2):
            problem = f"the answer of '{name}' must be one of its `choices:`, word for word"
        elif not re.compile(rf"^{block['mark']}$", re.MULTILINE).search(text, block.end()):
            problem = f"'{name}' is never closed: end it with a line {block['mark']}"
        if problem:
            raise PageError(line, problem)
        names.append(options["name"])
    return names


def parts(lines: list[str], first: int = 1) -> Iterator[Part]:
    """Take lines apart, as far as a notebook shows them in another way.

    Args:
        lines: Markdown.
        first: the number of the first line.

    Raises:
        PageError: a fence is never closed.
    """
    index = 0
    while index < len(lines):
        line, number = lines[index], index + first
        if found := fence_at(lines, index, first):
            part, index = found
            yield part
            continue
        index += 1
        if fold := FOLD.match(line):
            end = _end_of_indent(lines, index)
            kind = "note" if fold["kind"] == "!!!" else "fold"
            yield Part(kind, number, [inner[4:] for inner in lines[index:end]], fold["title"])
            index = end
        elif line[:3] == "///" and (question := QUESTION.match("\n".join(lines[index - 1 :]))):
            index += question["options"].count("\n")
            choices = yaml.safe_load(question["options"]).get("choices")
            items = [f"- {choice}" for choice in choices.split(" | ")] if choices else []
            yield Part("question", number, [f"**{question['text']}**", "", *items])
            if question["kind"] == "solution":
                end = lines.index(question["mark"], index)
                yield Part("solution", index + first, lines[index:end])
                index = end
        elif figure := FIGURE.match(line):
            yield Part("figure", number, [figure["label"]], figure["name"])
        elif heading := HEADING.match(line):
            yield Part("heading", number, [heading["text"]], heading["id"] or "")
        elif not line.startswith("///"):  # marks around a caption or a question
            yield Part("text", number, [line])


def _end_of_indent(lines: list[str], index: int) -> int:
    """Where the indented lines that begin at `index` end."""
    while index < len(lines) and (not lines[index] or lines[index].startswith("    ")):
        index += 1
    return index
