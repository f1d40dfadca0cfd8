"""Figures of the page "thousand-seeds": when seeds are solved, and how certain that is."""

from __future__ import annotations

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
#: The setting whose seeds are the twenty studies in the figure of intervals.
SAMPLED = "2-4-2 relu, lr 0.1"
#: Settings that have their name in the figure of speed and success, and where: anchor, shifts.
NAMED = {
    "lr 0.7": ("middle", 0, -14),
    "momentum 0.9": ("middle", 0, -14),
    "Adam, lr 0.01": ("start", -4, 27),
    "Adam, lr 0.1": ("start", -4, 27),
    "tanh, lr 0.7": ("middle", 0, -14),
    "relu, lr 0.7": ("start", 12, 6),
    "relu, lr 0.1": ("start", 12, 6),
    "lr 7": ("end", -12, 6),
}
#: Outcome → the class of its mark.
OUTCOMES = {"solved": "bar", "plateau": "loss", "one row": "class0-line", "two rows": "class1-line"}


def fast_and_reliable(words: Words) -> Picture:
    """Every setting by the step at which a tenth of its seeds are done, and by all that learn."""
    plot = Plot(84, 68, 508, 240, (30, study.STEPS), (0, 1), log="x")
    parts = [
        plot.rows((0, 0.5, 1), lambda share: f"{100 * share:.0f} %"),
        plot.columns((100, 1000, 10_000)),
        plot.x_name(words["steps"]),
        text(10, 20, words["solved"], "muted", "start"),
    ]
    for name in (name for settings in study.FACTORS.values() for name in settings):
        results = study.load_results(name)
        step = results.quantile(0.1)
        if step is None:
            continue
        x, y = plot.place(step, results.outcomes.count("solved") / len(results.outcomes))
        if name in NAMED:
            anchor, across, down = NAMED[name]
            parts.append(text(x + across, y + down, words[name], "", anchor))
        parts.append(circle(x, y, 5 if name in NAMED else 3, "dot"))
    return 368, parts


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


def intervals(words: Words) -> Picture:
    """A thousand seeds as twenty studies of fifty, each with its interval."""
    solved = [name == "solved" for name in study.load_results(SAMPLED).outcomes]
    share = sum(solved) / len(solved)
    plot = Plot(78, 44, 426, 220, (0, 21), (0.36, 1))
    x, y = plot.place(21, share)
    parts = [
        plot.rows((0.4, 0.6, 0.8, 1), lambda part: f"{100 * part:.0f} %"),
        plot.level(share, "axis"),
        text(x + 8, y - 4, words["all"], "", "start"),
        text(x + 8, y + 20, f"{100 * share:.1f} %", "", "start"),
        plot.columns((1, 5, 10, 15, 20)),
        plot.x_name(words["studies"]),
        text(10, 20, words["share"], "muted", "start"),
    ]
    for i in range(20):
        part = sum(solved[50 * i : 50 * (i + 1)])
        low, high = study.wilson(part, 50)
        hit = low <= share <= high
        parts.append(plot.line([(i + 1, low), (i + 1, high)], "line" if hit else "class1-line"))
        parts.append(circle(*plot.place(i + 1, part / 50), 4 if hit else 5, "dot"))
    return 330, parts
