"""`make update` rewrites only outputs that no longer match."""

from pathlib import Path
from typing import Never

import pytest

from xor_tutorial.verify import run
from xor_tutorial.verify import update as module
from xor_tutorial.verify.update import update

BEFORE = """\
>>> 1 +  1
3
>>> 0.1234 + 0
0.1235
>>> for i in range(2):
...     print(i)
9
>>> int("x")
Traceback (most recent call last):
    ...
ValueError: no
>>> print("a\\n\\nb")
>>> x = 5
gone
"""
AFTER = """\
>>> 1 +  1
2
>>> 0.1234 + 0
0.1235
>>> for i in range(2):
...     print(i)
0
1
>>> int("x")
Traceback (most recent call last):
    ...
ValueError: invalid literal for int() with base 10: 'x'
>>> print("a\\n\\nb")
a
<BLANKLINE>
b
>>> x = 5
"""


@pytest.fixture
def snippet(tmp_path: Path) -> Path:
    path = tmp_path / "x.pycon"
    path.write_text(BEFORE, encoding="utf-8")
    return path


def test_only_what_no_longer_matches_is_rewritten(snippet: Path) -> None:
    count, refused = update(snippet)
    assert snippet.read_text(encoding="utf-8") == AFTER
    assert (count, refused) == (5, ())


def test_a_second_update_changes_nothing(snippet: Path) -> None:
    update(snippet)
    stamp = snippet.stat().st_mtime_ns
    assert update(snippet) == (0, ())
    assert snippet.stat().st_mtime_ns == stamp


def test_an_unrecorded_error_is_not_written_in(
    snippet: Path,
) -> None:
    text = ">>> 1 / 0\n>>> 1\n2\n"
    snippet.write_text(text, encoding="utf-8")
    count, (refused,) = update(snippet)
    assert count == 1
    assert "ZeroDivisionError" in str(refused)
    assert snippet.read_text(encoding="utf-8") == ">>> 1 / 0\n>>> 1\n1\n"


def test_a_malformed_file_is_left_as_it_is(snippet: Path) -> None:
    snippet.write_text(">>>1\n", encoding="utf-8")
    count, refused = update(snippet)
    assert count == 0
    assert len(refused) == 1
    assert snippet.read_text(encoding="utf-8") == ">>>1\n"


def test_a_write_that_fails_leaves_the_file_whole(
    snippet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Never:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        update(snippet)
    assert snippet.read_text(encoding="utf-8") == BEFORE
    assert [p.name for p in snippet.parent.iterdir()] == ["x.pycon"]


def test_the_project_itself_has_nothing_to_rewrite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command's own end: with nothing changed it says so and exits with 0."""
    monkeypatch.setattr(run, "snippets", list)
    monkeypatch.setattr(run, "modules", list)
    assert module.main([]) == 0
    assert capsys.readouterr().out == "nothing to rewrite\n"


def test_only_the_snippets_of_the_pages_that_are_named_are_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in ("softmax", "losses"):
        (tmp_path / page).mkdir()
        (tmp_path / page / "one.pycon").write_text(">>> 1 + 1\n3\n", encoding="utf-8")
    monkeypatch.setattr(run, "snippets", lambda: sorted(tmp_path.rglob("*.pycon")))
    assert module.main(["losses"]) == 0
    assert (tmp_path / "losses/one.pycon").read_text(encoding="utf-8") == ">>> 1 + 1\n2\n"
    assert (tmp_path / "softmax/one.pycon").read_text(encoding="utf-8") == ">>> 1 + 1\n3\n"
    with pytest.raises(ValueError, match=r"page: expected losses, softmax, .* got loses"):
        module.main(["loses"])
