"""A study of a thousand seeds: how often XOR is learned, when, and where the rest end.

One factor at a time is varied around the source notebook's network. `python -m xor_tutorial study`
makes it; `results/` holds what it gave, a file for each configuration. Its first line is JSON: what
was trained, with which torch, on which machine. Then come 8 bytes for each seed from 0 on,
little-endian: uint16, the step at which it was solved (65535: never); uint16, the steps on the
plateau; float16, the last loss; and uint16, 4 bits for each row of the truth table: 15 times what
the network gives class 1 in the end, rounded.
"""

from __future__ import annotations

import csv
import io
import json
import math
import struct
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

import torch

from xor_tutorial._checks import check_whole
from xor_tutorial.devices import processor
from xor_tutorial.files import replacing
from xor_tutorial.study.ensemble import ManyRuns, Setting, train_many

RESULTS = Path(__file__).with_name("results")
SEEDS, STEPS, NEVER = 1_000, 10_000, 65_535
SOURCE = "lr 0.7"

#: Factor → configuration → setting; all else is the source notebook's, which is `lr 0.7`.
FACTORS: Mapping[str, Mapping[str, Setting]] = MappingProxyType(
    {
        "learning rate": {
            f"lr {lr:g}": Setting(lr=lr) for lr in (0.01, 0.03, 0.1, 0.3, 0.7, 1.0, 3.0)
        },
        "optimizer": {
            "momentum 0.9": Setting(optimizer="momentum"),
            # Momentum makes steps up to ten times as long: 0.07 is like 0.7 without, 0.7 like 7.
            "momentum, lr 0.07": Setting(optimizer="momentum", lr=0.07),
            "lr 7": Setting(lr=7.0),
            "Adam, lr 0.001": Setting(optimizer="adam", lr=0.001),
            "Adam, lr 0.01": Setting(optimizer="adam", lr=0.01),
            "Adam, lr 0.1": Setting(optimizer="adam", lr=0.1),
        },
        "width": {f"2-{n}-2": Setting(sizes=(2, n, 2)) for n in (2, 3, 4, 8)}
        | {f"2-{n}-{n}-2": Setting(sizes=(2, n, n, 2)) for n in (2, 3, 4, 8)},
        "activation": {
            f"{activation}, lr {lr:g}": Setting(activation=activation, lr=lr)
            for lr in (0.7, 0.1)
            for activation in ("tanh", "relu", "gelu")
        }
        | {
            "2-4-2 tanh lr 0.7": Setting(sizes=(2, 4, 2), activation="tanh"),
            "2-4-2 relu lr 0.1": Setting(sizes=(2, 4, 2), activation="relu", lr=0.1),
        },
        "initialization": {
            name: Setting(initialization=name) for name in ("xavier", "kaiming", "orthogonal")
        },
        "loss and rows": {
            "squared error": Setting(loss="squared-error"),
            "one row a step": Setting(rows="one"),
        },
    }
)

#: How a training can end, and a letter for it.
OUTCOMES = MappingProxyType(
    {
        "solved": "s",  # the last loss is below a quarter of a guess's
        "plateau": "p",  # it is within 5 % of a guess's
        "one row": "1",  # … of that of one row known and one answer for three
        "two rows": "2",  # … of that of two rows known and a guess for two
        "other": "o",
    }
)


@dataclass(frozen=True)
class Results:
    """How a configuration's seeds 0, 1, 2, … went.

    Attributes:
        name: of the configuration.
        setting: how its networks were made and trained.
        steps: how many steps each made.
        torch: the version that trained.
        machine: the processor that trained.
        solved_at: for each seed after how many steps XOR was solved first, −1 if never.
        plateau: for how many steps its loss was within 5 % of a guess's.
        losses: its last loss.
        ends: what it gives class 1 for each of the four rows in the end, to the nearest 15th.
    """

    name: str
    setting: Setting
    steps: int
    torch: str
    machine: str
    solved_at: tuple[int, ...]
    plateau: tuple[int, ...]
    losses: tuple[float, ...]
    ends: tuple[tuple[float, ...], ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """For each seed one of `OUTCOMES`."""
        return tuple(outcome(self.setting, loss) for loss in self.losses)

    def quantile(self, part: float) -> int | None:
        """The step by which this part of all seeds had solved XOR; None if fewer ever did."""
        steps = sorted(step for step in self.solved_at if step >= 0)
        rank = math.ceil(part * len(self.solved_at))
        return steps[rank - 1] if 1 <= rank <= len(steps) else None

    def unsolved(self, steps: Sequence[int]) -> list[float]:
        """The share of seeds that after so many steps had not yet solved XOR."""
        return [
            sum(at < 0 or at > step for at in self.solved_at) / len(self.solved_at)
            for step in steps
        ]


def outcome(setting: Setting, loss: float) -> str:
    """How a training ended, from its last loss.

    Examples:
        >>> from xor_tutorial.study.ensemble import Setting
        >>> from xor_tutorial.study import outcome
        >>> [outcome(Setting(), loss) for loss in (0.0002, 0.6931, 0.4774, 0.3466, 0.5)]
        ['solved', 'plateau', 'one row', 'two rows', 'one row']
    """
    if loss < setting.guess / 4:
        return "solved"
    if setting.loss == "cross-entropy":
        one, two = -(2 * math.log(2 / 3) + math.log(1 / 3)) / 4, math.log(2) / 2
    else:
        one, two = 1 / 6, 1 / 8
    for name, rest in (("plateau", setting.guess), ("one row", one), ("two rows", two)):
        if abs(loss / rest - 1) < 0.05:
            return name
    return "other"


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share, which holds near 0 and 1 as well.

    Raises:
        ValueError: no trials, or more successes than trials.

    Source:
        Wilson, [Probable inference, the law of succession, and statistical
        inference](https://doi.org/10.1080/01621459.1927.10502953), 1927.

    Examples:
        >>> from xor_tutorial.study import wilson
        >>> [round(bound, 4) for bound in wilson(8, 10)]
        [0.4902, 0.9433]
        >>> [round(bound, 4) for bound in wilson(1000, 1000)]
        [0.9962, 1.0]
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError(f"successes: expected 0 to trials, got {successes} of {trials}")
    z = 1.959964
    share = successes / trials
    middle = share + z * z / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2)
    whole = 1 + z * z / trials
    return max((middle - half) / whole, 0.0), min((middle + half) / whole, 1.0)


def configurations() -> dict[str, Setting]:
    """Every configuration by name.

    Examples:
        >>> from xor_tutorial.study.ensemble import Setting
        >>> from xor_tutorial.study import configurations
        >>> len(configurations()), configurations()["lr 0.7"] == Setting()
        (34, True)
    """
    return {name: setting for group in FACTORS.values() for name, setting in group.items()}


def load(name: str = SOURCE, folder: Path = RESULTS) -> Results:
    """What is recorded of one configuration.

    Raises:
        ValueError: no such configuration.
        OSError: it isn't recorded there.

    Examples:
        >>> from xor_tutorial.study import load
        >>> source = load()
        >>> len(source.solved_at), source.steps
        (1000, 10000)
    """
    known = configurations()
    if name not in known:
        raise ValueError(f"name: expected one of {', '.join(known)}, got {name!r}")
    head, _, body = (folder / _file(name)).read_bytes().partition(b"\n")
    about = json.loads(head)
    rows = list(struct.iter_unpack("<HHeH", body))
    return Results(
        name,
        known[name],
        about["steps"],
        about["torch"],
        about["machine"],
        tuple(-1 if at == NEVER else at for at, *_ in rows),
        tuple(plateau for _, plateau, _, _ in rows),
        tuple(loss for _, _, loss, _ in rows),
        tuple(tuple((ends >> shift & 15) / 15 for shift in (0, 4, 8, 12)) for *_, ends in rows),
    )


def table(factor: str, folder: Path = RESULTS) -> str:
    """One factor's configurations, a line each, the source notebook's first.

    Solved: the share of seeds with its 95 % interval (Wilson), in per cent. Steps: by when 10, 50
    and 90 % of all seeds had solved it. Then how many seeds ended at ln 2 (or what a guess
    has), with one row separated, with two, and elsewhere.

    Raises:
        ValueError: no such factor.
    """
    if factor not in FACTORS:
        raise ValueError(f"factor: expected one of {', '.join(FACTORS)}, got {factor!r}")
    names = list(FACTORS[factor])
    lines = [
        f"{'':<17}{'solved %':<16}{'10 %':>6}{'50 %':>5}{'90 %':>5}"
        f"{'ln 2':>5}{'1 row':>6}{'2 rows':>7}{'other':>6}"
    ]
    for name in names if SOURCE in names else [SOURCE, *names]:
        results = load(name, folder)
        counts = {word: results.outcomes.count(word) for word in OUTCOMES}
        low, high = wilson(counts["solved"], len(results.losses))
        share = 100 * counts["solved"] / len(results.losses)
        steps = [results.quantile(part) for part in (0.1, 0.5, 0.9)]
        by = ["–" if step is None else str(step) for step in steps]
        lines.append(
            f"{name:<17}{share:5.1f} {f'{100 * low:.1f}–{100 * high:.1f}':<10}"
            f"{by[0]:>6}{by[1]:>5}{by[2]:>5}{counts['plateau']:>5}{counts['one row']:>6}"
            f"{counts['two rows']:>7}{counts['other']:>6}"
        )
    return "\n".join(lines)


def make(folder: Path, seeds: int = SEEDS, steps: int = STEPS, block: int = 500) -> None:
    """Train every configuration and record it; what is recorded already is not trained again.

    Each block of seeds is written when it is done, so an interruption costs the block at work.

    Args:
        folder: where the results lie; made if it isn't there.
        seeds: how many, from 0 on.
        steps: how many steps each makes, below 65,535.
        block: how many seeds are trained at once.

    Raises:
        ValueError: a number out of its range, or a folder with results of another torch, machine
            or number of steps.
        OSError: it can't be written.
    """
    if check_whole("steps", steps, 0) >= NEVER:
        raise ValueError(f"steps: expected fewer than {NEVER}, got {steps}")
    check_whole("seeds", seeds, 1)
    check_whole("block", block, 1)
    folder.mkdir(parents=True, exist_ok=True)
    known = configurations()
    begun = time.monotonic()
    for place, (name, setting) in enumerate(known.items()):
        path = folder / _file(name)
        head = _head(name, setting, steps)
        body = b""
        if path.exists():
            there, _, body = path.read_bytes().partition(b"\n")
            if there != head:
                raise ValueError(f"{path} was made by another run: {there.decode()}")
        first = len(body) // 8
        while first < seeds:
            _progress(place / len(known) + first / seeds / len(known), name, begun)
            these = range(first, min(first + block, seeds))
            body += _record(train_many(these, setting, steps=steps))
            with replacing(path) as file:
                file.write(head + b"\n" + body)
            first = these.stop
    _progress(1.0, f"{len(known)} configurations in {folder}", begun, end="\n")


def as_csv(folder: Path = RESULTS) -> str:
    """Every seed of every configuration as CSV, a line each, the names in the first.

    Examples:
        >>> from xor_tutorial.study import as_csv
        >>> as_csv().splitlines()[0]
        'configuration,seed,outcome,solved_at,plateau,loss,p00,p10,p01,p11'
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(
        [
            "configuration",
            "seed",
            "outcome",
            "solved_at",
            "plateau",
            "loss",
            "p00",
            "p10",
            "p01",
            "p11",
        ]
    )
    for name in configurations():
        results = load(name, folder)
        columns = (
            results.outcomes,
            ("" if at < 0 else at for at in results.solved_at),
            results.plateau,
            (f"{loss:.4g}" for loss in results.losses),
            results.ends,
        )
        for seed, (word, at, plateau, loss, ends) in enumerate(zip(*columns, strict=True)):
            lines.writerow([name, seed, word, at, plateau, loss, *(f"{p:.2f}" for p in ends)])
    return text.getvalue()


def as_json(folder: Path = RESULTS) -> str:
    """How seeds 0, 1, 2, … of two configurations end, as JSON: what a seed picker needs.

    `{"lr 0.7": {"outcomes": "ssss…", "solved_at": [1551, …]}, "momentum 0.9": {…}}`: a letter of
    `OUTCOMES` for each seed, and the step at which it was solved first, −1 if never.

    Examples:
        >>> import json
        >>> from xor_tutorial.study import as_json
        >>> picked = json.loads(as_json())
        >>> list(picked), len(picked["lr 0.7"]["outcomes"])
        (['lr 0.7', 'momentum 0.9'], 1000)
        >>> picked["lr 0.7"]["outcomes"][:4], picked["lr 0.7"]["solved_at"][0]
        ('ssss', 1551)
    """
    picked = {}
    for name in (SOURCE, "momentum 0.9"):
        results = load(name, folder)
        picked[name] = {
            "outcomes": "".join(OUTCOMES[word] for word in results.outcomes),
            "solved_at": results.solved_at,
        }
    return json.dumps(picked, separators=(",", ":"))


def _record(runs: ManyRuns) -> bytes:
    fifteenths = (runs.many.probabilities() * 15).nan_to_num().round().long()
    ends = (fifteenths << torch.tensor([0, 4, 8, 12], device=fifteenths.device)).sum(dim=1)
    at = torch.where(runs.solved_at < 0, NEVER, runs.solved_at)
    columns = (at.tolist(), runs.plateau.tolist(), runs.losses[-1].tolist(), ends.tolist())
    return b"".join(struct.pack("<HHeH", *row) for row in zip(*columns, strict=True))


def _head(name: str, setting: Setting, steps: int) -> bytes:
    about = {"configuration": name, **asdict(setting), "steps": steps}
    about |= {"torch": torch.__version__, "machine": processor()}
    return json.dumps(about).encode()


def _file(name: str) -> str:
    return name.lower().replace(",", "").replace(" ", "-") + ".study"


def _progress(part: float, words: str, begun: float, end: str = "") -> None:
    if sys.stderr.isatty():
        bar = "█" * round(24 * part)
        seconds = time.monotonic() - begun
        sys.stderr.write(f"\r\033[K{bar:░<24} {part:4.0%}  {words}  {seconds:.0f} s{end}")
        sys.stderr.flush()
