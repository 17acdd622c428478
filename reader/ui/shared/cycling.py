"""Keys that go through a few choices, one at a press."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def following(choices: Iterable[T], chosen: T) -> T:
    """Return the choice after the one that is chosen; after the last comes the first."""
    every = list(choices)
    return every[(every.index(chosen) + 1) % len(every)]
