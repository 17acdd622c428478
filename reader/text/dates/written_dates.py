"""Dates as pages and records write them, and their ISO 8601 form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from reader.text.dates.months import MONTH_NUMBERS

# The year before the first one of an era of Japan.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
# A date has one of these in it.
_HINT = re.compile(rf"{'|'.join(_ERAS)}|(?:19|20)\d\d|\d/\d{{1,2}}/\d\d|\d\.\d\d\.\d\d")
# The digits of Arabic, Persian and the scripts of India, each as the one of Latin.
_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6) for digit in range(10)}
_OTHER_DIGIT = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
# The word before may have lost its blank: "Ann LeeDec. 21, 2023"; so may the time that follows.
_GLUED = r"(?-i:(?P<glued>[^\W\d_]{1,20})(?=[A-Z][a-z]))?"
# The vowels of Hindi are marks, and no letters.
_MONTH = r"(?P<month>(?:[^\W\d_]|[\u0900-\u0903\u093a-\u093c\u093e-\u094f]){3,12}|मई)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = (
    r"(?:(?:[\s,|•·–-]|at\b|T){0,4}(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?!\d)"
    r"\s?(?P<half>[ap]\.?m\b\.?)?"
    r"\s?\(?(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d|(?:[ECMP][SD]?T|A[SD]T|AK[SD]T|HST|GMT|UTC|BST|WES?T|"
    r"CES?T|EES?T|MSK|IST|JST|KST|HKT|SGT|AE[SD]T|NZ[SD]T)\b)?\)?)?"
)
_FORMS = (
    rf"(?<![\w-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    rf"(?<!\w){_DAY}(?:\s+(?:of|de))?[\s-]+{_MONTH},?(?:\s+de)?[\s-]+{_YEAR}",
    rf"(?<!\w){_GLUED}{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}",
    rf"(?<!\w){_YEAR}\.?\s+{_MONTH}\s+{_DAY}(?!\d)",
    r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d\d)(?![\d/])",
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>-|\.\s?)(?P<second>\d{1,2})(?P=mark)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>\.)(?P<second>\d\d)\.(?P<year>\d\d)(?![\w.])",
    rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<year>元|\d{{1,2}})\s?年"
    r"\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
    rf"(?<![\d./]){_YEAR}[./](?P<month>\d{{1,2}})[./](?P<day>\d{{1,2}})(?!\d)",
)
_PUBLISHED = re.compile(
    r"\b(?:published|veröffentlicht|publiée?|publicad[oa]|pubblicat[oa]|gepubliceerd|publicerad|"
    r"opublikowan[oy]|опубликован[оа]?|опубліковано)\b",
    re.IGNORECASE,
)
_OFFSETS = {
    "Z": "Z", "UTC": "Z", "GMT": "Z", "WET": "Z", "BST": "+01:00", "WEST": "+01:00",
    "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
    "IST": "+05:30", "HKT": "+08:00", "SGT": "+08:00", "JST": "+09:00", "KST": "+09:00",
    "AEST": "+10:00", "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00", "HST": "-10:00",
}  # fmt: skip
_AMERICAN = {"A": -4, "E": -5, "C": -6, "M": -7, "P": -8, "AK": -9}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text: where it stands, and its ISO 8601 form."""

    start: int
    end: int
    iso: str


def dates(text: str, *, month_first: bool | None = None) -> Iterator[Dated]:
    """Yield the dates with a day, month and year in ``text``, with the time where it follows.

    ``03/04/22`` may be two days: such a date is left out unless a time of the American kind
    (``2:46 PM``) or a number above 12 tells, or the caller knows whether it is ``month_first``.
    With points between (``3.4.2022``) the day is first unless one of these tells otherwise.
    """
    if not text.isascii() and _OTHER_DIGIT.search(text):
        text = text.translate(_DIGITS)
    if not _HINT.search(text):
        return
    end = 0
    matches = sorted(
        (match for form in _forms() for match in form.finditer(text)),
        key=lambda match: match.start(),
    )
    for match in matches:
        if match.start() >= end and (iso := _iso(match, month_first)):
            start = match.end("glued") if match.groupdict().get("glued") else match.start()
            end = match.start() + len(match[0].rstrip(" ,|("))
            yield Dated(start, end, iso)


@lru_cache(maxsize=256)  # a line is asked more than once
def day_of(text: str, *, month_first: bool | None = None) -> Dated | None:
    """Return the date that a line names as its article's: the first, or the one "published"."""
    found = list(dates(text, month_first=month_first))
    starts = [0, *(each.end for each in found)]
    for each, start in zip(found, starts, strict=False):
        if _PUBLISHED.search(text, start, each.start):
            return each
    return found[0] if found else None


def says_published(text: str) -> bool:
    """Tell whether a line says that something was published, posted or updated."""
    return bool(_PUBLISHED.search(text))


@cache
def _forms() -> list[re.Pattern[str]]:
    """Compile the forms when the first article is read: they would hold up the start."""
    return [re.compile(form + _TIME, re.IGNORECASE) for form in _FORMS]


def _iso(match: re.Match[str], month_first: bool | None) -> str | None:
    parts = match.groupdict()
    year = 1 if parts["year"] == "元" else int(parts["year"])
    if era := parts.get("era"):
        year += _ERAS[era]
    elif year < 100:
        year += 2000 if year < 70 else 1900
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if first > 12:
            day, month = first, second
        elif second > 12 or first == second or parts["half"] or month_first:
            month, day = first, second
        elif month_first is False or (parts.get("mark") or "").startswith("."):
            day, month = first, second
        else:
            return None
    else:
        name = parts["month"].lower()
        month = int(name) if name.isdecimal() else MONTH_NUMBERS.get(name, 0)
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
    if zone[-4:].replace(":", "").isdecimal():
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
