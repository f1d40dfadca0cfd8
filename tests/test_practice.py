"""Exercises accept right answers, and name the mistake in a wrong one."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from tests.conftest import Command
from xor_tutorial.practice import NAMES, check, diagnose, load
from xor_tutorial.practice import commands as practice
from xor_tutorial.practice.diagnosis import Diagnosis, answer_in, diagnose_file, own_line
from xor_tutorial.practice.exercise import Exercise
from xor_tutorial.practice.exercises import __file__ as exercises_file
from xor_tutorial.practice.process import check_file
from xor_tutorial.practice.words import ERRORS, SAID, SITE

ROOT = Path(__file__).parents[1]
LANGUAGES = ("ko", "en")
EXERCISES = [load(name) for name in NAMES]
each = pytest.mark.parametrize("exercise", EXERCISES, ids=NAMES)


def test_every_module_is_an_exercise_of_that_name() -> None:
    folder = Path(exercises_file).parent
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*.py")}
    named = {name.replace("-", "_") for name in NAMES}
    assert {name for name in files if not name.endswith("__init__")} == named
    assert [exercise.name for exercise in EXERCISES] == list(NAMES)


@each
def test_the_solution_and_every_other_right_answer_pass(exercise: Exercise) -> None:
    for code in (exercise.solution, *exercise.others):
        diagnosis = diagnose(exercise, answer_in(code, exercise.asks), "en")
        assert diagnosis.right, f"{code}\n{diagnosis.text}"


@each
def test_every_slip_is_refused_with_its_own_message_in_both_languages(exercise: Exercise) -> None:
    assert len(exercise.slips) >= 3
    for slip in exercise.slips:
        for code in slip.codes:
            answer = answer_in(code, exercise.asks)
            for language in LANGUAGES if code is slip.codes[0] else ("en",):
                diagnosis = diagnose(exercise, answer, language)
                assert not diagnosis.right, code
                assert slip.says[language] in diagnosis.text, f"{code}\n{diagnosis.text}"


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unedited_exercise_file_is_refused(exercise: Exercise, language: str) -> None:
    laid = practice.laid(exercise, language)
    assert laid.isascii() or language == "ko"
    assert max(map(len, laid.split("\n"))) <= 100
    diagnosis = diagnose_file(exercise, laid, "answer.py", language)
    assert not diagnosis.right
    assert SAID["stub"][language] in diagnosis.text
    if exercise.asks in (names := run(exercise.stub)):
        assert not diagnose(exercise, names[exercise.asks], language).right


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "answer"}
    try:
        exec(code, names)
    except Exception:
        return {}
    return names


@each
def test_all_messages_are_in_both_languages(exercise: Exercise) -> None:
    texts = [exercise.title, exercise.task, exercise.hint, *(slip.says for slip in exercise.slips)]
    for text in texts:
        assert text.keys() == set(LANGUAGES)
        assert re.search("[가-힣]", text["ko"])
        assert not re.search("[가-힣]", text["en"])
    for slip in exercise.slips:
        assert ":" in slip.says["ko"]
        assert ":" in slip.says["en"]


def test_what_a_case_says_is_in_both_languages() -> None:
    cases = "\n".join(case for exercise in EXERCISES for case in exercise.cases)
    comments = re.findall("# (.+)", cases)
    assert len(comments) > 20
    for comment in comments:
        english, _, korean = comment.partition(" | ")
        assert not re.search("[가-힣]", english)
        assert re.search("[가-힣]", korean) or not re.search("[a-z]{2}", english), comment


def test_every_section_that_is_named_exists() -> None:
    sections = {section for _, section in ERRORS}
    for exercise in EXERCISES:
        sections |= {exercise.section, *(slip.section for slip in exercise.slips)}
    for section in sections:
        page, heading = section.split("#")
        for language in LANGUAGES:
            text = (ROOT / "docs" / language / f"{page}.md").read_text(encoding="utf-8")
            assert f"#{heading} }}" in text, section


def test_the_address_of_the_site_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["urls"]["Homepage"] == SITE


def test_the_sentences_take_the_same_values_in_both_languages() -> None:
    for key, texts in SAID.items():
        fields = [sorted(re.findall(r"\{(\w+)", texts[language])) for language in LANGUAGES]
        assert fields[0] == fields[1], key


ROWS = load("softmax/rows")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda z: None, "Is a `return` missing?"),
        (lambda z: z.softmax, "call it with parentheses"),
        (lambda z: z.softmax(1).T, "columns have changed places"),
        (lambda z: -z.softmax(1), "sign is reversed"),
        (lambda z: 3 * z.softmax(1), "3 times"),
        (lambda z: z.softmax(1)[0], "shape differs: (2,) instead of (1, 2)"),
        (lambda z: z.softmax(1).int(), "fractions are gone"),
        (lambda z: z * torch.nan, "There is a nan"),
        (lambda z: "half", "str instead of Tensor"),
        (lambda z: 1 - z.softmax(1), "1 minus what was expected"),
        (lambda z: z.softmax(1).square(), "square of what was expected"),
        (lambda z: z.softmax(1).sqrt(), "square root of what was expected"),
        (lambda z: z.softmax(1).roll(1, 1), "right, in another order"),
        (torch.ones(2), "should be a function, and this is a Tensor"),
        (lambda z: z @ z, "debugging/#mat1-mat2"),
    ],
)
def test_an_unknown_mistake_is_described(answer: object, said: str) -> None:
    diagnosis = diagnose(ROWS, answer, "en")
    assert not diagnosis.right
    assert said in diagnosis.text


def test_a_mistake_is_not_named_that_would_fail_what_the_learner_got_right() -> None:
    def stopped(parameters: Iterable[torch.Tensor], lr: float) -> None:
        for w in parameters:
            if w.grad is None:
                return
            w.data -= lr * w.grad

    said = diagnose(load("one-step/sgd"), stopped, "en").text
    assert "Ended at None" in said
    assert "w stays as it was" not in said


def test_an_array_of_numpy_is_as_good_as_a_list() -> None:
    numpy = pytest.importorskip("numpy")
    fit = answer_in(load("train/loop").solution, "fit")
    assert diagnose(load("train/loop"), lambda *a, **k: numpy.array(fit(*a, **k)), "en").right  # type: ignore[operator]


def test_a_wrong_number_is_shown_without_the_noise_of_float32() -> None:
    said = diagnose(load("one-step/sgd"), lambda parameters, lr: None, "en").text
    assert "expected  [(0.95, 0.5)]" in said


def test_the_learners_own_line_is_shown_though_torch_raises_the_error() -> None:
    source = "from torch import nn\n\nclass Net(nn.Module):\n    def __init__(self):\n"
    source += "        super().__init__()\n        self.hidden = nn.ModuleList([nn.Linear(2, 4)])\n"
    source += "        self.last = nn.Linear(4, 2)\n\n    def forward(self, x):\n"
    source += "        return self.last(self.hidden(x))\n"
    said = diagnose_file(load("debugging/half-a-model"), source, "answer.py", "en").text
    assert "line 10:\n    return self.last(self.hidden(x))" in said


def test_an_error_shows_the_learners_own_line() -> None:
    source = "def softmax_rows(z):\n    e = z.exp()\n    return e / missing\n"
    diagnosis = diagnose_file(ROWS, source, "answer.py", "en")
    assert "NameError: name 'missing' is not defined" in diagnosis.text
    assert "line 3:\n    return e / missing" in diagnosis.text


def test_a_check_leaves_the_settings_of_its_caller() -> None:
    torch.manual_seed(5)
    expected = torch.rand(2)
    torch.manual_seed(5)
    torch.set_default_dtype(torch.float64)
    try:
        check("softmax/rows", lambda z: torch.rand(1), language="en")
        assert torch.get_default_dtype() is torch.float64
    finally:
        torch.set_default_dtype(torch.float32)
    assert torch.equal(torch.rand(2), expected)


def test_comparing_with_known_mistakes_prints_no_warnings(
    recwarn: pytest.WarningsRecorder,
) -> None:
    exercise = load("debugging/always-half")
    assert not diagnose(exercise, lambda model, inputs, targets: torch.tensor(0.1), "en").right
    assert [str(warning.message) for warning in recwarn] == []


@pytest.fixture
def answered(tmp_path: Path) -> Callable[..., Diagnosis]:
    """Check a file with some code in it, in its own process."""

    def answer(code: str, language: str = "en", **limits: float) -> Diagnosis:
        path = tmp_path / "rows.py"
        path.write_text(code, encoding="utf-8")
        before = path.stat().st_mtime_ns
        diagnosis = check_file("softmax/rows", path, language, **limits)
        assert path.read_text(encoding="utf-8") == code
        assert path.stat().st_mtime_ns == before
        return diagnosis

    return answer


def test_an_endless_loop_is_stopped_at_its_line(answered: Callable[..., Diagnosis]) -> None:
    loop = "def softmax_rows(z):\n    while True:\n        z = z + 1\n"
    diagnosis = answered(loop, seconds=1.0)
    assert not diagnosis.right
    assert "endless loop" in diagnosis.text
    assert re.search(r"line [23]:\n    (while True:|z = z \+ 1)", diagnosis.text)


def test_exit_in_a_solution_is_reported_with_its_line(answered: Callable[..., Diagnosis]) -> None:
    diagnosis = answered("x = 1\nexit()\n", "ko")
    assert "프로그램이 끝났습니다" in diagnosis.text
    assert "2번째 줄:\n    exit()" in diagnosis.text
    assert "exit status 3" in answered("import os\nos._exit(3)\n").text


def test_a_huge_print_is_cut_and_does_not_hide_the_answer(
    answered: Callable[..., Diagnosis],
) -> None:
    code = "def softmax_rows(z):\n    return z.softmax(1)\nprint('x' * 10**7)\n"
    diagnosis = answered(code)
    assert diagnosis.right
    assert len(diagnosis.text) < 2_000


def test_a_changed_default_dtype_and_a_byte_order_mark_do_no_harm(
    answered: Callable[..., Diagnosis],
) -> None:
    code = "\ufeffimport torch\ntorch.set_default_dtype(torch.float64)\nsoftmax_rows = "
    assert answered(f"{code}torch.nn.Softmax(dim=1)\n").right


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="memory is limited on Linux")
def test_a_list_that_fills_the_memory_is_refused(answered: Callable[..., Diagnosis]) -> None:
    assert "too much memory" in answered("x = 1\ny = [0] * 10**11\n", gigabytes=1.0).text


def test_a_syntax_error_is_shown_where_it_is(answered: Callable[..., Diagnosis]) -> None:
    diagnosis = answered("def softmax_rows(z)\n    return z\n")
    assert "line 1:\n    def softmax_rows(z)\n                       ^" in diagnosis.text


def test_an_error_at_import_shows_its_line(answered: Callable[..., Diagnosis]) -> None:
    diagnosis = answered("import torch\nx = 1 / 0\n")
    assert "ZeroDivisionError" in diagnosis.text
    assert "line 2:\n    x = 1 / 0" in diagnosis.text


@pytest.fixture
def command(command: Command) -> Command:
    return partial(command, "practice")


def test_an_exercise_goes_from_start_to_solved(command: Command, tmp_path: Path) -> None:
    assert command("start", "--language", "ko")[0] == 0
    file = tmp_path / "xor-practice" / "softmax" / "rows.py"
    assert ROWS.task["ko"][:10] in file.read_text(encoding="utf-8")
    assert ast.parse(file.read_text(encoding="utf-8"))
    status, out, _ = command("check")
    assert status == 0
    assert SAID["nothing"]["ko"] in out
    file.write_text("def softmax_rows(z):\n    return z.softmax(0)\n", encoding="utf-8")
    status, out, _ = command("check")
    assert status == 1
    assert ROWS.slips[0].says["ko"] in out
    file.write_text("def softmax_rows(z):\n    return z.softmax(1)\n", encoding="utf-8")
    assert command("check", str(file))[0] == 0
    assert "[x] softmax/rows" in command()[1]
    file.write_text("def softmax_rows(z):\n    return z.softmax(-1)\n", encoding="utf-8")
    assert "[ ] softmax/rows" in command()[1]


@pytest.mark.parametrize(("language", "twin"), [("en", ""), ("ko", "-ko")])
def test_the_exercise_on_the_page_gets_the_answers_that_the_page_shows(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, twin: str
) -> None:
    def shown(name: str) -> str:
        return (ROOT / "xor_tutorial/snippets/practice" / name).read_text(encoding="utf-8")

    def typed(name: str) -> None:
        line, _, answer = shown(f"{name}{twin}.console").partition("\n")
        _, out, _ = command(*line.removeprefix("$ python -m xor_tutorial practice ").split())
        assert out.replace("\\", "/").strip() == answer.strip()  # paths on Windows

    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    typed("start")
    (file,) = tmp_path.rglob("*.py")
    begun = file.read_text(encoding="utf-8")
    assert begun == shown(f"centre-rows{twin}.py")
    stub = load("tensors/centre-rows").stub.strip()
    for answer in ("first-answer", "right-answer"):
        solved = shown(f"{answer}.py").strip()
        file.write_text(begun.replace(stub, solved), encoding="utf-8")
        typed(answer)
    typed("hint")


def test_start_never_overwrites_a_file(command: Command, tmp_path: Path) -> None:
    command("start")
    file = tmp_path / "xor-practice" / "softmax" / "rows.py"
    file.write_text("mine", encoding="utf-8")
    other = tmp_path / "xor-practice" / "losses" / "cross-entropy.py"
    other.unlink()
    command("start")
    assert file.read_text(encoding="utf-8") == "mine"
    assert other.is_file()


def test_a_watched_file_is_checked_when_it_is_saved(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("start", "softmax/rows", "softmax/temperature", "--language", "en")
    file = tmp_path / "xor-practice" / "softmax" / "rows.py"
    saves = [b"def softmax_rows(z):\n    return z.softmax(0)\n", b"", None]

    def wait(seconds: float) -> None:
        """Meanwhile the learner saves a wrong answer, does nothing, deletes the file, leaves."""
        if not saves:
            raise KeyboardInterrupt
        code = saves.pop(0)
        if code is None:
            file.unlink()
        elif code:
            file.write_bytes(code)

    monkeypatch.setattr(practice, "time", SimpleNamespace(sleep=wait))
    status, out, _ = command("watch", "softmax", "--language", "en")
    assert status == 130
    assert out.startswith("Watching xor-practice")
    assert out.count("softmax/rows: not yet") == 1
    assert ROWS.slips[0].says["en"] in out
    assert "softmax/temperature" not in out


def test_hint_and_solution_are_those_of_the_exercise(command: Command) -> None:
    assert ROWS.hint["en"] in command("hint", "softmax/rows", "--language", "en")[1]
    assert command("solution", "softmax/rows")[1].strip() == ROWS.solution.strip()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check"], "practice start"),
        (["hint", "softmax/none"], "softmax/rows"),
        (["solution", "nothing"], "there is no exercise 'nothing'"),
    ],
)
def test_a_wrong_command_gives_a_one_line_error(
    command: Command, words: list[str], said: str
) -> None:
    status, out, err = command(*words)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_damaged_progress_is_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "progress.json").write_text("{", encoding="utf-8")
    status, _, err = command()
    assert status == 1
    assert "progress.json" in err


def test_an_error_outside_the_learners_file_has_no_line() -> None:
    assert own_line(ValueError("x"), "en") == []
