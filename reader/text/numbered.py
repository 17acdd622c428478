"""Numbers of things, in words."""

from __future__ import annotations


def numbered(count: int, noun: str, several: str = "") -> str:
    """Return a number with its noun: ``1 passage``, ``1,200 passages``, ``2 stories``.

    ``several`` is the plural, where it is not the noun with an s.
    """
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"
