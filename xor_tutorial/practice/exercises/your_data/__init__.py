"""Exercises of the page your-data."""
