"""Exercises of the page optimizers-in-practice."""
