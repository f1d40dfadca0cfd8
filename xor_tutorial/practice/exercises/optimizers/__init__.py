"""Exercises of the page optimizers."""
