"""Optimizers from scratch: each follows its formula and gives torch's results bit for bit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from xor_tutorial._checks import check_number, check_parameters

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSprop",
    "State",
    "sgd_step",
]

State = dict[str, Any]
"""What an optimizer keeps for one parameter between steps, by name."""


@torch.no_grad()
def sgd_step(parameters: Iterable[Tensor], lr: float) -> None:
    """One step of gradient descent: each parameter moves against its gradient, in place.

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or `lr` is below 0.

    Reference:
        Robbins and Monro, [A stochastic approximation
        method](https://doi.org/10.1214/aoms/1177729586), 1951.

    Examples:
        >>> import torch
        >>> from xor_tutorial import sgd_step
        >>> w = torch.tensor([1.0], requires_grad=True)
        >>> (w**2).sum().backward()
        >>> sgd_step([w], lr=0.1)
        >>> w
        tensor([0.8000], requires_grad=True)
    """
    check_number("lr", lr, "of at least 0")
    for parameter in check_parameters(parameters):
        if parameter.grad is not None:
            # w ← w − lr · grad in one operation, as in torch.optim: it rounds once, not twice.
            parameter.add_(parameter.grad, alpha=-lr)


class Optimizer(ABC):
    """The base class: it holds the parameters and what is kept for each between steps.

    A subclass defines one method, `update`.

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.

    Attributes:
        state: for each parameter a dictionary of what is kept between steps.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or `lr` is below 0.

    Reference:
        The same two methods as
        [torch.optim.Optimizer](https://docs.pytorch.org/docs/stable/optim.html).

    Examples:
        >>> import torch
        >>> from xor_tutorial import Momentum
        >>> w = torch.tensor([1.0, -2.0], requires_grad=True)
        >>> optimizer = Momentum([w], lr=0.1, momentum=0.5)
        >>> for _ in range(2):
        ...     optimizer.zero_grad()
        ...     (w**2).sum().backward()
        ...     optimizer.step()
        >>> w
        tensor([ 0.5400, -1.0800], requires_grad=True)
        >>> optimizer.state
        [{'v': tensor([ 2.6000, -5.2000])}]
        >>> optimizer
        Momentum(lr=0.1, momentum=0.5)
    """

    def __init__(self, parameters: Iterable[Tensor], lr: float) -> None:
        self.lr = check_number("lr", lr, "of at least 0")
        self.parameters = check_parameters(parameters)
        self.state: list[State] = [{} for _ in self.parameters]

    def __repr__(self) -> str:
        """The name of the class and its hyperparameters."""
        settings = {k: v for k, v in vars(self).items() if k not in ("parameters", "state")}
        return f"{type(self).__name__}({', '.join(f'{k}={v}' for k, v in settings.items())})"

    def zero_grad(self) -> None:
        """Set every `.grad` to None."""
        for w in self.parameters:
            w.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """Move every parameter that has a gradient, in place."""
        for w, state in zip(self.parameters, self.state, strict=True):
            if w.grad is not None:
                self.update(w, w.grad, state)

    @abstractmethod
    def update(self, w: Tensor, g: Tensor, state: State) -> None:
        """Move one parameter, in place.

        Args:
            w: the parameter.
            g: its gradient, of the same shape.
            state: what is kept for it; empty before the first step.
        """


class SGD(Optimizer):
    """Gradient descent: w ← w − lr (g + weight_decay · w).

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.
        weight_decay: how strongly weights are pulled towards 0, at least 0.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or a number is out of
            its range.

    Reference:
        Robbins and Monro, [A stochastic approximation
        method](https://doi.org/10.1214/aoms/1177729586), 1951.

    Examples:
        >>> import torch
        >>> from xor_tutorial import SGD
        >>> w = torch.tensor([1.0], requires_grad=True)
        >>> (w**2).sum().backward()
        >>> SGD([w], lr=0.1, weight_decay=0.5).step()
        >>> w
        tensor([0.7500], requires_grad=True)
    """

    def __init__(
        self, parameters: Iterable[Tensor], lr: float = 0.001, weight_decay: float = 0.0
    ) -> None:
        super().__init__(parameters, lr)
        self.weight_decay = check_number("weight_decay", weight_decay, "of at least 0")

    def update(self, w: Tensor, g: Tensor, state: State) -> None:
        """Move against the gradient, and towards 0."""
        if self.weight_decay:
            g = g.add(w, alpha=self.weight_decay)  # g + λ w
        w.add_(g, alpha=-self.lr)


class Momentum(Optimizer):
    """Momentum: v ← momentum · v + g, then w ← w − lr · v.

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.
        momentum: the fraction of v that is kept, from 0 to below 1.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or a number is out of
            its range.

    Reference:
        Polyak, [Some methods of speeding up the convergence of iteration
        methods](https://doi.org/10.1016/0041-5553(64)90137-5), 1964.

    Examples:
        >>> import torch
        >>> from xor_tutorial import Momentum
        >>> w = torch.tensor([1.0], requires_grad=True)
        >>> w.grad = torch.tensor([1.0])
        >>> optimizer = Momentum([w], lr=0.1)
        >>> for _ in range(2):
        ...     optimizer.step()
        >>> w
        tensor([0.7100], requires_grad=True)
    """

    def __init__(
        self, parameters: Iterable[Tensor], lr: float = 0.001, momentum: float = 0.9
    ) -> None:
        super().__init__(parameters, lr)
        self.momentum = check_number("momentum", momentum, "from 0 to below 1")

    def update(self, w: Tensor, g: Tensor, state: State) -> None:
        """Add the gradient to the velocity, and move against it."""
        v = state.setdefault("v", torch.zeros_like(w))
        v.mul_(self.momentum).add_(g)  # μ v + g
        w.add_(v, alpha=-self.lr)


class Nesterov(Momentum):
    """Nesterov's momentum: v ← momentum · v + g, then w ← w − lr (g + momentum · v).

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.
        momentum: the fraction of v that is kept, from 0 to below 1.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or a number is out of
            its range.

    Reference:
        Sutskever, Martens, Dahl and Hinton, [On the importance of initialization and momentum in
        deep learning](https://proceedings.mlr.press/v28/sutskever13.html), 2013.

    Examples:
        >>> import torch
        >>> from xor_tutorial import Nesterov
        >>> w = torch.tensor([1.0], requires_grad=True)
        >>> w.grad = torch.tensor([1.0])
        >>> Nesterov([w], lr=0.1).step()
        >>> w
        tensor([0.8100], requires_grad=True)
    """

    def update(self, w: Tensor, g: Tensor, state: State) -> None:
        """Move by what momentum's next step would be if the gradient stayed the same."""
        v = state.setdefault("v", torch.zeros_like(w))
        v.mul_(self.momentum).add_(g)  # μ v + g
        w.add_(g.add(v, alpha=self.momentum), alpha=-self.lr)  # g + μ v


class RMSprop(Optimizer):
    """RMSprop: s ← alpha · s + (1 − alpha) g², each weight's mean squared gradient.

    Then w ← w − lr · g / (√s + eps).

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.
        alpha: the fraction of s that is kept, from 0 to below 1.
        eps: keeps the divisor above 0; at least 0.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or a number is out of
            its range.

    Reference:
        Hinton, [Neural networks for machine learning, lecture
        6e](https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf), 2012.

    Examples:
        >>> import torch
        >>> from xor_tutorial import RMSprop
        >>> w = torch.tensor([1.0, 1.0], requires_grad=True)
        >>> w.grad = torch.tensor([0.001, 1000.0])
        >>> RMSprop([w], lr=0.01).step()
        >>> w
        tensor([0.9000, 0.9000], requires_grad=True)
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float = 0.01,
        alpha: float = 0.99,
        eps: float = 1e-8,
    ) -> None:
        super().__init__(parameters, lr)
        self.alpha = check_number("alpha", alpha, "from 0 to below 1")
        self.eps = check_number("eps", eps, "of at least 0")

    def update(self, w: Tensor, g: Tensor, state: State) -> None:
        """Divide the gradient by the root of its mean square, and move against it."""
        s = state.setdefault("s", torch.zeros_like(w))
        s.mul_(self.alpha).addcmul_(g, g, value=1 - self.alpha)  # α s + (1 − α) g²
        w.addcdiv_(g, s.sqrt().add_(self.eps), value=-self.lr)


class Adam(Optimizer):
    """Adam: momentum and RMSprop, each corrected for starting at 0.

    m ← β₁ m + (1 − β₁) g and s ← β₂ s + (1 − β₂) g², then after t steps
    w ← w − lr · m̂ / (√ŝ + eps) with m̂ = m / (1 − β₁ᵗ) and ŝ = s / (1 − β₂ᵗ).

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.
        betas: the fractions of m and of s that are kept, each from 0 to below 1.
        eps: keeps the divisor above 0; at least 0.
        weight_decay: λ of the term λ w that is added to the gradient (also called L2
            regularization); at least 0.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or a number is out of
            its range.

    Reference:
        Kingma and Ba, [Adam: a method for stochastic
        optimization](https://arxiv.org/abs/1412.6980), 2014.

    Examples:
        >>> import torch
        >>> from xor_tutorial import Adam
        >>> w = torch.tensor([1.0, 1.0], requires_grad=True)
        >>> w.grad = torch.tensor([0.001, -1000.0])
        >>> Adam([w], lr=0.01).step()
        >>> w
        tensor([0.9900, 1.0100], requires_grad=True)
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float = 0.001,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(parameters, lr)
        beta1, beta2 = betas
        self.betas = (
            check_number("betas[0]", beta1, "from 0 to below 1"),
            check_number("betas[1]", beta2, "from 0 to below 1"),
        )
        self.eps = check_number("eps", eps, "of at least 0")
        self.weight_decay = check_number("weight_decay", weight_decay, "of at least 0")

    def update(self, w: Tensor, g: Tensor, state: State) -> None:
        """Add the decay to the gradient, then apply Adam's formula."""
        if self.weight_decay:
            g = g.add(w, alpha=self.weight_decay)  # g + λ w
        self.adapt(w, g, state)

    def adapt(self, w: Tensor, g: Tensor, state: State) -> None:
        """Apply Adam's formula to a gradient."""
        m = state.setdefault("m", torch.zeros_like(w))
        s = state.setdefault("s", torch.zeros_like(w))
        t = state["t"] = state.get("t", 0) + 1
        beta1, beta2 = self.betas
        m.lerp_(g, 1 - beta1)  # β₁ m + (1 − β₁) g
        s.mul_(beta2).addcmul_(g, g, value=1 - beta2)  # β₂ s + (1 − β₂) g²
        root = s.sqrt() / (1 - beta2**t) ** 0.5  # √ŝ
        w.addcdiv_(m, root.add_(self.eps), value=-self.lr / (1 - beta1**t))


class AdamW(Adam):
    """Adam with a weight decay of its own: w ← w (1 − lr · weight_decay), then Adam's step.

    Args:
        parameters: leaf tensors of any shape; one whose `.grad` is None is skipped.
        lr: the learning rate, at least 0.
        betas: the fractions of m and of s that are kept, each from 0 to below 1.
        eps: keeps the divisor above 0; at least 0.
        weight_decay: how strongly weights are pulled towards 0, at least 0.

    Raises:
        TypeError: `parameters` is one tensor, or holds something that is no tensor.
        ValueError: there are no parameters, one comes twice or isn't a leaf, or a number is out of
            its range.

    Reference:
        Loshchilov and Hutter, [Decoupled weight decay
        regularization](https://arxiv.org/abs/1711.05101), 2017.

    Examples:
        >>> import torch
        >>> from xor_tutorial import AdamW
        >>> w = torch.tensor([1.0, 1.0], requires_grad=True)
        >>> w.grad = torch.tensor([0.0, -1000.0])
        >>> AdamW([w], lr=0.01, weight_decay=0.5).step()
        >>> w
        tensor([0.9950, 1.0050], requires_grad=True)
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float = 0.001,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(parameters, lr, betas, eps, weight_decay)

    def update(self, w: Tensor, g: Tensor, state: State) -> None:
        """Shrink the weights, then apply Adam's formula."""
        w.mul_(1 - self.lr * self.weight_decay)  # w − lr λ w
        self.adapt(w, g, state)
