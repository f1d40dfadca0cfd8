"""How a neural network learns, on one problem small enough to see every number."""

from xor_tutorial.data import truth_table
from xor_tutorial.gradients import numeric_gradient
from xor_tutorial.losses import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    mean_squared_error,
    nll_loss,
)
from xor_tutorial.network import ACTIVATIONS, XOR
from xor_tutorial.optim import sgd_step
from xor_tutorial.softmax import log_softmax, log_sum_exp, softmax

__version__ = "0.1.0"

__all__ = [
    "ACTIVATIONS",
    "XOR",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "log_softmax",
    "log_sum_exp",
    "mean_squared_error",
    "nll_loss",
    "numeric_gradient",
    "sgd_step",
    "softmax",
    "truth_table",
]
