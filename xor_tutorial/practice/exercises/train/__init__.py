"""Exercises of the page train."""
