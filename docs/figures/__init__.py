"""The figures of the site, drawn from torch's own numbers, in the page's language.

The same thing looks the same everywhere: class 0 is a blue circle, class 1 an orange square, the
running example XOR(0, 1) has a ring, gradients are italic in a hue of their own, parameters are
framed and data is not.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from figures import (
    clinic,
    curves,
    descents,
    gates,
    graphs,
    ladders,
    learned,
    network,
    penalties,
    planes,
    plateaus,
    scores,
    trained,
)

LANGUAGES = ("ko", "en")

#: Name → what draws it, from the language and the label.
FIGURES: dict[str, Callable[[str, str | None], str]] = {
    "xor-plane": planes.xor_plane,
    "decision-boundary": planes.decision_boundary,
    "hidden-folding": planes.hidden_folding,
    "gates": gates.gates,
    "line-puzzle": gates.line_puzzle,
    "folding-by-hand": gates.folding_by_hand,
    "network": network.network,
    "one-step": network.one_step,
    "softmax-bars": curves.softmax_bars,
    "softmax-dims": scores.softmax_dims,
    "temperature": scores.temperature,
    "softmax-jacobian": scores.softmax_jacobian,
    "sigmoid": scores.sigmoid,
    "cross-entropy-curve": curves.cross_entropy_curve,
    "cross-entropy-gap": penalties.cross_entropy_gap,
    "dying-gradient": penalties.dying_gradient,
    "smoothed-loss": penalties.smoothed_loss,
    "margin-loss": curves.margin_loss,
    "loss-curve": curves.loss_curve,
    "three-seeds": curves.three_seeds,
    "resumed": curves.resumed_runs,
    "sick-curves": clinic.sick_curves,
    "examination": clinic.examination,
    "graph-forward": graphs.forward,
    "graph-backward": graphs.backward,
    "grad-functions": graphs.functions,
    "numeric-error": curves.numeric_error,
    "optimizer-paths": descents.optimizer_paths,
    "bias-correction": descents.bias_correction,
    "schedules": descents.schedules,
    "graph-detached": graphs.detached,
    "accumulation": curves.accumulation,
    "survival": plateaus.survival,
    "seed-grid": plateaus.seed_grid,
    "flatness": plateaus.flatness,
    "step-parts": ladders.step_parts,
    "speed-ladder": ladders.speed_ladder,
    "speed-ladder-gpu": ladders.speed_ladder_gpu,
    "noisy-xor": learned.noisy_plane,
    "overfitting": learned.overfitting,
    "spirals": learned.two_spirals,
    "first-glance": trained.first_glance,
    "playground": trained.playground,
}


@functools.cache
def draw(name: str, language: str, label: str | None = None) -> str:
    """One figure as SVG.

    Args:
        name: one of `FIGURES`.
        language: `"ko"` or `"en"`.
        label: what is seen, in words, for a reader who doesn't see it.

    Returns:
        An `<svg>` element; the classes in it are those of the site's figures.css.

    Raises:
        ValueError: no such figure, or no such language.

    Examples:
        >>> draw("network", "en")[:16]
        '<svg class="fig"'
        >>> draw("network", "fr")
        Traceback (most recent call last):
            ...
        ValueError: language: expected one of ko, en, got 'fr'
    """
    if name not in FIGURES:
        raise ValueError(f"figure: expected one of {', '.join(sorted(FIGURES))}, got {name!r}")
    if language not in LANGUAGES:
        raise ValueError(f"language: expected one of {', '.join(LANGUAGES)}, got {language!r}")
    return FIGURES[name](language, label)
