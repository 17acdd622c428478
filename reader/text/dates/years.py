"""Years in running text, alone and as the ends of a period, and days that have no month."""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.dates.calendar_date import CalendarDate
from reader.text.dates.date_row import ORDINAL_ENDS, DateRow
from reader.text.languages.language import is_function_word
from reader.text.numbers.units import UNITS

_BEFORE_YEARS_WORDS = (
    "in since between and from until till by en depuis entre et seit zwischen und bis jahr desde"
    " hasta y nel dal al tra em sinds tussen tot sedan mellan och från till с в до по и между"
)
_BEFORE_YEARS = frozenset(_BEFORE_YEARS_WORDS.split())
# Words before a year of any time, and no other number.
_SINCE = frozenset(
    ["in", "since", "en", "depuis", "seit", "jahr", "desde", "nel", "sinds", "sedan"]
)
# Words that a number counts, or that stand before what it counts, without an *s*.
_PEOPLE = frozenset(
    ["people", "men", "women", "children", "new", "more", "other", "dead", "police"]
)
_JOINING = frozenset(["and", "und", "et", "y", "e", "en", "och", "и", "i"])
_TO_YEARS_WORDS = "to until till through bis à a hasta al até tot till по до do"
# Words between two years: of a list or a period, and of a period alone.
_TO_YEARS = frozenset(_TO_YEARS_WORDS.split())
_BEFORE_PERIODS = _BEFORE_YEARS | {"von", "de", "du", "da", "dal", "desde", "van", "od", "z"}
_HYPHENS = frozenset("-–—‐‑")
# The years of a period, and the least of them where only a hyphen tells that it is one.
_FIRST_YEAR, _LEAST_BARE, _LAST_YEAR = 1000, 1500, 2100


def dates_of_figures(row: DateRow, at: int, language: str) -> Iterator[CalendarDate]:
    """Yield the years of a period that begins at a number, the year, or the day of a month."""
    period = _period(row, at)
    if period:
        yield from period
    elif period is None and _is_year(row, at, language):
        yield CalendarDate(at, at + 1, year=int(row.words[at]))
    elif language == "en" and row.words[max(0, at - 2) : at] == ["on", "the"]:
        day = row.number(at, 31)
        end = at + 2
        glued = at + 1 < len(row.words) and row.places[at].end == row.places[at + 1].start
        if day and glued and row.words[at + 1] in ORDINAL_ENDS and _stands_alone(row, end, "en"):
            yield CalendarDate(at, end, day=day)


def _period(row: DateRow, at: int) -> list[CalendarDate] | None:
    """Return the two years of a period (*from 1914 to 1918*, *2021-22*), or None where none begins.

    Of a range that counts something there are no years: *from 2008 to 2005 days*.
    """
    first = row.number(at, _LAST_YEAR)
    if not first or first < _FIRST_YEAR or at + 1 >= len(row.words):
        return None
    gap = row.gap(at + 1)
    hyphened = gap == "/" or (gap.strip() in _HYPHENS and bool(gap))
    last = at + 1 if hyphened else at + 2
    second = _hyphened_year(row, at, first) if hyphened else _joined_year(row, at)
    if not second or (first >= second and row.words[at + 1] in _JOINING):
        return None
    told = row.preceding(at) in _BEFORE_PERIODS
    counts = row.following(last + 1) in UNITS
    if first >= second or counts or not (told or (hyphened and first >= _LEAST_BARE)):
        return []
    return [CalendarDate(at, at + 1, year=first), CalendarDate(last, last + 1, year=second)]


def _hyphened_year(row: DateRow, at: int, first: int) -> int | None:
    """Return the year behind a sign behind another one: *2021-22*, *2019/20*."""
    second = row.number(at + 1, _LAST_YEAR)
    if second and len(row.words[at + 1]) == 2:
        second += first // 100 * 100
    is_season = row.gap(at + 1) == "/"
    return None if is_season and second != first + 1 else second


def _joined_year(row: DateRow, at: int) -> int | None:
    """Return the year that a word joins to the one before it: *1914 to 1918*."""
    if not row.joined(at + 1) or row.words[at + 1] not in _TO_YEARS | _JOINING:
        return None
    return row.number(at + 2, _LAST_YEAR) if row.joined(at + 2) else None


def _stands_alone(row: DateRow, end: int, language: str) -> bool:
    """Tell whether no noun follows that a number before it may count."""
    following = row.following(end)
    return not following or is_function_word(following, language)


def _is_year(row: DateRow, at: int, language: str) -> bool:
    """Tell whether a number is a year: *in 2019,* and not *in 2019 cases*."""
    before = row.preceding(at)
    year = row.number(at, 2099) or 0
    alone = _stands_alone(row, at + 1, language)
    if alone and before in _SINCE and year >= _LEAST_BARE:
        return True
    if before not in _BEFORE_YEARS or year < 1900:
        return False
    # "in 1998 amid cheers": English counts in plurals.
    following = row.following(at + 1)
    counts = following.endswith("s") or following in UNITS or following in _PEOPLE
    return alone or (language == "en" and not counts)
