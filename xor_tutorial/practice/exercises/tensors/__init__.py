"""Exercises of the page tensors."""
