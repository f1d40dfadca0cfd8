"""Exercises of the page why-xor."""
