"""Every exercise can be checked: by the package, or by the page itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from builder.page import QUESTION
from builder.site import Site
from tests.site.pages import DOCS, ROOT, numbers
from xor_tutorial.practice import NAMES, load

SECTIONS = {load(name).section: name for name in NAMES}
EXERCISE = re.compile(r"^### .+ \{ #(exercise-\d+) \}$", re.MULTILINE)
SOLUTION = re.compile(r"^(/{3,}) solution \|.*?^\1$", re.MULTILINE | re.DOTALL)
each_language = pytest.mark.parametrize("language", ["ko", "en"])
LESSONS = sorted(path.stem for path in (DOCS / "en").glob("*.md"))


def stated(text: str) -> dict[str, str]:
    """The id of each exercise of a page → its text."""
    parts = EXERCISE.split(text)
    return {
        name: re.split(r"^## ", part)[0]
        for name, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def unchecked(page: str, text: str) -> Iterator[str]:
    """The exercises of a page whose answers nothing checks."""
    for name, exercise in stated(text).items():
        if f"{page}#{name}" not in SECTIONS and f"\n    name: {name}\n" not in exercise:
            yield f"{page}#{name}"


@each_language
def test_no_exercise_is_without_a_check(language: str) -> None:
    texts = {page: (DOCS / language / f"{page}.md").read_text(encoding="utf-8") for page in LESSONS}
    assert sum(len(stated(text)) for text in texts.values()) > 70
    assert not [name for page, text in texts.items() for name in unchecked(page, text)]


def test_an_exercise_without_a_check_is_named() -> None:
    text = "### 9. New { #exercise-9 }\n\nWhat?\n\n## Links { #links }\n"
    assert list(unchecked("softmax", text)) == ["softmax#exercise-9"]


def test_no_two_exercises_share_a_section() -> None:
    assert len(SECTIONS) == len(NAMES)


@each_language
def test_every_exercise_of_the_package_is_shown_once_and_in_its_section(
    site: Path, language: str
) -> None:
    shown = []
    for page in LESSONS:
        path = site / {"ko": "", "en": "en"}[language] / page / "index.html"
        if not path.is_file():  # Home
            continue
        html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for line in html.select(".practice"):
            (name,) = set(re.findall(r"practice (?:start|check) ([\w/-]+)", line.get_text()))
            heading = line.find_previous(["h2", "h3", "h4"])
            assert f"{page}#{heading['id']}" == load(name).section
            assert not line.find_parent("details")
            shown.append(name)
    assert sorted(shown) == sorted(NAMES)


@each_language
def test_an_answer_that_is_a_number_comes_from_what_the_solution_computes(language: str) -> None:
    wrong = []
    for page in LESSONS:
        text = (DOCS / language / f"{page}.md").read_text(encoding="utf-8")
        for solution in SOLUTION.finditer(text):
            options = yaml.safe_load(QUESTION.match(solution[0])["options"])
            given = str(options["answer"]).split(" | ")[0]
            if "choices" in options or not numbers(given):
                continue
            files = re.findall(r'--8<-- "(.+\.pycon)"', solution[0])
            code = [(ROOT / "xor_tutorial/snippets" / name).read_text("utf-8") for name in files]
            unit = 10.0 ** -len(given.partition(".")[2])
            found = (float(n) for n in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", "\n".join(code)))
            if not any(abs(n - float(given)) <= 0.51 * unit for n in found):
                wrong.append(f"{page}: {options['name']}: {given}")
    assert not wrong


def test_a_notebook_begins_and_checks_what_the_package_checks() -> None:
    from builder import notebooks

    for language in ("ko", "en"):
        site = Site(ROOT, language, "http://x/")
        cells = notebooks.Writer(site, "softmax.md").cells()
        sources = [c["source"] for c in cells if "exercise" in c["metadata"].get("tags", [])]
        begun, check = sources[-4:-2]
        assert begun.startswith("# ")
        assert begun.endswith(load("softmax/overflow").stub.strip())
        assert check.endswith(f'check("softmax/overflow", largest_score, language="{language}")')
