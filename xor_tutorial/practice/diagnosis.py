"""Diagnose an answer: find the smallest input where it is wrong, and name the mistake."""

from __future__ import annotations

import ast
import inspect
import linecache
import math
import re
import textwrap
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from xor_tutorial.practice.exercise import Exercise, Slip
from xor_tutorial.practice.exercises import load
from xor_tutorial.practice.words import ERRORS, SITE, link, local_language, say

COMMENT = re.compile(r"# (?P<en>.+) \| (?P<ko>.+)")
CASE = "<case>"  # the file name under which a case's frames stand in a traceback
TORCH = str(Path(torch.__file__).parent)  # below which the frames of torch itself are


@dataclass(frozen=True)
class Diagnosis:
    """Whether an answer is right, and what there is to say about it."""

    right: bool
    text: str


@dataclass(frozen=True)
class Outcome:
    """What a case came to: a value, or the exception that ended it."""

    value: object = None
    error: Exception | None = None


def check(name: str, answer: object, language: str | None = None) -> None:
    """Print whether an answer is right and, if it isn't, what is wrong with it.

    Args:
        name: an exercise, such as `softmax/rows`; `python -m xor_tutorial practice` lists them.
        answer: what the exercise asks for: a function, a class, a network or a value.
        language: `ko` or `en`; by default the system's.

    Raises:
        ValueError: there is no such exercise or language.

    Examples:
        >>> import torch
        >>> from xor_tutorial.practice import check
        >>> check("softmax/rows", lambda z: torch.softmax(z, dim=0), language="en")
        softmax/rows: not yet
        <BLANKLINE>
            softmax_rows(torch.tensor([[0.0, 0.0]]))
        <BLANKLINE>
        expected  tensor([[0.5000, 0.5000]])
        got       tensor([[1., 1.]])
        <BLANKLINE>
        The wrong dim: with dim=0 the columns add up to 1. Here the classes lie along dim=1.
        Read: https://xor-tutorial.github.io/xor_tutorial/en/softmax/#dim
    """
    print(diagnose(load(name), answer, local_language(language)).text)


def diagnose(exercise: Exercise, answer: object, language: str) -> Diagnosis:
    """Compare an answer with the solution, case by case.

    Args:
        exercise: what was asked for.
        answer: what came.
        language: of the words: `ko` or `en`.

    Returns:
        Whether all cases agree, and otherwise the first that doesn't, with its likely cause.

    Examples:
        >>> import torch
        >>> from xor_tutorial.practice import diagnose, load
        >>> diagnose(load("softmax/rows"), lambda z: torch.softmax(z, dim=1), "en").right
        True
    """

    def wrong(*parts: str) -> Diagnosis:
        head = say("not-yet", language, name=exercise.name)
        return Diagnosis(False, "\n".join((head, "", *parts)))

    solution = answer_in(exercise.solution, exercise.asks)
    if callable(solution) and not callable(answer):
        return wrong(say("not-callable", language, asks=exercise.asks, kind=_kind(answer)))
    if inspect.isclass(answer) and not inspect.isclass(solution):
        answer = _called(answer)
    with _undisturbed():
        with _silent():
            expected = [_outcome(exercise, case, solution) for case in exercise.cases]
        got = [_outcome(exercise, case, answer) for case in exercise.cases]
        differ = [n for n, pair in enumerate(zip(expected, got, strict=True)) if not agree(*pair)]
        if not differ:
            return Diagnosis(True, say("right", language, name=exercise.name))
        with _silent():
            slip = _slip(exercise, got, differ)
    first = differ[0]
    case, came = exercise.cases[first], got[first]
    tried = COMMENT.sub(lambda found: f"# {found[language]}", case.strip())
    lines = [textwrap.indent(tried, "    "), ""] if tried != exercise.asks else []
    if came.error is None:
        wanted, seen = shown(expected[first].value, came.value)
        if exercise.reveals:
            lines.append(f"{say('expected', language)}{wanted}")
        lines += [f"{say('got', language)}{seen}", ""]
        pairs = [(expected[n].value, got[n].value) for n in differ if got[n].error is None]
        cause = "" if slip else _difference(pairs, language)
        if not exercise.reveals:
            cause = cause if came.value is None else ""  # a factor would give the answer away
    else:
        lines += [f"{say('got', language)}{_error(came.error)}"]
        lines += [*own_line(came.error, language), ""]
        cause = "" if slip else explained(came.error, language)
    if slip:
        cause = f"{slip.says[language]}\n{say('read', language)}{link(slip.section, language)}"
    if not slip and SITE not in cause:
        cause = f"{cause}\n{say('hint', language, name=exercise.name)}".strip()
    return wrong(*lines, cause)


def answer_in(code: str, asks: str) -> object:
    """What a piece of code defines under a name."""
    names: dict[str, Any] = {"__name__": "answer"}
    exec(compile(code, "<answer>", "exec", dont_inherit=True), names)
    return names[asks]


def agree(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes are the same value or the same error."""
    if one.error or other.error:
        return type(one.error) is type(other.error) and str(one.error) == str(other.error)
    return same(one.value, other.value)


def same(expected: object, got: object) -> bool:
    """Whether a value is the expected one, in whatever form: dtype, device, list or tensor.

    Numbers may differ by a ten-thousandth of themselves or by a millionth, and by more if they
    are 16-bit floats.
    """
    if isinstance(expected, dict):
        if not isinstance(got, dict) or expected.keys() != got.keys():
            return False
        return all(same(value, got[key]) for key, value in expected.items())
    if isinstance(expected, list | tuple):
        if isinstance(got, torch.Tensor) and got.dim():
            got = list(got)
        elif hasattr(got, "tolist"):  # an array of NumPy
            got = got.tolist()
        if not isinstance(got, list | tuple) or len(expected) != len(got):
            return False
        return all(same(x, y) for x, y in zip(expected, got, strict=True))
    if expected is None or isinstance(expected, str):
        return isinstance(got, type(expected)) and _folded(expected) == _folded(got)
    a, b = as_numbers(expected), as_numbers(got)
    if a is None or b is None:
        return expected is got
    if not isinstance(expected, torch.Tensor) and b.numel() == 1:
        b = b.reshape(())
    coarse = isinstance(got, torch.Tensor) and got.dtype in (torch.float16, torch.bfloat16)
    rtol, atol = (1e-2, 1e-3) if coarse else (1e-4, 1e-6)
    return a.shape == b.shape and torch.allclose(b, a, rtol=rtol, atol=atol, equal_nan=True)


def _folded(value: object) -> object:
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def as_numbers(value: object) -> torch.Tensor | None:
    """A value as a tensor of float64 on the CPU, if that's what it can be."""
    if value is None or isinstance(value, str):
        return None
    if isinstance(value, list | tuple):
        value = [x.detach() if isinstance(x, torch.Tensor) else x for x in value]
    try:
        return torch.as_tensor(value).detach().to("cpu", torch.float64)
    except (TypeError, ValueError, RuntimeError):
        return None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Leave the caller's default dtype, gradient mode and random numbers as they are."""
    dtype = torch.get_default_dtype()
    try:
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            yield
    finally:
        torch.set_default_dtype(dtype)


@contextmanager
def _silent() -> Iterator[None]:
    """Let no code but the learner's warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _outcome(exercise: Exercise, case: str, answer: object) -> Outcome:
    """Run a case with an answer, always from the same default dtype and random numbers."""
    torch.set_default_dtype(torch.float32)
    torch.manual_seed(0)
    names = {"torch": torch, "nn": nn, "F": functional, "math": math, exercise.asks: answer}
    lines = ast.parse(f"{exercise.setup}\n{case}", CASE)
    last = lines.body.pop()
    assert isinstance(last, ast.Expr), f"{exercise.name}: a case ends with an expression"
    try:
        exec(compile(lines, CASE, "exec", dont_inherit=True), names)
        value = eval(compile(ast.Expression(last.value), CASE, "eval", dont_inherit=True), names)
    except Exception as error:
        return Outcome(error=error)
    return Outcome(value)


def _called(kind: type) -> Callable[..., Any]:
    """A class in place of a function: made, then called, as `nn.Softmax(dim=1)(z)` is."""
    if not any("__call__" in vars(base) for base in kind.__mro__):
        return kind
    return lambda *inputs: kind()(*inputs)


def _slip(exercise: Exercise, got: list[Outcome], differ: list[int]) -> Slip | None:
    """The known mistake that gives the first wrong value, and most of the others, too.

    One that fails most of what the learner got right isn't what the learner did.
    """
    best, most = None, (0, 0)
    fine = [n for n in range(len(got)) if n not in differ]
    numbers = as_numbers(got[differ[0]].value)
    # Many mistakes give a nan or an error: that one case is alike says little then.
    telling = numbers is not None and bool(numbers.isfinite().all())
    for slip in exercise.slips:
        for code in slip.codes:
            wrong = answer_in(code, exercise.asks)
            if not agree(_outcome(exercise, exercise.cases[differ[0]], wrong), got[differ[0]]):
                continue
            alike = [
                agree(_outcome(exercise, case, wrong), outcome)
                for case, outcome in zip(exercise.cases, got, strict=True)
            ]
            like = sum(alike[n] for n in differ)
            if 2 * sum(alike[n] for n in fine) < len(fine):
                continue
            if like == len(differ) or (telling and 2 * like > len(differ)):
                best, most = max((best, most), (slip, (like, sum(alike))), key=lambda pair: pair[1])
    return best


def shown(expected: object, got: object) -> tuple[str, str]:
    """Both values as text, in all their digits if four show no difference."""
    texts = _shown(_short(expected)), _shown(_short(got))
    if texts[0] == texts[1]:
        texts = _shown(_digits(expected)), _shown(_digits(got))
    return texts


def _shown(value: object) -> str:
    text = repr(value)
    if not isinstance(value, torch.Tensor) and len(text) > 300:
        text = f"{text[:300]} …"
    return textwrap.indent(text, " " * 10).strip()


def _short(value: object) -> object:
    """Numbers of six digits: 0.9 and not all the digits of the float32 that is nearest to it."""
    if isinstance(value, torch.Tensor):
        return value.detach()  # without its grad_fn
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, list | tuple):
        return type(value)(map(_short, value))
    return value


def _digits(value: object) -> object:
    """Tensors as numbers with all their digits."""
    if isinstance(value, torch.Tensor):
        return value.tolist()
    if isinstance(value, list | tuple):
        return type(value)(map(_digits, value))
    return value


def _kind(value: object) -> str:
    return f"{type(value).__name__}"


def _error(error: BaseException) -> str:
    text = str(error).strip().split("\n")[0]
    return f"{type(error).__name__}: {text[:300]}" if text else type(error).__name__


def own_line(error: BaseException, language: str, file: str = "") -> list[str]:
    """The learner's own line at which an error arose, as two lines of text; none if unknown.

    Args:
        error: what was raised.
        language: of the words.
        file: the learner's; by default the one that the case called.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not file:
        names = [frame.filename for frame in frames]
        below = names[names.index(CASE) + 1 :] if CASE in names else []
        theirs = (name for name in below if name != CASE and not name.startswith(TORCH))
        file = next(theirs, "")
    own = [frame for frame in frames if frame.filename == file]
    return line_of(own[-1].filename, own[-1].lineno or 0, language) if own else []


def line_of(file: str, number: int, language: str) -> list[str]:
    """A line of a file, said and shown."""
    code = linecache.getline(file, number).strip()
    return [say("line", language, number=number), f"    {code}"] if code else []


def explained(error: BaseException, language: str) -> str:
    """Where the site explains an error; empty if it doesn't."""
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, MemoryError):
        return say("memory", language)
    for pattern, section in ERRORS:
        if pattern in text:
            return f"{say('read', language)}{link(section, language)}"
    return ""


def _difference(pairs: list[tuple[object, object]], language: str) -> str:
    """What can be said of wrong values without knowing the mistake.

    Args:
        pairs: of each wrong case what was expected and what came, the smallest case first.
        language: of the words.
    """

    def words(key: str, **values: object) -> str:
        return say(key, language, **values)

    expected, got = pairs[0]
    if got is None:
        return words("none") if expected is not None else ""
    if callable(got) and not callable(expected) and not isinstance(got, torch.Tensor):
        return words("function")
    if isinstance(got, list | tuple) and len(got) == 1 and same(expected, got[0]):
        return words("wrapped")
    lists = isinstance(expected, list | tuple) and isinstance(got, list | tuple)
    if lists and len(expected) != len(got):  # type: ignore[arg-type]
        return words("length", expected=len(expected), got=len(got))  # type: ignore[arg-type]
    a, b = as_numbers(expected), as_numbers(got)
    if a is None or b is None:
        places: list[Any] = []
        if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
            places = list(range(len(expected)))
        if isinstance(expected, dict) and isinstance(got, dict):
            for key, absent in (
                ("absent", expected.keys() - got),
                ("extra", got.keys() - expected),
            ):
                if absent:
                    return words(key, name=repr(min(absent)))
            places = list(expected)
        for place in places:
            inner = [(_item(x, place), _item(y, place)) for x, y in pairs]
            if not same(*inner[0]):
                named = repr(place) if isinstance(expected, dict) else place + 1
                inner = [pair for pair in inner if not same(*pair)]
                return f"{words('place', place=named)} {_difference(inner, language)}".strip()
        return words("kind", expected=_kind(expected), got=_kind(got))
    if a.shape != b.shape:
        shapes = {"expected": tuple(a.shape), "got": tuple(b.shape)}
        if a.dim() == 2 and b.shape == a.T.shape:
            return words("transposed", **shapes)
        return words("shape", **shapes)
    if not b.isfinite().all() and a.isfinite().all():
        return words("nan" if b.isnan().any() else "infinite")
    if isinstance(expected, bool) or not a.isfinite().all():
        return ""
    if torch.allclose(b, -a, rtol=1e-4, atol=1e-6):
        return words("sign")
    if a.dim() == 2 and a.shape[0] == a.shape[1] and torch.allclose(b, a.T, rtol=1e-4):
        return words("transposed", expected=tuple(a.shape), got=tuple(b.shape))
    rounded = torch.equal(b, b.round()) and not torch.equal(a, a.round())
    whole = isinstance(got, int) or (isinstance(got, torch.Tensor) and not got.is_floating_point())
    if rounded and (whole or b.any()) and torch.allclose(b, a.trunc()):
        return words("rounded")
    if not b.any():
        return words("zero")
    if relation := _relation(pairs):
        return words(relation)
    factor = (b.flatten()[a.abs().argmax()] / a.abs().max().clamp_min(1e-30)).item()
    factor *= math.copysign(1, a.flatten()[a.abs().argmax()].item())
    plain = any(abs(x - round(x)) < 1e-3 * abs(x) for x in (factor, 1 / (factor or 1)))
    if a.numel() == 1 and len(pairs) > 1:  # one number says little: what of the next case?
        a, b = as_numbers(pairs[1][0]), as_numbers(pairs[1][1])
        if a is None or b is None or a.shape != b.shape:
            return ""
        plain = True
    if (a.numel() > 1 or plain) and torch.allclose(b, factor * a, rtol=1e-4, atol=1e-6):
        return words("factor", factor=f"{factor:.4g}")
    shift = (b - a).flatten()[0].item()
    if a.numel() > 1 and torch.allclose(b - a, torch.full_like(a, shift), atol=1e-6):
        return words("shift", shift=f"{shift:.4g}")
    if torch.allclose(b.flatten().sort().values, a.flatten().sort().values, rtol=1e-4):
        return words("order")
    return ""


def _item(value: object, place: Any) -> object:  # noqa: ANN401 - an index or a key
    """An item of a list, tuple or dictionary; None if it has none there."""
    try:
        return value[place]  # type: ignore[index]
    except (TypeError, LookupError):
        return None


# What a wrong number may be of the right one: the sentence's key, and the function.
RELATIONS: tuple[tuple[str, Callable[[torch.Tensor], torch.Tensor]], ...] = (
    ("base-2", lambda a: a / math.log(2)),
    ("base-10", lambda a: a / math.log(10)),
    ("complement", lambda a: 1 - a),
    ("reciprocal", lambda a: 1 / a),
    ("square", torch.square),
    ("root", torch.sqrt),
    ("logarithm", torch.log),
    ("exponential", torch.exp),
)


def _relation(pairs: list[tuple[object, object]]) -> str:
    """The relation that all wrong numbers, at least two different ones, have to the right ones."""
    numbers = [(as_numbers(x), as_numbers(y)) for x, y in pairs]
    alike = [(a, b) for a, b in numbers if a is not None and b is not None and a.shape == b.shape]
    right = torch.cat([a.flatten() for a, _ in alike])
    wrong = torch.cat([b.flatten() for _, b in alike])
    if len(alike) == len(pairs) and len(set(right.tolist())) > 1:
        for key, function in RELATIONS:
            if torch.allclose(wrong, function(right), rtol=1e-4, atol=1e-6):
                return key
    return ""


def diagnose_file(exercise: Exercise, source: str, file: str, language: str) -> Diagnosis:
    """Run a learner's file, in this process, and diagnose what it defines.

    Args:
        exercise: what was asked for.
        source: the file's text.
        file: its path, for the learner's own lines.
        language: of the words.
    """

    def wrong(*lines: str) -> Diagnosis:
        head = say("not-yet", language, name=exercise.name)
        return Diagnosis(False, "\n".join((head, "", *lines)).rstrip())

    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    try:
        code = compile(source, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:  # ValueError: a null byte
        return wrong(*_syntax(error, language))
    if unchanged(exercise, source):
        return wrong(say("stub", language))
    names: dict[str, Any] = {"__name__": "answer", "__file__": file}
    try:
        exec(code, names)
    except Exception as error:
        where = own_line(error, language, file)
        return wrong(say("import", language), _error(error), *where, explained(error, language))
    if exercise.asks not in names:
        near = get_close_matches(exercise.asks, names, 1, 0.7)
        also = say("near", language, near=near[0]) if near else ""
        return wrong(say("missing", language, asks=exercise.asks), also)
    return diagnose(exercise, names[exercise.asks], language)


def unchanged(exercise: Exercise, source: str) -> bool:
    """Whether a file holds the stub's code still, whatever its comments."""
    try:
        return ast.dump(ast.parse(source)) == ast.dump(ast.parse(exercise.stub))
    except (SyntaxError, ValueError):
        return False


def _syntax(error: SyntaxError | ValueError, language: str) -> list[str]:
    if not isinstance(error, SyntaxError) or error.text is None:
        return [say("syntax", language), f"{type(error).__name__}: {error}"]
    code = error.text.rstrip("\n").expandtabs(1)
    column = max((error.offset or 1) - 1, 0)
    marks = max((error.end_offset or 0) - 1 - column, 1) if error.end_lineno == error.lineno else 1
    return [
        say("syntax", language),
        say("line", language, number=error.lineno),
        f"    {code}",
        f"    {' ' * column}{'^' * marks}",
        f"{type(error).__name__}: {error.msg}",
    ]
