"""The trainings that figures show, recorded, so that drawing a figure trains nothing.

`python docs/figures/trained.py` makes them again and writes them to `trained.pt`. The notebook's
own run is recorded in `xor_tutorial.recordings`.
"""

from __future__ import annotations

import copy
import functools
import itertools
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters
from torch.utils.data import DataLoader, TensorDataset, random_split

from xor_tutorial.data import noisy_xor, spirals, truth_table
from xor_tutorial.fitting import fit
from xor_tutorial.network import XOR
from xor_tutorial.optim import SGD, Momentum, sgd_step
from xor_tutorial.recordings import load as load_notebook
from xor_tutorial.study.curvature import gradient_norm, hessian
from xor_tutorial.study.ensemble import Setting, train_ensemble
from xor_tutorial.training import train

FILE = Path(__file__).with_suffix(".pt")
SEED = 70

#: Seeds in the figure of three seeds.
SEEDS = (70, 1, 0)
#: A healthy training and four silent faults of it.
FAULTS = ("none", "softmax", "zeros", "optimizer", "zero_grad")
#: Three sizes of first weights, as multiples of Xavier's: healthy, too small, too large.
SCALES = (1.0, 0.1, 10.0)
#: Equal ranges from −1 to 1 in a histogram of values of tanh.
BINS = 20
#: Optimizers and learning rates of the sweep.
OPTIMIZERS = ("sgd", "momentum", "adam")
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
#: Epochs after which the spirals are shown.
EPOCHS = (0, 100, 150, 300)
#: Epochs between the losses of ten narrow networks on the spirals.
SPIRAL_LOSS_EVERY = 20
#: Steps at which slope and curvature of the notebook's run are shown.
CURVATURE_STEPS = tuple(range(100, 3001, 100))


@functools.cache
def load() -> dict[str, Tensor]:
    """What was recorded: figure → numbers, as the functions below describe them."""
    recorded: dict[str, Tensor] = torch.load(FILE, weights_only=True)
    return recorded


def record() -> dict[str, Tensor]:
    """Train everything again: 10 seconds."""
    with torch.random.fork_rng():
        values, ratios, losses = zip(*map(health, SCALES), strict=True)
        return {
            "first-loss": first_loss(),
            "three-seeds": three_seeds(),
            "resumed": resumed(),
            "sick-curves": sick_curves(),
            "health-values": torch.stack(values),
            "health-ratios": torch.stack(ratios),
            "health-losses": torch.stack(losses),
            "sweep": sweep(),
            "flatness": flatness(),
            "noisy-xor": noisy_network(),
            "overfitting": overfitting(),
            "spirals": spiral_networks(),
            "spiral-seeds": spiral_seeds(),
        }


def first_model() -> nn.Sequential:
    """The 2-4-2 network of the first page with its first weights."""
    with torch.random.fork_rng(), torch.device("cpu"):
        torch.manual_seed(SEED)
        return nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))


def first_loss() -> Tensor:
    """The loss of the first page's network before each of 500 steps and after the last: (501,)."""
    inputs, targets = truth_table("cpu")
    model, loss_function = first_model(), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    losses = []
    for _ in range(501):
        optimizer.zero_grad()
        loss = loss_function(model(inputs), targets)
        losses.append(loss.detach())
        loss.backward()
        optimizer.step()
    return torch.stack(losses)


def three_seeds() -> Tensor:
    """For each of `SEEDS` the losses of 1,000 steps with momentum: (3, 1001)."""
    return torch.stack(
        [
            train(steps=1000, momentum=0.9, seed=seed, device="cpu", progress=False).losses
            for seed in SEEDS
        ]
    )


def resumed() -> Tensor:
    """The losses of 300 steps: in one go, and stopped at 120 with and without the velocity."""
    begun = functools.partial(train, momentum=0.9, device="cpu", progress=False)
    whole, kept = begun(steps=300), begun(steps=120)
    emptied = copy.deepcopy(kept)
    emptied.optimizer_state = {}
    runs = [whole, *(train(steps=180, resume=run, progress=False) for run in (kept, emptied))]
    return torch.stack([run.losses for run in runs])


def sick_curves() -> Tensor:
    """For each of `FAULTS` the loss before each of 300 steps and after the last: (5, 301)."""
    return torch.stack([_sick_losses(fault) for fault in FAULTS])


def _sick_losses(fault: str, steps: int = 300) -> Tensor:
    torch.manual_seed(SEED)
    model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))
    inputs, targets = truth_table("cpu")
    if fault == "zeros":
        for parameter in model.parameters():
            nn.init.zeros_(parameter)
    loss_function = nn.CrossEntropyLoss()
    losses = []
    for _ in range(steps + 1):
        if fault != "zero_grad":
            model.zero_grad()
        logits = model(inputs)
        loss = loss_function(logits.softmax(dim=1) if fault == "softmax" else logits, targets)
        losses.append(loss.detach())
        loss.backward()
        if fault != "optimizer":
            sgd_step(model.parameters(), lr=0.7)
    return torch.stack(losses)


def health(scale: float, steps: int = 300, lr: float = 0.1) -> tuple[Tensor, Tensor, Tensor]:
    """Train a 2-50-50-50-2 network with tanh on 200 noisy points from Xavier's weights × `scale`.

    In float64, or the run with large weights would end differently on another machine.

    Returns:
        For each hidden layer the part of its values in each of `BINS` ranges after the last step,
        (3, 20); for each step its length over that of the weights, (300,); at the end the loss and
        that on 1,000 new points, (2,).
    """
    generator = torch.Generator().manual_seed(SEED)
    (inputs, targets), (new_inputs, new_targets) = (
        noisy_xor(count, noise=0.2, generator=generator) for count in (200, 1000)
    )
    torch.manual_seed(SEED)
    layers: list[nn.Module] = []
    for n, m in itertools.pairwise((2, 50, 50, 50, 2)):
        linear = nn.Linear(n, m)
        nn.init.xavier_uniform_(linear.weight, gain=scale)
        nn.init.zeros_(linear.bias)
        layers += [linear, nn.Tanh()]
    model = nn.Sequential(*layers[:-1]).double()
    loss_function = nn.CrossEntropyLoss()
    weights = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    ratios = []
    for _ in range(steps):
        model.zero_grad()
        loss_function(model(inputs.double()), targets).backward()
        gradients = [weight.grad.flatten() for weight in weights if weight.grad is not None]
        ratios.append(lr * torch.cat(gradients).norm() / parameters_to_vector(weights).norm())
        sgd_step(model.parameters(), lr)
    with torch.inference_mode():
        hidden = [model[:end](inputs.double()) for end in (2, 4, 6)]
        values = [torch.histc(h, BINS, -1, 1) / h.numel() for h in hidden]
        losses = [
            loss_function(model(x.double()), y)
            for x, y in ((inputs, targets), (new_inputs, new_targets))
        ]
    return (
        torch.stack(values).float(),
        torch.stack(ratios).detach().float(),
        torch.stack(losses).float(),
    )


def sweep() -> Tensor:
    """For each of `OPTIMIZERS` and `RATES` the median loss of 21 seeds after 1,000 steps: (3, 9).

    It is infinite where it is above the first: how far a run that blows up gets is chance.
    """
    ends = []
    for optimizer in OPTIMIZERS:
        for lr in RATES:
            setting = Setting(optimizer=optimizer, lr=lr)
            first, *_, last = train_ensemble(range(21), setting, steps=1000, device="cpu").losses
            end = last.median()
            ends.append(end if end < first.median() else torch.full_like(end, torch.inf))
    return torch.stack(ends).view(len(OPTIMIZERS), len(RATES))


def flatness() -> Tensor:
    """The gradient's norm, the highest and the lowest curvature at `CURVATURE_STEPS`: (3, 30)."""
    columns = []
    for step in CURVATURE_STEPS:
        model = load_notebook().model(step)
        curvatures = torch.linalg.eigvalsh(hessian(model))
        columns.append([gradient_norm(model), curvatures[-1].item(), curvatures[0].item()])
    return torch.tensor(columns).T


def noisy_points() -> tuple[TensorDataset, torch.Generator]:
    """A thousand noisy points, and the generator as it is then."""
    generator = torch.Generator().manual_seed(SEED)
    return TensorDataset(*noisy_xor(1000, noise=0.2, generator=generator)), generator


def noisy_network() -> Tensor:
    """The weights of a 2-8-2 network after 20 epochs on 800 noisy points: (42,)."""
    data, generator = noisy_points()
    training, validation = random_split(data, [0.8, 0.2], generator=generator)
    loader = DataLoader(training, 20, shuffle=True, generator=generator)
    model = _network((2, 8, 2))
    fit(model, loader, DataLoader(validation, 200), SGD(model.parameters(), lr=0.1), epochs=20)
    return parameters_to_vector(model.parameters()).detach()


def overfitting() -> Tensor:
    """Training and validation loss of 500 epochs of a 2-64-64-2 network on 60 points: (2, 501)."""
    generator = torch.Generator().manual_seed(SEED)
    training = [noisy_xor(60, noise=0.2, generator=generator)]
    validation = [noisy_xor(500, noise=0.2, generator=generator)]
    model = _network((2, 64, 64, 2))
    optimizer = Momentum(model.parameters(), lr=0.1, momentum=0.9)
    history = fit(model, training, validation, optimizer, epochs=500)
    return torch.tensor([[epoch.training.loss, epoch.validation.loss] for epoch in history]).T


def spiral_points() -> tuple[Tensor, Tensor]:
    """The 200 points of two spirals and their classes."""
    return spirals(200, generator=torch.Generator().manual_seed(SEED))


def spiral_networks() -> Tensor:
    """The weights of a 2-32-32-2 network after each of `EPOCHS` epochs: (4, 1218)."""
    inputs, targets = spiral_points()
    model, loss_function = _network((2, 32, 32, 2)), nn.CrossEntropyLoss()
    optimizer = Momentum(model.parameters(), lr=0.1, momentum=0.9)
    weights = []
    for epoch in range(EPOCHS[-1] + 1):
        if epoch in EPOCHS:
            weights.append(parameters_to_vector(model.parameters()).detach().clone())
        optimizer.zero_grad()
        loss_function(model(inputs), targets).backward()
        optimizer.step()
    return torch.stack(weights)


def spiral_seeds(epochs: int = 3000) -> Tensor:
    """The loss of a 2-2-2 network for each of the seeds 0 to 9, every 20 epochs: (10, 151).

    The networks are stacked, and in float64, or they would leave plateaus at another epoch on
    another machine.
    """
    inputs, targets = spiral_points()
    networks = []
    for seed in range(10):
        torch.manual_seed(seed)
        networks.append(XOR((2, 2, 2), "tanh").double().parameters())
    w1, b1, w2, b2 = parameters = [
        torch.stack(same).detach().requires_grad_() for same in zip(*networks, strict=True)
    ]
    optimizer = Momentum(parameters, lr=0.1, momentum=0.9)
    recorded = []
    for epoch in range(epochs + 1):
        h = torch.tanh(inputs.double() @ w1.mT + b1[:, None])
        logits = h @ w2.mT + b2[:, None]
        losses = nn.functional.cross_entropy(
            logits.permute(1, 2, 0), targets[:, None].expand(-1, len(logits)), reduction="none"
        ).mean(dim=0)
        if epoch % SPIRAL_LOSS_EVERY == 0:
            recorded.append(losses.detach().float())
        optimizer.zero_grad()
        losses.sum().backward()
        optimizer.step()
    return torch.stack(recorded, dim=1)


def network(sizes: tuple[int, ...], weights: Tensor) -> XOR:
    """A network with recorded weights."""
    with torch.random.fork_rng():
        model = _network(sizes)
    vector_to_parameters(weights, model.parameters())
    return model


def _network(sizes: tuple[int, ...]) -> XOR:
    torch.manual_seed(SEED)
    return XOR(sizes, "tanh")


if __name__ == "__main__":
    torch.save(record(), FILE)
    print(f"{FILE}: recorded with torch {torch.__version__}")
