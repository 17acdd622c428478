"""Dates in running text, by their values, in the languages that ``language_of`` knows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.text.dates.calendar_date import CalendarDate
from reader.text.dates.date_row import DateRow
from reader.text.dates.years import dates_of_figures
from reader.text.languages.language import UNSPACED
from reader.text.languages.number_words import number_words
from reader.text.numbers.number_values import chinese_value
from reader.text.spans import Span
from reader.text.tokens import comparable
from reader.text.word_tables import word_table

if TYPE_CHECKING:
    from babel import Locale

_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?![\d/-]|[.,]\d)")
# A date without its year, as German has it in figures.
_DAY_AND_MONTH = re.compile(r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
_CHINESE_FIGURES = r"\d〇零一二三四五六七八九十"
_CHINESE = re.compile(
    rf"(?:([{_CHINESE_FIGURES}]{{2,4}})年)?([{_CHINESE_FIGURES}]{{1,3}})月"
    rf"(?:([{_CHINESE_FIGURES}]{{1,3}})[日号])?"
)
_CHINESE_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_JAPANESE_WEEKDAY = re.compile(r"([月火水木金土日])曜日?")
# Yesterday, today and tomorrow; a dash where the word has other meanings.
_RELATIVE = word_table("reader.text", "yesterday, today, tomorrow")
DATED_LANGUAGES = frozenset(_RELATIVE)
# Languages in which the name of a day may have an ending, a particle or a part of the day behind
# it, and the fewest letters that such a name has.
_INFLECTED = {"de": 5, "nl": 5, "ru": 5, "sv": 5, "ko": 3}


_DOUBTFUL_WORDS = "may march mars mai sept mar dec mei sep jun"
# Names of months that are words too: alone they are none, or only with a capital letter.
_DOUBTFUL = frozenset(_DOUBTFUL_WORDS.split())


_SHORT_DAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
}  # fmt: skip
_SHORT_MONTHS = frozenset(["feb", "apr", "aug", "sep", "sept", "oct", "nov", "dec"])
# English words before a day or month: short names are verbs and names of people elsewhere.
_BEFORE_SHORT = frozenset(
    ["on", "in", "of", "since", "last", "next", "this", "until", "by", "from", "early", "late"]
)


def calendar_dates(
    text: str, places: Sequence[Span], words: Sequence[str], language: str
) -> list[CalendarDate]:
    """Return the dates among ``words``, in order, without two in one place.

    ``places`` are where the words stand in ``text``, ``words`` are as ``comparable`` gives them.
    """
    found = [*_numeric(text, places)]
    if language == "de" and places:
        found += _days_and_months(text, places)
    if language in UNSPACED:
        found += _chinese(words, language)
    found += _named(text, places, words, language)
    kept: list[CalendarDate] = []
    for one in sorted(found, key=lambda date: (date.start, -date.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _named(
    text: str, places: Sequence[Span], words: Sequence[str], language: str
) -> Iterator[CalendarDate]:
    """Yield the days and months that are named, and the years in figures."""
    names, row = _names(language), DateRow(text, places, words)
    for at, word in enumerate(words):
        weekday = names.weekday(word)
        if word in _SHORT_DAYS and language == "en" and _is_day_or_month(row, at):
            weekday = _SHORT_DAYS[word]
        if word == "feira" and at and words[at - 1] in names.weekdays:
            continue
        if language == "el" and not _capital(row, at):
            weekday = None  # "the third" otherwise
        if weekday is not None and _is_name_of_day(words, at, language):
            end = at + 2 if language == "pt" and words[at + 1 : at + 2] == ["feira"] else at + 1
            yield CalendarDate(at, end, weekday=weekday)
        elif word in names.relative:
            yield CalendarDate(at, at + 1, relative=names.relative[word])
        elif word in names.months:
            month = _month(row, at, names)
            if month:
                yield month
        elif word.isdecimal():
            yield from dates_of_figures(row, at, language)


@dataclass(frozen=True, slots=True)
class _CalendarNames:
    """The names of months and days of a language; ``short`` are months that need a number.

    ``stems`` are days of the week that other letters may follow.
    """

    months: Mapping[str, int]
    short: frozenset[str]
    weekdays: Mapping[str, int]
    relative: Mapping[str, int]
    stems: Mapping[str, int]

    def weekday(self, word: str) -> int | None:
        """Return the day of the week that a word names, the part of the day after it left out."""
        if word in self.weekdays:
            return self.weekdays[word]
        found = (number for stem, number in self.stems.items() if word.startswith(stem))
        return next(found, None)


# Names of days that Unicode's locales do not have.
_OTHER_WEEKDAYS = {"de": {"sonnabend": 5}, "ar": {"الإثنين": 0, "الاربعاء": 2}}


@cache
def _names(language: str) -> _CalendarNames:
    from babel import Locale

    locale = Locale(language)
    months, full = _months(locale)
    weekdays = _weekdays(locale)
    relative = {
        word: number
        for number, word in zip((-1, 0, 1), _RELATIVE[language], strict=True)
        if word != "-"
    }
    stems = {}
    if language in _INFLECTED:
        stems = {
            name[: -1 if name[-1] in "аея" else None]: number
            for name, number in weekdays.items()
            if len(name) >= _INFLECTED[language]
        }
    return _CalendarNames(months, frozenset(months.keys() - full), weekdays, relative, stems)


def _months(locale: Locale) -> tuple[dict[str, int], set[str]]:
    """Return the numbers of months by their names, and the names that are no short ones."""
    months: dict[str, int] = {}
    full: set[str] = set()
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context]["abbreviated"].items():
            months[comparable(name).rstrip(".")] = number
        full |= set(map(comparable, locale.months[context]["wide"].values()))
    for context in ("format", "stand-alone"):
        months |= {
            comparable(name): number for number, name in locale.months[context]["wide"].items()
        }
    if locale.language == "en":
        months["sept"] = 9
    if locale.language == "ru":  # "в марте", "с мартом"
        months |= {
            name[:-1] + ending: number
            for name, number in list(months.items())
            if name in full and name[-1] in "яа"
            for ending in ("е", "у", "ю", "ем", "ом", "ём")
        }
        full |= months.keys()
    return months, full


def _weekdays(locale: Locale) -> dict[str, int]:
    """Return the numbers of the days of the week by their names, from 0 for Monday."""
    weekdays = {
        comparable(name).split("-")[0]: number
        for number, name in locale.days["format"]["wide"].items()
    }
    if locale.language == "pl":  # "w środę", "we wtorkowy"
        weekdays |= {f"{name[:-1]}ę": at for name, at in weekdays.items() if name[-1] == "a"}
    return weekdays | _OTHER_WEEKDAYS.get(locale.language, {})


def _is_name_of_day(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a word is a day: *segunda* is second in Portuguese, where no *feira* follows."""
    if language != "pt" or words[at] in ("sábado", "domingo"):
        return True
    return words[at + 1 : at + 2] == ["feira"]


def _month(row: DateRow, at: int, names: _CalendarNames) -> CalendarDate | None:
    """Return the date around the name of a month, or None where it is no such name."""
    start, end, day = row.day(at)
    end, year = row.year(end)
    word = row.words[at]
    if day is None and year is None:
        is_english = names is _names("en")
        is_clear = is_english and word in _SHORT_MONTHS and _is_day_or_month(row, at)
        doubtful = word in _DOUBTFUL and not _capital(row, at)
        if (word in names.short and not is_clear) or doubtful:
            return None
    return CalendarDate(start, end, year, names.months[word], day)


def _is_day_or_month(row: DateRow, at: int) -> bool:
    """Tell whether a short English name can be one of a day or month: *on Wed.*, *since Oct.*"""
    return _capital(row, at) and row.words[at - 1] in _BEFORE_SHORT


def _capital(row: DateRow, at: int) -> bool:
    return at > 0 and row.text[row.places[at].start].isupper()


def _numeric(text: str, places: Sequence[Span]) -> Iterator[CalendarDate]:
    """Yield the dates that are written in figures alone."""
    if not places:
        return
    first, last = places[0].start, places[-1].end
    for match in _NUMERIC.finditer(text, first, last):
        one, other, third = int(match[1]), int(match[3]), int(match[4])
        start, end = _reach(places, match)
        if len(match[1]) == 4:
            year, month, day = one, other, third
            written = None
        elif len(match[4]) in (2, 4) and len(match[1]) <= 2:
            year = third if third > 99 else third + (2000 if third < 70 else 1900)
            # The day comes first nearly everywhere, the month in the United States.
            day, month = (one, other) if other <= 12 else (other, one)
            written = (one, other, year) if one <= 12 and other <= 12 else None
        else:
            continue
        if 1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2200:
            yield CalendarDate(start, end, year, month, day, written=written)


def _days_and_months(text: str, places: Sequence[Span]) -> Iterator[CalendarDate]:
    """Yield the dates that are written in figures, without a year."""
    for match in _DAY_AND_MONTH.finditer(text, places[0].start, places[-1].end + 1):
        day, month = int(match[1]), int(match[2])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield CalendarDate(*_reach(places, match), None, month, day)


def _reach(places: Sequence[Span], match: re.Match[str]) -> tuple[int, int]:
    """Return the range of the words that a match holds."""
    start = bisect_right(places, match.start(), key=lambda place: place.end)
    return start, bisect_left(places, match.end(), key=lambda place: place.start)


def _chinese_figures(figures: str) -> int:
    return int(figures) if figures.isdecimal() else int(chinese_value(number_words("zh"), figures))


def _chinese(words: Sequence[str], language: str) -> Iterator[CalendarDate]:
    """Yield the dates of Chinese or Japanese words, which are a character each."""
    of = [number for number, word in enumerate(words) for _ in word]
    joined = "".join(words)

    def reach(match: re.Match[str]) -> tuple[int, int]:
        return of[match.start()], of[match.end() - 1] + 1

    for match in _CHINESE.finditer(joined):
        year, month, day = (_chinese_figures(part) if part else None for part in match.groups())
        if month and 1 <= month <= 12 and (day is None or 1 <= day <= 31):
            yield CalendarDate(*reach(match), year, month, day)
    for pattern, days_of_week in (
        (_CHINESE_WEEKDAY, "一二三四五六日天"),
        (_JAPANESE_WEEKDAY, "月火水木金土日"),
    ):
        for match in pattern.finditer(joined):
            yield CalendarDate(*reach(match), weekday=days_of_week.index(match[1]) % 7)
    for word, days in _names(language).relative.items():
        for match in re.finditer(re.escape(word), joined):
            yield CalendarDate(*reach(match), relative=days)
