"""Recorded timings of a training step, for the tables and figures of two pages.

`benchmarks/speed.py` measures them. The package carries its results for a CPU and for a GPU, and
`load_timings` reads them.
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

#: The least that a step must move: 28 parameters, 4 bytes each, read and written.
MINIMUM_BYTES = 28 * 4 * 2


@dataclass(frozen=True)
class Timings:
    """The timings recorded on one device.

    Attributes:
        environment: the device, the processor, the version of torch, the date, the rounds and more.
        variants: for each variant the networks that it trains, and the seconds of each round.
        parts: for each part of the bare loop's step the number of its operations, and the seconds.
        rates: the most that the device does in a second, in each round: bytes copied,
            multiply-adds, and so on.
    """

    environment: dict[str, Any]
    variants: dict[str, dict[str, Any]]
    parts: dict[str, dict[str, float]]
    rates: dict[str, list[float]]

    def seconds(self, name: str) -> float:
        """The seconds of a variant's step, the median of all rounds.

        Raises:
            ValueError: there is no such variant, or it failed.
        """
        return median(self._rounds(name))

    def per_network(self, name: str) -> float:
        """The seconds of a variant's step divided by the networks that it trains."""
        return self.seconds(name) / int(self.variants[name]["networks"])

    def speedup(self, name: str) -> float:
        """How many times as fast as the bare loop a variant is, per network.

        The two are compared within each round; this is the median of the rounds.

        Examples:
            >>> from xor_tutorial.speed.timings import load_timings
            >>> load_timings("cpu").speedup("bare loop")
            1.0
        """
        pairs = zip(self._rounds(BARE), self._rounds(name), strict=True)
        return median(bare / seconds for bare, seconds in pairs) * int(
            self.variants[name]["networks"]
        )

    def table(self, *names: str) -> str:
        """A table with a line for each variant: microseconds of a step, per network, and speedup.

        Raises:
            ValueError: there are no names, or one isn't recorded.

        Examples:
            >>> from xor_tutorial.speed.timings import load_timings
            >>> print(load_timings("cpu").table("bare loop"))
                       µs a step   networks    µs each     × bare
            bare loop        630          1        630       1.00
        """
        if not names:
            raise ValueError(f"names: expected some of {', '.join(self.variants)}, got none")
        width = max(map(len, names))
        lines = [f"{'':<{width}}{'µs a step':>11}{'networks':>11}{'µs each':>11}{'× bare':>11}"]
        for name in names:
            variant = self._variant(name)
            if "failed" in variant:
                lines.append(f"{name:<{width}} failed: {variant['failed']}")
                continue
            numbers = (
                three_digits(self.seconds(name) * 1e6),
                f"{variant['networks']:,}",
                three_digits(self.per_network(name) * 1e6),
                three_digits(self.speedup(name)),
            )
            lines.append(f"{name:<{width}}" + "".join(f"{number:>11}" for number in numbers))
        return "\n".join(lines)

    def table_of_parts(self) -> str:
        """A table of the bare loop's step: for each part its operations and microseconds."""
        lines = [f"{'':<10}{'operations':>11}{'µs in operations':>18}{'µs in total':>13}"]
        whole: dict[str, float] = {}
        for part in self.parts.values():
            whole = {key: whole.get(key, 0) + value for key, value in part.items()}
        for name, part in {**self.parts, "together": whole}.items():
            inside, total = part["seconds in operations"] * 1e6, part["seconds"] * 1e6
            lines.append(f"{name:<10}{part['operations']:>11.0f}{inside:>18.0f}{total:>13.0f}")
        return "\n".join(lines)

    def memory_bound(self) -> float:
        """The seconds that it takes to read and write the parameters of one network."""
        return MINIMUM_BYTES / median(self.rates["bytes"])

    def _variant(self, name: str) -> dict[str, Any]:
        if name not in self.variants:
            raise ValueError(f"name: expected one of {', '.join(self.variants)}, got {name!r}")
        return self.variants[name]

    def _rounds(self, name: str) -> list[float]:
        variant = self._variant(name)
        if "failed" in variant:
            raise ValueError(f"{name} failed when it was timed: {variant['failed']}")
        return list(variant["seconds"])


def load_timings(device: str = "cpu") -> Timings:
    """Load the timings that the package carries for a device.

    Args:
        device: `"cpu"` or `"cuda"`.

    Raises:
        ValueError: no timings are recorded on that device.

    Examples:
        >>> from xor_tutorial.speed.timings import load_timings
        >>> load_timings("cpu").environment["device"]
        'cpu'
    """
    if device not in DEVICES:
        raise ValueError(f"device: expected one of {', '.join(DEVICES)}, got {device!r}")
    content = json.loads((RESULTS / f"{device}.json").read_text(encoding="utf-8"))
    return Timings(content["environment"], content["variants"], content["parts"], content["rates"])


def three_digits(number: float) -> str:
    """A number above 0 with three significant digits and without an exponent.

    Examples:
        >>> from xor_tutorial.speed.timings import three_digits
        >>> [three_digits(number) for number in (4567.8, 228.15, 2.2, 0.083141)]
        ['4,570', '228', '2.20', '0.0831']
    """
    exponent = int(f"{number:.2e}".partition("e")[2])
    return f"{round(number, 2 - exponent):,.{max(2 - exponent, 0)}f}"
