"""Exercises of the page jacobians."""
