"""Figures of the home page."""

from __future__ import annotations

from figures.plane import axes, network_plane, plane
from figures.svg import Picture, Words
from figures.train import recorded_loss
from xor_tutorial.recordings import load


def first_glance(words: Words) -> Picture:
    """The plane after 3,000 steps of the recorded run, and its loss until then."""
    inputs = plane(36, 14, 255)
    return 310, [
        network_plane(inputs, load().model(3000), cells=48),
        axes(inputs),
        recorded_loss(words, 3000, 340, 56, 280, 190),
    ]
