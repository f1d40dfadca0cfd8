"""What a loss asks: of a wrong belief, of a confident mistake, of overconfidence."""

from __future__ import annotations

import math

from figures.plot import Plot
from figures.svg import arrow, element, figure, line, number, text


def _cross_entropy(y: float, q: float) -> float:
    return -(y * math.log(q) + (1 - y) * math.log(1 - q))


def cross_entropy_gap(language: str, label: str | None) -> str:
    """A coin that shows heads 9 times in 10: the mean surprise of one who believes q."""
    words = {
        "ko": ("교차 엔트로피 H(y, q)", "엔트로피 H(y) =", "KL 발산", "믿는 확률 q"),
        "en": ("cross-entropy H(y, q)", "entropy H(y) =", "KL divergence", "q, as believed"),
    }[language]
    plot = Plot(66, 22, 520, 240, x=(0.0, 1.0), y=(0.0, 2.0))
    entropy, half = _cross_entropy(0.9, 0.9), _cross_entropy(0.9, 0.5)
    parts = [plot.rows((0, 0.5, 1, 1.5, 2)), plot.columns((0, 0.25, 0.5, 0.75, 0.9, 1))]
    parts.append(line(plot.place(0, entropy), plot.place(1, entropy), "other"))
    parts.append(plot.curve(lambda q: _cross_entropy(0.9, q), "loss", between=(0.112, 0.998)))
    x, y = plot.place(0.9, entropy)
    parts.append(element("circle", cx=x, cy=y, r=4.5, class_="loss-dot"))
    parts.append(arrow(plot.place(0.5, entropy), plot.place(0.5, half)))
    parts.append(text(*plot.place(0.51, 0.8), words[2], "", "start"))
    parts.append(text(*plot.place(0.24, 1.6), words[0], "loss-text", "start"))
    x, y = plot.place(0.03, entropy)
    parts.append(text(x, y + 20, f"{words[1]} {number(entropy)}", "muted", "start"))
    parts.append(plot.below(words[3]))
    return figure(640, 320, label, *parts)


def dying_gradient(language: str, label: str | None) -> str:
    """How hard two losses pull at the right class's score, over that score; the other is 0."""
    words = {
        "ko": ("교차 엔트로피 1 − p", "제곱 오차 2p(1 − p)²", "정답의 점수", "당기는 힘"),
        "en": (
            "cross-entropy 1 − p",
            "squared error 2p(1 − p)²",
            "score of the right class",
            "how hard it pulls",
        ),
    }[language]
    plot = Plot(66, 40, 520, 220, x=(-8, 8), y=(0, 1))

    def p(score: float) -> float:
        return 1 / (1 + math.exp(-score))

    parts = [plot.rows((0, 0.25, 0.5, 0.75, 1)), plot.columns((-8, -5, -2, 0, 2, 5, 8))]
    parts.append(plot.curve(lambda z: 2 * p(z) * (1 - p(z)) ** 2, "other"))
    parts.append(plot.curve(lambda z: 1 - p(z), "loss"))
    parts.append(text(*plot.place(0.4, 0.6), words[0], "loss-text", "start"))
    parts.append(text(*plot.place(-7.6, 0.38), words[1], "muted", "start"))
    parts.append(text(54, 20, words[3], "muted", "start"))
    parts.append(plot.below(words[2]))
    return figure(640, 320, label, *parts)


def smoothed_loss(language: str, label: str | None) -> str:
    """The loss over the lead of the right logit, with and without smoothing: where it is least."""
    words = {
        "ko": ("그대로", "레이블 스무딩 0.1", "정답 로짓의 앞선 폭 m", "손실"),
        "en": ("as it is", "label smoothing 0.1", "lead m of the right logit", "loss"),
    }[language]
    plot = Plot(66, 40, 520, 220, x=(-1, 9), y=(0, 1.25))

    def loss(m: float, wrong: float) -> float:
        return math.log1p(math.exp(-m)) + wrong * m

    best = math.log(0.95 / 0.05)
    parts = [plot.rows((0, 0.25, 0.5, 0.75, 1, 1.25)), plot.columns((-1, 1, 3, 5, 7, 9))]
    parts.append(plot.curve(lambda m: loss(m, 0.0), "other"))
    parts.append(plot.curve(lambda m: loss(m, 0.05), "loss"))
    x, y = plot.place(best, loss(best, 0.05))
    parts.append(element("circle", cx=x, cy=y, r=4.5, class_="loss-dot"))
    parts.append(text(x, y - 14, f"m = {number(best)}", "loss-text"))
    parts.append(text(*plot.place(5.2, 0.56), words[1], "loss-text", "start"))
    parts.append(text(*plot.place(5.4, 0.05), words[0], "muted", "start"))
    parts.append(text(54, 20, words[3], "muted", "start"))
    parts.append(plot.below(words[2]))
    return figure(640, 320, label, *parts)
