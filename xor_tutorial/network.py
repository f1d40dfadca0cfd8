"""The network: a multilayer perceptron with 28 parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from types import MappingProxyType

import torch
from torch import Tensor, nn

from xor_tutorial._checks import check_floating, describe

ACTIVATIONS: Mapping[str, type[nn.Module]] = MappingProxyType(
    {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "gelu": nn.GELU}
)


class XOR(nn.Module):
    """Linear layers with an activation function between them; two inputs, one logit per class.

    The last layer gives logits, not probabilities: `nn.CrossEntropyLoss` has softmax inside.

    Args:
        sizes: the number of inputs, of units of each hidden layer, and of classes. The default is
            the network that the course trains.
        activation: `"sigmoid"`, `"tanh"`, `"relu"` or `"gelu"`, between layers.

    Raises:
        ValueError: there are fewer than two sizes, a size is below 1, or there is no such
            activation.

    Reference:
        Rumelhart, Hinton and Williams, [Learning representations by back-propagating
        errors](https://doi.org/10.1038/323533a0), 1986.

    Examples:
        >>> import torch
        >>> from xor_tutorial import XOR
        >>> _ = torch.manual_seed(70)
        >>> XOR()(torch.tensor([[0.0, 1.0]])).shape
        torch.Size([1, 2])
        >>> [tuple(weight.shape) for weight in XOR(sizes=(2, 3, 2)).parameters()]
        [(3, 2), (3,), (2, 3), (2,)]
    """

    def __init__(self, sizes: Sequence[int] = (2, 4, 2, 2), activation: str = "sigmoid") -> None:
        super().__init__()
        if len(sizes) < 2 or any(not isinstance(n, int) or n < 1 for n in sizes):
            raise ValueError(f"sizes: expected at least two whole numbers from 1, got {sizes}")
        if activation not in ACTIVATIONS:
            raise ValueError(
                f"activation: expected one of {', '.join(ACTIVATIONS)}, got {activation!r}"
            )
        self.sizes = tuple(sizes)
        self.activation = activation
        layers: list[nn.Module] = []
        for size_in, size_out in pairwise(sizes):
            layers += [nn.Linear(size_in, size_out), ACTIVATIONS[activation]()]
        self.layers = nn.Sequential(*layers[:-1])  # no activation after the logits

    def forward(self, x: Tensor) -> Tensor:
        """Compute the logits.

        Args:
            x: floating-point inputs, (N, 2) for the default sizes.

        Returns:
            Logits, (N, 2) for the default sizes.

        Raises:
            TypeError: `x` isn't a floating-point tensor.
            ValueError: `x` isn't of shape (N, sizes[0]).
        """
        check_floating("x", x)
        if x.dim() != 2 or x.shape[1] != self.sizes[0]:
            raise ValueError(f"x: expected shape (N, {self.sizes[0]}), got {describe(x)}")
        logits: Tensor = self.layers(x)
        return logits

    @torch.inference_mode()
    def predict(self, x: Tensor) -> Tensor:
        """Compute the probabilities of the classes, without recording a graph.

        Meanwhile the network is in evaluation mode; afterwards each module is back in the mode it
        had.

        Args:
            x: floating-point inputs, (N, 2) for the default sizes.

        Returns:
            Probabilities, (N, 2) for the default sizes; each row sums to 1.

        Raises:
            TypeError: `x` isn't a floating-point tensor.
            ValueError: `x` isn't of shape (N, sizes[0]).

        Examples:
            >>> import torch
            >>> from xor_tutorial import XOR
            >>> _ = torch.manual_seed(70)
            >>> XOR().predict(torch.tensor([[0.0, 1.0]]))
            tensor([[0.7182, 0.2818]])
        """
        with mode(self, training=False):
            return torch.softmax(self(x), dim=1)


def one_step_network() -> XOR:
    """Make the network that One step follows: a new `XOR` with the same weights each time.

    It is the second network drawn after `torch.manual_seed(70)`, as in the notebook from which this
    course grew. It is on torch's default device. The state of torch's random number generators is
    unchanged afterwards.

    Examples:
        >>> import torch
        >>> from xor_tutorial import XOR, one_step_network
        >>> one_step_network().layers[4].bias.detach()
        tensor([ 0.3200, -0.3378])
        >>> _ = torch.manual_seed(70)
        >>> first, second = XOR(), XOR()
        >>> torch.equal(second.layers[0].weight, one_step_network().layers[0].weight)
        True
    """
    with torch.random.fork_rng(), torch.device("cpu"):
        torch.manual_seed(70)
        _, second = XOR(), XOR()
    return second.to(torch.get_default_device())


@contextmanager
def mode(model: nn.Module, *, training: bool) -> Iterator[None]:
    """Put a model into training or evaluation mode within a block.

    Afterwards, also after an error, each module is back in the mode it had: modes may differ.

    Args:
        model: any model; its `train` sets the mode.
        training: True for training mode, False for evaluation mode.

    Reference:
        [Evaluation mode](https://docs.pytorch.org/docs/stable/notes/autograd.html#evaluation-mode-nn-module-eval).

    Examples:
        >>> from torch import nn
        >>> from xor_tutorial.network import mode
        >>> model = nn.Sequential(nn.Linear(2, 2), nn.Dropout().eval())
        >>> with mode(model, training=False):
        ...     [module.training for module in model]
        [False, False]
        >>> [module.training for module in model]
        [True, False]
    """
    before = [(module, module.training) for module in model.modules()]
    model.train(training)
    try:
        yield
    finally:
        for module, was_training in before:
            module.training = was_training
