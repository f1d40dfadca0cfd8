"""Exercises of the page stays-flat."""
