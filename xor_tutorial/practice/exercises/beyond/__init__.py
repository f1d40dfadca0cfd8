"""Exercises of the page beyond."""
