"""Days, weeks and seasons with words that tell when they are (*last Monday*, *next week*)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.text.dates.calendar_date import CalendarDate
from reader.text.dates.date_row import DateRow

_PAST_WORDS = (
    "last letzten letzter letztem letzte vorigen vergangenen"
    " afgelopen vorige förra dernier dernière passé pasado"
    " scorso passado passada прошлый прошлую прошлое zeszły zeszłą"
)
_COMING_WORDS = (
    "next nächsten nächster nächstem nächste kommenden"
    " volgende komende nästa prochain próximo prossimo"
    " prochaine próxima следующий следующую следующее przyszły przyszłą"
)
# Words before or behind a weekday that tell whether it has been or is to come.
_NEARER = dict.fromkeys(_PAST_WORDS.split(), -1) | dict.fromkeys(_COMING_WORDS.split(), 1)
# The days of a week, a month and a year, which such a word stands beside.
_PERIODS = {
    word: days
    for days, words in (
        (7, "week woche semaine semana settimana vecka неделе неделю tygodniu"),
        (30, "month monat mois mes mese mês maand månad месяце месяц miesiącu"),
        (365, "year jahr jahres année an año anno ano jaar år году год roku"),
    )
    for word in words.split()
}
# The seasons from spring on, which are words of other things as well where no such word is before.
_SEASON_WORDS = ("spring frühjahr frühling", "summer sommer", "autumn fall herbst", "winter")
_SEASONS = {word: at for at, words in enumerate(_SEASON_WORDS) for word in words.split()}
_BEFORE_SEASON = frozenset(["in", "im", "this", "until", "diesen"]) | _NEARER.keys()


def with_nearness(row: DateRow, dates: Iterable[CalendarDate]) -> list[CalendarDate]:
    """Return dates of a text, with periods; the weekdays with what is said of when they are."""
    found = [one if one.weekday is None else _nearer(row, one) for one in dates]
    taken = {at for one in found for at in range(one.start, one.end)}
    found += (one for one in _periods(row) if taken.isdisjoint(range(one.start, one.end)))
    return sorted(found, key=lambda one: one.start)


def _periods(row: DateRow) -> Iterator[CalendarDate]:
    """Yield weeks, months and years that are near, and seasons."""
    for at, word in enumerate(row.words):
        before = row.preceding(at)
        if word in _PERIODS and (side := _NEARER.get(before)):
            yield CalendarDate(at - 1, at + 1, relative=side * _PERIODS[word])
        elif word in _PERIODS and (side := _NEARER.get(row.following(at + 1))):
            yield CalendarDate(at, at + 2, relative=side * _PERIODS[word])
        elif word in _SEASONS and (
            before in _BEFORE_SEASON
            or (before == "the" and at > 1 and row.words[at - 2] in _BEFORE_SEASON)
        ):
            yield CalendarDate(at, at + 1, season=_SEASONS[word])


def _nearer(row: DateRow, day: CalendarDate) -> CalendarDate:
    """Return a weekday with the word that tells whether it has been, if there is one."""
    if side := _NEARER.get(row.preceding(day.start)):
        return replace(day, start=day.start - 1, nearer=side)
    if side := _NEARER.get(row.following(day.end)):
        return replace(day, end=day.end + 1, nearer=side)
    return day
