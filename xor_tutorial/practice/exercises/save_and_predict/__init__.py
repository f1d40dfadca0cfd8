"""Exercises of the page save-and-predict."""
