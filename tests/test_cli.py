"""The command line does the notebook's job, teaches, and says what is wrong in one line."""

import re
import subprocess
import sys

import pytest
import torch

import xor_tutorial.__main__ as cli
from xor_tutorial import load_checkpoint, train


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        status = cli.main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_it_trains_saves_and_predicts(command, tmp_path):
    status, out, _ = command("train", "--steps", "400", "--momentum", "0.9", "--log-every", "100")
    assert status == 0
    assert re.findall(r"\[(\d+)\] Loss: \d\.\d{4}", out) == ["1", "101", "201", "301"]
    assert (tmp_path / "xor.pt").is_file()
    status, out, _ = command("predict", "xor.pt")
    assert status == 0
    assert [line.split()[-1] for line in out.splitlines()[1:]] == ["0", "1", "1", "0"]


def test_predict_takes_inputs(command):
    command("train", "--steps", "1")
    _, out, _ = command("predict", "xor.pt", "--inputs", "0,1", "0.5,0.25")
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["0", "1"], ["0.5", "0.25"]]


def test_resuming_equals_one_run(command):
    command("train", "--steps", "60", "--momentum", "0.9")
    status, _, _ = command("train", "--steps", "40", "--resume", "xor.pt")
    assert status == 0
    assert torch.equal(load_checkpoint("xor.pt").losses, train(steps=100, momentum=0.9).losses)


def test_an_interruption_loses_nothing(command, monkeypatch):
    show, calls = cli.train.__globals__["_Bar"].show, 0

    def interrupt(self, step, loss):
        nonlocal calls
        calls += 1
        if calls == 20:
            raise KeyboardInterrupt
        show(self, step, loss)

    monkeypatch.setattr(cli.train.__globals__["_Bar"], "show", interrupt)
    status, _, err = command("train", "--steps", "100")
    assert status == 130
    assert "what was learned is kept" in err
    assert load_checkpoint("xor.pt").steps > 10


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
        (["train", "--resume", "no.pt"], "No such file or directory: 'no.pt'"),
        (["predict", "no.pt"], "No such file or directory: 'no.pt'"),
        (["predict", "."], ".: expected a checkpoint, got a folder"),
    ],
)
def test_what_is_wrong_is_one_line(command, words, said):
    status, out, err = command(*words)
    assert status == 1
    assert out == ""
    assert err.startswith("xor_tutorial: ")
    assert said in err
    assert err.count("\n") == 1


def test_settings_beside_resume_are_refused(command):
    command("train", "--steps", "1")
    status, _, err = command("train", "--resume", "xor.pt", "--lr", "0.1")
    assert status == 1
    assert "--resume goes on in the run's own settings: leave out lr" in err


@pytest.mark.parametrize("words", [[], ["fly"], ["train", "--steps", "many"], ["predict"]])
def test_a_wrong_word_ends_with_2(words, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert "usage: python -m xor_tutorial" in capsys.readouterr().err


def test_help_teaches(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["train", "--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "the loss stays on its plateau" in said.replace("with 0.1 ", "")
    assert "python -m xor_tutorial train --lr 0.1" in said


def test_it_runs_as_a_module():
    ran = subprocess.run(
        [sys.executable, "-m", "xor_tutorial", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "0.1.0"
    assert ran.stderr == ""
