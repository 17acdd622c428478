"""Dates as pages write them, and their ISO 8601 form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    name[:length]: number
    for number, name in enumerate(_NAMES.split(), 1)
    for length in (3, 4, len(name))
}
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = (
    r"(?:(?:[\s,|•·–-]|at\b|T){0,4}(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?!\d)"
    r"\s?(?P<half>[ap]\.?m\b\.?)?"
    r"\s?\(?(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d|(?:[ECMP][SD]?T|AK[SD]T|HST|GMT|UTC|BST|WES?T|"
    r"CES?T|EES?T|MSK|IST|JST|KST|HKT|SGT|AE[SD]T|NZ[SD]T)\b)?\)?)?"
)
_FORMS = (
    rf"(?<![\w-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    rf"(?<!\w){_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}(?!\d)",
    rf"(?<!\w){_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}(?!\d)",
    r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d\d)(?![\d/])",
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
    rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
    rf"(?<![\d./]){_YEAR}[./](?P<month>\d{{1,2}})[./](?P<day>\d{{1,2}})(?!\d)",
)
_OFFSETS = {
    "Z": "Z", "UTC": "Z", "GMT": "Z", "WET": "Z", "BST": "+01:00", "WEST": "+01:00",
    "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
    "IST": "+05:30", "HKT": "+08:00", "SGT": "+08:00", "JST": "+09:00", "KST": "+09:00",
    "AEST": "+10:00", "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00", "HST": "-10:00",
}  # fmt: skip
_AMERICAN = {"E": -5, "C": -6, "M": -7, "P": -8, "AK": -9}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text: where it stands, and its ISO 8601 form."""

    start: int
    end: int
    iso: str


def dates(text: str) -> Iterator[Dated]:
    """Yield the dates with a day, month and year in ``text``, with the time where it follows.

    ``03/04/22`` may be two days: such a date is left out unless a time of the American kind
    (``2:46 PM``) or a number above 12 tells.
    """
    end = 0
    matches = sorted(
        (match for form in _forms() for match in form.finditer(text)),
        key=lambda match: match.start(),
    )
    for match in matches:
        if match.start() >= end and (iso := _iso(match)):
            end = match.start() + len(match[0].rstrip(" ,|("))
            yield Dated(match.start(), end, iso)


@cache
def _forms() -> list[re.Pattern[str]]:
    """Compile the forms when the first article is read: they would hold up the start."""
    return [re.compile(form + _TIME, re.IGNORECASE) for form in _FORMS]


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if first > 12:
            day, month = first, second
        elif second > 12 or first == second or parts["half"]:
            month, day = first, second
        else:
            return None
    else:
        name = parts["month"].lower()
        month = int(name) if name.isdigit() else _MONTHS.get(name, _MONTHS.get(name[:3], 0))
        day = int(parts["day"])
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() + _time(found, parts)


def _time(day: date, parts: dict[str, str | None]) -> str:
    if not parts["hour"] or not parts["minute"]:
        return ""
    hour, minute = int(parts["hour"]), int(parts["minute"])
    half = (parts["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return ""
    return f"T{hour:02}:{minute:02}{_offset(day, (parts['zone'] or '').upper())}"


def _offset(day: date, zone: str) -> str:
    if zone in _OFFSETS:
        return _OFFSETS[zone]
    if zone[-4:].replace(":", "").isdigit():
        digits = zone.lstrip("UTCGM").replace(":", "")
        return f"{digits[:3]}:{digits[3:]}"
    region = zone[: 2 if zone.startswith("AK") else 1]
    if region not in _AMERICAN:
        return ""
    summer = "D" in zone[1:] or ("S" not in zone[1:] and _american_summer(day))
    return f"{_AMERICAN[region] + summer:+03}:00"


def _american_summer(day: date) -> bool:
    """Tell whether daylight saving time holds in the United States (rules since 2007)."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    starts = march + timedelta(days=(6 - march.weekday()) % 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return starts <= day < ends
