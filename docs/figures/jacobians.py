"""Figures of the page "jacobians"."""

from __future__ import annotations

import math

import torch

from figures.svg import Picture, Words, centred, number, text

SCORES = torch.tensor([3.0, 1.0, 5.0])


def softmax_jacobian(words: Words) -> Picture:
    """diag(p) − ppᵀ for the scores 3, 1, 5: a square's area is the size of a derivative."""
    p = torch.softmax(SCORES, dim=0)
    jacobian = torch.diag(p) - torch.outer(p, p)
    largest = jacobian.abs().max().item()
    parts = [text(190 + 150 * j, 28, f"z{'₀₁₂'[j]}", "variable") for j in range(3)]
    for i, row in enumerate(jacobian.tolist()):
        y = 72 + 96 * i
        parts.append(text(84, y + 6, f"p{'₀₁₂'[i]} = {number(p[i].item())}", "variable"))
        for j, derivative in enumerate(row):
            x, side = 190 + 150 * j, max(48 * math.sqrt(abs(derivative) / largest), 2)
            parts.append(centred(x, y, side, side, "bar" if derivative > 0 else "node"))
            parts.append(text(x, y + 44, number(derivative), "gradient-text"))
    parts.append(text(190, 346, words["filled"], "muted"))
    parts.append(text(490, 346, words["hollow"], "muted"))
    return 360, parts
