"""Dates as records, heads and paths write them, in ISO 8601."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from unicodedata import decimal

from reader.lazy import lazy_re

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
)
_BASIC = re.compile(r"\d{8}T\d{4}")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/._-](\d{1,2})[/._-](\d{1,2})\b")
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
_MONTH = r"[^\W\d_]{3,9}"
_TIME = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"
_OF_MONTH = re.compile(r"(?P<y>\d{4})(?:[/.-](?P<m>\d{1,2}))?")
_MONTH_IN_WORDS = re.compile(rf"(?P<m>{_MONTH})\.?,? (?P<y>\d{{4}})")
# The year first, or last: numbers of one digit, and names, have the same mark around them.
_IN_PATH = tuple(
    lazy_re(rf"(?:^|[/_. -]){form}(?=[/_. T-]|$)")
    for form in (
        rf"(?P<y>(?:19|20)\d\d)(?P<s>[/_.-]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?:{_TIME})?",
        rf"(?P<y>(?:19|20)\d\d)(?P<s>[/_.-])(?P<m>\d\d?|{_MONTH})(?P=s)(?P<d>\d\d?)",
        rf"(?P<d>\d\d?)(?P<s>[/_.-])(?P<m>\d\d?|{_MONTH})(?P=s)(?P<y>(?:19|20)\d\d)",
    )
)
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)  # RFC 822 knows none
_LONGEST = 60  # a date in words stands in so many characters
_YEARS = range(1600, 2200)
# Seconds since 1970 have ten digits from 2001 to 2286.
_SECONDS = range(10**9, 10**10)


def iso_date(value: object) -> str:
    """Return a date in ISO 8601, with its time where that is said; empty where it is no date.

    Takes ISO 8601, RFC 822, digits (``20240306``, and with a time), seconds and milliseconds since
    1970, days in words of eleven languages, ``{"$date": …}``, ``{"date-parts": [[2024, 3, 5]]}``,
    and the first date of a list.
    """
    if isinstance(value, list):
        return next(filter(None, map(iso_date, value)), "")
    if isinstance(value, dict):
        if parts := _date_parts(value):
            return _day(*parts) if len(parts) == 3 else ""
        return iso_date(next((value[key] for key in ("$date", "$numberLong") if key in value), ""))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).strip()
    return _of_text(text if text.isascii() else "".join(map(_in_ascii, text)))


def partial_date(value: object) -> str:
    """Return a month or a year as ISO 8601 has it, ``2024-03``; empty where it is neither.

    Takes ``2024-03``, ``2024``, ``March 2024`` and ``{"date-parts": [[2024, 3]]}``.
    """
    text = "-".join(_date_parts(value)) if isinstance(value, dict) else str(value).strip()
    if match := _OF_MONTH.fullmatch(text):
        return _day(match["y"], match["m"] or "1", "1")[: 7 if match["m"] else 4]
    if match := _MONTH_IN_WORDS.fullmatch(text):
        return _day(match["y"], _number_of_month(match["m"]), "1")[:7]
    return ""


def _date_parts(value: Mapping[str, object]) -> list[str]:
    """Return the year, month and day of a date of CSL, as many as it has."""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    return [str(part) for part in first] if isinstance(first, list) else []


def _in_ascii(character: str) -> str:
    """Return a digit of any script as ASCII has it, another character as it is."""
    return str(decimal(character, character))


def has_day_first(values: Iterable[str]) -> bool | None:
    """Tell whether days with slashes have the month second; None where none or both are shown."""
    found = [match for value in values if (match := _YEAR_LAST.match(value.strip()))]
    slashed = [(int(match[1]), int(match[3])) for match in found if match[2] == "/"]
    days, months = (any(each[at] > 12 for each in slashed) for at in (0, 1))
    return days if days != months else None


def in_order(value: str, *, day_first: bool | None) -> str:
    """Return a day with slashes as ISO 8601 has it, if it is known which number is the day."""
    match = None if day_first is None else _YEAR_LAST.match(value.strip())
    if match is None or match[2] != "/":
        return value
    day, month = (match[1], match[3]) if day_first else (match[3], match[1])
    return _day(match[4], month, day) or value


def date_in_path(path: str) -> str:
    """Return the day that folders or a file's name tell, the last of them; empty without one."""
    found = ((m.end(), _day_in_path(m)) for form in _IN_PATH for m in form.finditer(path))
    return max((each for each in found if each[1]), default=(0, ""))[1]


def without_date(name: str) -> str:
    """Return a file's name without the days in it."""
    for form in _IN_PATH:
        name = form.sub(lambda match: " " if _day_in_path(match) else match[0], name)
    return name


def _day_in_path(match: re.Match[str]) -> str:
    """Return the day that a part of a path tells; empty where it may be another one, too."""
    year, month, day = match["y"], match["m"], match["d"]
    if month.isalpha():
        month = _number_of_month(month)
    elif match.start("y") > match.start("d"):
        if int(month) > 12:  # the month is first, as in America
            month, day = day, month
        elif int(day) <= 12 and int(day) != int(month) and match["s"] != ".":
            return ""  # nobody writes the month first with dots
    return _day(year, month, day)


def _number_of_month(name: str) -> str:
    from reader.text.dates.months import MONTH_NUMBERS

    return str(MONTH_NUMBERS.get(name.lower(), 0))


def _of_text(text: str) -> str:
    if match := _ISO.match(text):
        if not _day(*match["day"].split("-")):
            return ""
        if not match["time"] or match["time"] == "00:00:00":
            return match["day"]
        zone = match["zone"] or ""
        if zone in ("UTC", "GMT"):
            zone = "Z"
        elif zone[:1] in ("+", "-") and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:] or '00'}"
        return f"{match['day']}T{match['time']}{zone}"
    if _BASIC.match(text):
        digits = re.sub(r"\D", "", text[:15])
        return _of_digits(digits[:8] if digits[8:] == "000000" else digits[:12])
    if _DIGITS.fullmatch(text):
        return _of_digits(text)
    if match := _YEAR_FIRST.match(text):
        return _day(*match.groups())
    if match := _YEAR_LAST.match(text):
        first, mark, second, year = match.groups()
        if mark == "/" and int(first) <= 12:  # day and month may be either
            return "" if int(second) <= 12 and first != second else _day(year, first, second)
        return _day(year, second, first)
    return _rfc_822(text) or _of_words(text[:_LONGEST])


def _of_digits(text: str) -> str:
    whole = text.partition(".")[0]
    if len(whole) == 8:
        return _day(whole[:4], whole[4:6], whole[6:])
    if len(whole) in (12, 14):
        day, hour, minute = _day(whole[:4], whole[4:6], whole[6:8]), whole[8:10], whole[10:12]
        return f"{day}T{hour}:{minute}" if day and hour < "24" and minute < "60" else ""
    seconds = float(text)
    for _ in range(3):  # seconds, milliseconds, microseconds
        if math.floor(seconds) in _SECONDS:
            moment = datetime.fromtimestamp(seconds, UTC)
            return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
        seconds /= 1000
    return ""


def _rfc_822(text: str) -> str:
    if ("," not in text[:12] and text.count(":") < 1) or _HALF_DAY.search(text):
        return ""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""


def _of_words(text: str) -> str:
    from reader.text.dates.written_dates import day_of

    found = day_of(text)
    return found.iso if found else ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat() if int(year) in _YEARS else ""
    except ValueError:
        return ""
