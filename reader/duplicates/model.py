"""From what is measured of two versions to how likely they belong together."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np

from reader.duplicates.arrays import Floats
from reader.duplicates.features import Features, Measured

_ROOTS = ("cosine", "lead", "lead_all", "proper", "close_short", "close_long")
"""Features whose square root is an input too: their first steps tell more than the later ones."""

INPUTS = (*Features._fields, *(f"root_{name}" for name in _ROOTS))

COPIED = 24
"""So many rare words in a row are no chance: below it are shared quotations and set phrases, above
it copied passages (the crossing point on the benchmark)."""

COPIED_SPREAD = 3

SURE = 0.9
"""How much a shared event alone can make of a score: the surest links are copies."""


def inputs(features: Features) -> Floats:
    """Return a row for each pair with the numbers that the weights belong to, as in ``INPUTS``."""
    return np.column_stack([*features, *(np.sqrt(getattr(features, name)) for name in _ROOTS)])


def likely_copy(found: Measured) -> Floats:
    """Return how likely one text was made from the other, in part or as a whole, 0 to 1.

    A long rare run is enough; so is a likeness of the whole texts (a noisy or of the two).
    """
    copied = logistic((found.run - COPIED) / COPIED_SPREAD)
    return 1 - (1 - copied) * (1 - logistic(_weighed("copy", found)))


def likely_event(found: Measured) -> Floats:
    """Return how likely two texts are about the same event, 0 to 1."""
    return logistic(_weighed("event", found))


def logistic(values: Floats) -> Floats:
    """Return the likelihood that belongs to a sum of weights."""
    likely: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return likely


def _weighed(name: str, found: Measured) -> Floats:
    bias, weights = _weights(f"{name} alone" if found.alone else name)
    # Not a product of matrices: its last digits depend on how many pairs are weighed at once.
    rows = inputs(found.features)
    return bias + sum(
        (weight * rows[:, place] for place, weight in enumerate(weights)), np.zeros(len(rows))
    )


@cache
def _weights(name: str) -> tuple[float, tuple[float, ...]]:
    """Return a bias and the weights of ``INPUTS``, made by ``tests/bench/train_duplicates.py``."""
    text = files("reader.duplicates").joinpath("weights.json").read_text("utf-8")
    table = json.loads(text)[name]
    return float(table["bias"]), tuple(float(table[name]) for name in INPUTS)
