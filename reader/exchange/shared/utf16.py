"""Offsets in UTF-16 code units, as JavaScript and Java count them."""

from __future__ import annotations

from bisect import bisect_left

_ASTRAL = 0xFFFF  # the last code point of one unit


class Utf16Offsets:
    """The way between code points of one text and its UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Where the characters stand that take two units, in code points and in units.
        self._points = [at for at, each in enumerate(text) if ord(each) > _ASTRAL]
        self._units = [at + number for number, at in enumerate(self._points)]

    @property
    def length(self) -> int:
        """The length of the text in UTF-16 code units."""
        return self.units(self._length)

    def units(self, point: int) -> int:
        """Return the offset in UTF-16 code units of one in code points."""
        return point + bisect_left(self._points, point)

    def points(self, unit: int) -> int | None:
        """Return the offset in code points; None beyond the text or within a character."""
        before = bisect_left(self._units, unit)
        point = unit - before
        within = before > 0 and self._units[before - 1] + 1 == unit
        return point if not within and 0 <= point <= self._length else None
