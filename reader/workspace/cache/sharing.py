"""Values that are equal, held once: a large corpus says the same over and over."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


class Once(dict[T, T]):
    """The first of all values that are equal."""

    def __missing__(self, value: T) -> T:
        self[value] = value
        return value
