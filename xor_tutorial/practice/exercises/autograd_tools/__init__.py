"""Exercises of the page autograd-tools."""
