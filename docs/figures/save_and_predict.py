"""Figures of the page "save-and-predict"."""

from __future__ import annotations

from figures import trained
from figures.plane import axes, network_plane, plane
from figures.plot import Plot
from figures.svg import Picture, Words, element, line, text
from xor_tutorial.recordings import load

STOPPED = 120


def resumed(words: Words) -> Picture:
    """A run that was stopped at step 120 and resumed, over the one that never stopped."""
    whole, kept, emptied = trained.load()["resumed"].tolist()
    plot = Plot(66, 36, 520, 220, (100, 300), (0, 0.8))
    places = [plot.place(step, whole[step]) for step in range(100, 301, 5)]
    parts = [
        plot.rows((0, 0.2, 0.4, 0.6, 0.8)),
        line(plot.place(STOPPED, 0.8), plot.place(STOPPED, 0), "dashed"),
        plot.columns((100, 120, 150, 200, 250, 300)),
        plot.x_name(words["steps"]),
        plot.y_name(words["loss"]),
        plot.line(list(enumerate(emptied))[STOPPED:], "other"),
        plot.line(list(enumerate(kept))[STOPPED:], "loss"),
        element("path", d="".join(f"M{x:.1f} {y:.1f}h0" for x, y in places), class_="dots loss"),
    ]
    x, y = plot.place(145, 0.5)
    for i, (name, look, class_) in enumerate(
        (
            ("whole", "dots loss", "loss-text"),
            ("kept", "loss", "loss-text"),
            ("emptied", "other", "muted"),
        )
    ):
        row = y + 55 * i
        if look == "dots loss":
            sample = "".join(f"M{x - 44 + 18 * k:.1f} {row:.1f}h0" for k in range(3))
            parts.append(element("path", d=sample, class_=look))
        else:
            parts.append(line((x - 46, row), (x - 6, row), look))
        parts.append(text(x + 4, row + 5, words[name], class_, "start"))
    return 316, parts


def xor_plane(words: Words) -> Picture:
    """The truth table as points, over the regions that the trained network has learned."""
    plot = plane(130, 18, 380)
    x0, y0 = plot.place(1, 1)
    x1, y1 = plot.place(0, 1)
    return 452, [
        network_plane(plot, load().model(10_000), cells=48),
        axes(plot),
        text(x0, y0 - 20, words["class 0"], "class0-text"),
        text(x1, y1 - 24, words["class 1"], "class1-text"),
    ]
