"""No page lags its translation: each names its twin as it was when both were read."""

import importlib.util

import pytest
from pages import DOCS

spec = importlib.util.spec_from_file_location("reviewed", DOCS / "reviewed.py")
reviewed = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reviewed)

TEXT = (
    "---\ntitle: {0}\ndescription: d\n---\n\n# {0} {{ #x }}\n\nFirst.\n\nSecond,\nof two lines.\n"
)


@pytest.mark.parametrize("page", reviewed.pages())
def test_both_languages_were_read_as_they_are(page):
    said = reviewed.stale(page)
    assert not said, "\n".join(said)


@pytest.fixture
def twins(tmp_path):
    for language, title in (("ko", "하나"), ("en", "One")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.md").write_text(TEXT.format(title), encoding="utf-8")
    return tmp_path


def change(twins, language, old, new):
    path = twins / language / "x.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_pages_that_were_never_reviewed_are_named(twins):
    assert reviewed.stale("x.md", twins) == [
        f"docs/{language}/x.md:1: names no twin; read both, then: make reviewed PAGE=x"
        for language in ("ko", "en")
    ]


def test_reviewed_pages_agree_and_nothing_else_of_them_changed(twins):
    reviewed.review("x.md", twins)
    assert reviewed.stale("x.md", twins) == []
    text = (twins / "en" / "x.md").read_text(encoding="utf-8")
    assert reviewed.TWIN.sub("", text) == TEXT.format("One")
    reviewed.review("x.md", twins)
    assert (twins / "en" / "x.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("First.", "Fourth.", 9),
        ("of two lines", "of three lines", 11),
        ("title: One", "title: I", 1),
    ],
)
def test_a_changed_paragraph_is_named_with_its_line(twins, old, new, line):
    reviewed.review("x.md", twins)
    change(twins, "en", old, new)
    (said,) = reviewed.stale("x.md", twins)
    assert said.startswith(f"docs/en/x.md:{line}: changed since docs/ko/x.md was held against it: ")


def test_a_removed_paragraph_is_noticed(twins):
    reviewed.review("x.md", twins)
    change(twins, "ko", "First.\n\n", "")
    (said,) = reviewed.stale("x.md", twins)
    assert said.startswith("docs/ko/x.md:9: ")
    assert "a paragraph was removed before 'Second,'" in said


def test_paragraphs_that_changed_places_are_named(twins):
    reviewed.review("x.md", twins)
    change(twins, "en", "First.\n\nSecond,\nof two lines.", "Second,\nof two lines.\n\nFirst.")
    said = reviewed.stale("x.md", twins)
    assert said
    assert all("docs/en/x.md:" in one for one in said)


LAB = (
    "# ---\n# jupyter:\n#   language: python\n# ---\n\n# %% [markdown]\n# # {0}\n#\n# First.\n\n"
    "# %%\n1 + 1\n"
)


def test_a_changed_paragraph_of_the_lab_is_named_with_its_line(twins):
    for language, title in (("ko", "하나"), ("en", "One")):
        (twins / language / "lab.py").write_text(LAB.format(title), encoding="utf-8")
    assert any("make reviewed PAGE=lab" in one for one in reviewed.stale("lab.py", twins))
    reviewed.review("lab.py", twins)
    assert reviewed.stale("lab.py", twins) == []
    path = twins / "en/lab.py"
    text = path.read_text(encoding="utf-8")
    assert text.split("# ---\n")[1].startswith('# jupyter:\n#   language: python\n#   twin: "')
    assert reviewed.TWIN.sub("", text) == LAB.format("One")
    path.write_text(text.replace("First.", "Second."), encoding="utf-8")
    (said,) = reviewed.stale("lab.py", twins)
    since = "changed since docs/ko/lab.py was held against it"
    assert said == f"docs/en/lab.py:10: {since}: # Second."


def test_a_wrong_name_is_answered_with_the_right_ones(capsys):
    assert reviewed.main(["no-such-page"]) == 2
    assert "softmax" in capsys.readouterr().err
