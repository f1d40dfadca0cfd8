"""Exercises of the page debugging."""
