"""Bars and curves: what softmax gives, what a loss asks, how a loss falls."""

from __future__ import annotations

import copy
import functools
import math

import torch

from figures.plot import Plot
from figures.svg import Point, curve, element, figure, line, number, text
from xor_tutorial.gradients import numeric_gradient
from xor_tutorial.recordings import load
from xor_tutorial.training import Run, train

#: Where the loss curve says its number: anchor, and how far from the point.
LABELS = {1000: ("end", -6, 22), 2000: ("start", 8, -8), 9000: ("middle", 0, -12)}


def softmax_bars(language: str, label: str | None) -> str:
    """The scores 3, 1, 5, 9 and their probabilities."""
    scores = torch.tensor([3.0, 1.0, 5.0, 9.0], device="cpu")
    titles = {"ko": ("점수 z", "확률 softmax(z)"), "en": ("scores z", "probabilities softmax(z)")}
    parts = []
    for left, title, values, unit in (
        (40.0, titles[language][0], scores, 18.0),
        (350.0, titles[language][1], torch.softmax(scores, dim=0), 162.0),
    ):
        parts.append(text(left + 125, 24, title, "strong"))
        parts.append(line((left, 236), (left + 250, 236), "axis"))
        for i, value in enumerate(values.tolist()):
            x, height = left + 12 + 62 * i, max(value * unit, 0.8)
            box = {"x": x, "y": 236 - height, "width": 40.0, "height": height}
            parts.append(element("rect", **box, class_="bar"))
            digits = 0 if values is scores else 3
            parts.append(text(x + 20, 226 - height, number(value, digits)))
            parts.append(text(x + 20, 258, f"z{'₁₂₃₄'[i]}", "variable"))
    parts.append(text(320, 140, "→", "large muted"))
    return figure(640, 272, label, *parts)


def cross_entropy_curve(language: str, label: str | None) -> str:
    """−ln p and (1 − p)² with their slopes: what each asks of a confident mistake."""
    words = {
        "ko": ("교차 엔트로피 −ln p", "제곱 오차 (1 − p)²", "정답 클래스의 확률 p", "손실"),
        "en": (
            "cross-entropy −ln p",
            "squared error (1 − p)²",
            "p, the right class's probability",
            "loss",
        ),
    }[language]
    left, bottom, width, height, top_loss = 70.0, 290.0, 500.0, 250.0, 5.0

    def place(p: float, loss: float) -> tuple[float, float]:
        return left + p * width, bottom - loss / top_loss * height

    ps = [math.exp(-top_loss) * (1 / math.exp(-top_loss)) ** (i / 120) for i in range(121)]
    parts = [line((left, bottom), (left + width, bottom), "axis")]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(text(place(tick, 0)[0], bottom + 22, number(tick, 2), "muted"))
    for tick in (1.0, 2.0, 3.0, 4.0, 5.0):
        x, y = place(0, tick)
        parts.append(line((x, y), (x + width, y), "grid"))
        parts.append(text(x - 12, y + 5, number(tick), "muted", "end"))
    half = place(0.5, math.log(2))
    parts += [
        curve((place(p, -math.log(p)) for p in ps), "loss"),
        curve((place(i / 60, (1 - i / 60) ** 2) for i in range(61)), "other"),
        text(left + 44, place(0, 2.81)[1], words[0], "loss-text", "start"),
        text(left + 10, bottom - 9, words[1], "muted", "start"),
        element("circle", cx=half[0], cy=half[1], r=4.5, class_="loss-dot"),
        text(half[0] + 10, half[1] - 10, "ln 2 = 0.6931", "loss-text", "start"),
        text(left + width / 2, bottom + 46, words[2], "muted"),
        text(left - 12, 22, words[3], "muted", "end"),
    ]
    return figure(640, 346, label, *parts)


def loss_curve(language: str, label: str | None) -> str:
    """The loss of the notebook's run on a logarithmic scale, its plateau at ln 2."""
    losses = load().losses.tolist()
    words = {
        "ko": ("고원: ln 2 = 0.6931", "스텝", "손실"),
        "en": ("plateau: ln 2 = 0.6931", "steps", "loss"),
    }[language]
    left, top, width, height = 78.0, 34.0, 520.0, 236.0
    high, low = math.log10(1.3), math.log10(1e-4)

    def place(step: float, loss: float) -> tuple[float, float]:
        part = (high - math.log10(loss)) / (high - low)
        return left + step / 10_000 * width, top + part * height

    parts = []
    for tick in (1.0, 0.1, 0.01, 0.001, 0.0001):
        x, y = place(0, tick)
        parts.append(line((x, y), (x + width, y), "grid"))
        parts.append(
            text(x - 10, y + 5, f"{tick:g}" if tick > 0.0001 else "0.0001", "muted", "end")
        )
    for tick in (0, 2000, 4000, 6000, 8000, 10_000):
        parts.append(text(place(tick, 1)[0], top + height + 24, f"{tick:,}", "muted"))
    plateau = place(0, math.log(2))[1]
    parts += [
        line((left, plateau), (left + width, plateau), "dashed"),
        curve((place(10 * i, loss) for i, loss in enumerate(losses)), "loss"),
        text(left + width, plateau - 8, words[0], "loss-text", "end"),
        text(left + width / 2, top + height + 46, words[1], "muted"),
        text(left - 10, 20, words[2], "muted", "end"),
    ]
    for step in (0, 1000, 2000, 9000):
        loss = losses[step // 10]
        x, y = place(step, loss)
        parts.append(element("circle", cx=x, cy=y, r=4.0, class_="loss-dot"))
        if step:
            anchor, dx, dy = LABELS[step]
            parts.append(text(x + dx, y + dy, number(loss), "loss-text", anchor))
    return figure(640, 326, label, *parts)


@functools.cache
def _seeded(seed: int) -> tuple[float, ...]:
    """The losses of 1,000 steps with momentum from the first weights of a seed."""
    run = train(steps=1000, momentum=0.9, seed=seed, device="cpu", progress=False)
    return tuple(run.losses.tolist())


def three_seeds(language: str, label: str | None) -> str:
    """The same training from three seeds: soon off the plateau, late, and stuck half way."""
    words = {"ko": ("시드", "스텝", "손실"), "en": ("seed", "steps", "loss")}[language]
    width, top, height, high = 158.0, 48.0, 150.0, 1.0
    parts: list[str] = []
    for i, seed in enumerate((70, 1, 0)):
        left = 78.0 + 190 * i

        def place(step: float, loss: float, left: float = left) -> Point:
            return left + step / 1000 * width, top + height * (1 - loss / high)

        levels = (("0", 0.0), ("ln 2", math.log(2)), ("0.4774", -math.log(4 / 27) / 4))
        for name, level in levels:
            x, y = place(0, level)
            parts.append(line((x, y), (x + width, y), "axis" if level == 0 else "dashed"))
            if i == 0:
                parts.append(text(x - 8, y + 5, name, "muted", "end"))
        for tick, anchor in ((0, "start"), (1000, "end")):
            parts.append(text(place(tick, 0)[0], top + height + 24, f"{tick:,}", "muted", anchor))
        losses = _seeded(seed)
        x, y = place(1000, losses[-1])
        parts += [
            text(left + width / 2, 24, f"{words[0]} {seed}", "strong"),
            curve((place(step, loss) for step, loss in enumerate(losses)), "loss"),
            element("circle", cx=x, cy=y, r=4.0, class_="loss-dot"),
            text(left + width / 2, top + height + 24, words[1], "muted"),
        ]
    parts.append(text(70, top - 6, words[2], "muted", "end"))
    return figure(640, 236, label, *parts)


def margin_loss(language: str, label: str | None) -> str:
    """ln(1 + e⁻ᵐ), the loss of a row with margin m, and its tangent at 0, which stays below."""
    words = {
        "ko": ("손실 ln(1 + e⁻ᵐ)", "접선 ln 2 − m/2", "마진 m"),
        "en": ("loss ln(1 + e⁻ᵐ)", "tangent ln 2 − m/2", "margin m"),
    }[language]
    left, top, width, height = 70.0, 20.0, 500.0, 250.0

    def place(m: float, loss: float) -> tuple[float, float]:
        return left + (m + 3) / 6 * width, top + (3.2 - loss) / 4.2 * height

    parts = []
    for tick in (-1.0, 0.0, 1.0, 2.0, 3.0):
        start = place(-3, tick)
        parts.append(line(start, place(3, tick), "axis" if tick == 0 else "grid"))
        parts.append(text(start[0] - 12, start[1] + 5, number(tick), "muted", "end"))
    for tick in (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0):
        parts.append(text(place(tick, 0)[0], top + height + 26, number(tick), "muted"))
    ms = [i / 20 for i in range(-60, 61)]
    x, y = place(0, math.log(2))
    parts += [
        line(place(-3, math.log(2) + 1.5), place(3, math.log(2) - 1.5), "other"),
        curve((place(m, math.log(1 + math.exp(-m))) for m in ms), "loss"),
        element("circle", cx=x, cy=y, r=4.5, class_="loss-dot"),
        text(x + 10, y - 10, "ln 2 = 0.6931", "loss-text", "start"),
        text(place(-1.7, 0)[0], place(0, 2.2)[1], words[0], "loss-text", "start"),
        text(place(1.6, 0)[0], place(0, -0.55)[1], words[1], "muted", "end"),
        text(left + width / 2, top + height + 52, words[2], "muted"),
    ]
    return figure(640, 336, label, *parts)


def descent(clear: bool, steps: int = 28, lr: float = 0.1) -> tuple[list[float], list[float]]:
    """`.grad` after each backward of w² from w = 3, and w after each step; w begins the latter."""
    w = torch.tensor(3.0, requires_grad=True, device="cpu")
    gradients, places = [], [w.item()]
    with torch.enable_grad():
        for _ in range(steps):
            if clear:
                w.grad = None
            torch.autograd.backward(w**2)
            assert w.grad is not None
            gradients.append(w.grad.item())
            with torch.no_grad():
                w -= lr * w.grad
            places.append(w.item())
    return gradients, places


def accumulation(language: str, label: str | None) -> str:
    """Descent of w² with and without clearing the gradient: `.grad` above, w below."""
    words = {
        "ko": ("backward 뒤의 .grad", "스텝 뒤의 w", "비우지 않음", "매번 비움", "스텝"),
        "en": (".grad after backward", "w after the step", "never cleared", "cleared", "steps"),
    }[language]
    left, width, height = 60.0, 540.0, 150.0
    runs = {clear: descent(clear) for clear in (True, False)}
    parts = []
    for row, (top, limit) in enumerate(((36.0, 14.0), (246.0, 3.5))):

        def place(step: float, value: float, top: float = top, limit: float = limit) -> Point:
            return left + step / 28 * width, top + height * (1 - value / limit) / 2

        parts.append(text(left, top - 12, words[row], "strong", "start"))
        for tick in (-12.0, 0.0, 12.0) if row == 0 else (-3.0, 0.0, 3.0):
            x, y = place(0, tick)
            parts.append(line((x, y), (x + width, y), "axis" if tick == 0 else "grid"))
            parts.append(text(x - 10, y + 5, number(tick), "muted", "end"))
        first = 1 - row  # the first gradient comes with step 1; w is there before it
        for clear, look in ((True, "other"), (False, "gradient")):
            values = runs[clear][row]
            parts.append(curve((place(first + i, v) for i, v in enumerate(values)), look))
    x, y = left + 7.3 / 28 * width, 36.0
    parts.append(text(x, y + 14, words[2], "gradient-text", "start"))
    parts.append(text(left + 7.6 / 28 * width, 36.0 + height / 2 - 22, words[3], "muted", "start"))
    for step in (0, 7, 14, 21, 28):
        parts.append(text(left + step / 28 * width, 246 + height + 24, f"{step}", "muted"))
    parts.append(text(left + width / 2, 246 + height + 48, words[4], "muted"))
    return figure(640, 452, label, *parts)


@functools.cache
def resumed() -> dict[str, tuple[float, ...]]:
    """The losses of 300 steps: in one go, and stopped at 120 with and without the velocity."""

    whole, kept = (
        train(steps=steps, momentum=0.9, device="cpu", progress=False) for steps in (300, 120)
    )
    emptied = copy.deepcopy(kept)
    emptied.optimizer_state = {}
    for run in (kept, emptied):
        train(steps=180, device="cpu", progress=False, resume=run)
    runs = {"whole": whole, "kept": kept, "emptied": emptied}
    return {name: tuple(run.losses.tolist()) for name, run in runs.items()}


def resumed_runs(language: str, label: str | None) -> str:
    """A run that was stopped at step 120 and resumed, over the one that never stopped."""
    words = {
        "ko": ("한 번에", "모멘텀과 함께", "모멘텀 없이", "스텝", "손실"),
        "en": ("in one go", "with momentum", "without momentum", "steps", "loss"),
    }[language]
    losses = resumed()
    plot = Plot(66, 36, 520, 220, (100, 300), (0, 0.8))
    (x, top), (_, bottom) = plot.place(120, 0.8), plot.place(120, 0)
    dots = "".join(
        "M{:.1f} {:.1f}h0".format(*plot.place(step, losses["whole"][step]))
        for step in range(100, 301, 5)
    )
    parts = [
        plot.rows((0.0, 0.2, 0.4, 0.6, 0.8)),
        line((x, top), (x, bottom), "dashed"),
        plot.columns((100, 120, 150, 200, 250, 300)),
        plot.below(words[3]),
        text(plot.left - 12, 18, words[4], "muted", "end"),
    ]
    for name, look in (("emptied", "other"), ("kept", "loss")):
        after = enumerate(losses[name][120:], 120)
        parts.append(curve((plot.place(step, loss) for step, loss in after), look))
    parts.append(element("path", d=dots, class_="dots"))
    for i, (words_, look) in enumerate(zip(words, ("dots", "loss", "other"), strict=False)):
        x, row = plot.place(145, 0.5 - 0.2 * i)
        sample = "".join(f"M{x - 44 + 18 * k:.1f} {row:.1f}h0" for k in range(3))
        parts.append(
            element("path", d=sample, class_=look)
            if look == "dots"
            else line((x - 46, row), (x - 6, row), look)
        )
        parts.append(
            text(x + 4, row + 5, words_, "muted" if look == "other" else "loss-text", "start")
        )
    return figure(640, 316, label, *parts)


def slope_errors() -> list[tuple[float, float]]:
    """How far off the numeric slope of x³ at 1 is, for steps from 10⁻¹² to 10⁻¹."""
    x = torch.tensor(1.0, dtype=torch.float64, device="cpu")
    steps = [10 ** (-12 + i / 8) for i in range(89)]
    return [(h, abs(numeric_gradient(lambda x: x * x * x, x, h).item() - 3)) for h in steps]


def numeric_error(language: str, label: str | None) -> str:
    """The error of a central difference over its step, both on logarithmic scales: a V."""
    words = {
        "ko": ("반올림: 1/h을 따라 커진다", "휨: h²", "움직인 폭 h", "오차"),
        "en": ("rounding: grows with 1/h", "bend: h²", "step h", "error"),
    }[language]
    left, top, width, height, low, high = 84.0, 34.0, 500.0, 230.0, -12, 0

    def place(step: float, error: float) -> Point:
        across = (math.log10(step) + 12) / 11
        up = (math.log10(max(error, 10.0**low)) - low) / (high - low)
        return left + across * width, top + (1 - up) * height

    parts = []
    for power, name in ((0, "1"), (-3, "10⁻³"), (-6, "10⁻⁶"), (-9, "10⁻⁹"), (-12, "10⁻¹²")):
        x, y = place(1e-12, 10.0**power)
        parts.append(line((x, y), (x + width, y), "grid"))
        parts.append(text(x - 10, y + 5, name, "muted", "end"))
    for power, name in (
        (-12, "10⁻¹²"),
        (-9, "10⁻⁹"),
        (-7, "10⁻⁷"),
        (-5, "10⁻⁵"),
        (-3, "10⁻³"),
        (-1, "10⁻¹"),
    ):
        parts.append(text(place(10.0**power, 1)[0], top + height + 24, name, "muted"))
    parts += [
        curve([place(1e-6, 1e-12), place(1e-1, 1e-2)], "other"),
        curve((place(h, error) for h, error in slope_errors()), "loss"),
        text(place(1e-8, 1e-5)[0] - 60, place(1e-8, 1e-5)[1], words[0], "loss-text", "start"),
        text(place(1e-3, 1e-8)[0] + 10, place(1e-3, 1e-8)[1], words[1], "muted", "start"),
        text(left + width / 2, top + height + 50, words[2], "muted"),
        text(left - 10, 20, words[3], "muted", "end"),
    ]
    return figure(640, 330, label, *parts)
