"""The reading time on a page is computed from its content."""

import re
from pathlib import Path

import pytest

from builder import reading
from builder.reading import Time
from builder.site import Site
from tests.site.pages import DOCS, ROOT, Page
from tests.site.test_order import course

SNIPPETS = ROOT / "xor_tutorial" / "snippets"


RATE = {"en": 180, "ko": 130}


def of(text: str, language: str = "en", snippets: Path = SNIPPETS) -> Time:
    return reading.time(text, RATE[language], snippets)


def test_the_reading_time_counts_words_formulas_predictions_and_exercises(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.pycon").write_text(">>> 1 + 1\n2\n", encoding="utf-8")
    words = "word " * 180
    assert of(words).reading == pytest.approx(60)
    assert of(words, "ko").reading > 60
    assert of("$$\nx^2\n$$\n").reading == reading.FORMULA
    assert of("\n/// predict | What?\n").reading > reading.PREDICTION
    code = of('--8<-- "a/b.pycon"', snippets=tmp_path)
    assert code.reading == 2 * reading.CODE_LINE
    assert of('--8<-- "a/b.pycon"\n--8<-- "a/b.pycon"', snippets=tmp_path) == code
    assert of("## One { #exercise-1 }").exercises == reading.EXERCISE


def test_a_folded_solution_counts_only_with_its_exercise() -> None:
    assert of('??? tip "Hint"\n    many words more than nothing\n').reading == 0
    assert of('??? tip "Hint"\n    hint\n\nword\n').reading == pytest.approx(60 / 180)


def test_a_page_without_exercises_promises_none() -> None:
    site = Site(ROOT, "en", "https://example.org/")
    assert "exercises" not in str(reading.line(site, "practice.md"))
    assert "with the exercises" in str(reading.line(site, "softmax.md"))


def test_both_languages_of_every_lesson_have_about_the_same_reading_time() -> None:
    for path in sorted((DOCS / "en").glob("*.md")):
        english, korean = (
            of(Page(DOCS / language / path.name).body, language).reading
            for language in ("en", "ko")
        )
        assert korean == pytest.approx(english, rel=0.15, abs=90), path.name


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_first_network_takes_a_quarter_of_an_hour(language: str) -> None:
    page = Page(DOCS / language / "first-network.md")
    assert of(page.body, language).minutes()["reading"] == 15


NO_WORDS = re.compile(r"\]\([^)]*\)|!\[.*|\{ #.*|\$\$?.*?\$\$?|^    .*|^\|[-| ]+$")


def test_no_page_of_the_course_has_more_than_2000_words() -> None:
    """Of English; folds, exercises and code are left aside."""
    counts = {}
    for name in dict.fromkeys(line.page for line in course("en")):
        text, _, _ = Page(DOCS / "en" / name).body.partition("{ #exercises }")
        prose = re.sub(r"```.*?```|\$\$.*?\$\$", "", text, flags=re.DOTALL)
        words = (NO_WORDS.sub(" ", line) for line in prose.split("\n"))
        counts[name] = sum(len(re.findall(r"[a-z][\w'’-]*", line, re.I)) for line in words)
    assert len(counts) > 10
    assert not {name: count for name, count in counts.items() if count > 2000}
