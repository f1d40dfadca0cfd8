"""Parse a Markdown page: its structure, which both languages share, and its prose."""

import re
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import builder.page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


class Page(builder.page.Page):
    """One page of one language, and what it must have in common with its twin."""

    @property
    def name(self) -> str:
        """`en/softmax.md`."""
        return self.path.as_posix().rpartition("/docs/")[2]

    def found(self, pattern: str) -> list[tuple[int, str]]:
        """What a pattern finds in the prose, in order, with line numbers."""
        return [
            (number, found if isinstance(found, str) else "|".join(found))
            for number, line in self.prose
            for found in re.findall(pattern, line)
        ]

    @cached_property
    def formulas(self) -> list[str]:
        """TeX between dollars, in order."""
        return formulas("\n".join(line for _, line in self.prose))

    @cached_property
    def shape(self) -> dict[str, list[tuple[int, str]]]:
        """Kind of mark → what both languages must have, in the same order."""
        shell = [line.strip() for f in self.fences if f.name == "sh" for line in f.lines]
        return {
            "heading ids": self.found(r"^#+ .*\{ #([\w-]+) \}$"),
            "levels of headings": self.found(r"^(#+) "),
            # `check-ko.pycon` is the Korean twin of `check.pycon`, whose output is in words.
            "snippets and sources": [(0, n.replace("-ko.", ".")) for _, n in self.includes],
            "shell commands": [(0, line) for line in shell],
            "fences": [(f.line, f.name) for f in self.fences],
            "block formulas": [(0, f) for f in wordless(self.formulas) if f.startswith("$$")],
            # Within a sentence the two languages may order their words differently.
            "formulas": sorted((0, f) for f in wordless(self.formulas) if not f.startswith("$$")),
            "figures": self.found(r"\]\(figure:([\w-]+)\)"),
            "link targets": self.found(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)"),
            "admonitions": self.found(r"^\s*(?:!!!|\?\?\?\+?) (\w+)"),
            "predictions": self.found(r"^    name: ([\w-]+)$"),
            "choices": [(n, str(c.count(" | "))) for n, c in self.found(r"^    choices: (.+)$")],
            "captions": self.found(r"^\s*(/// caption)"),
            "tables": self.found(r"^\s*(\|[-:| ]+\|)$"),
            "rows of tables": [(n, str(t.count("|"))) for n, t in self.prose if t.startswith("|")],
            "list items": self.found(r"^\s*(-|\d+\.) "),
            "numbers": sorted(
                (0, number)
                for _, line in self.prose
                for number in numbers(prose_of(line))
                if significant(number) >= 3
            ),
        }


def formulas(text: str) -> list[str]:
    """TeX between dollars outside code, in order, white space folded."""
    found = re.findall(r"\$\$.+?\$\$|(?<![\\$])\$[^$\n]+?\$", without_code(text), re.DOTALL)
    return [" ".join(formula.split()) for formula in found]


def wordless(formulas: list[str]) -> list[str]:
    """Formulas without the words in them, which differ between languages."""
    return [re.sub(r"\\text\{[^}]*[a-z가-힣][^}]*\}", r"\\text{}", f) for f in formulas]


def without_code(text: str) -> str:
    """Markdown without blocks and pieces of code."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def pages() -> list[Page]:
    """Every Markdown page of both languages, Korean first."""
    folders = (DOCS / "ko", DOCS / "en")
    return [Page(path) for folder in folders for path in sorted(folder.rglob("*.md"))]


def pairs() -> list[tuple[Page, Page]]:
    """Korean page and English page, side by side."""
    korean = sorted((DOCS / "ko").rglob("*.md"))
    return [(Page(path), Page(DOCS / "en" / path.relative_to(DOCS / "ko"))) for path in korean]


def prose_of(line: str) -> str:
    """A line without links' addresses, years of works, and names that hold digits."""
    line = re.sub(r"\]\([^)]*\)", "]", line)
    line = re.sub(r"\((18|19|20)\d\d\)|(18|19|20)\d\d년", "", line)  # when a work appeared
    line = re.sub(r"(Python|PyTorch|torch|파이썬) \d+(\.\d+)*", "", line)
    return re.sub(r"[A-Za-z_]+\d[\w.]*|\{ #[^}]*\}", "", line)


def numbers(text: str) -> list[str]:
    """Numbers as values: without thousands separators, − as a minus sign, 7.0 as 7."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text.replace("−", "-"))
    number = r"(?<![\w.])-?\d+(?:_\d{3})*(?:\.\d+)?(?:e[-+]\d+)?(?!\w)"
    found = re.findall(number, text, re.ASCII)  # a Korean particle may follow
    found = [re.sub(r"^(-?\d+)\.0$", r"\1", digits.replace("_", "")) for digits in found]
    return [str(abs(Decimal(digits))) for digits in found]


def significant(number: str) -> int:
    """How many digits of a number say something: 0.0081 has two, 10000 one."""
    digits = number.partition("E")[0].replace(".", "").lstrip("0")
    return len(digits if "." in number else digits.rstrip("0"))
