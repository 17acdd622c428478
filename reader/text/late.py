"""Patterns that are compiled when they are first used, so that they don't hold up the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import regex


class _LatePattern:
    """Stands for a compiled pattern, and becomes it at the first call of one of its methods."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, method: str) -> object:
        import regex

        found: object = getattr(regex.compile(self._pattern, regex.V1), method)
        setattr(self, method, found)
        return found


def late_pattern(pattern: str) -> regex.Pattern[str]:
    """Return ``pattern`` (version 1 of ``regex``) to be compiled when it is first used."""
    return cast("regex.Pattern[str]", _LatePattern(pattern))
