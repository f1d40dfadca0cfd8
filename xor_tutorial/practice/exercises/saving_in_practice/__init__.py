"""Exercises of the page saving-in-practice."""
