"""Save a training run to a file atomically, and load it with all its parts checked."""

from __future__ import annotations

import dataclasses
import io
import os
from pathlib import Path

import torch

from xor_tutorial.devices import resolve_device
from xor_tutorial.files import replacing
from xor_tutorial.network import XOR
from xor_tutorial.training import Run

FORMAT = "xor_tutorial checkpoint 1"


class CheckpointError(ValueError):
    """The file isn't a complete checkpoint; the message names it and says what was expected."""


def save_checkpoint(run: Run, path: str | os.PathLike[str]) -> None:
    """Write a run to a file atomically: on an error the former file stays.

    Args:
        run: as `train` returns it.
        path: the file, which is replaced if it exists.

    Raises:
        OSError: the file can't be written; the former file is untouched.

    Reference:
        [Saving and loading models](https://docs.pytorch.org/tutorials/beginner/saving_loading_models.html);
        [os.replace](https://docs.python.org/3/library/os.html#os.replace) is atomic.

    Examples:
        >>> import tempfile
        >>> from xor_tutorial import load_checkpoint, save_checkpoint, train
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save_checkpoint(train(steps=10), f"{folder}/xor.pt")
        ...     load_checkpoint(f"{folder}/xor.pt").steps
        10
    """
    settings = {f.name: getattr(run, f.name) for f in dataclasses.fields(run) if f.name != "model"}
    content = {
        "format": FORMAT,
        "sizes": list(run.model.sizes),
        "activation": run.model.activation,
        "weights": run.model.state_dict(),
        **settings,
    }
    # In memory first: on a full disk torch's writer raises RuntimeError, a file raises OSError.
    buffer = io.BytesIO()
    torch.save(content, buffer)
    with replacing(Path(path)) as file:
        file.write(buffer.getbuffer())


def load_checkpoint(path: str | os.PathLike[str], device: torch.device | str | None = None) -> Run:
    """Read a run from a file onto any device.

    The file is read with `weights_only=True`: nothing in it is executed.

    Args:
        path: as given to `save_checkpoint`.
        device: the device of the network; torch's default device if not given.

    Returns:
        The run; `train(resume=…)` continues it bit for bit.

    Raises:
        FileNotFoundError: there is no such file.
        CheckpointError: the file is truncated, inconsistent, or not a checkpoint of this package.
        ValueError: there is no such device.

    Reference:
        [torch.load](https://docs.pytorch.org/docs/stable/generated/torch.load.html).

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from xor_tutorial import CheckpointError, load_checkpoint
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "empty.pt"
        ...     path.touch()
        ...     try:
        ...         load_checkpoint(path)
        ...     except CheckpointError as error:
        ...         print(str(error).removeprefix(folder)[1:])
        empty.pt: not a checkpoint, or cut short
    """
    target = resolve_device(device)
    path = Path(path)
    if path.is_dir():
        raise CheckpointError(f"{path}: expected a checkpoint, got a folder")
    with path.open("rb") as file:
        try:
            content = torch.load(file, map_location=target, weights_only=True)
        except Exception:  # for other files torch raises a dozen types of errors
            raise CheckpointError(f"{path}: not a checkpoint, or cut short") from None
    return _run(path, content, target)


def _run(path: Path, content: object, device: torch.device) -> Run:
    """Make a run from a file's content, and check that its parts fit each other."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise CheckpointError(
            f"{path}: expected a run written by save_checkpoint, got something else "
            "(a bare state_dict goes to model.load_state_dict)"
        )
    content = dict(content)
    del content["format"]
    try:
        with torch.random.fork_rng():
            model = XOR(content.pop("sizes"), content.pop("activation")).to(device)
        model.load_state_dict(content["best_weights"])
        model.load_state_dict(content.pop("weights"))
        content["losses"] = content["losses"].cpu()
        absent = {f.name for f in dataclasses.fields(Run)} - {"model", *content}
        if absent:
            raise ValueError(f"there is no {', '.join(sorted(absent))}")
        run = Run(model, **content)
        optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=run.momentum)
        optimizer.load_state_dict(run.optimizer_state)  # raises now, not on resuming
        return run
    except (RuntimeError, KeyError, TypeError, ValueError, AttributeError) as error:
        why = " ".join(str(error).split())
        raise CheckpointError(f"{path}: its parts don't fit each other: {why}") from error
