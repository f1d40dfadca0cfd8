"""Exercises of the page softmax."""
