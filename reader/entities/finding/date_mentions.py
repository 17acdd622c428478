"""Dates in running text: where they stand, and which day, month or stretch of days they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from reader.entities.finding.amounts import COUNTS
from reader.entities.mention import Mention, Type
from reader.text.dates.months import MONTHS, WEEKDAYS

_MONTHS = MONTHS["en"]
_SEASONS = {
    "winter": (12, 2),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
}
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_DAY_NUMBER = {name[:3]: number for number, name in enumerate(WEEKDAYS["en"])}
_NUMBERS = {word: number for number, word in enumerate(COUNTS, 1)} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?"
    r"|Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_CAPS_MONTH = rf"(?:{_MONTH}|{'|'.join(map(str.upper, _MONTHS))})"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
_SHORT_DAY = rf"(?:{_DAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_FIGURE = r"(?:0?[1-9]|[12][0-9]|3[01])"
_SEASON = "(?:winter|spring|summer|autumn|fall)"
_NUMBER = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_UNIT = r"(?:day|week|weekend|month|quarter|year|decade|century)"
_TO = r"(?:\ ?[-–—]\ ?|\ to\ |\ and\ )"
_COUNT = rf"(?:[0-9]{{1,3}}|{'|'.join(_NUMBERS)})"


def _beginning(words: Iterable[str]) -> str:
    """Return a pattern of the first three letters of words, a blank behind shorter ones."""
    found = groupby(sorted({f"{word} "[:3] for word in words}), key=itemgetter(0))
    return "|".join(f"{first}(?:{'|'.join(word[1:] for word in each)})" for first, each in found)


_NAMED = [*_MONTHS, *WEEKDAYS["en"]]
_POINTED = ["last", "this", "next", "earlier", "later", "yesterday", "tomorrow"]
_BEGINNING = _beginning(
    [
        *(*map(str.capitalize, _NAMED), *map(str.upper, _NAMED)),
        *(*_POINTED, *map(str.capitalize, _POINTED)),
        *(*_NUMBERS, *_SEASONS, "fiscal", "FY1", "FY2", "FY "),
    ]
)
# Each alternative is one form; the first that fits at a place wins, so longer forms come first.
# A look at the first letters spares a word the forms that it can't begin.
_DATE = re.compile(
    rf"""\b(?=[0-9]|{_BEGINNING})(?:
      (?=[0-9])(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?![0-9-])
    | (?=[0-9])(?P<slashed>{_FIGURE}[/.]{_FIGURE}[/.](?:{_YEAR}|[0-9]{{2}}))(?![0-9/.]*[0-9])
    | (?=[A-Z])(?P<month_day>(?:{_SHORT_DAY},?\ )?(?P<md_m>{_CAPS_MONTH})\ (?P<md_d>{_NUMBER})\b
        (?:{_TO}(?:(?P<md_m2>{_CAPS_MONTH})\ )?(?P<md_d2>{_NUMBER})\b)?
        (?:,?\ (?P<md_y>{_YEAR})\b)?)
    | (?=[0-9A-Z])(?P<day_month>(?:{_SHORT_DAY},?\ )?(?P<dm_d>{_NUMBER})
        (?:{_TO}(?P<dm_d2>{_NUMBER}))?\ (?:of\ )?(?P<dm_m>{_CAPS_MONTH})(?!\w)
        (?:,?\ (?P<dm_y>{_YEAR})\b)?)
    | (?=[A-Z])(?P<month_year>(?P<my_m>{_CAPS_MONTH}),?\ (?:of\ )?(?P<my_y>{_YEAR})\b)
    | (?P<relative>(?:(?:[Ee]arlier|[Ll]ater)\ )?(?P<r_which>[Ll]ast|[Tt]his|[Nn]ext)[ ]
        (?P<r_unit>{_UNIT}|{_DAY}|{_CAPS_MONTH}|{_SEASON})\b(?!\ [0-9]))
    | (?P<ago>(?P<a_n>{_COUNT})\ (?P<a_unit>day|week|month|year|decade)s?\ (?:ago|earlier)\b)
    | (?=[A-Z])(?P<weekday>{_DAY}\b)
    | (?=[0-9])(?P<decade>(?P<d_y>(?:1[0-9]|20)[0-9]0)s\b)
    | (?=[0-9])(?P<century>(?P<c_n>[12]?[0-9](?:st|nd|rd|th))[-\ ]century\b)
    | (?P<season>(?P<s_which>{_SEASON})\ (?:of\ )?(?P<s_y>{_YEAR})\b)
    | (?P<fiscal>(?:FY|fiscal(?:\ year)?)\ ?(?P<f_y>{_YEAR})\b)
    | (?=[0-9])(?P<years>(?P<y_1>{_YEAR})\ ?[-–—/]\ ?(?P<y_2>{_YEAR}|[0-9]{{2}})\b(?![-–/]))
    | (?=[A-Z])(?P<month>(?P<m_m>{_CAPS_MONTH})(?!\w))
    | (?=[0-9])(?P<year>{_YEAR}\b)
    | (?P<near>[Yy]esterday|[Tt]omorrow)\b
    )""",
    re.VERBOSE,
)
# "May" and "March" are words too, and any four figures may be a count: the words before tell.
_LINKS = (
    "in|since|of|late|early|mid|until|till|by|from|to|and|last|for|through|during|before|after|"
    "between"
)
_BEFORE_MONTH = re.compile(rf"\b(?:{_LINKS}|next|this|or)[\s-]$", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    rf"(?:\b(?:{_LINKS}|year|the|as|around|about|than|{'|'.join(_MONTHS)}|{_SEASON}|election)"
    r"[\s-]|[(\[,–—/-]\s?|^\s*|\n)$",
    re.IGNORECASE,
)
_COUNTED = (
    "people|men|women|troops|soldiers|members|million|billion|thousand|dollars|euros|miles|km|feet|"
    "hours|deaths|cases|jobs|seats|votes|workers|students|homes|houses|tons|tonnes|others|prisoners|"
    "refugees|points|barrels|percent|per cent|met(?:er|re)s"
)
_AFTER_YEAR = re.compile(rf"\s*(?:%|(?:{_COUNTED})\b|[.,]?[0-9]|[:/])")
_IN_NUMBER = re.compile(r"(?<!\d)(?:\d{1,3}|\d{5,})[ \u00a0-]$")  # "0171 555 2041" is a phone's
_PLURAL = re.compile(r"\s+[a-z]+s\b")
# "April Jones" and "her sister June said": months that are first names, too.
_FIRST_NAMES = frozenset(["April", "May", "June", "August"])
_AFTER_FIRST_NAME = re.compile(
    r"\ (?:[A-Z]['’]?[^\W\d_]*[a-z]\b|(?:said|says|told|tells|asked|added|recalled)\b)"
)
_BEFORE_FIRST_NAME = re.compile(
    r"\b(?:sister|wife|mother|daughter|aunt|niece|cousin|friend|partner|brother|husband|father|son|"
    r"uncle|nephew|named|called|M[rs]s?\.?|Miss|Dr\.?)\ $"
)
_DETERMINED = re.compile(r"(?:\b(?:the|an?|its|their|our|every|each)|['’]s)\ $", re.IGNORECASE)
_WHICH_YEAR = re.compile(r",? (?:of )?(last|this|next) year\b")  # "in November last year"
_STEPS = {"last": -1, "this": 0, "next": 1}
_NO_YEAR_AFTER = frozenset("$€£¥.#№/")
_AMBIGUOUS = frozenset(["May", "March", "MAY", "MARCH"])


def dates(text: str, today: date | None = None) -> Iterator[Mention]:
    """Yield the dates of ``text`` in order, resolved against ``today``, the article's date.

    ``entity`` is an ISO 8601 date, month, year or interval. What can't be resolved for want of
    ``today`` keeps what is known (``--05-19``, ``-W-4``), else the words themselves.
    """
    for match in _DATE.finditer(text):
        form = next(name for name in _FORMS if match[name] is not None)
        if not _plausible(form, match, text):
            continue
        normal = _FORMS[form](match, today)
        start, end = match.span(form)
        yield Mention(start, end, Type.DATE, normal or " ".join(text[start:end].lower().split()))


def _plausible(form: str, match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    if form == "month":
        # A short form without its full stop ("Jan", "Mar") is a word or a name as often.
        doubtful = match["m_m"] in _AMBIGUOUS or len(match["m_m"]) == 3
        is_linked = bool(_BEFORE_MONTH.search(before))
        if match["m_m"] in _FIRST_NAMES and not is_linked:
            doubtful |= bool(
                _BEFORE_FIRST_NAME.search(before)
                or (
                    _AFTER_FIRST_NAME.match(text, match.end()) and not _DETERMINED.search(before)
                )  # "the April Summit"
            )
        return not doubtful or is_linked
    if form == "year":
        if _AFTER_YEAR.match(text, match.end()) or before[-1:] in _NO_YEAR_AFTER:
            return False
        if _IN_NUMBER.search(before):
            return False
        # A year of our time needs less to be one than "1066" does.
        modern = 1900 <= int(match["year"]) <= 2050 and not _PLURAL.match(text, match.end())
        return modern or bool(_BEFORE_YEAR.search(before))
    return True


def _iso(match: re.Match[str], _: date | None) -> str | None:
    return _day(*map(int, match["iso"].split("-")))


def _slashed(match: re.Match[str], _: date | None) -> str | None:
    first, second, year = (int(part) for part in re.split("[/.]", match["slashed"]))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    month, day = (first, second) if "/" in match["slashed"] and first <= 12 else (second, first)
    return _day(year, month, day)


def _month_day(match: re.Match[str], today: date | None) -> str | None:
    first = _dated(match["md_y"], match["md_m"], match["md_d"], today)
    if not match["md_d2"]:
        return first
    month = match["md_m2"] or match["md_m"]
    return _interval(first, _dated(match["md_y"], month, match["md_d2"], today))


def _day_month(match: re.Match[str], today: date | None) -> str | None:
    first = _dated(match["dm_y"], match["dm_m"], match["dm_d"], today)
    if not match["dm_d2"]:
        return first
    return _interval(first, _dated(match["dm_y"], match["dm_m"], match["dm_d2"], today))


def _month_year(match: re.Match[str], _: date | None) -> str | None:
    return f"{match['my_y']}-{_number(match['my_m']):02}"


def _month(match: re.Match[str], today: date | None) -> str | None:
    number = _number(match["m_m"])
    if today is None:
        return f"--{number:02}"
    which = _WHICH_YEAR.match(match.string, match.end())
    year = today.year + _STEPS[which[1]] if which else _near_year(number, today)
    return f"{year}-{number:02}"


def _weekday(match: re.Match[str], today: date | None) -> str | None:
    number = _DAY_NUMBER[match["weekday"][:3].lower()]
    if today is None:
        return f"-W-{number + 1}"
    return (today - timedelta((today.weekday() - number) % 7)).isoformat()


def _relative(match: re.Match[str], today: date | None) -> str | None:
    unit, which = match["r_unit"].lower(), match["r_which"].lower()
    if today is None:
        return None
    step = _STEPS[which]
    if unit[:3] in _DAY_NUMBER and unit.endswith("day") and unit != "day":
        back = (today.weekday() - _DAY_NUMBER[unit[:3]]) % 7
        return _plus(today, {"last": -(back or 7), "this": -back, "next": 7 - back}[which])
    if unit in _SEASONS:
        return _season_of(unit, today.year + step)
    if unit[:3] in _MONTH_NUMBER and unit != "decade":
        number = _MONTH_NUMBER[unit[:3]]
        year = today.year
        if (step < 0 and number >= today.month) or (step > 0 and number <= today.month):
            year += step
        return f"{year}-{number:02}"
    return _unit(today, unit, step)


def _ago(match: re.Match[str], today: date | None) -> str | None:
    if today is None:
        return None
    word = match["a_n"].lower()
    count = int(word) if word.isdigit() else _NUMBERS[word]
    unit = match["a_unit"]
    if unit in {"day", "week"}:
        return _plus(today, -count * (7 if unit == "week" else 1))
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        return f"{months // 12:04}-{months % 12 + 1:02}" if months >= 12 else None
    year = today.year - count * (10 if unit == "decade" else 1)
    return f"{year:04}" if year > 0 else None


def _near(match: re.Match[str], today: date | None) -> str | None:
    word = match["near"].lower()
    return _plus(today, {"yesterday": -1, "tomorrow": 1}.get(word, 0)) if today else None


def _decade(match: re.Match[str], _: date | None) -> str | None:
    year = int(match["d_y"])
    return f"{year}/{year + 9}"


def _century(match: re.Match[str], _: date | None) -> str | None:
    number = int(match["c_n"][:-2])
    return f"{max(0, number - 1) * 100 + 1:04}/{number * 100:04}"


def _season(match: re.Match[str], _: date | None) -> str | None:
    return _season_of(match["s_which"], int(match["s_y"]))


def _fiscal(match: re.Match[str], _: date | None) -> str | None:
    return match["f_y"]


def _years(match: re.Match[str], _: date | None) -> str | None:
    first, second = match["y_1"], match["y_2"]
    return f"{first}/{first[: 4 - len(second)]}{second}"


def _year(match: re.Match[str], _: date | None) -> str | None:
    return match["year"]


# In the order of the pattern.
_FORMS = {
    "iso": _iso,
    "slashed": _slashed,
    "month_day": _month_day,
    "day_month": _day_month,
    "month_year": _month_year,
    "relative": _relative,
    "ago": _ago,
    "weekday": _weekday,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "fiscal": _fiscal,
    "years": _years,
    "month": _month,
    "year": _year,
    "near": _near,
}


def _number(month: str) -> int:
    return _MONTH_NUMBER[month[:3].lower()]


def _dated(year: str | None, month: str, day: str, today: date | None) -> str | None:
    number, day_number = _number(month), int(re.sub(r"\D", "", day))
    if year:
        return _day(int(year), number, day_number)
    if today is None:
        return f"--{number:02}-{day_number:02}"
    years = (today.year - 1, today.year, today.year + 1)
    days = [date(y, number, day_number) for y in years if day_number <= monthrange(y, number)[1]]
    return min(days, key=lambda day: abs(day - today)).isoformat() if days else None


def _interval(first: str | None, last: str | None) -> str | None:
    if first is None or last is None:
        return None
    if first > last and first[0].isdigit():  # "Dec 30 to Jan 2, 2022"; "--12-30" has no year
        first = f"{int(first[:4]) - 1}{first[4:]}"
    return f"{first}/{last}"


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _near_year(month: int, today: date) -> int:
    """Return the year that puts ``month`` closest to today, rather back than forth."""
    ahead = (month - today.month) % 12
    return (
        today.year
        + (today.month + ahead > 12)
        - (ahead > 3 and month > today.month)
        - (ahead > 3 and month < today.month)
    )


def _plus(day: date, days: int) -> str | None:
    try:
        return (day + timedelta(days)).isoformat()
    except OverflowError:
        return None


def _season_of(season: str, year: int) -> str:
    first, last = _SEASONS[season]
    return f"{year - (first > last)}-{first:02}/{year}-{last:02}"


def _unit(today: date, unit: str, step: int) -> str | None:
    """Return the week, month, year … that is ``step`` units after today's."""
    if unit == "day":
        return _plus(today, step)
    if unit in {"week", "weekend"}:
        monday = _plus(today, 7 * step - today.weekday() + (5 if unit == "weekend" else 0))
        if monday is None:
            return None
        return f"{monday}/{_plus(date.fromisoformat(monday), 1 if unit == 'weekend' else 6)}"
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if unit == "quarter":
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + step, 4)
        first = quarter * 3 + 1
        return f"{year:04}-{first:02}/{year:04}-{first + 2:02}"
    if unit == "year":
        return f"{today.year + step:04}"
    size = 10 if unit == "decade" else 100
    first = (today.year // size + step) * size + (unit == "century")
    return f"{first:04}/{first + size - 1:04}"
