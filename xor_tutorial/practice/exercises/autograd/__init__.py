"""Exercises of the page autograd."""
