"""Exercises of the page losses."""
