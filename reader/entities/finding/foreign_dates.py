"""Dates in running text of other languages than English, as they are written there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reader.entities.mention import Mention, Type
from reader.text import words
from reader.text.dates.calendar_date import CalendarDate
from reader.text.dates.calendar_dates import DATED_LANGUAGES, calendar_dates
from reader.text.languages.language import guessed_language
from reader.text.tokens import comparable


def foreign_dates(text: str, today: date | None = None) -> Iterator[Mention]:
    """Yield the days and weekdays of a text that is written in another language than English.

    ``entity`` is as that of ``date_mentions.dates``. Months that stand alone are left to that.
    """
    language = guessed_language(text)
    if language == "en" or language not in DATED_LANGUAGES:
        return
    places = words(text)
    plain = [comparable(place.of(text)) for place in places]
    for found in calendar_dates(text, places, plain, language):
        if name := _named(found, today):
            yield Mention(places[found.start].start, places[found.end - 1].end, Type.DATE, name)


def _named(found: CalendarDate, today: date | None) -> str | None:
    """Return a date in ISO 8601, as far as it is said; None for what is too little."""
    if found.weekday is not None:
        if today is None:
            return f"-W-{found.weekday + 1}"
        return (today - timedelta((today.weekday() - found.weekday) % 7)).isoformat()
    if found.month is None or (found.day is None and found.year is None):
        return None
    day = f"-{found.day:02}" if found.day else ""
    year = found.year or (_nearest(found.month, found.day, today) if today and found.day else None)
    return f"{f'{year:04}' if year else '-'}-{found.month:02}{day}"


def _nearest(month: int, day: int, today: date) -> int | None:
    """Return the year in which a day is nearest to today; None where there is no such day."""
    days = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda one: abs(one - today)).year if days else None
