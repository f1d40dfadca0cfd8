"""The study's results equal those of training again; an interruption corrupts no file."""

import csv
import itertools
import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from xor_tutorial import study, truth_table
from xor_tutorial.__main__ import main
from xor_tutorial.study.ensemble import EnsembleRun, Setting, train_ensemble

SAMPLE = range(0, 1000, 125)
NAMES = {"p00": [0.0, 0.0], "p10": [1.0, 0.0], "p01": [0.0, 1.0], "p11": [1.0, 1.0]}


@pytest.mark.parametrize("name", ["2-4-2 tanh, lr 0.7", "momentum 0.9", "kaiming", "lr 3"])
def test_seeds_trained_again_give_what_is_recorded(name: str) -> None:
    recorded = study.load_results(name)
    known = [seed for seed in SAMPLE if 0 <= recorded.solved_at[seed] < 1500]
    runs = train_ensemble(known, study.settings()[name], steps=1500)
    assert len(known) >= 6
    # Processors round differently, and the plateau amplifies differences: between AVX2 and
    # AVX-512 by a step in a hundred. The outcome and the approximate step must agree.
    for ours, seed in zip(runs.solved_at.tolist(), known, strict=True):
        assert ours == pytest.approx(recorded.solved_at[seed], rel=0.03, abs=2)


def test_seeds_that_stay_in_between_are_recorded_so() -> None:
    recorded = study.load_results("momentum 0.9")
    stuck = [seed for seed, word in enumerate(recorded.outcomes) if word == "one row"][:4]
    runs = train_ensemble(stuck, Setting(optimizer="momentum"), steps=2000)
    assert runs.solved_at.tolist() == [-1] * len(stuck)
    assert all(study.outcome(Setting(), loss) == "one row" for loss in runs.losses[-1].tolist())


def test_every_setting_has_a_thousand_seeds_and_names_torch_and_the_machine() -> None:
    for name in study.settings():
        results = study.load_results(name)
        assert (
            len(results.losses)
            == len(results.solved_at)
            == len(results.final_probabilities)
            == 1000
        )
        assert results.torch
        assert results.machine
        head = (study.RESULTS / study._file(name)).read_bytes().partition(b"\n")[0]
        about = json.loads(head)
        assert (
            Setting(
                **{k: about[k] for k in Setting.__dataclass_fields__ if k != "sizes"},
                sizes=tuple(about["sizes"]),
            )
            == results.setting
        )


def test_the_results_are_small() -> None:
    assert sum(path.stat().st_size for path in study.RESULTS.iterdir()) <= 300_000


def test_an_interrupted_study_goes_on_and_trains_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        study,
        "settings",
        lambda: {"lr 0.7": Setting(), "xavier": Setting(initialization="xavier")},
    )
    whole, part = tmp_path / "whole", tmp_path / "part"
    trained: list[tuple[object, ...]] = []
    study.make(whole, seeds=6, steps=3, block=2)

    def interrupted(seeds: range, setting: Setting, *, steps: int) -> EnsembleRun:
        if len(trained) == 4:
            raise KeyboardInterrupt
        trained.append((setting.initialization, *seeds))
        return train_ensemble(seeds, setting, steps=steps)

    with monkeypatch.context() as patch:
        patch.setattr(study, "train_ensemble", interrupted)
        with pytest.raises(KeyboardInterrupt):
            study.make(part, seeds=6, steps=3, block=2)

    def counted(seeds: range, setting: Setting, *, steps: int) -> EnsembleRun:
        trained.append((setting.initialization, *seeds))
        return train_ensemble(seeds, setting, steps=steps)

    monkeypatch.setattr(study, "train_ensemble", counted)
    study.make(part, seeds=6, steps=3, block=2)
    assert len(trained) == len(set(trained)) == 6
    for path in whole.iterdir():
        assert (part / path.name).read_bytes() == path.read_bytes()


def test_results_of_another_run_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "settings", lambda: {"lr 0.7": Setting()})
    study.make(tmp_path, seeds=2, steps=3)
    with pytest.raises(ValueError, match="made by another run"):
        study.make(tmp_path, seeds=2, steps=4)


def test_the_study_command_prints_tables_and_writes_every_seed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["study", "--out", str(tmp_path / "s"), "--seeds", "2", "--steps", "2"]) == 0
    assert "learning rate" in capsys.readouterr().out
    lines = (tmp_path / "s" / "study.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * len(study.settings())


def test_the_recorded_columns_are_those_of_a_plain_training_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compared column by column, by the names in the CSV."""
    setting = Setting(sizes=(2, 3, 2), activation="tanh", optimizer="adam", lr=0.1)
    monkeypatch.setattr(study, "settings", lambda: {"lr 0.7": setting})
    study.make(tmp_path, seeds=8, steps=24, block=5)
    recorded = list(csv.DictReader(study.as_csv(tmp_path).splitlines()))
    inputs, targets = truth_table()
    for seed, line in enumerate(recorded):
        model, losses = setting.network(seed), []
        optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
        for step in range(25):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(inputs), targets)
            losses.append(loss.item())
            if step < 24:
                loss.backward()
                optimizer.step()
        solved = next((t for t, loss in enumerate(losses) if loss < math.log(2) / 4), "")
        assert line["seed"] == str(seed)
        assert line["outcome"] == study.outcome(setting, losses[-1])
        assert line["solved_at"] == str(solved)
        assert line["plateau"] == str(sum(abs(x / math.log(2) - 1) < 0.05 for x in losses))
        assert float(line["loss"]) == pytest.approx(losses[-1], rel=1e-3)
        for name, row in NAMES.items():
            p = model.predict(torch.tensor([row]))[0, 1].item()
            assert float(line[name]) == pytest.approx(p, abs=1 / 30 + 0.006), name
    # Else the test would compare constants.
    assert len({line["plateau"] for line in recorded}) > 2
    assert len({line["solved_at"] for line in recorded}) > 2
    for a, b in itertools.combinations(NAMES, 2):
        assert max(abs(float(line[a]) - float(line[b])) for line in recorded) > 0.1, (a, b)


def test_unsolved_shares_fall_from_all_to_those_that_never_do() -> None:
    results = study.load_results()
    shares = results.unsolved([0, 2000, 10_000])
    assert shares[0] == 1
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == pytest.approx(results.solved_at.count(-1) / 1000)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: study.load_results("lr 5"), "name: expected one of lr 0.01"),
        (lambda: study.table("colour"), "factor: expected one of learning rate"),
        (lambda: study.wilson(3, 2), "successes: expected 0 to trials, got 3 of 2"),
        (lambda: study.make(study.RESULTS, steps=65_535), "steps: expected fewer than 65535"),
        (lambda: study.make(study.RESULTS, steps=-1), "steps: expected a whole number from 0"),
        (
            lambda: study.make(study.RESULTS, seeds=0),
            "seeds: expected a whole number from 1",
        ),
        (
            lambda: study.make(study.RESULTS, block=0),
            "block: expected a whole number from 1",
        ),
    ],
)
def test_an_unknown_name_or_a_number_out_of_range_is_named(
    call: Callable[[], object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        call()
