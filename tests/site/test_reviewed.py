"""Both languages of every page have been compared in their present form."""

from pathlib import Path

import pytest

import reviewed


def test_every_page_has_been_compared_in_its_present_form() -> None:
    assert reviewed.stale() == []


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for language in ("ko", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.md").write_text("# X\n", encoding="utf-8")
        (tmp_path / language / "lab.py").write_text("# %%\n", encoding="utf-8")
    (tmp_path / "reviewed.csv").write_text("page,ko,en\n", encoding="utf-8")
    return tmp_path


def test_a_page_that_was_never_compared_is_named(docs: Path) -> None:
    (first, second) = reviewed.stale(docs)
    assert first.startswith("docs/ko/lab and docs/en/lab changed since")
    assert second.endswith("read both, then run: make reviewed PAGE=x")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("file", ["x.md", "lab.py"])
def test_a_change_in_one_language_names_that_file(docs: Path, language: str, file: str) -> None:
    reviewed.record(["x", "lab"], docs)
    assert reviewed.stale(docs) == []
    with (docs / language / file).open("a", encoding="utf-8") as page:
        page.write("\nOne line more.\n")
    (message,) = reviewed.stale(docs)
    assert message.startswith(f"docs/{language}/{file.partition('.')[0]} changed since")


def test_recording_one_page_keeps_the_others_and_drops_deleted_ones(docs: Path) -> None:
    reviewed.record(["x", "lab"], docs)
    for language in ("ko", "en"):
        (docs / language / "lab.py").unlink()
    reviewed.record(["x"], docs)
    assert list(reviewed.read(docs)) == ["x"]


def test_an_unknown_page_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert reviewed.main(["no-such-page"]) == 2
    assert "softmax" in capsys.readouterr().err
