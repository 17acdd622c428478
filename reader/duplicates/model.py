"""From what is measured of two versions to how likely they belong together."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files

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


def inputs(features: Features) -> tuple[float, ...]:
    """Return the numbers that the weights belong to, in the order of ``INPUTS``."""
    return (*features, *(math.sqrt(getattr(features, name)) for name in _ROOTS))


def likely_copy(found: Measured) -> float:
    """Return how likely one text was made from the other, in part or as a whole, 0 to 1.

    A long rare run is enough; so is a likeness of the whole texts (a noisy or of the two).
    """
    copied = _logistic((found.run - COPIED) / COPIED_SPREAD)
    return 1 - (1 - copied) * (1 - _logistic(_weighed("copy", found)))


def likely_event(found: Measured) -> float:
    """Return how likely two texts are about the same event, 0 to 1."""
    return _logistic(_weighed("event", found))


def _weighed(name: str, found: Measured) -> float:
    bias, weights = _weights(f"{name} alone" if found.alone else name)
    return bias + sum(map(float.__mul__, weights, inputs(found.features)))


@cache
def _weights(name: str) -> tuple[float, tuple[float, ...]]:
    """Return a bias and the weights of ``INPUTS``, made by ``tests/bench/train_duplicates.py``."""
    text = files("reader.duplicates").joinpath("weights.json").read_text("utf-8")
    table = json.loads(text)[name]
    return float(table["bias"]), tuple(float(table[name]) for name in INPUTS)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
