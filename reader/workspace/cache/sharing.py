"""Values that are equal, held once: a large corpus says the same over and over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


class Once(dict[T, T]):
    """The first of all values that are equal."""

    @classmethod
    def of(cls, known: Iterable[T]) -> Once[T]:
        """Return it with values that are known before."""
        return cls((one, one) for one in known)

    def __missing__(self, value: T) -> T:
        self[value] = value
        return value
