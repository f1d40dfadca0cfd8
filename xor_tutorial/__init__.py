"""How a neural network learns, on one problem small enough to see every number.

Data         truth_table, noisy_xor, spirals; read_table and Standardize for a file of your own
Network      XOR, with one of ACTIVATIONS between its layers; one_step_network, the one of
             One step
From scratch softmax, log_softmax, log_sum_exp; nll_loss, cross_entropy, mean_squared_error,
             binary_cross_entropy_with_logits; Scalar, an autograd in one class;
             sgd_step, SGD, Momentum, Nesterov, RMSprop, Adam, AdamW
Gradients    trace, the graph as a table; numeric_gradient
Training     train gives a Run; fit and evaluate work on batches
Files        save_checkpoint, load_checkpoint
Devices      resolve_device

To be imported by their names: `study` (thousands of networks trained at once, and the results),
`speed` (the same training, faster), `verify` (runs every example), `practice` (checks the
exercises).
On a command line: `python -m xor_tutorial --help`.
"""

from xor_tutorial.checkpoints import CheckpointError, load_checkpoint, save_checkpoint
from xor_tutorial.data import noisy_xor, spirals, truth_table
from xor_tutorial.devices import resolve_device
from xor_tutorial.fitting import Epoch, Score, evaluate, fit
from xor_tutorial.gradients import numeric_gradient
from xor_tutorial.graph import trace
from xor_tutorial.losses import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    mean_squared_error,
    nll_loss,
)
from xor_tutorial.network import ACTIVATIONS, XOR, one_step_network
from xor_tutorial.optim import (
    SGD,
    Adam,
    AdamW,
    Momentum,
    Nesterov,
    Optimizer,
    RMSprop,
    sgd_step,
)
from xor_tutorial.probabilities import log_softmax, log_sum_exp, softmax
from xor_tutorial.scalar import Scalar
from xor_tutorial.tables import Standardize, Table, read_table
from xor_tutorial.training import Run, train

__version__ = "0.1.0"

__all__ = [
    "ACTIVATIONS",
    "SGD",
    "XOR",
    "Adam",
    "AdamW",
    "CheckpointError",
    "Epoch",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSprop",
    "Run",
    "Scalar",
    "Score",
    "Standardize",
    "Table",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "evaluate",
    "fit",
    "load_checkpoint",
    "log_softmax",
    "log_sum_exp",
    "mean_squared_error",
    "nll_loss",
    "noisy_xor",
    "numeric_gradient",
    "one_step_network",
    "read_table",
    "resolve_device",
    "save_checkpoint",
    "sgd_step",
    "softmax",
    "spirals",
    "trace",
    "train",
    "truth_table",
]
