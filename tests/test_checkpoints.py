"""A damaged checkpoint is refused; a failed save keeps the former file."""

import pickle
from pathlib import Path
from typing import Never

import pytest
import torch

from xor_tutorial import XOR, CheckpointError, load_checkpoint, save_checkpoint, train
from xor_tutorial.training import Run


@pytest.fixture(scope="module")
def run() -> Run:
    return train(steps=40, momentum=0.9)


@pytest.fixture
def path(run: Run, tmp_path: Path) -> Path:
    save_checkpoint(run, tmp_path / "xor.pt")
    return tmp_path / "xor.pt"


def test_what_is_loaded_is_what_was_saved(run: Run, path: Path) -> None:
    loaded = load_checkpoint(path)
    assert torch.equal(loaded.losses, run.losses)
    assert (loaded.lr, loaded.momentum, loaded.seed) == (run.lr, run.momentum, run.seed)
    assert (loaded.best_loss, loaded.best_step) == (run.best_loss, run.best_step)
    for name, weight in run.model.state_dict().items():
        assert torch.equal(loaded.model.state_dict()[name], weight)
        assert torch.equal(loaded.best_weights[name], run.best_weights[name])


def test_a_loaded_run_goes_on_to_the_bit(path: Path) -> None:
    loaded = load_checkpoint(path)
    train(steps=60, resume=loaded)
    assert torch.equal(loaded.losses, train(steps=100, momentum=0.9).losses)


def test_other_sizes_and_activations_come_back(tmp_path: Path) -> None:
    save_checkpoint(train(steps=1, sizes=(2, 3, 2), activation="tanh"), tmp_path / "x.pt")
    model = load_checkpoint(tmp_path / "x.pt").model
    assert (model.sizes, model.activation) == ((2, 3, 2), "tanh")


def test_the_callers_random_state_is_unchanged(path: Path) -> None:
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    load_checkpoint(path)
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(path: Path, part: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(CheckpointError, match=r"xor\.pt: not a checkpoint, or cut short"):
        load_checkpoint(path)


@pytest.mark.parametrize("content", [b"root:x:0:0:root", b"\x00" * 5000, b"PK\x03\x04" + b"x" * 99])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pt").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"x\.pt: not a checkpoint, or cut short"):
        load_checkpoint(tmp_path / "x.pt")


def test_a_file_that_would_run_code_is_refused_without_running_it(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (open, (str(tmp_path / "ran"), "w"))

    (tmp_path / "x.pt").write_bytes(pickle.dumps(Evil()))
    torch.save(Evil(), tmp_path / "y.pt")
    for name in ("x.pt", "y.pt"):
        with pytest.raises(CheckpointError):
            load_checkpoint(tmp_path / name)
    assert not (tmp_path / "ran").exists()


def test_a_bare_state_dict_is_refused_with_the_way_to_use_it(tmp_path: Path) -> None:
    torch.save(XOR().state_dict(), tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match=r"x\.pt: expected a run .* model\.load_state_dict"):
        load_checkpoint(tmp_path / "x.pt")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sizes", [2, 3, 2]),
        ("activation", "swish"),
        ("weights", {}),
        ("best_weights", XOR(sizes=(2, 3, 2)).state_dict()),
        ("losses", None),
        ("surplus", 1),
        ("optimizer_state", {}),
    ],
)
def test_parts_that_do_not_fit_are_refused(path: Path, key: str, value: object) -> None:
    content = torch.load(path, weights_only=True)
    content[key] = value
    torch.save(content, path)
    with pytest.raises(CheckpointError, match=r"xor\.pt: its parts don't fit each other: "):
        load_checkpoint(path)


@pytest.mark.parametrize("key", ["losses", "best_loss", "optimizer_state", "sizes"])
def test_a_part_that_is_absent_is_named(path: Path, key: str) -> None:
    content = torch.load(path, weights_only=True)
    del content[key]
    torch.save(content, path)
    with pytest.raises(CheckpointError, match=key):
        load_checkpoint(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.pt"):
        load_checkpoint(tmp_path / "nowhere.pt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="expected a checkpoint, got a folder"):
        load_checkpoint(tmp_path)


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def fail(number: int) -> Never:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        save_checkpoint(run, path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["xor.pt"]


def test_a_folder_that_is_not_there_is_an_error_at_once(run: Run, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        save_checkpoint(run, tmp_path / "nowhere" / "xor.pt")
