"""Exercises of the page one-step."""
