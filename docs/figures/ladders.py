"""How fast a step can go: rungs of the recorded ladder on a scale of powers of ten."""

from __future__ import annotations

import math
from collections.abc import Mapping

from figures.svg import element, figure, line, text
from xor_tutorial import ladder

#: Device → rung → what it is called in each language.
RUNGS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "cpu": {
        "notebook": ("저장하는 루프", "loop that saves"),
        "bare loop": ("맨 루프", "bare loop"),
        "functions": ("함수만", "functions alone"),
        "by hand": ("손으로 쓴 역전파", "backward by hand"),
        "stacked 10": ("10개 쌓기", "10 stacked"),
        "stacked 100": ("100개 쌓기", "100 stacked"),
        "JavaScript": ("JavaScript", "JavaScript"),
        "stacked 1,000": ("1,000개 쌓기", "1,000 stacked"),
        "stacked 10,000": ("10,000개 쌓기", "10,000 stacked"),
        "one kernel 10,000": ("10,000개, 커널 하나", "10,000, one kernel"),
    },
    "cuda": {
        "bare loop": ("맨 루프", "bare loop"),
        "bare loop, graph": ("그래프", "graph"),
        "one kernel 1, graph": ("커널 하나, 그래프", "one kernel, graph"),
        "stacked 1,000": ("1,000개 쌓기", "1,000 stacked"),
        "stacked 100,000": ("100,000개 쌓기", "100,000 stacked"),
        "stacked 100,000, graph": ("100,000개, 그래프", "100,000, graph"),
        "stacked 100,000, compiled, graph": ("100,000개, 컴파일", "100,000, compiled"),
        "one kernel 100,000, graph": ("100,000개, 커널 하나", "100,000, one kernel"),
    },
}
WORDS = {
    "ko": ("네트워크 하나의 한 스텝에 걸리는 µs (로그 눈금)", "메모리의 바닥"),
    "en": ("µs for a step of one network (logarithmic scale)", "memory's floor"),
}


def speed_ladder(language: str, label: str | None) -> str:
    """What a network's step costs on the CPU, rung by rung, down to what memory allows."""
    return _ladder("cpu", language, label)


def speed_ladder_gpu(language: str, label: str | None) -> str:
    """The same on the GPU."""
    return _ladder("cuda", language, label)


def step_parts(language: str, label: str | None) -> str:
    """What the profiler saw of a step: a bar for each part, filled as far as operations go."""
    parts = ladder.load("cpu").parts
    words = {
        "ko": ("지우기", "순전파", "손실", "역전파", "옵티마이저", "연산 안", "연산 밖"),
        "en": ("clear", "forward", "loss", "backward", "optimizer", "in operations", "outside"),
    }[language]
    left, top, width, row = 132.0, 16.0, 400.0, 38.0
    scale = width / max(part["seconds"] for part in parts.values())
    drawn = []
    for place, (part, word) in enumerate(zip(parts.values(), words, strict=False)):
        y = top + row * place
        whole, inside = part["seconds"] * scale, part["seconds in operations"] * scale
        drawn.append(text(left - 12, y + 18, word, "", "end"))
        drawn.append(_bar(left, y, whole, "node"))
        if inside:
            drawn.append(_bar(left, y, inside, "bar"))
        shown = f"{part['seconds'] * 1e6:.0f} µs"
        drawn.append(text(left + whole + 10, y + 18, shown, "muted", "start"))
    bottom = top + row * len(parts) + 10
    for x, word, look in ((left, words[5], "bar"), (left + 210, words[6], "node")):
        drawn.append(_bar(x, bottom, 26.0, look))
        drawn.append(text(x + 36, bottom + 18, word, "muted", "start"))
    return figure(640, int(bottom) + 36, label, *drawn)


def _bar(x: float, y: float, width: float, look: str) -> str:
    return element("rect", x=x, y=y, width=width, height=24.0, class_=look)


def _ladder(device: str, language: str, label: str | None) -> str:
    recorded, rungs = ladder.load(device), RUNGS[device]
    left, top, width, row = 232.0, 30.0, 316.0, 32.0
    bottom = top + row * len(rungs)
    least = recorded.least() * 1e6
    costs = {name: recorded.each(name) * 1e6 for name in rungs}
    first = math.floor(math.log10(least))
    last = math.ceil(math.log10(max(costs.values())))

    def across(cost: float) -> float:
        return left + (math.log10(cost) - first) / (last - first) * width

    parts = []
    for power in range(first, last + 1):
        x = across(10**power)
        parts.append(line((x, top), (x, bottom), "grid"))
        if power % 2 == 0 or last - first < 5:
            parts.append(text(x, bottom + 24, f"{10.0**power:,g}", "muted"))
    parts.append(line((across(least), top), (across(least), bottom), "dashed"))
    parts.append(text(across(least), top - 8, WORDS[language][1], "loss-text", "start"))
    for place, (name, names) in enumerate(rungs.items()):
        y = top + row * (place + 0.5)
        parts.append(text(left - 12, y + 5, names[language == "en"], "", "end"))
        parts.append(element("circle", cx=across(costs[name]), cy=y, r=6.0, class_="loss-dot"))
        shown = ladder.three_digits(costs[name])
        parts.append(text(across(costs[name]) + 14, y + 5, shown, "muted", "start"))
    parts.append(text(left + width / 2 - 60, bottom + 50, WORDS[language][0], "muted"))
    return figure(640, int(bottom) + 64, label, *parts)
