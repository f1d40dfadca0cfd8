"""Mutations of printed output: wrong ones to refuse, and harmless ones to accept."""

import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import torch

from xor_tutorial.verify.compare import FLOAT

Mutation = Callable[[str, random.Random], str | None]
Find = Callable[[str], Iterable[re.Match[str]]]


INTEGER = re.compile(r"(?<![\w.+-])\d+(?![\w.])")
TENSOR = re.compile(r"tensor\([^()]*")
ITEM = re.compile(r"(?<=, )[^\s,\[\]()=]+(?=[,\]])")


def floats(text: str, kind: str) -> Iterator[re.Match[str]]:
    """Where floats of a kind are: `rounded` as torch rounds, `short` of few digits, or `any`."""
    tensors = [match.span() for match in TENSOR.finditer(text)]
    for match in FLOAT.finditer(text):
        number = match[1]
        decimals = len(number.lower().partition("e")[0].partition(".")[2])
        digits = len(Decimal(number).as_tuple().digits)
        in_tensor = any(start <= match.start() < end for start, end in tensors)
        rounded = decimals >= 4 if in_tensor else decimals >= 2 and digits >= 4
        if kind == "any" or (kind == "rounded") == rounded:
            yield match


def stepped(number: str, units: int) -> str:
    """A number in the same notation, some units of its last digit away from zero."""
    value = Decimal(number)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return written(number, value + (-units if value.is_signed() else units) * step)


def written(like: str, value: Decimal | float) -> str:
    """A value in the notation of another number."""
    mantissa, e, _ = like.partition("e")
    decimals = len(mantissa.partition(".")[2])
    text = f"{value:.{decimals}{'e' if e else 'f'}}"
    if not decimals and "." in like:
        text += "."
    if like.startswith("+") and not text.startswith("-"):
        text = f"+{text}"
    return re.sub(r"e([-+])(\d)$", r"e\g<1>0\2", text)


def one(find: Find, change: Callable[[str, str], str | None]) -> Mutation:
    """A mutation that changes one of the places that `find` gives."""

    def mutate(text: str, rng: random.Random) -> str | None:
        places = [(match, change(match[0], text)) for match in find(text)]
        places = [(match, new) for match, new in places if new not in (None, match[0])]
        if not places:
            return None
        match, new = rng.choice(places)
        return f"{text[: match.start()]}{new}{text[match.end() :]}"

    return mutate


def every(pattern: str, new: str) -> Mutation:
    """A mutation that changes each match of a pattern."""
    return lambda text, rng: re.sub(pattern, new, text)


def of(kind: str) -> Find:
    return lambda text: floats(text, kind)


def matches(pattern: str) -> Find:
    return lambda text: re.finditer(pattern, text)


def scaled(factor: str) -> Callable[[str, str], str | None]:
    """Multiplied; None where that is lost in the printed digits."""

    def change(number: str, text: str) -> str | None:
        new = written(number, Decimal(number) * Decimal(factor))
        step = Decimal(1).scaleb(int(Decimal(number).as_tuple().exponent))
        return new if abs(Decimal(new) - Decimal(number)) >= 2 * step else None

    return change


def next_float32(number: str, text: str) -> str | None:
    value = torch.tensor(float(number))
    if value.abs() < 1e-30 or len(number.partition("e")[0].partition(".")[2]) > 4:
        return None
    return written(number, torch.nextafter(value, value * 2).item())


def swapped(find: Find, far_enough: Callable[[str, str], bool] = lambda a, b: a != b) -> Mutation:
    """A mutation that exchanges two neighbours."""

    def mutate(text: str, rng: random.Random) -> str | None:
        found = list(find(text))
        pairs = [(a, b) for a, b in itertools.pairwise(found) if far_enough(a[0], b[0])]
        if not pairs:
            return None
        a, b = rng.choice(pairs)
        return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]

    return mutate


def apart(a: str, b: str) -> bool:
    step = max(Decimal(1).scaleb(int(Decimal(number).as_tuple().exponent)) for number in (a, b))
    return abs(Decimal(a) - Decimal(b)) >= 2 * step


def exchanged(text: str, rng: random.Random) -> str:
    zero_one = re.compile(r"(?<![\w.])[01]\.(?![\w.])")
    return zero_one.sub(lambda match: f"{1 - int(match[0][0])}.", text)


def jittered(text: str, rng: random.Random) -> str:
    for match in reversed(list(floats(text, "rounded"))):
        new = stepped(match[0], rng.choice([-1, 1]) if Decimal(match[0]) else 1)
        text = text[: match.start()] + new + text[match.end() :]
    return text


def scientific(number: str, text: str) -> str | None:
    if "e" in number or not Decimal(number):
        return None
    return written(f"{'+' if number[0] == '+' else ''}1.0000e+00", Decimal(number))


WRONG = {
    "rounded float: last digit +2": one(of("rounded"), lambda n, _: stepped(n, 2)),
    "rounded float: last digit +4": one(of("rounded"), lambda n, _: stepped(n, 4)),
    "float of few digits: last digit +1": one(of("short"), lambda n, _: stepped(n, 1)),
    "float 1 % off": one(of("any"), scaled("1.01")),
    "float 50 % off": one(of("any"), scaled("1.5")),
    "sign of a float": one(
        of("any"),
        lambda n, _: (n[1:] if n[0] == "-" else f"-{n.lstrip('+')}") if float(n) else None,
    ),
    "neighbouring floats swapped": swapped(of("any"), apart),
    "every 0. and 1. exchanged": exchanged,
    "exponent +1": one(
        of("any"), lambda n, _: written(n, Decimal(n) * 10) if "e" in n and Decimal(n) else None
    ),
    "integer +1": one(INTEGER.finditer, lambda n, _: str(int(n) + 1)),
    "sign of an integer": one(INTEGER.finditer, lambda n, _: f"-{n}"),
    "neighbouring integers swapped": swapped(INTEGER.finditer),
    "boolean flipped": one(
        matches(r"\b(True|False)\b"), lambda b, _: "False" if b == "True" else "True"
    ),
    "3. for 3": one(INTEGER.finditer, lambda n, _: f"{n}."),
    "nan for a number": one(of("any"), lambda n, _: "nan"),
    "number for nan": one(matches(r"\bnan\b"), lambda n, _: "0.1234"),
    "sign of inf": one(matches(r"-?\binf\b"), lambda n, _: "-inf" if n == "inf" else "inf"),
    "bracket more": one(matches(r"\[[^\[\]]*\]"), lambda row, _: f"[{row}]"),
    "rows merged": one(matches(r"\],\s*\["), lambda gap, _: ", "),
    "row split": one(matches(r"(?<=\d), (?=[-\d])"), lambda gap, _: "], ["),
    "element dropped": one(ITEM.finditer, lambda item, _: ""),
    "element added": one(ITEM.finditer, lambda item, _: f"{item}, {item}"),
    "dtype added": one(matches(r"(?<=\])\)"), lambda end, _: ", dtype=torch.float16)"),
    "dtype dropped": one(matches(r",\s+dtype=[\w.]+"), lambda dtype, _: ""),
    "device added": one(matches(r"(?<=\])\)"), lambda end, _: ", device='cuda:0')"),
    "grad_fn dropped": one(matches(r",\s+grad_fn=<\w+>"), lambda grad_fn, _: ""),
    "requires_grad added": one(matches(r"(?<=\])\)"), lambda end, _: ", requires_grad=True)"),
    "letter changed": one(matches(r"[a-z](?=[a-z])"), lambda a, _: "b" if a == "a" else "a"),
    "space in a string": one(matches(r"(?<=')\w+ ?(?=\w+')"), lambda word, _: f"{word} "),
    "lines joined": one(matches(r"(?<=[\w.])\n(?=\w)"), lambda end, _: " "),
}
HARMLESS = {
    "one rounded float: last digit +1": one(of("rounded"), lambda n, _: stepped(n, 1)),
    "every rounded float ±1": jittered,
    "one float32 ulp": one(of("rounded"), next_float32),
    "wrapped": every(r", (?=[-\[\d])", ",\n        "),
    "unwrapped": every(r",\n\s+", ", "),
    "space after a bracket": every(r"\[(?=[-\d])", "[ "),
    "columns padded": every(r", (?=[-\d])", ",    "),
    "scientific notation": one(
        lambda text: (m for m in floats(text, "rounded") if "tensor(" in text), scientific
    ),
    "-0. for 0.": every(r"(?<![-\w.])(?=0\.0*(?![\w.]))", "-"),
    "spaces at line ends": every(r"(?m)$", "  "),
}


def refused(
    outputs: list[str], mutations: dict[str, Mutation], differs: Callable[[str, str], object]
) -> tuple[Counter[str], dict[str, list[tuple[str, str]]]]:
    """How often each mutation applied, and the pairs (recorded, changed) that were refused."""
    tried: Counter[str] = Counter()
    failed: dict[str, list[tuple[str, str]]] = {name: [] for name in mutations}
    for want in outputs:
        for name, mutate in mutations.items():
            got = mutate(want, random.Random(f"{name}\n{want}"))
            if got is not None and got != want:
                tried[name] += 1
                if differs(want, got):
                    failed[name].append((want, got))
    return tried, failed
