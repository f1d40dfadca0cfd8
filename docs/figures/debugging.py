"""Figures of the page "debugging": what silent faults do to a loss, and what to ask."""

from __future__ import annotations

import math

from figures import trained
from figures.plot import Plot, power_of_ten
from figures.svg import Picture, Words, arrow, box, centred, number, text

STEPS = 300


def sick_curves(words: Words) -> Picture:
    """Four silent faults, each beside the healthy run."""
    healthy, *sick = trained.load()["sick-curves"].tolist()
    parts = []
    for i, (fault, losses) in enumerate(zip(trained.FAULTS[1:], sick, strict=True)):
        plot = Plot(74 + 310 * (i % 2), 52 + 220 * (i // 2), 226, 132, (0, STEPS), (0, 0.8))
        x, y = plot.place(STEPS, losses[-1])
        parts += [
            plot.rows((0, math.log(2)), lambda tick: number(tick, 2)),
            plot.columns((0, STEPS)),
            plot.title(words[fault]),
            plot.line(enumerate(healthy), "other"),
            plot.line(enumerate(losses), "loss"),
            plot.dot(STEPS, losses[-1]),
            text(x, y + (26 if losses[-1] > 0.5 else -11), f"{losses[-1]:.4f}", "loss-text", "end"),
            text(plot.middle, plot.bottom + 24, words["steps"], "muted"),
            text(plot.left - 10, plot.top + 75, words["loss"], "muted", "end"),
        ]
    return 438, parts


def health(words: Words) -> Picture:
    """A healthy run beside two of too small and too large weights: values, ratios, losses."""
    parts = [
        text(88, 56, words["values"], "muted", "start"),
        text(88, 300, words["ratio"], "muted", "start"),
    ]
    recorded = trained.load()
    for i, title in enumerate(("healthy", "small", "large")):
        left = 88 + 190 * i
        parts.append(text(left + 75, 24, words[title], "strong"))
        for layer, values in enumerate(recorded["health-values"][i].tolist()):
            plot = Plot(left, 72 + 62 * layer, 150, 48, (-1, 1), (0, max(values)))
            parts.append(plot.level(0, "axis"))
            for k, value in enumerate(values):
                x, y = plot.place(-1 + 2 * k / trained.BINS, value)
                width = plot.width / trained.BINS - 1
                parts.append(box(x + 0.5, y, width, plot.bottom - y, "bar"))
            if i == 0:
                parts.append(plot.row_name(max(values) / 3, f"{words['layer']} {layer + 1}"))
        parts.append(plot.columns((-1, 0, 1)))
        plot = Plot(left, 316, 150, 120, (1, STEPS), (1e-5, 1e-1), log="y")
        for tick in (1e-1, 1e-3, 1e-5):
            parts.append(plot.level(tick, "grid"))
            if i == 0:
                parts.append(plot.row_name(tick, power_of_ten(tick)))
        ratios = recorded["health-ratios"][i].tolist()
        parts.append(plot.line(enumerate(ratios, 1), "gradient"))
        for tick, anchor in ((1, "start"), (STEPS, "end")):
            x, _ = plot.place(tick, 1e-5)
            parts.append(text(x, plot.bottom + 24, str(tick), "muted", anchor))
        parts.append(text(plot.middle, plot.bottom + 24, words["step"], "muted"))
        for row, (name, loss) in enumerate(
            zip(("loss", "new loss"), recorded["health-losses"][i].tolist(), strict=True)
        ):
            said = words[name].format(number(loss, 2))
            parts.append(text(plot.middle, plot.bottom + 62 + 26 * row, said, "loss-text"))
    return 536, parts


def examination(words: Words) -> Picture:
    """Five questions to a network that doesn't learn; the first no says where to look."""
    left, right, top, pitch = 150, 388, 30, 74
    parts = []
    for i in range(5):
        y = top + pitch * i
        parts += [
            centred(left, y, 284, 40, "node", rx=8),
            text(left, y + 6, words[f"question {i + 1}"]),
            arrow((292, y), (372, y)),
            text(329, y - 8, words["no"], "muted"),
            text(right, y + 6, words[f"look {i + 1}"], "", "start"),
            arrow((left, y + 20), (left, y + pitch - 20)),
            text(left + 14, y + pitch / 2 + 6, words["yes"], "muted", "start"),
        ]
    y = top + pitch * 5
    parts.append(text(left, y + 6, words["rest"], "strong"))
    return y + 30, parts
