"""When the versions of a story came out, drawn on a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader.text import one_line


def timeline(dates: Sequence[str], signs: Sequence[str], width: int) -> tuple[str, str]:
    """Return a line of ``width`` columns with a sign for each date, and the dates at its ends.

    ``dates`` are in ISO 8601; those that are not are left out. Signs that would meet stand beside
    each other, in their order.
    """
    placed = sorted(
        (moment, sign) for date, sign in zip(dates, signs, strict=True) if (moment := _moment(date))
    )
    if not placed or width < 2:
        return "", ""
    first, last = placed[0][0], placed[-1][0]
    length = (last - first).total_seconds()
    line = ["─"] * width
    free = 0
    for number, (moment, sign) in enumerate(placed):
        wanted = round((moment - first).total_seconds() / length * (width - 1)) if length else 0
        column = min(max(wanted, free), width - (len(placed) - number))
        if column >= 0:
            line[column] = sign
            free = column + 1
    start, end = _short(first), _short(last)
    dates_line = start if start == end else f"{start}{end:>{max(1, width - len(start))}}"
    return "".join(line), dates_line


def _moment(date: str) -> datetime | None:
    try:
        parsed = datetime.fromisoformat(one_line(date))
    except ValueError:
        return None
    return parsed.astimezone().replace(tzinfo=None) if parsed.tzinfo else parsed


def _short(moment: datetime) -> str:
    shown = moment.isoformat(" ", "minutes")
    return shown.removesuffix(" 00:00")
