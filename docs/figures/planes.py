"""XOR on the plane: the four points, the curve that parts them, and how it came about."""

from __future__ import annotations

import torch
from torch import Tensor

from figures.svg import element, figure, line, mark, number, region, text
from xor_tutorial.data import truth_table
from xor_tutorial.network import XOR
from xor_tutorial.recordings import load

LOW, HIGH = -0.35, 1.35  # what part of the plane is shown


def xor_plane(language: str, label: str | None) -> str:
    """The truth table as points, over the regions that the trained network has learned."""
    side, left, top = 380.0, 130.0, 18.0
    words = {"ko": ("클래스 0", "클래스 1"), "en": ("class 0", "class 1")}[language]
    parts = [panel(load().model(10_000), left, top, side, cells=48, ticks=True, example=True)]
    x, y = position(1.0, 1.0, left, top, side)
    parts.append(text(x, y - 20, words[0], "class0-text"))
    x, y = position(0.0, 1.0, left, top, side)
    parts.append(text(x, y - 24, words[1], "class1-text"))
    return figure(640, 452, label, *parts)


def decision_boundary(language: str, label: str | None) -> str:
    """The plane at five moments of the run."""
    recording, parts = load(), []
    word = {"ko": "{} 스텝", "en": "step {}"}[language]
    places = [(70, 0), (250, 0), (430, 0), (160, 232), (340, 232)]
    for step, (left, top) in zip((0, 1000, 1500, 2000, 10_000), places, strict=True):
        loss = recording.losses[step // 10].item()
        parts.append(panel(recording.model(step), float(left), top + 30.0, 150.0, cells=24))
        parts.append(text(left + 75.0, top + 18.0, word.format(f"{step:,}"), "strong"))
        parts.append(text(left + 75.0, top + 202.0, f"loss {number(loss)}", "loss-text"))
    return figure(640, 446, label, *parts)


def hidden_folding(language: str, label: str | None) -> str:
    """The four points at the input, and where the hidden layers have put them."""
    model = load().model(10_000)
    inputs, targets = truth_table("cpu")
    with torch.inference_mode():
        hidden = model.layers[:4](inputs)
    words = {
        "ko": ("입력", "두 번째 은닉층", "한 직선으로 나눌 수 없습니다", "한 직선으로 나뉩니다"),
        "en": ("inputs", "second hidden layer", "no line separates them", "one line does"),
    }[language]
    side, top = 230.0, 40.0
    parts = []
    for left, title, below, points in (
        (50.0, words[0], words[2], inputs),
        (360.0, words[1], words[3], hidden),
    ):
        parts.append(element("rect", x=left, y=top, width=side, height=side, class_="frame"))
        parts.append(text(left + side / 2, 22.0, title, "strong"))
        parts.append(text(left + side / 2, top + side + 44, below, "muted"))
        names = ("h₁", "h₂") if points is hidden else ("x₁", "x₂")
        parts.append(axes(left, top, side, names))
        if points is hidden:
            parts.append(_separating_line(model, left, top, side))
        # Points that fall together are drawn beside each other, largest first.
        for place, kind in _spread(points, targets):
            x, y = position(*place, left, top, side)
            parts.append(mark(x, y, kind, ringed=points is inputs and place == (0.0, 1.0)))
    return figure(640, 326, label, *parts)


def favicon() -> str:
    """The site's mark: four points and the curve that parts them; colours follow the system."""
    style = (
        ".class0{fill:#1f6fb2}.class1{fill:#c8590b}.border{fill:none;stroke:#5b6270;stroke-width:2.4;"
        "stroke-linecap:round}@media(prefers-color-scheme:dark){.class0{fill:#6db1ef}"
        ".class1{fill:#f2a15c}.border{stroke:#aeb4c0}}"
    )
    marks = "".join(mark(x, y, kind, 5.5) for x, y, kind in ((9, 23, 0), (23, 9, 0)))
    marks += "".join(mark(x, y, kind, 5.0) for x, y, kind in ((9, 9, 1), (23, 23, 1)))
    curves = element("path", d="M2 16 Q14 18 16 30", class_="border")
    curves += element("path", d="M16 2 Q18 14 30 16", class_="border")
    return element(
        "svg",
        element("style", style) + curves + marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 32 32",
    )


def panel(
    model: XOR,
    left: float,
    top: float,
    side: float,
    cells: int,
    ticks: bool = False,
    example: bool = False,
) -> str:
    """The plane with the regions of one network and the four points."""
    axis = torch.linspace(LOW, HIGH, cells + 1, device="cpu")
    x2, x1 = torch.meshgrid(axis.flip(0), axis, indexing="ij")
    with torch.inference_mode():
        logits = model(torch.stack([x1, x2], dim=-1).view(-1, 2))
    scores = (logits[:, 1] - logits[:, 0]).view(cells + 1, cells + 1)
    area, border = region(scores.tolist(), left, top, side / cells)
    box = {"x": left, "y": top, "width": side, "height": side}
    parts = [
        element("rect", **box, class_="class0-area"),
        element("path", d=area, class_="class1-area") if area else "",
        element("path", d=border, class_="border") if border else "",
        axes(left, top, side) if ticks else "",
    ]
    inputs, targets = truth_table("cpu")
    for (a, b), kind in zip(inputs.tolist(), targets.tolist(), strict=True):
        size = 9.0 if side > 200 else 6.0
        parts.append(
            mark(*position(a, b, left, top, side), kind, size, example and (a, b) == (0, 1))
        )
    return "".join(parts)


def axes(left: float, top: float, side: float, names: tuple[str, str] = ("x₁", "x₂")) -> str:
    """0 and 1 along both sides of the plane, and between them what is measured."""
    parts = []
    for value in (0.0, 1.0):
        x, y = position(value, value, left, top, side)
        parts.append(text(x, top + side + 20, number(value), "muted"))
        parts.append(text(left - 14, y + 5, number(value), "muted"))
    middle = position(0.5, 0.5, left, top, side)
    parts.append(text(middle[0], top + side + 20, names[0], "variable"))
    parts.append(text(left - 16, middle[1] + 5, names[1], "variable"))
    return "".join(parts)


def _separating_line(model: XOR, left: float, top: float, side: float) -> str:
    """Where the two logits are equal: a straight line in the plane of the last hidden layer."""
    (w1, w2), b = _difference(model)
    points = []
    for h1 in (LOW, HIGH):
        points.append((h1, -(b + w1 * h1) / w2))
    clipped = []
    for h1, h2 in points:  # where it leaves the frame above or below, it ends there
        inside = min(max(h2, LOW), HIGH)
        clipped.append((h1 if inside == h2 else -(b + w2 * inside) / w1, inside))
    start, end = (position(*point, left, top, side) for point in clipped)
    return line(start, end, "border")


def _difference(model: XOR) -> tuple[tuple[float, float], float]:
    weight, bias = (parameter.detach() for parameter in list(model.parameters())[-2:])
    w = (weight[1] - weight[0]).tolist()
    return (w[0], w[1]), (bias[1] - bias[0]).item()


def _spread(points: Tensor, targets: Tensor) -> list[tuple[tuple[float, float], int]]:
    """Each point with its class; points that would cover each other are moved apart."""
    placed: list[tuple[tuple[float, float], int]] = []
    for point, kind in zip(points.tolist(), targets.tolist(), strict=True):
        x, y = point
        while any(abs(x - a) + abs(y - b) < 0.08 for (a, b), _ in placed):
            x, y = x + 0.09, y
        placed.append(((x, y), kind))
    return placed


def position(x1: float, x2: float, left: float, top: float, side: float) -> tuple[float, float]:
    """Where a point of the plane is drawn: x₁ to the right, x₂ upwards."""
    scale = side / (HIGH - LOW)
    return left + (x1 - LOW) * scale, top + (HIGH - x2) * scale
