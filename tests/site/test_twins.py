"""Two languages, one truth: the same page twice, in two tongues."""

import itertools
import re

import pytest
from pages import DOCS, pairs


@pytest.mark.parametrize(("korean", "english"), pairs(), ids=lambda page: page.name)
def test_both_languages_have_the_same_shape(korean, english):
    for kind, ours in korean.shape.items():
        theirs = english.shape[kind]
        for (here, a), (there, b) in itertools.zip_longest(ours, theirs, fillvalue=(0, "nothing")):
            assert a == b, f"{kind}: {korean.name}:{here} has {a}, {english.name}:{there} has {b}"


def code_cells(path):
    cells = re.split(r"^# %%", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [cell for cell in cells[1:] if not cell.startswith(" [markdown]")]


def test_the_lab_runs_the_same_code_in_both_languages():
    for ours, theirs in zip(
        code_cells(DOCS / "ko" / "lab.py"), code_cells(DOCS / "en" / "lab.py"), strict=True
    ):
        for a, b in itertools.zip_longest(ours.split("\n"), theirs.split("\n")):
            assert a == b, f"lab.py: Korean has {a!r}, English {b!r}"


def test_the_lab_has_the_same_sections_in_both_languages():
    ids = [
        re.findall(r'<a id="([\w-]+)">', (DOCS / language / "lab.py").read_text(encoding="utf-8"))
        for language in ("ko", "en")
    ]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(("korean", "english"), pairs(), ids=lambda page: page.name)
def test_every_page_has_a_title_and_a_description(korean, english):
    for page in (korean, english):
        head = page.text.split("---")[1]
        assert re.search(r"^title: .+$", head, re.MULTILINE), page.name
        assert re.search(r"^description: .{20,}$", head, re.MULTILINE), page.name


@pytest.mark.parametrize(("korean", "english"), pairs(), ids=lambda page: page.name)
def test_korean_is_korean_and_english_is_english(korean, english):
    # A Korean name in the English glossary says that it is Korean: a screen reader has to know.
    marked = re.compile(r'<span lang="ko">[^<]+</span>')
    prose = [(n, marked.sub("", t)) for n, t in english.prose]
    hangul = [f"{english.name}:{n}: {t}" for n, t in prose if re.search(r"[가-힣]", t)]
    assert not hangul, hangul
    assert sum(bool(re.search(r"[가-힣]", t)) for _, t in korean.prose) > 5
