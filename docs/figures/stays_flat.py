"""Figures of the page "stays-flat": which seeds get stuck, and slope and curvature along a run."""

from __future__ import annotations

import math

from figures import trained
from figures.plot import Plot
from figures.svg import Picture, Words, circle, element, text
from xor_tutorial import study

#: Settings in the figure of survival, and where each has its name: share, anchor, shift.
SURVIVORS = {
    "lr 0.1": (0.9, "start", 12),
    "lr 0.3": (0.42, "start", 10),
    "lr 0.7": (0.4, "end", -10),
    "lr 3": (0.7, "start", 10),
    "momentum 0.9": (0.72, "end", -10),
}
#: Outcome → the class of its mark.
OUTCOMES = {"solved": "bar", "plateau": "loss", "one row": "class0-line", "two rows": "class1-line"}


def survival(words: Words) -> Picture:
    """The share of seeds that have not solved XOR yet, against steps on a logarithmic scale."""
    plot = Plot(84, 40, 508, 236, (50, study.STEPS), (0, 1), log="x")
    steps = [50 * (study.STEPS / 50) ** (i / 130) for i in range(131)]
    parts = [
        plot.rows((0, 0.5, 1), lambda share: f"{100 * share:.0f} %"),
        plot.columns((100, 1000, 10_000)),
        plot.x_name(words["steps"]),
        text(10, 20, words["unsolved"], "muted", "start"),
    ]
    for name, (share, anchor, shift) in SURVIVORS.items():
        results = study.load_results(name)
        momentum = results.setting.optimizer == "momentum"
        shares = results.unsolved([round(step) for step in steps])
        parts.append(plot.line(zip(steps, shares, strict=True), "other" if momentum else "border"))
        x, y = plot.place(results.quantile(1 - share) or study.STEPS, share)
        if name == "lr 0.1":
            x, y, anchor = plot.right, plot.top - 8, "end"
        class_ = "muted" if momentum else ""
        parts.append(text(x + shift, y + 5, words[name], class_, anchor))
    return 336, parts


def seed_grid(words: Words) -> Picture:
    """Seeds 0 to 999 of one setting, each marked by its outcome."""
    outcomes = study.load_results("relu, lr 0.1").outcomes
    cell, columns = 12, 50
    paths = dict.fromkeys(study.OUTCOMES, "")
    for seed, name in enumerate(outcomes):
        paths[name] += _mark(name, 20 + seed % columns * cell, 12 + seed // columns * cell)
    parts = [
        element("path", d=path, class_=OUTCOMES.get(name, "loss"))
        for name, path in paths.items()
        if path
    ]
    for i, (name, class_) in enumerate(OUTCOMES.items()):
        x = 24 + 152 * i
        parts.append(element("path", d=_mark(name, x, 278), class_=class_))
        parts.append(text(x + 20, 290, f"{words[name]} {outcomes.count(name)}", "", "start"))
    return 304, parts


def _mark(name: str, x: float, y: float) -> str:
    x, y = x + 2, y + 2
    return {
        "solved": f"M{x} {y}h8v8h-8z",
        "plateau": f"M{x} {y + 4}h8",
        "one row": f"M{x} {y + 8}l4 -8l4 8z",
        "two rows": f"M{x} {y}l8 8m0 -8l-8 8",
        "other": f"M{x + 4} {y}v8",
    }[name]


def saddle(words: Words) -> Picture:
    """Lines of equal height around a saddle, and gradient descent past it."""
    up, down = 0.8, 0.1  # the sizes of the curvatures, across and along the way down
    plot = Plot(20, 14, 600, 210, (-4, 4), (-1.4, 1.4))
    parts = [plot.box("frame")]
    for height in (-0.4, -0.1, 0.1, 0.4):
        for side in (-1, 1):
            rays = [2.2 * (i / 80 - 1) for i in range(161)]
            near, far = (
                [math.sqrt(2 * abs(height)) * f(ray) for ray in rays]
                for f in (math.cosh, math.sinh)
            )
            across, along = (near, far) if height > 0 else (far, near)
            places = [
                (side * x / math.sqrt(down), side * y / math.sqrt(up))
                for x, y in zip(along, across, strict=True)
            ]
            parts.append(
                plot.line([p for p in places if abs(p[0]) < 4 and abs(p[1]) < 1.4], "line")
            )
    x, y = 0.1, 1.25
    start = plot.place(x, y)
    dots = ""
    while x < 4:
        dots += "M{:.1f} {:.1f}h0".format(*plot.place(x, y))
        x, y = x + 0.7 * down * x, y - 0.7 * up * y
    parts += [
        element("path", d=dots, class_="dots"),
        circle(*start, 7, "ring"),
        text(start[0] + 16, start[1] + 6, words["start"], "", "start"),
        text(plot.middle, plot.bottom - 7, words["higher"], "muted"),
        text(plot.left + 12, plot.place(0, 0)[1] + 6, words["lower"], "muted", "start"),
        text(plot.middle - 10, plot.place(0, 0)[1] + 6, words["saddle"], "strong", "end"),
    ]
    return 238, parts


def flatness(words: Words) -> Picture:
    """Gradient norm and the two extreme curvatures along the notebook's run, logarithmic."""
    plot = Plot(84, 30, 520, 250, (0, 3000), (1e-4, 2), log="y")
    norms, highest, lowest = trained.load()["flatness"].tolist()
    steps = trained.CURVATURE_STEPS
    return 334, [
        plot.rows((1, 0.1, 0.01, 0.001, 0.0001)),
        plot.columns((0, 1000, 2000, 3000)),
        plot.x_name(words["steps"]),
        plot.line(zip(steps, highest, strict=True), "line"),
        plot.line(zip(steps, norms, strict=True), "gradient"),
        plot.line(((step, -value) for step, value in zip(steps, lowest, strict=True)), "other"),
        text(*plot.place(150, 0.43), words["highest"], "muted", "start"),
        text(*plot.place(110, 0.0125), words["lowest"], "muted", "start"),
        text(*plot.place(420, 0.00035), words["norm"], "gradient-text", "start"),
    ]
