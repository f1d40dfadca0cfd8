"""The command line: training, prediction, interruption, error messages, help."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Never

import pytest
import torch

import xor_tutorial.__main__ as cli
from tests.conftest import Command
from xor_tutorial import load_checkpoint, study, train, training
from xor_tutorial.verify import report


def test_train_saves_a_run_that_predict_reads(command: Command, tmp_path: Path) -> None:
    status, out, _ = command("train", "--steps", "400", "--momentum", "0.9", "--log-every", "100")
    assert status == 0
    assert re.findall(r"\[(\d+)\] Loss: \d\.\d{4}", out) == ["1", "101", "201", "301"]
    assert (tmp_path / "xor.pt").is_file()
    status, out, _ = command("predict", "xor.pt")
    assert status == 0
    assert [line.split()[-1] for line in out.splitlines()[1:]] == ["0", "1", "1", "0"]


def test_predict_takes_inputs(command: Command) -> None:
    command("train", "--steps", "1")
    _, out, _ = command("predict", "xor.pt", "--inputs", "0,1", "0.5,0.25")
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["0", "1"], ["0.5", "0.25"]]


def test_resuming_equals_one_run(command: Command) -> None:
    command("train", "--steps", "60", "--momentum", "0.9")
    status, _, _ = command("train", "--steps", "40", "--resume", "xor.pt")
    assert status == 0
    assert torch.equal(load_checkpoint("xor.pt").losses, train(steps=100, momentum=0.9).losses)


def test_predict_takes_negative_inputs(command: Command) -> None:
    command("train", "--steps", "1")
    points = ["-1,2", "-.5,-1e3", "0,-1"]
    status, out, _ = command("predict", "xor.pt", "--inputs", *points)
    assert status == 0
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [
        ["-1", "2"],
        ["-0.5", "-1000"],
        ["0", "-1"],
    ]


@pytest.fixture
def signal_in_the_training(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Send a signal in the middle of a training step."""

    def arrange(number: signal.Signals, call: int = 20) -> None:
        calls = 0
        step = torch.optim.SGD.step

        def step_and_signal(self: torch.optim.SGD, *rest: object) -> None:
            nonlocal calls
            calls += 1
            if calls == call:
                signal.raise_signal(number)
            step(self, *rest)

        monkeypatch.setattr(torch.optim.SGD, "step", step_and_signal)

    return arrange


STOPS = [
    (getattr(signal, name), status)
    for name, status in (("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129))
    if hasattr(signal, name)
]


@pytest.mark.parametrize(("number", "status"), STOPS)
def test_an_interrupted_training_is_saved_and_resumes_bit_for_bit(
    command: Command,
    signal_in_the_training: Callable[[int], None],
    number: signal.Signals,
    status: int,
) -> None:
    before = signal.getsignal(number)
    signal_in_the_training(number)
    ended, out, err = command("train", "--steps", "100")
    assert (ended, out) == (status, "")
    assert err == "stopped after step 20: saved to xor.pt\n"
    assert signal.getsignal(number) is before
    command("train", "--resume", "xor.pt", "--steps", "80")
    assert torch.equal(load_checkpoint("xor.pt").losses, train(steps=100).losses)


@pytest.mark.parametrize("signals", [1, 2])
def test_ctrl_c_while_saving_loses_nothing(
    command: Command,
    signal_in_the_training: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    signals: int,
) -> None:
    if signals == 2:
        signal_in_the_training(signal.SIGINT)
    fsync = os.fsync

    def signal_and_fsync(number: int) -> None:
        signal.raise_signal(signal.SIGINT)
        fsync(number)

    monkeypatch.setattr(os, "fsync", signal_and_fsync)
    status, _, _ = command("train", "--steps", "100")
    assert status == 130
    assert load_checkpoint("xor.pt").steps == (20 if signals == 2 else 100)


def test_a_training_stopped_before_its_first_step_keeps_the_former_file(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("train", "--steps", "30")
    before = (tmp_path / "xor.pt").read_bytes()

    def stop(*_: object, **__: object) -> Never:
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "_descend", stop)
    status, _, err = command("train", "--resume", "xor.pt")
    assert (status, err) == (130, "stopped before the first step: nothing was saved\n")
    assert (tmp_path / "xor.pt").read_bytes() == before


def test_ctrl_c_ends_verify_with_130_and_without_a_report(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(report, "run_file", stop)
    status, out, err = command("verify", "softmax", "--report", "r.json")
    assert (status, err) == (130, "stopped: no report was written\n")
    assert "statements" in out
    assert list(tmp_path.iterdir()) == []


def test_verify_writes_no_report_unless_told_to(command: Command, tmp_path: Path) -> None:
    status, out, _ = command("verify", "index")
    assert status == 0
    assert "every example gave what was recorded" in out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "module"),
    [
        (["train", "--out"], training),
        (["verify", "--report"], report),
        (["study", "--out"], study),
    ],
)
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("folder", "folder can't be written: Is a directory"),
        ("nowhere/x", "there is no folder nowhere"),
        ("file/x", "file/x can't be written: Not a directory"),
    ],
)
def test_an_unwritable_target_is_reported_before_the_work(
    command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    module: ModuleType,
    target: str,
    said: str,
) -> None:
    (tmp_path / "folder" / "study.csv").mkdir(parents=True)
    (tmp_path / "file").touch()
    worked = []
    for name in ("_descend", "run_file", "train_ensemble"):
        monkeypatch.setattr(module, name, lambda *_, **__: worked.append(1), raising=False)
    if module is study:  # its target is a folder, which it makes if it must
        said = "folder/study.csv can't be written" if target == "folder" else "Not a directory"
        target = target.replace("nowhere", "file")
    status, out, err = command(*words, target)
    assert (status, out, worked) == (1, "", [])
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows reports a closed pipe in another way")
def test_a_closed_pipe_is_quiet_and_the_run_is_saved(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        ran = subprocess.run(
            [sys.executable, "-m", "xor_tutorial", "train", "--steps", "5"],
            cwd=tmp_path,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (141, "")
    assert load_checkpoint(tmp_path / "xor.pt").steps == 5


@pytest.mark.parametrize(("variable", "threads"), [(None, 1), ("2", 2)])
def test_one_thread_is_used_unless_the_environment_says_otherwise(
    command: Command, monkeypatch: pytest.MonkeyPatch, variable: str | None, threads: int
) -> None:
    before = torch.get_num_threads()
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if variable:
        monkeypatch.setenv("OMP_NUM_THREADS", variable)
    try:
        torch.set_num_threads(2)
        command("train", "--steps", "1")
        assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("words", [[], ["train"], ["predict"], ["study"], ["verify"], ["practice"]])
def test_help_is_ascii_and_gives_examples_of_its_own_command(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*words, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.isascii()
    assert "OMP_NUM_THREADS" in said
    examples = re.findall(r"^  python -m xor_tutorial (\w+)", said, re.MULTILINE)
    assert examples
    if words:
        assert set(examples) == set(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["train", "--device", "gpu"],
            "device: expected a name such as 'cpu' or 'cuda', got 'gpu'",
        ),
        (["train", "--lr", "-1"], "lr: expected a number above 0, got -1.0"),
        (["train", "--out", "nowhere/xor.pt"], "--out: there is no folder nowhere"),
        (["train", "--log-every", "0"], "--log-every: expected a number from 1, got 0"),
        (["train", "--resume", "no.pt"], "no.pt: No such file or directory"),
        (["predict", "no.pt"], "no.pt: No such file or directory"),
        (["predict", "."], ".: expected a checkpoint, got a folder"),
    ],
)
def test_an_error_is_one_line(command: Command, words: list[str], said: str) -> None:
    status, out, err = command(*words)
    assert status == 1
    assert out == ""
    assert err.startswith("xor_tutorial: ")
    assert said in err
    assert err.count("\n") == 1


def test_settings_beside_resume_are_refused(command: Command) -> None:
    command("train", "--steps", "1")
    status, _, err = command("train", "--resume", "xor.pt", "--lr", "0.1")
    assert status == 1
    assert "--resume continues with the run's settings: leave out lr" in err


@pytest.mark.parametrize("words", [[], ["fly"], ["train", "--steps", "many"], ["predict"]])
def test_a_usage_error_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert "usage: python -m xor_tutorial" in capsys.readouterr().err


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["train", "--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "with 0.1 the loss stays on its plateau" in said
    assert "python -m xor_tutorial train --lr 0.1" in said


def test_the_package_runs_as_a_module() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "xor_tutorial", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "0.1.0"
    assert ran.stderr == ""
