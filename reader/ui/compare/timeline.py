"""When the versions of a story came out, drawn on a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader.workspace.analyses.stories import moment


def timeline(dates: Sequence[str], signs: Sequence[str], width: int) -> tuple[str, str]:
    """Return a line of ``width`` columns with a sign for each date, and the dates at its ends.

    ``dates`` are in ISO 8601; those that are not are left out. Signs that would meet stand beside
    each other, in their order.
    """
    placed = sorted(
        (time, sign) for date, sign in zip(dates, signs, strict=True) if (time := _time(date))
    )
    if not placed or width < 2:
        return "", ""
    first, last = placed[0][0], placed[-1][0]
    length = (last - first).total_seconds()
    line = ["─"] * width
    free = 0
    for number, (time, sign) in enumerate(placed):
        wanted = round((time - first).total_seconds() / length * (width - 1)) if length else 0
        column = min(max(wanted, free), width - (len(placed) - number))
        if column >= 0:
            line[column] = sign
            free = column + 1
    start, end = _short(first), _short(last)
    dates_line = start if start == end else f"{start}{end:>{max(1, width - len(start))}}"
    return "".join(line), dates_line


def _time(date: str) -> datetime | None:
    try:
        return datetime.fromisoformat(moment(date))
    except ValueError:
        return None


def _short(time: datetime) -> str:
    shown = time.isoformat(" ", "minutes")
    return shown.removesuffix(" 00:00")
