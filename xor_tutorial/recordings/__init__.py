"""The course's training of seed 70, recorded so that figures and examples need no training.

`python -m xor_tutorial.recordings` trains the network again and writes the recording.
"""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from xor_tutorial.network import XOR
from xor_tutorial.training import train

# Little-endian float32 numbers: the loss after 0, 10, 20, … 10,000 steps, then the 28 weights after
# 0, 100, 200, … 10,000 steps, layer by layer as `parameters()` has them.
FILE = Path(__file__).with_name("seed70.f32")
STEPS, LOSS_EVERY, WEIGHTS_EVERY, WEIGHTS = 10_000, 10, 100, 28


@dataclass(frozen=True)
class Recording:
    """The losses and the weights of a run.

    Attributes:
        losses: float32 (1001,), the loss after 0, 10, … 10,000 steps; `losses[step // 10]` is the
            loss after `step` steps.
        weights: float32 (101, 28), the weights after 0, 100, … 10,000 steps.
    """

    losses: Tensor
    weights: Tensor

    def model(self, step: int) -> XOR:
        """The network after `step` steps, a multiple of 100.

        Raises:
            ValueError: that step wasn't recorded.

        Examples:
            >>> import torch
            >>> from xor_tutorial.recordings import load
            >>> load().model(10_000).predict(torch.tensor([[0.0, 1.0]])).argmax().item()
            1
        """
        if step % WEIGHTS_EVERY or not 0 <= step <= STEPS:
            raise ValueError(f"step: expected 0, {WEIGHTS_EVERY}, … {STEPS}, got {step}")
        with torch.random.fork_rng():
            model = XOR()
        weights = self.weights[step // WEIGHTS_EVERY].clone()
        vector_to_parameters(weights.to(next(model.parameters()).device), model.parameters())
        return model


def load() -> Recording:
    """Load the recording of the package.

    Examples:
        >>> from xor_tutorial.recordings import load
        >>> recording = load()
        >>> recording.losses.shape, recording.weights.shape
        (torch.Size([1001]), torch.Size([101, 28]))
        >>> recording.losses[[0, 100, 200]]
        tensor([0.8012, 0.6842, 0.0035])
    """
    content = bytearray(FILE.read_bytes())
    if sys.byteorder == "big":
        content = bytearray(b"".join(content[i : i + 4][::-1] for i in range(0, len(content), 4)))
    numbers = torch.frombuffer(content, dtype=torch.float32)
    split = STEPS // LOSS_EVERY + 1
    return Recording(numbers[:split], numbers[split:].view(-1, WEIGHTS))


def record(steps: int = STEPS) -> Recording:
    """Train for `steps` steps, and record them; all of them take 4 seconds on a laptop."""
    run = train(steps=0, progress=False)
    weights = [parameters_to_vector(run.model.parameters()).detach().clone()]
    for _ in range(steps // WEIGHTS_EVERY):
        train(steps=WEIGHTS_EVERY, resume=run, progress=False)
        weights.append(parameters_to_vector(run.model.parameters()).detach().clone())
    return Recording(run.losses[::LOSS_EVERY], torch.stack(weights))


def main() -> None:
    """Record the run and write the file."""
    recording = record()
    numbers = torch.cat([recording.losses, recording.weights.flatten()]).tolist()
    FILE.write_bytes(struct.pack(f"<{len(numbers)}f", *numbers))
    print(f"{FILE}: {len(numbers)} numbers from torch {torch.__version__}")
