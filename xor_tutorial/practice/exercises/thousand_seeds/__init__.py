"""Exercises of the page thousand-seeds."""
