"""Weekdays with the words that tell whether they have been or are to come (*last Monday*)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reader.text.dates.calendar_date import CalendarDate
from reader.text.dates.date_row import DateRow

_PAST_WORDS = (
    "last letzten letzter letztem vorigen vergangenen afgelopen vorige förra dernier passé pasado"
    " scorso passado passada прошлый прошлую прошлое zeszły zeszłą"
)
_COMING_WORDS = (
    "next nächsten nächster nächstem kommenden volgende komende nästa prochain próximo prossimo"
    " próxima следующий следующую следующее przyszły przyszłą"
)
# Words before or behind a weekday that tell whether it has been or is to come.
_NEARER = dict.fromkeys(_PAST_WORDS.split(), -1) | dict.fromkeys(_COMING_WORDS.split(), 1)


def with_nearness(row: DateRow, dates: Iterable[CalendarDate]) -> list[CalendarDate]:
    """Return dates of a text, the weekdays with what is said of when they are."""
    return [one if one.weekday is None else _nearer(row, one) for one in dates]


def _nearer(row: DateRow, day: CalendarDate) -> CalendarDate:
    """Return a weekday with the word that tells whether it has been, if there is one."""
    before = row.words[day.start - 1] if row.following(day.start) else ""
    if side := _NEARER.get(before):
        return replace(day, start=day.start - 1, nearer=side)
    if side := _NEARER.get(row.following(day.end)):
        return replace(day, end=day.end + 1, nearer=side)
    return day
