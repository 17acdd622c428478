"""Ranges of days, as they are asked for: ``2022-05``, ``2022-05..2023``, ``2022-05-04..``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_MONTH = len("2022-05")


def days_of(value: str) -> tuple[str, str] | None:
    """Return the first and the last day of a date or a range, in the form of its parts.

    An open end is empty: ``2022-05..`` gives ``2022-05`` and nothing. None stands for what is no
    date, and for a range that ends before it begins.
    """
    first, dots, last = value.partition("..")
    last = last if dots else first
    ends = (first, last)
    if not any(ends) or any(end and not _is_in_calendar(end) for end in ends):
        return None
    return ends if first[: len(last)] <= last[: len(first)] else None


def _is_in_calendar(value: str) -> bool:
    """Tell whether a value is a year, month or day that there is: no 30th of February."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def is_between(day: str, ends: tuple[str, str]) -> bool:
    """Tell whether a day (ISO 8601) lies between two days, months or years, both included.

    So does a month or year that is all that is known, if the whole of it lies there.
    """
    first, last = ends
    # Up to the last day of a month is up to that month, which no day closes later than the 31st.
    if len(last) > _MONTH and int(last[8:]) == monthrange(int(last[:4]), int(last[5:7]))[1]:
        last = last[:_MONTH]
    begins, closes = (day + whole[len(day) :] for whole in ("0000-01-01", "0000-12-31"))
    return bool(day) and begins[: len(first)] >= first and (not last or closes[: len(last)] <= last)
