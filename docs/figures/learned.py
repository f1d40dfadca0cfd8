"""What was learned from noisy points and from spirals, and when learning turns into memorizing."""

from __future__ import annotations

import functools

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset, random_split

from figures.svg import curve, element, figure, line, mark, number, region, text
from xor_tutorial.data import noisy_xor, spirals
from xor_tutorial.fitting import Epoch, fit
from xor_tutorial.network import XOR

SEED = 70


def noisy_plane(language: str, label: str | None) -> str:
    """The points that were set aside, over the regions that the page's first network learned."""
    side, left, top, reach = 380.0, 130.0, 18.0, 1.5
    model, points = noisy()
    parts = [_panel(model, points, left, top, side, reach)]
    for value in (-1.0, 0.0, 1.0):
        middle = left + side * (value + reach) / (2 * reach)
        parts.append(text(middle, top + side + 22, number(value), "muted"))
        parts.append(
            text(left - 12, top + side - (middle - left) + 5, number(value), "muted", "end")
        )
    parts.append(text(left + side * 5 / 6 + 34, top + side + 22, "x₁", "variable"))
    parts.append(text(left - 12, top + side / 6 - 26, "x₂", "variable", "end"))
    return figure(640, 436, label, *parts)


def overfitting(language: str, label: str | None) -> str:
    """Training and validation loss of a wide network that is given 60 points."""
    words = {
        "ko": ("학습 손실", "검증 손실", "에폭", "손실", "가장 작은 검증 손실 {}, {}에폭"),
        "en": (
            "training loss",
            "validation loss",
            "epochs",
            "loss",
            "smallest validation loss {}, epoch {}",
        ),
    }[language]
    history = memorizing()
    left, top, width, height, highest = 70.0, 44.0, 500.0, 250.0, 1.0

    def place(epoch: float, loss: float) -> tuple[float, float]:
        return left + epoch / 500 * width, top + (1 - loss / highest) * height

    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = place(0, tick)
        parts.append(line((x, y), (x + width, y), "grid" if tick else "axis"))
        parts.append(text(x - 10, y + 5, number(tick, 2), "muted", "end"))
    for epoch in range(0, 501, 100):
        parts.append(text(place(epoch, 0)[0], top + height + 24, str(epoch), "muted"))
    losses = [epoch.validation.loss for epoch in history]
    best = losses.index(min(losses))
    x, y = place(best, losses[best])
    ends = [place(500, loss) for loss in (history[-1].training.loss, losses[-1])]
    parts += [
        line((x, top), (x, top + height), "dashed"),
        curve((place(e, epoch.training.loss) for e, epoch in enumerate(history)), "other"),
        curve((place(e, loss) for e, loss in enumerate(losses)), "loss"),
        element("circle", cx=x, cy=y, r=4.5, class_="loss-dot"),
        text(
            x + 10, top + 12, words[4].format(number(losses[best], 2), best), "loss-text", "start"
        ),
        text(ends[0][0], ends[0][1] - 14, words[0], "muted", "end"),
        text(ends[1][0] - 60, ends[1][1] + 44, words[1], "loss-text", "end"),
        text(
            left + width + 8, ends[0][1] + 5, number(history[-1].training.loss, 2), "muted", "start"
        ),
        text(left + width + 8, ends[1][1] + 5, number(losses[-1], 2), "loss-text", "start"),
        text(left + width / 2, top + height + 48, words[2], "muted"),
        text(left - 10, 18, words[3], "muted", "end"),
    ]
    return figure(640, 356, label, *parts)


def two_spirals(language: str, label: str | None) -> str:
    """Two spirals as a wide network with tanh sees them after 0, 50, 100 and 300 epochs."""
    word = {"ko": "{} 에폭", "en": "epoch {}"}[language]
    side, parts, done = 250.0, [], 0
    with torch.random.fork_rng(), torch.device("cpu"):
        generator = torch.Generator().manual_seed(SEED)
        points = spirals(200, generator=generator)
        model = _network((2, 32, 32, 2))
        optimizer = _Momentum(model, lr=0.1, momentum=0.9)
        for i, epochs in enumerate((0, 100, 150, 300)):
            loss_function = nn.CrossEntropyLoss()
            for _ in range(epochs - done):
                optimizer.zero_grad()
                loss = loss_function(model(points[0]), points[1])
                loss.backward()
                optimizer.step()
            done = epochs
            left, top = 55.0 + 280 * (i % 2), 30.0 + 296 * (i // 2)
            parts.append(text(left + side / 2, top - 10, word.format(epochs), "strong"))
            parts.append(_panel(model, points, left, top, side, 1.15, size=3.5))
    return figure(640, 590, label, *parts)


@functools.cache
def noisy() -> tuple[XOR, tuple[Tensor, Tensor]]:
    """The page's first network, trained on 800 points, and the 200 that were set aside."""
    with torch.random.fork_rng(), torch.device("cpu"):
        generator = torch.Generator().manual_seed(SEED)
        data = TensorDataset(*noisy_xor(1000, noise=0.2, generator=generator))
        training, validation = random_split(data, [0.8, 0.2], generator=generator)
        loader = DataLoader(training, 20, shuffle=True, generator=generator)
        model = _network((2, 8, 2))
        check = DataLoader(validation, 200)
        fit(model, loader, check, _Momentum(model, lr=0.1, momentum=0.0), epochs=20)
        inputs, targets = next(iter(check))
        return model, (inputs, targets)


@functools.cache
def memorizing() -> list[Epoch]:
    """A network of 4,482 parameters learns 60 noisy points by heart; the page's own numbers."""
    with torch.random.fork_rng(), torch.device("cpu"):
        generator = torch.Generator().manual_seed(SEED)
        training = [noisy_xor(60, noise=0.2, generator=generator)]
        validation = [noisy_xor(500, noise=0.2, generator=generator)]
        model = _network((2, 64, 64, 2))
        optimizer = _Momentum(model, lr=0.1, momentum=0.9)
        return fit(model, training, validation, optimizer, epochs=500)


def _network(sizes: tuple[int, ...]) -> XOR:
    torch.manual_seed(SEED)
    return XOR(sizes, "tanh")


class _Momentum:
    """SGD with momentum, as torch has it; making one of torch's own would load its compiler."""

    def __init__(self, model: nn.Module, lr: float, momentum: float) -> None:
        self.parameters = list(model.parameters())
        self.velocities = [torch.zeros_like(p) for p in self.parameters]
        self.lr, self.momentum = lr, momentum

    def zero_grad(self) -> None:
        for parameter in self.parameters:
            parameter.grad = None

    @torch.no_grad()
    def step(self) -> None:
        for parameter, velocity in zip(self.parameters, self.velocities, strict=True):
            assert parameter.grad is not None
            velocity.mul_(self.momentum).add_(parameter.grad)
            parameter.add_(velocity, alpha=-self.lr)


def _panel(
    model: XOR,
    points: tuple[Tensor, Tensor],
    left: float,
    top: float,
    side: float,
    reach: float,
    size: float = 4.5,
) -> str:
    """The square from −reach to reach, divided as a network divides it, and points upon it."""
    cells = 60
    axis = torch.linspace(-reach, reach, cells + 1, device="cpu")
    x2, x1 = torch.meshgrid(axis.flip(0), axis, indexing="ij")
    with torch.inference_mode():
        logits = model(torch.stack([x1, x2], dim=-1).view(-1, 2))
    scores = (logits[:, 1] - logits[:, 0]).view(cells + 1, cells + 1)
    area, border = region(scores.tolist(), left, top, side / cells)
    parts = [
        element("rect", x=left, y=top, width=side, height=side, class_="class0-area"),
        element("path", d=area, class_="class1-area") if area else "",
        element("path", d=border, class_="border") if border else "",
    ]
    inputs, targets = points
    for (a, b), kind in zip(inputs.tolist(), targets.tolist(), strict=True):
        if max(abs(a), abs(b)) < reach:
            x = left + (a + reach) / (2 * reach) * side
            y = top + (reach - b) / (2 * reach) * side
            parts.append(mark(x, y, kind, size))
    return "".join(parts)
