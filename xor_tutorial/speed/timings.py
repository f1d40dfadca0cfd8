"""What a training step costs, as `benchmarks/speed.py` recorded it: tables of the page on speed.

A recording is a JSON file in `results/`: where and when it was made; for each rung how many
networks train at once, how far its first losses are from the bare loop's, and the seconds a step
took in each round, or why the rung couldn't be had; what the profiler saw of the parts of a step;
and what the device does in a second at most.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

RESULTS = Path(__file__).with_name("results")
DEVICES = ("cpu", "cuda")
BARE = "bare loop"

#: The 28 parameters, read and written, 4 bytes each: what a step must move at least.
LEAST_BYTES = 28 * 4 * 2


@dataclass(frozen=True)
class Ladder:
    """One recording.

    Attributes:
        made: on which device and processor, with which torch, when, in how many rounds.
        rungs: for each rung what was seen of it.
        parts: for each part of the bare loop's step its operations, and seconds.
        rates: bytes, multiply-adds, … in a second, in each round.
    """

    made: dict[str, Any]
    rungs: dict[str, dict[str, Any]]
    parts: dict[str, dict[str, float]]
    rates: dict[str, list[float]]

    def seconds(self, name: str) -> float:
        """How long a step of a rung takes: the median of all rounds.

        Raises:
            ValueError: no such rung, or it couldn't be had.
        """
        return median(self._each_round(name))

    def each(self, name: str) -> float:
        """The seconds of a step for each of the networks that it trains."""
        return self.seconds(name) / int(self.rungs[name]["networks"])

    def ratio(self, name: str) -> float:
        """How many times as fast as the bare loop, for each network: the median of all rounds.

        Examples:
            >>> from xor_tutorial.speed.timings import load
            >>> load("cpu").ratio("bare loop")
            1.0
        """
        pairs = zip(self._each_round(BARE), self._each_round(name), strict=True)
        return median(bare / seconds for bare, seconds in pairs) * int(self.rungs[name]["networks"])

    def table(self, *names: str) -> str:
        """Rungs, a line each: microseconds a step, the same for each network, and the ratio.

        Raises:
            ValueError: no rungs, or one that isn't recorded.
        """
        if not names:
            raise ValueError(f"names: expected some of {', '.join(self.rungs)}, got none")
        width = max(map(len, names))
        lines = [f"{'':<{width}}{'µs a step':>11}{'networks':>11}{'µs each':>11}{'× bare':>11}"]
        for name in names:
            rung = self._rung(name)
            if "failed" in rung:
                lines.append(f"{name:<{width}} failed: {rung['failed']}")
                continue
            numbers = (
                three_digits(self.seconds(name) * 1e6),
                f"{rung['networks']:,}",
                three_digits(self.each(name) * 1e6),
                three_digits(self.ratio(name)),
            )
            lines.append(f"{name:<{width}}" + "".join(f"{number:>11}" for number in numbers))
        return "\n".join(lines)

    def table_of_parts(self) -> str:
        """The parts of the bare loop's step: operations, microseconds in them, and in all."""
        lines = [f"{'':<9}{'operations':>11}{'µs in them':>11}{'µs in all':>11}"]
        whole: dict[str, float] = {}
        for part in self.parts.values():
            whole = {key: whole.get(key, 0) + value for key, value in part.items()}
        for name, part in {**self.parts, "together": whole}.items():
            numbers = (
                f"{part['operations']:.0f}",
                f"{part['seconds in operations'] * 1e6:.0f}",
                f"{part['seconds'] * 1e6:.0f}",
            )
            lines.append(f"{name:<9}" + "".join(f"{number:>11}" for number in numbers))
        return "\n".join(lines)

    def least(self) -> float:
        """The seconds that memory alone needs to read and write one network's parameters."""
        return LEAST_BYTES / median(self.rates["bytes"])

    def _rung(self, name: str) -> dict[str, Any]:
        if name not in self.rungs:
            raise ValueError(f"name: expected one of {', '.join(self.rungs)}, got {name!r}")
        return self.rungs[name]

    def _each_round(self, name: str) -> list[float]:
        rung = self._rung(name)
        if "failed" in rung:
            raise ValueError(f"{name} could not be had: {rung['failed']}")
        return list(rung["seconds"])


def load(device: str = "cpu") -> Ladder:
    """The recording that the package carries of a device.

    Args:
        device: `"cpu"` or `"cuda"`.

    Raises:
        ValueError: there is no recording of that device.

    Examples:
        >>> from xor_tutorial.speed.timings import load
        >>> load("cpu").made["device"]
        'cpu'
    """
    if device not in DEVICES:
        raise ValueError(f"device: expected one of {', '.join(DEVICES)}, got {device!r}")
    content = json.loads((RESULTS / f"{device}.json").read_text(encoding="utf-8"))
    return Ladder(content["made"], content["rungs"], content["parts"], content["rates"])


def three_digits(number: float) -> str:
    """A number above 0 with three digits that say something, and no exponent.

    Examples:
        >>> from xor_tutorial.speed.timings import three_digits
        >>> [three_digits(number) for number in (4567.8, 228.15, 2.2, 0.083141)]
        ['4,570', '228', '2.20', '0.0831']
    """
    exponent = int(f"{number:.2e}".partition("e")[2])
    return f"{round(number, 2 - exponent):,.{max(2 - exponent, 0)}f}"
