"""Why it stays flat: who is still unsolved, how seeds end, and slope and curvature along a run."""

from __future__ import annotations

import functools
import math

import torch

from figures.svg import curve, element, figure, line, text
from xor_tutorial import study
from xor_tutorial.curvature import gradient_norm, hessian
from xor_tutorial.recordings import load

#: Configurations in the figure of survival, and where each has its name: share and anchor.
SURVIVORS = {
    "lr 0.1": (0.9, "start", 12),
    "lr 0.3": (0.42, "start", 10),
    "lr 0.7": (0.5, "start", 10),
    "lr 3": (0.6, "start", 10),
    "momentum 0.9": (0.72, "end", -10),
}


def survival(language: str, label: str | None) -> str:
    """The share of seeds that have not solved XOR yet, against steps on a logarithmic scale."""
    left, top, width, height = 84.0, 40.0, 520.0, 236.0
    first, last = math.log10(50), math.log10(study.STEPS)
    words = {
        "ko": ("아직 풀지 못한 시드", "스텝 (로그 눈금)"),
        "en": ("seeds not yet solved", "steps (logarithmic scale)"),
    }[language]

    def place(step: float, share: float) -> tuple[float, float]:
        return (
            left + (math.log10(step) - first) / (last - first) * width,
            top + (1 - share) * height,
        )

    parts = []
    for share in (0.0, 0.5, 1.0):
        y = place(50, share)[1]
        parts.append(line((left, y), (left + width, y), "grid" if share else "axis"))
        parts.append(text(left - 10, y + 5, f"{100 * share:.0f} %", "muted", "end"))
    for step in (100, 1000, 10_000):
        parts.append(text(place(step, 0)[0], top + height + 26, f"{step:,}", "muted"))
    steps = [50 * (study.STEPS / 50) ** (i / 130) for i in range(131)]
    for name, (share, anchor, shift) in SURVIVORS.items():
        results = study.load(name)
        momentum = results.setting.optimizer == "momentum"
        shares = results.unsolved([round(step) for step in steps])
        parts.append(curve(map(place, steps, shares), "other" if momentum else "loss"))
        at = results.quantile(1 - share) or study.STEPS
        x, y = place(at, share)
        if name == "lr 0.1":
            x, y, anchor = left + width, top - 8, "end"
        written = {"ko": name.replace("lr", "학습률").replace("momentum", "모멘텀")}
        words_class = "muted" if momentum else "loss-text"
        parts.append(text(x + shift, y + 5, written.get(language, name), words_class, anchor))
    parts.append(text(left - 74, 20, words[0], "muted", "start"))
    parts.append(text(left + width / 2, top + height + 52, words[1], "muted"))
    return figure(640, 336, label, *parts)


def seed_grid(language: str, label: str | None) -> str:
    """Seeds 0 to 999 of one configuration, each as it ended: a mark of its own for each ending."""
    results = study.load("relu, lr 0.1")
    cell, columns, left, top = 12.0, 50, 20.0, 12.0
    strokes: dict[str, list[str]] = {name: [] for name in study.OUTCOMES}
    for seed, name in enumerate(results.outcomes):
        x, y = left + seed % columns * cell, top + seed // columns * cell
        strokes[name].append(_mark(name, x, y))
    classes = {"solved": "bar", "one row": "line", "two rows": "line"}
    parts = [
        element("path", d="".join(marks), class_=classes.get(name, "loss"))
        for name, marks in strokes.items()
        if marks
    ]
    words = {
        "ko": ("풀었음", "ln 2", "한 행만", "두 행만"),
        "en": ("solved", "ln 2", "one row", "two rows"),
    }[language]
    for i, (name, word) in enumerate(zip(study.OUTCOMES, words, strict=False)):
        x = 24.0 + 152 * i
        parts.append(element("path", d=_mark(name, x, 278), class_=classes.get(name, "loss")))
        count = results.outcomes.count(name)
        parts.append(text(x + 20, 290, f"{word} {count}", "", "start"))
    return figure(640, 304, label, *parts)


def _mark(name: str, x: float, y: float) -> str:
    x, y = x + 2, y + 2
    return {
        "solved": f"M{x:g} {y:g}h8v8h-8z",
        "plateau": f"M{x:g} {y + 4:g}h8",
        "one row": f"M{x:g} {y + 8:g}l4 -8l4 8z",
        "two rows": f"M{x:g} {y:g}l8 8m0 -8l-8 8",
        "other": f"M{x + 4:g} {y:g}v8",
    }[name]


@functools.cache
def _along() -> tuple[list[int], list[float], list[float], list[float]]:
    """Steps of the recorded run, its gradient's norm, and the highest and lowest curvature."""
    steps = list(range(100, 3001, 100))
    norms, highest, lowest = [], [], []
    with torch.device("cpu"):
        for step in steps:
            model = load().model(step)
            norms.append(gradient_norm(model))
            curvatures = torch.linalg.eigvalsh(hessian(model))
            highest.append(curvatures[-1].item())
            lowest.append(-curvatures[0].item())
    return steps, norms, highest, lowest


def flatness(language: str, label: str | None) -> str:
    """Gradient norm and the two extreme curvatures along the notebook's run, logarithmic."""
    left, top, width, height = 84.0, 30.0, 520.0, 250.0
    steps, norms, highest, lowest = _along()
    words = {
        "ko": ("가장 큰 곡률", "변화도의 길이", "가장 큰 음의 곡률 (크기)", "스텝"),
        "en": ("highest curvature", "gradient's length", "lowest curvature (size)", "steps"),
    }[language]

    def place(step: float, value: float) -> tuple[float, float]:
        return left + step / 3000 * width, top + (0.3 - math.log10(value)) / 4.3 * height

    parts = []
    for tick in (1.0, 0.1, 0.01, 0.001, 0.0001):
        x, y = place(0, tick)
        parts.append(line((x, y), (x + width, y), "grid"))
        written = f"{tick:.4f}".rstrip("0").rstrip(".")
        parts.append(text(x - 10, y + 5, written, "muted", "end"))
    for tick in (0, 1000, 2000, 3000):
        parts.append(text(place(tick, 1)[0], top + height + 24, f"{tick:,}", "muted"))
    parts += [
        curve(map(place, steps, highest), "line"),
        curve(map(place, steps, norms), "gradient"),
        curve(map(place, steps, lowest), "other"),
        text(*place(150, 0.43), words[0], "muted", "start"),
        text(*place(150, 0.085), words[2], "muted", "start"),
        text(*place(420, 0.00035), words[1], "gradient-text", "start"),
        text(left + width / 2, top + height + 48, words[3], "muted"),
    ]
    return figure(640, 334, label, *parts)
