"""The value of a date in running text: what is said of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date in a text: the words ``[start, end)`` of it, and what is said of the day.

    ``weekday`` counts from Monday, 0, ``season`` from spring. ``relative`` is -1 for yesterday, and
    the days of a week, month or year (30 for next month). ``written`` are the three numbers of a
    date in figures whose day and month can be taken for each other; such a date is told from
    another one by how it is written. ``nearer`` is -1 for last Monday, 1 for the next.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: int | None = None
    written: tuple[int, int, int] | None = None
    nearer: int = 0
    season: int | None = None

    @property
    def sort(self) -> str:
        """Return ``day`` for a day of a month, ``weekday``, ``season`` or ``relative``."""
        if self.season is not None:
            return "season"
        if self.weekday is not None:
            return "weekday"
        return "relative" if self.relative is not None else "day"

    def equals(self, other: CalendarDate) -> bool:
        """Tell whether both can be the same day, as far as each of them says it."""
        if self.written and other.written:
            return self.written == other.written
        if self.sort != other.sort:
            return False
        if self.season is not None:
            return self.season == other.season
        if self.weekday is not None:
            return self.weekday == other.weekday and self.nearer * other.nearer >= 0
        if self.relative is not None:
            return self.relative == other.relative
        return any(
            all(
                mine is None or theirs is None or mine == theirs
                for mine, theirs in zip(one, another, strict=True)
            )
            for one in self._readings()
            for another in other._readings()
        )

    def _readings(self) -> Iterator[tuple[int | None, int | None, int | None]]:
        yield self.year, self.month, self.day
        if self.written:
            yield self.year, self.day, self.month
