"""Dates in running text, by their values, in the languages that ``language_of`` knows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reader.text.languages.language import UNSPACED, is_function_word
from reader.text.languages.number_words import number_words
from reader.text.numbers.number_values import chinese_value
from reader.text.spans import Span
from reader.text.tokens import comparable

_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?![\d/-]|[.,]\d)")
_DAY_AND_MONTH = re.compile(r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
"""A date without its year, as German has it in figures."""

_CHINESE_FIGURES = r"\d〇零一二三四五六七八九十"
_CHINESE = re.compile(
    rf"(?:([{_CHINESE_FIGURES}]{{2,4}})年)?([{_CHINESE_FIGURES}]{{1,3}})月"
    rf"(?:([{_CHINESE_FIGURES}]{{1,3}})[日号])?"
)
_CHINESE_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_JAPANESE_WEEKDAY = re.compile(r"([月火水木金土日])曜日?")
_GAP, _YEAR_GAP = re.compile(r"[\s.]*$"), re.compile(r"[\s.,]*$")
_LONGEST_GAP = 4  # characters between the parts of a date

_RELATIVE_OF = {
    "en": "yesterday today tomorrow",
    "de": "gestern heute -",
    "fr": "- aujourd'hui demain",
    "es": "ayer hoy -",
    "it": "ieri oggi domani",
    "pt": "ontem hoje amanhã",
    "nl": "gisteren vandaag -",
    "sv": "igår idag imorgon",
    "ru": "вчера сегодня завтра",
    "ar": "أمس اليوم غدا",
    "zh": "昨天 今天 明天",
    "ja": "昨日 今日 明日",
    "pl": "wczoraj dziś jutro",
    "hi": "- आज -",
}
"""Yesterday, today and tomorrow; a dash where the word has other meanings."""
DATED_LANGUAGES = frozenset(_RELATIVE_OF)

_LINKS = frozenset(["de", "of", "del", "den", "le", "el", "il", "o", "van"])
_ORDINAL_ENDS = frozenset("st nd rd th er º ª e o".split())  # noqa: SIM905
_BEFORE_YEARS_WORDS = (
    "in since between and from until till by en depuis entre et seit zwischen und bis jahr desde"
    " hasta y nel dal tra em sinds tussen tot sedan mellan och från till с в до по и между"
)
_BEFORE_YEARS = frozenset(_BEFORE_YEARS_WORDS.split())

_DOUBTFUL_WORDS = "may march mars mai sept mar dec mei sep jun"
_DOUBTFUL = frozenset(_DOUBTFUL_WORDS.split())
"""Names of months that are words too: alone they are none, or only with a capital letter."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date in a text: the words ``[start, end)`` of it, and what is said of the day.

    ``weekday`` counts from Monday, 0. ``relative`` is -1 for yesterday. ``written`` are the three
    numbers of a date in figures whose day and month can be taken for each other; such a date is
    told from another one by how it is written.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: int | None = None
    written: tuple[int, int, int] | None = None

    @property
    def sort(self) -> str:
        """Return ``day`` for a day of a month, ``weekday`` or ``relative``."""
        if self.weekday is not None:
            return "weekday"
        return "relative" if self.relative is not None else "day"

    def equals(self, other: CalendarDate) -> bool:
        """Tell whether both can be the same day, as far as each of them says it."""
        if self.written and other.written:
            return self.written == other.written
        if self.sort != other.sort:
            return False
        if self.weekday is not None:
            return self.weekday == other.weekday
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

    def contradicts(self, other: CalendarDate) -> bool:
        """Tell whether the two can't be the same day."""
        return self.sort == other.sort and not self.equals(other)

    def _readings(self) -> Iterator[tuple[int | None, int | None, int | None]]:
        yield self.year, self.month, self.day
        if self.written:
            yield self.year, self.day, self.month


_SHORT_DAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
}  # fmt: skip
_SHORT_MONTHS = frozenset(["feb", "apr", "aug", "sep", "sept", "oct", "nov", "dec"])
_BEFORE_SHORT = frozenset(
    ["on", "in", "of", "since", "last", "next", "this", "until", "by", "from", "early", "late"]
)
"""English words before a day or month: short names are verbs and names of people elsewhere."""


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
    names = _names(language)
    for at, word in enumerate(words):
        weekday = names.weekday(word)
        if word in _SHORT_DAYS and language == "en" and _is_told(text, places, words, at):
            weekday = _SHORT_DAYS[word]
        if word == "feira" and at and words[at - 1] in names.weekdays:
            continue
        if weekday is not None and _is_name_of_day(words, at, language):
            end = at + 2 if language == "pt" and words[at + 1 : at + 2] == ["feira"] else at + 1
            yield CalendarDate(at, end, weekday=weekday)
        elif word in names.relative:
            yield CalendarDate(at, at + 1, relative=names.relative[word])
        elif word in names.months:
            month = _month(text, places, words, at, names)
            if month:
                yield month
        elif word.isdigit() and _is_year(_WordRow(text, places, words), at, language):
            yield CalendarDate(at, at + 1, year=int(word))


@dataclass(frozen=True, slots=True)
class _CalendarNames:
    """The names of months and days of a language; ``short`` are months that need a number."""

    months: Mapping[str, int]
    short: frozenset[str]
    weekdays: Mapping[str, int]
    relative: Mapping[str, int]
    inflected: bool

    def weekday(self, word: str) -> int | None:
        """Return the day of the week that a word names, the part of the day after it left out."""
        if word in self.weekdays:
            return self.weekdays[word]
        if not self.inflected or len(word) < 5:
            return None
        return next(
            (
                number
                for name, number in self.weekdays.items()
                if len(name) > 4 and word.startswith(name[: -1 if name[-1] in "аея" else None])
            ),
            None,
        )


@cache
def _names(language: str) -> _CalendarNames:
    from babel import Locale

    locale = Locale(language)
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
    if language == "en":
        months["sept"] = 9
    if language == "ru":  # "в марте", "с мартом"
        months |= {
            name[:-1] + ending: number
            for name, number in list(months.items())
            if name in full and name[-1] in "яа"
            for ending in ("е", "у", "ю", "ем", "ом", "ём")
        }
        full |= months.keys()
    weekdays = {
        comparable(name).split("-")[0]: number
        for number, name in locale.days["format"]["wide"].items()
    }
    weekdays |= {"sonnabend": 5} if language == "de" else {}
    if language == "pl":  # "w środę", "we wtorkowy"
        weekdays |= {f"{name[:-1]}ę": at for name, at in weekdays.items() if name[-1] == "a"}
    weekdays |= {"الإثنين": 0, "الاربعاء": 2} if language == "ar" else {}
    relative = {
        word: number
        for number, word in zip((-1, 0, 1), _RELATIVE_OF[language].split(), strict=True)
        if word != "-"
    }
    inflected = language in ("de", "nl", "ru", "sv")
    return _CalendarNames(months, frozenset(months.keys() - full), weekdays, relative, inflected)


def _is_name_of_day(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a word is a day: *segunda* is second in Portuguese, where no *feira* follows."""
    if language != "pt" or words[at] in ("sábado", "domingo"):
        return True
    return words[at + 1 : at + 2] == ["feira"]


def _is_year(row: _WordRow, at: int, language: str) -> bool:
    """Tell whether a number is a year: *in 2019,* and not *in 2019 cases*."""
    before = row.words[at - 1] if at and row.joined(at) else ""
    if before not in _BEFORE_YEARS or not (row.number(at, 2099) or 0) >= 1900:
        return False
    following = row.words[at + 1] if at + 1 < len(row.words) and row.joined(at + 1) else ""
    return not following or is_function_word(following, language)


@dataclass(frozen=True, slots=True)
class _WordRow:
    """The words of a text with their places, as the parts of a date are looked for."""

    text: str
    places: Sequence[Span]
    words: Sequence[str]

    def joined(self, at: int, pattern: re.Pattern[str] = _GAP) -> bool:
        """Tell whether a word stands right after the one before it."""
        if not 0 < at < len(self.words):
            return bool(pattern.match("\n"))
        gap = self.text[self.places[at - 1].end : self.places[at].start]
        return len(gap) <= _LONGEST_GAP and bool(pattern.match(gap))

    def number(self, at: int, most: int) -> int | None:
        """Return the number from 1 to ``most`` that a word is, or None."""
        word = self.words[at] if 0 <= at < len(self.words) else ""
        return int(word) if word.isdigit() and len(word) <= 4 and 1 <= int(word) <= most else None

    def day(self, at: int) -> tuple[int, int, int | None]:
        """Return the start, the end and the day of a date whose month is a word."""
        back = at - 1
        while back > 0 and self.joined(back + 1) and self.words[back] in _LINKS | _ORDINAL_ENDS:
            back -= 1
        day = self.number(back, 31) if back >= 0 and self.joined(back + 1) else None
        if day is not None:
            return back, at + 1, day
        end = at + 1
        day = self.number(end, 31) if self.joined(end) else None
        if day is None or len(self.words[end]) > 2:
            return at, end, None
        end += 1
        if end < len(self.words) and self.places[end - 1].end == self.places[end].start:
            end += self.words[end] in _ORDINAL_ENDS
        return at, end, day

    def year(self, at: int) -> tuple[int, int | None]:
        """Return the end of the year that follows at a word, and the year; ``at`` and None."""
        ahead, count = at, len(self.words)
        while ahead < count and self.joined(ahead) and self.words[ahead] in _LINKS:
            ahead += 1
        if ahead < count and self.joined(ahead, _YEAR_GAP) and len(self.words[ahead]) == 4:
            year = self.number(ahead, 2100)
            if year and year >= 1000:
                return ahead + 1, year
        return at, None


def _month(
    text: str, places: Sequence[Span], words: Sequence[str], at: int, names: _CalendarNames
) -> CalendarDate | None:
    """Return the date around the name of a month, or None where it is no such name."""
    row = _WordRow(text, places, words)
    start, end, day = row.day(at)
    end, year = row.year(end)
    word = words[at]
    if day is None and year is None:
        is_english = names is _names("en")
        told = is_english and word in _SHORT_MONTHS and _is_told(text, places, words, at)
        doubtful = word in _DOUBTFUL and not _capital(text, places[at], at)
        if (word in names.short and not told) or doubtful:
            return None
    return CalendarDate(start, end, year, names.months[word], day)


def _is_told(text: str, places: Sequence[Span], words: Sequence[str], at: int) -> bool:
    """Tell whether a short English name can be one of a day or month: *on Wed.*, *since Oct.*"""
    return _capital(text, places[at], at) and words[at - 1] in _BEFORE_SHORT


def _capital(text: str, place: Span, at: int) -> bool:
    return at > 0 and text[place.start].isupper()


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
    return int(figures) if figures.isdigit() else int(chinese_value(number_words("zh"), figures))


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
