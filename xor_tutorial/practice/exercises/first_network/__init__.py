"""Exercises of the page first-network."""
