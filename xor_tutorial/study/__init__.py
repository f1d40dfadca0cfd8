"""A study of a thousand seeds in each of 34 settings: how many of them learn XOR, and how fast.

Each setting differs from the course's training in one or two hyperparameters, the factor
of its group. `python -m xor_tutorial study` trains all settings and writes a file of results for
each; the package carries those files, and `load_results` reads them.
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
from xor_tutorial.study.ensemble import EnsembleRun, Setting, train_ensemble

# The first line of a file of results is JSON: the setting, the version of torch and the machine.
# Then come 8 bytes for each seed from 0 on, little-endian: uint16, the step at which XOR was solved
# (65535: never); uint16, the steps on the plateau; float16, the last loss; uint16, the final
# probabilities of class 1 in 15ths, 4 bits for each row of the truth table.
RESULTS = Path(__file__).with_name("results")
SEEDS, STEPS, NEVER = 1_000, 10_000, 65_535
SOURCE = "lr 0.7"

#: Factor → name → setting. `lr 0.7` is the source notebook's; the others differ in one factor.
FACTORS: Mapping[str, Mapping[str, Setting]] = MappingProxyType(
    {
        "learning rate": {
            f"lr {lr:g}": Setting(lr=lr) for lr in (0.01, 0.03, 0.1, 0.3, 0.7, 1.0, 3.0)
        },
        "optimizer": {
            "momentum 0.9": Setting(optimizer="momentum"),
            # Momentum 0.9 makes steps up to ten times as long: 0.07 corresponds to 0.7 without.
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
            "2-4-2 tanh, lr 0.7": Setting(sizes=(2, 4, 2), activation="tanh"),
            "2-4-2 relu, lr 0.1": Setting(sizes=(2, 4, 2), activation="relu", lr=0.1),
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

#: The outcomes of a run, each with a letter.
OUTCOMES = MappingProxyType(
    {
        "solved": "s",  # the last loss is below a quarter of the loss of guessing
        "plateau": "p",  # … within 5 % of the loss of guessing
        "one row": "1",  # … of the loss with one row learned and p = 2/3 for the other three
        "two rows": "2",  # … of the loss with two rows learned and p = 1/2 for the other two
        "other": "o",
    }
)


@dataclass(frozen=True)
class Results:
    """The results of training seeds 0, 1, 2, … in one setting.

    Attributes:
        name: the name of the setting.
        setting: the hyperparameters.
        steps: the number of steps of each run.
        torch: the version of torch.
        machine: the processor.
        solved_at: for each seed the first step at which XOR was solved, −1 if never.
        plateau: for each seed for how many steps its loss was within 5 % of that of guessing.
        losses: for each seed the last loss.
        final_probabilities: for each seed the last probability of class 1 for each of the four
            rows, to the nearest 15th.
    """

    name: str
    setting: Setting
    steps: int
    torch: str
    machine: str
    solved_at: tuple[int, ...]
    plateau: tuple[int, ...]
    losses: tuple[float, ...]
    final_probabilities: tuple[tuple[float, ...], ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """For each seed `"solved"`, `"plateau"`, `"one row"`, `"two rows"` or `"other"`."""
        return tuple(outcome(self.setting, loss) for loss in self.losses)

    def quantile(self, fraction: float) -> int | None:
        """The step by which this fraction of all seeds had solved XOR; None if fewer did.

        Examples:
            >>> from xor_tutorial.study import load_results
            >>> load_results("lr 0.7").quantile(0.5)
            2043
        """
        steps = sorted(step for step in self.solved_at if step >= 0)
        rank = math.ceil(fraction * len(self.solved_at))
        return steps[rank - 1] if 1 <= rank <= len(steps) else None

    def unsolved(self, steps: Sequence[int]) -> list[float]:
        """For each number of steps the fraction of seeds that hadn't solved XOR by then."""
        return [
            sum(at < 0 or at > step for at in self.solved_at) / len(self.solved_at)
            for step in steps
        ]


def outcome(setting: Setting, loss: float) -> str:
    """Classify a run by its last loss.

    Each outcome has its loss: ln 2 on the plateau, 0.4774 with one row learned, 0.3466 with two.
    A loss within 5 % of one of them counts as it, so 0.5 means one row.

    Examples:
        >>> from xor_tutorial.study.ensemble import Setting
        >>> from xor_tutorial.study import outcome
        >>> [outcome(Setting(), loss) for loss in (0.0002, 0.6931, 0.4774, 0.3466, 0.5)]
        ['solved', 'plateau', 'one row', 'two rows', 'one row']
    """
    if loss < setting.chance_loss / 4:
        return "solved"
    if setting.loss == "cross-entropy":
        one, two = -(2 * math.log(2 / 3) + math.log(1 / 3)) / 4, math.log(2) / 2
    else:
        one, two = 1 / 6, 1 / 8
    for name, level in (("plateau", setting.chance_loss), ("one row", one), ("two rows", two)):
        if abs(loss / level - 1) < 0.05:
            return name
    return "other"


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % confidence interval of a proportion, which is right near 0 and 1 as well.

    Raises:
        ValueError: there are no trials, or more successes than trials.

    Reference:
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


def settings() -> dict[str, Setting]:
    """All settings by name.

    Examples:
        >>> from xor_tutorial.study.ensemble import Setting
        >>> from xor_tutorial.study import settings
        >>> len(settings()), settings()["lr 0.7"] == Setting()
        (34, True)
    """
    return {name: setting for group in FACTORS.values() for name, setting in group.items()}


def load_results(name: str = SOURCE, folder: Path = RESULTS) -> Results:
    """Load the recorded results of one setting.

    Args:
        name: a name of `settings()`, such as `"lr 0.7"`, the course's own, or `"momentum 0.9"`.
        folder: where the results are; those of the package if not given.

    Raises:
        ValueError: there is no such setting.
        OSError: its file isn't in the folder.

    Examples:
        >>> from xor_tutorial.study import load_results
        >>> source = load_results()
        >>> len(source.solved_at), source.steps
        (1000, 10000)
    """
    known = settings()
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
        tuple(tuple((final >> shift & 15) / 15 for shift in (0, 4, 8, 12)) for *_, final in rows),
    )


def table(factor: str, folder: Path = RESULTS) -> str:
    """A table with a line for each setting of a factor, the course's own first.

    The columns are the percentage of seeds that solved XOR, with Wilson's 95 % interval; the steps
    by which 10, 50 and 90 % of all seeds had solved it; and how many unsolved seeds ended at
    the loss of guessing (ln 2 for cross-entropy), with one row learned, with two, and elsewhere.

    Args:
        factor: `"learning rate"`, `"optimizer"`, `"width"`, `"activation"`, `"initialization"` or
            `"loss and rows"`.
        folder: where the results are; those of the package if not given.

    Raises:
        ValueError: there is no such factor.

    Examples:
        >>> from xor_tutorial.study import table
        >>> print(table("loss and rows"))
                             seeds solved   solved by step    unsolved seeds at
                               % interval    10%  50%  90%  ln2 1row 2rows other
        lr 0.7              99.7 99.1–99.9  1179 2043 4231    2    1     0     0
        squared error       93.6 91.9–95.0  2345 4068 8483   51    3     0    10
        one row a step      29.2 26.5–32.1  5209    –    –   85  204     0   419
    """
    if factor not in FACTORS:
        raise ValueError(f"factor: expected one of {', '.join(FACTORS)}, got {factor!r}")
    names = list(FACTORS[factor])
    lines = [
        f"{'':<18}{'seeds solved':>15}{'solved by step':>17}{'unsolved seeds at':>21}",
        f"{'':<18}{'%':>6} {'interval':<10}{'10%':>5}{'50%':>5}{'90%':>5}"
        f"{'ln2':>5}{'1row':>5}{'2rows':>6}{'other':>6}",
    ]
    for name in names if SOURCE in names else [SOURCE, *names]:
        results = load_results(name, folder)
        counts = {word: results.outcomes.count(word) for word in OUTCOMES}
        low, high = wilson(counts["solved"], len(results.losses))
        share = 100 * counts["solved"] / len(results.losses)
        steps = [results.quantile(part) for part in (0.1, 0.5, 0.9)]
        by = ["–" if step is None else str(step) for step in steps]
        lines.append(
            f"{name:<18}{share:6.1f} {f'{100 * low:.1f}–{100 * high:.1f}':<10}"
            f"{by[0]:>5}{by[1]:>5}{by[2]:>5}{counts['plateau']:>5}{counts['one row']:>5}"
            f"{counts['two rows']:>6}{counts['other']:>6}"
        )
    return "\n".join(lines)


def make(folder: Path, seeds: int = SEEDS, steps: int = STEPS, block: int = 500) -> None:
    """Train every setting and write its results, as `python -m xor_tutorial study` does.

    Seeds that have results are not trained again. Each block of seeds is written when it is done,
    so an interruption loses one block at most.

    Args:
        folder: where the results are; made if it isn't there.
        seeds: the number of seeds, from 0 on.
        steps: the steps of each run, below 65,535.
        block: the number of seeds that are trained at once.

    Raises:
        ValueError: a number is out of its range, or the folder has results of another torch,
            machine or number of steps.
        OSError: a file can't be written.
    """
    if check_whole("steps", steps, 0) >= NEVER:
        raise ValueError(f"steps: expected fewer than {NEVER}, got {steps}")
    check_whole("seeds", seeds, 1)
    check_whole("block", block, 1)
    folder.mkdir(parents=True, exist_ok=True)
    known = settings()
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
            body += _record(train_ensemble(these, setting, steps=steps))
            with replacing(path) as file:
                file.write(head + b"\n" + body)
            first = these.stop
    _progress(1.0, f"{len(known)} settings in {folder}", begun, end="\n")


def as_csv(folder: Path = RESULTS) -> str:
    """All results as CSV, the site's `study.csv`: a header, then a line for each seed and setting.

    Examples:
        >>> from xor_tutorial.study import as_csv
        >>> as_csv().splitlines()[0]
        'setting,seed,outcome,solved_at,plateau,loss,p00,p10,p01,p11'
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(
        [
            "setting",
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
    for name in settings():
        results = load_results(name, folder)
        columns = (
            results.outcomes,
            ("" if at < 0 else at for at in results.solved_at),
            results.plateau,
            (f"{loss:.4g}" for loss in results.losses),
            results.final_probabilities,
        )
        for seed, (word, at, plateau, loss, final) in enumerate(zip(*columns, strict=True)):
            lines.writerow([name, seed, word, at, plateau, loss, *(f"{p:.2f}" for p in final)])
    return text.getvalue()


def as_json(folder: Path = RESULTS) -> str:
    """The outcomes of the seeds in two settings as JSON, which the site's playground reads.

    `{"lr 0.7": {"outcomes": "ssss…", "solved_at": [1551, …]}, "momentum 0.9": {…}}`: for each seed
    the first letter of its outcome (`1` and `2` for one and two rows), and the step at which it was
    solved first, −1 if never.

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
        results = load_results(name, folder)
        picked[name] = {
            "outcomes": "".join(OUTCOMES[word] for word in results.outcomes),
            "solved_at": results.solved_at,
        }
    return json.dumps(picked, separators=(",", ":"))


def _record(runs: EnsembleRun) -> bytes:
    fifteenths = (runs.ensemble.probabilities() * 15).nan_to_num().round().long()
    final = (fifteenths << torch.tensor([0, 4, 8, 12], device=fifteenths.device)).sum(dim=1)
    at = torch.where(runs.solved_at < 0, NEVER, runs.solved_at)
    columns = (at.tolist(), runs.plateau.tolist(), runs.losses[-1].tolist(), final.tolist())
    return b"".join(struct.pack("<HHeH", *row) for row in zip(*columns, strict=True))


def _head(name: str, setting: Setting, steps: int) -> bytes:
    about = {"setting": name, **asdict(setting), "steps": steps}
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
