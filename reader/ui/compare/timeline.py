"""A timeline of the versions of a story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.text import Text

from reader.ui.shared.signs import NO_SOURCE
from reader.workspace.analyses.stories.story import date_order, shown_date, zones_decide

_LABEL = 16  # columns of a name
_ROOM = 34  # columns
_MOST = 6  # lines of sources


def by_source(
    dates: Sequence[str], signs: Sequence[str], sources: Sequence[str], width: int
) -> list[str]:
    """Return the days on which each source told the story: lines of ``width`` columns, and dates.

    ``dates`` are in ISO 8601; signs that would meet stand beside each other, in their order.
    The earliest sources come first; where there are many, the later ones share a line. Nothing is
    drawn of versions without a date, and there is no line where none has one.
    """
    tellings = [
        (time, sign, source or NO_SOURCE)
        for date, sign, source in zip(dates, signs, sources, strict=True)
        if (time := _time(date))
    ]
    tellings.sort(key=lambda one: one[0])
    names = list(dict.fromkeys(source for *_, source in tellings))
    if len(names) > _MOST:
        others = {name: f"{len(names) - _MOST + 1} others" for name in names[_MOST - 1 :]}
        tellings = [(time, sign, others.get(source, source)) for time, sign, source in tellings]
        names = list(dict.fromkeys(source for *_, source in tellings))
    label = min(_LABEL, max(map(cell_len, names), default=0))
    room = width - label - 2
    if not tellings or room < _ROOM:
        return []
    first, last = tellings[0][0], tellings[-1][0]
    zone = zones_decide(dates)
    days = {_time(date): shown_date(date, zone=zone) for date in dates}
    lines = []
    for name in names:
        marks = [(time, sign) for time, sign, source in tellings if source == name]
        shown = Text(name)
        shown.truncate(label, overflow="ellipsis", pad=True)
        lines.append(f"{shown}  {_line(marks, first, last, room)}")
    start, end = days[first], days[last]
    if len(start) + len(end) >= room:
        start, end = start[:10], end[:10]
    ends = start if start == end else f"{start}{end:>{max(1, room - len(start))}}"
    return [*lines, " " * (label + 2) + ends]


def _line(
    marks: Sequence[tuple[datetime, str]], first: datetime, last: datetime, width: int
) -> str:
    """Return a line with a sign for each time, in their order."""
    length = (last - first).total_seconds()
    line = ["─"] * width
    free = 0
    for number, (time, sign) in enumerate(marks):
        wanted = round((time - first).total_seconds() / length * (width - 1)) if length else 0
        column = min(max(wanted, free), width - (len(marks) - number))
        if column >= 0:
            line[column] = sign
            free = column + 1
    return "".join(line)


def _time(date: str) -> datetime | None:
    try:
        return datetime.fromisoformat(date_order(date))
    except ValueError:
        return None
