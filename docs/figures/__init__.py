"""The figures of the site, drawn from torch's own numbers, in the page's language.

Each module holds the figures of the page of its name, but for those that pages share: `svg`,
`plot`, `plane`, `layers` and `trained`. The words are in `words/<language>.toml`.

The same thing looks the same everywhere: class 0 is a blue circle, class 1 an orange square,
gradients are italic in a hue of their own, parameters are framed and data is not.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from figures import (
    autograd,
    autograd_in_practice,
    autograd_tools,
    beyond,
    convergence,
    debugging,
    first_network,
    gpu,
    index,
    initialization,
    jacobians,
    losses,
    losses_in_practice,
    one_step,
    optimizers,
    optimizers_in_practice,
    save_and_predict,
    softmax,
    speed,
    spirals,
    stays_flat,
    tensors,
    thousand_seeds,
    train,
    why_xor,
)
from figures.svg import Picture, Words, figure

WORDS = Path(__file__).with_name("words")
LANGUAGES = tuple(sorted(path.stem for path in WORDS.glob("*.toml")))

#: Name → what draws it from its words.
FIGURES: Mapping[str, Callable[[Words], Picture]] = {
    "first-glance": index.first_glance,
    "first-network": first_network.first_network,
    "first-loss": first_network.first_loss,
    "dims": tensors.dims,
    "broadcasting": tensors.broadcasting,
    "matrix-product": tensors.matrix_product,
    "gates": why_xor.gates,
    "line-puzzle": why_xor.line_puzzle,
    "margin-loss": why_xor.margin_loss,
    "folding-by-hand": why_xor.folding_by_hand,
    "softmax-bars": softmax.softmax_bars,
    "softmax-dims": softmax.softmax_dims,
    "temperature": softmax.temperature,
    "softmax-jacobian": jacobians.softmax_jacobian,
    "sigmoid": softmax.sigmoid,
    "cross-entropy-curve": losses.cross_entropy_curve,
    "cross-entropy-gap": losses_in_practice.cross_entropy_gap,
    "network": losses.network,
    "dying-gradient": losses.dying_gradient,
    "rare-class": losses_in_practice.rare_class,
    "smoothed-loss": losses_in_practice.smoothed_loss,
    "one-step-forward": one_step.one_step_forward,
    "one-step": one_step.one_step,
    "one-step-backward": one_step.one_step_backward,
    "graph-forward": autograd.graph_forward,
    "graph-backward": autograd.graph_backward,
    "backward-patterns": autograd.backward_patterns,
    "own-xor": autograd.own_xor,
    "numeric-error": autograd.numeric_error,
    "grad-functions": autograd_tools.grad_functions,
    "custom-function": autograd_tools.custom_function,
    "straight-through": autograd_tools.straight_through,
    "accumulation": autograd_in_practice.accumulation,
    "graph-detached": autograd_in_practice.graph_detached,
    "shared-part": autograd_in_practice.shared_part,
    "loss-curve": train.loss_curve,
    "rows-cancel": train.rows_cancel,
    "decision-boundary": train.decision_boundary,
    "three-seeds": train.three_seeds,
    "playground": train.playground,
    "hidden-folding": train.hidden_folding,
    "linear-sizes": initialization.linear_sizes,
    "relu-sizes": initialization.relu_sizes,
    "resumed": save_and_predict.resumed,
    "xor-plane": save_and_predict.xor_plane,
    "saddle": stays_flat.saddle,
    "eigenvectors": stays_flat.eigenvectors,
    "flatness": stays_flat.flatness,
    "fast-and-reliable": thousand_seeds.fast_and_reliable,
    "intervals": thousand_seeds.intervals,
    "survival": thousand_seeds.survival,
    "seed-grid": thousand_seeds.seed_grid,
    "bias-correction": optimizers.bias_correction,
    "optimizer-paths": optimizers.optimizer_paths,
    "sweep": optimizers.sweep,
    "schedules": optimizers_in_practice.schedules,
    "noise": optimizers_in_practice.noise,
    "sgd-rates": convergence.sgd_rates,
    "momentum-rates": convergence.momentum_rates,
    "swing": convergence.swing,
    "limits": convergence.limits,
    "nesterov": convergence.nesterov,
    "noisy-xor": beyond.noisy_xor,
    "overfitting": beyond.overfitting,
    "spiral-points": spirals.spiral_points,
    "spirals": spirals.spirals,
    "spiral-seeds": spirals.spiral_seeds,
    "step-parts": speed.step_parts,
    "step-costs": speed.step_costs,
    "step-costs-gpu": gpu.step_costs_gpu,
    "sick-curves": debugging.sick_curves,
    "health": debugging.health,
    "examination": debugging.examination,
}


@functools.cache
def words(language: str) -> Mapping[str, Words]:
    """The words of each figure, by its name; those of an interactive one by `play.<name>`.

    Raises:
        ValueError: there is no `words/<language>.toml`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language: expected one of {', '.join(LANGUAGES)}, got {language!r}")
    tables = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    interactive = tables.pop("play")
    return tables | {f"play.{name}": table for name, table in interactive.items()}


@functools.cache
def draw(name: str, language: str, label: str | None = None) -> str:
    """One figure as SVG.

    Args:
        name: one of `FIGURES`.
        language: one of `LANGUAGES`.
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
        ValueError: language: expected one of en, ko, got 'fr'
    """
    if name not in FIGURES:
        raise ValueError(f"figure: expected one of {', '.join(sorted(FIGURES))}, got {name!r}")
    height, parts = FIGURES[name](words(language).get(name, {}))
    return figure(height, parts, label)
