"""How a neural network learns, on one problem small enough to see every number."""

__version__ = "0.1.0"
