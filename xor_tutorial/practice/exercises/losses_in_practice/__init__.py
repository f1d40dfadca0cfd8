"""Exercises of the page losses-in-practice."""
