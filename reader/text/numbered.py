"""Numbers of things, in words."""

from __future__ import annotations

import re

_PLURAL = re.compile(r"(ie)?s\b")


def numbered(count: int, noun: str, several: str = "") -> str:
    """Return a number with its noun: ``1 passage``, ``1,200 passages``, ``2 stories``.

    ``several`` is the plural, where it is not the noun with an s.
    """
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"


def counted(count: int, things: str) -> str:
    """Return a number of things in words that begin with a plural: ``1 reply to a note``."""
    if count != 1:
        return f"{count:,} {things}"
    return f"1 {_PLURAL.sub(lambda end: 'y' if end[1] else '', things, count=1)}"
