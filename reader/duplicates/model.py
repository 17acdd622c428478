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


def at_most(found: Measured) -> tuple[float, float]:
    """Return the most that both can become when sentences are measured, which ``found`` lacks."""
    copied = _logistic((found.run - COPIED) / COPIED_SPREAD)
    copy, event = (
        _logistic(
            _weighed(name, found) + _most_of_sentences(f"{name} alone" if found.alone else name)
        )
        for name in ("copy", "event")
    )
    return 1 - (1 - copied) * (1 - copy), event


@cache
def _most_of_sentences(name: str) -> float:
    """Return the most that what is measured of sentences can add: each is 0 to 1."""
    weights = dict(zip(INPUTS, _weights(name)[1], strict=True))
    most = 0.0
    for feature in ("close_short", "close_long"):
        plain, root = weights[feature], weights[f"root_{feature}"]
        if feature == "close_short":  # the order is a share of it
            plain += max(0.0, weights["order"])
        # The turning point of plain * x + root * sqrt(x), where it has one inside.
        turn = min(1.0, (root / (2 * plain)) ** 2) if plain else 1.0
        most += max(plain * x + root * math.sqrt(x) for x in (0.0, turn, 1.0))
    return most


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
