"""An unavailable device is refused before anything runs, with the reason."""

from pathlib import Path

import pytest
import torch

from xor_tutorial import load_checkpoint, resolve_device, train, truth_table


def test_the_cpu_is_there() -> None:
    assert resolve_device("cpu") == torch.device("cpu")
    assert resolve_device(torch.device("cpu")) == torch.device("cpu")


def test_without_a_name_the_device_is_torchs_default() -> None:
    assert resolve_device() == torch.ones(1).device
    with (
        torch.device("meta"),
        pytest.raises(ValueError, match="'meta' was asked for, but torch can't use it here"),
    ):
        resolve_device()


@pytest.mark.parametrize("name", ["gpu", "", "cuda:x", 3.5])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="device: expected a name such as 'cpu' or 'cuda', got"):
        resolve_device(name)


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
@pytest.mark.parametrize("name", ["cuda", "cuda:9"])
def test_cuda_where_there_is_none_is_refused(name: str, tmp_path: Path) -> None:
    for use in (
        resolve_device,
        truth_table,
        lambda d: train(device=d),
        lambda d: load_checkpoint(tmp_path, d),
    ):
        with pytest.raises(ValueError, match="was asked for, but torch finds no CUDA device"):
            use(name)


def test_a_device_that_computes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'meta' was asked for, but torch can't use it here"):
        resolve_device("meta")
