"""The model of scores: from the features of a pair to a probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from reader.duplicates.decision import COPIED, COPIED_SPREAD
from reader.duplicates.ragged_arrays import Floats
from reader.duplicates.score.pair_features import Features, Likeness, Measured

# The features that each model weighs: few, so that it also holds for copies of a kind that it was
# not trained on. The first steps of some tell more than the later ones: there it is the root.
INPUTS = {
    "copy": (
        *("lead", "root_lead", "lead_all", "root_cosine", "root_proper", "proper_mass"),
        *("shingles", "run", "pace", "grams", "numbers", "rare"),
    ),
    "event": (
        *("lead", "root_lead", "root_lead_all", "root_cosine", "focus", "proper", "root_proper"),
        *("repeated", "order", "grams_short", "grams_long", "grams"),
        *("numbers", "numbers_short", "numbers_long", "rare", "over_3", "over_5", "over_6"),
        *("near", "far"),
    ),
}


def inputs(features: Features, model: str) -> Floats:
    """Return the numbers that a model weighs, shape ``(n_pairs, len(INPUTS[model]))``."""
    return np.column_stack([_input(features, name) for name in INPUTS[model]])


def likely_whole(found: Likeness | Measured) -> Floats:
    """Return the likelihoods that a whole text was made from the other, shape ``(n_pairs,)``."""
    return _likely("copy", found)


def likely_passage(run: Floats) -> Floats:
    """Return the likelihoods that the longest run was copied, shape ``(n_pairs,)``."""
    return logistic((run - COPIED) / COPIED_SPREAD)


def likely_event(found: Likeness | Measured) -> Floats:
    """Return the likelihoods of the same event, copies or not, shape ``(n_pairs,)``."""
    return _likely("event", found)


def either(one: Floats, other: Floats) -> Floats:
    """Return the likelihoods of one or the other (a noisy or), in the shape of both."""
    return 1 - (1 - one) * (1 - other)


def logistic(values: Floats) -> Floats:
    """Return the likelihoods that belong to sums of weights, in the same shape."""
    likely: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return likely


def _input(features: Features, name: str) -> Floats:
    """Return a feature of each pair, or its root, shape ``(n_pairs,)``."""
    root = name.removeprefix("root_")
    values: Floats = getattr(features, root)
    return values if name == root else np.sqrt(values)


def _likely(model: str, found: Likeness | Measured) -> Floats:
    """Return what a model finds likely of each pair, 0 to 1, shape ``(n_pairs,)``."""
    bias, weights = _weights(model, found.alone)
    # Not a product of matrices: its last digits depend on how many pairs are weighed at once.
    sums = sum(
        (
            weight * _input(found.features, name)
            for name, weight in zip(INPUTS[model], weights, strict=True)
        ),
        np.full(len(found.equal), bias),
    )
    return logistic(sums)


@cache
def _weights(model: str, alone: bool) -> tuple[float, tuple[float, ...]]:
    """Return a bias and the weights of ``INPUTS``, from ``tests/training/train_duplicates.py``."""
    text = files("reader.duplicates").joinpath("weights.json").read_text("utf-8")
    return weights_of(json.loads(text)[f"{model} alone" if alone else model], INPUTS[model])


def weights_of(table: dict[str, float], columns: Sequence[str]) -> tuple[float, tuple[float, ...]]:
    """Return the bias and the weights of the columns of a model.

    Raises:
        ValueError: where the model was trained on other columns, or on these in another order.
    """
    if [*table] != [*columns, "bias"]:
        raise ValueError(
            f"the model was trained on {', '.join(table)}, not on {', '.join(columns)}"
        )
    *weights, bias = map(float, table.values())
    return bias, tuple(weights)
