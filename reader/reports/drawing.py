"""The places of the parts of a report's drawings, in pixels; the page's template draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reader.reports.values import ReportedFigure, ReportedTag, ReportedVersion

_LINE = 34  # pixels, as all below
_RADIUS = 10
_SMALL_RADIUS = 5
_STEP = 2 * _RADIUS + 2
# The room for the names of sources, and for the line behind them: on a page, and on a telephone.
_WIDE = (150, 590)
_NARROW = (84, 206)
_MOST_SOURCES = 12  # rows of a drawing
_COLUMN = 58
_BAR = 130
# In a longer time only the days are told.
_DAYS = timedelta(days=4)
# The width of a letter of the small type, on average.
_LETTER = 6.6


@dataclass(frozen=True, slots=True)
class VersionDisk:
    """A version on the time line: the centre of its disk, and its words for who points at it."""

    x: float
    letter: str
    about: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    """The versions of a source on a line at height ``y``."""

    y: float
    label: str
    marks: tuple[VersionDisk, ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Versions by source and date; ``ticks`` are places and dates on the axis below.

    A crowded one has small disks without letters.
    """

    width: int
    height: int
    left: int
    right: int
    radius: int
    is_crowded: bool
    rows: tuple[TimeRow, ...]
    ticks: tuple[tuple[float, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Axis:
    """The line from ``left`` to ``right``, and the times that it begins and ends with."""

    left: int
    right: int
    first: datetime
    last: datetime

    def place(self, time: datetime) -> float:
        """Return the place of a time, with air at both ends."""
        length = (self.last - self.first).total_seconds()
        along = (time - self.first).total_seconds() / length if length else 0.0
        room = self.right - self.left
        return round(self.left + 2 * _RADIUS + along * (room - 3 * _RADIUS), 1)


def time_line(versions: Sequence[ReportedVersion], *, is_narrow: bool = False) -> TimeLine | None:
    """Return the time line of versions with a date; None where there are none.

    Those that would meet stand beside each other, in their order; where a line has no room for
    that, all are small and stand at their dates. Sources beyond the first twelve share a line.
    """
    dated = [(time, one) for one in versions if (time := _time(one.when)) is not None]
    if not dated:
        return None
    dated.sort(key=lambda one: one[0])
    names = list(dict.fromkeys(one.source or "no source" for _, one in dated))
    shown = names if len(names) <= _MOST_SOURCES else names[: _MOST_SOURCES - 1]
    others = f"{len(names) - len(shown)} others"
    left, room = _NARROW if is_narrow else _WIDE
    axis = _Axis(left, left + room, dated[0][0], dated[-1][0])
    lines: dict[str, list[tuple[datetime, ReportedVersion]]] = {}
    for time, one in dated:
        name = one.source or "no source"
        lines.setdefault(name if name in shown else others, []).append((time, one))
    is_crowded = max(map(len, lines.values())) * _STEP > room
    rows = []
    for number, (label, own) in enumerate(lines.items()):
        places = [axis.place(time) for time, _ in own]
        if not is_crowded:
            places = _spread(places, axis.right - _RADIUS)
        marks = (
            VersionDisk(x, one.letter, f"{one.letter}: {one.shown}, {one.title}")
            for x, (_, one) in zip(places, own, strict=True)
        )
        rows.append(TimeRow((number + 0.5) * _LINE, shortened(label, left // 7), tuple(marks)))
    height = len(rows) * _LINE + 30
    return TimeLine(
        axis.right + 2 * _RADIUS,
        height,
        axis.left,
        axis.right,
        _SMALL_RADIUS if is_crowded else _RADIUS,
        is_crowded,
        tuple(rows),
        tuple(_ticks(dated, axis)),
    )


def _spread(places: Sequence[float], end: float) -> list[float]:
    """Return places moved so that no two disks meet, for which there is room."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + _STEP) if moved else place)
    limit = end
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - _STEP
    return [round(place, 1) for place in moved]


def _ticks(
    dated: Sequence[tuple[datetime, ReportedVersion]], axis: _Axis
) -> Iterator[tuple[float, str, str]]:
    """Yield places, dates and how these are set: those of versions, by their own clocks.

    The first and the last one have theirs, others where there is room between.
    """
    (first, earliest), (last, latest) = dated[0], dated[-1]
    length = last - first
    shown, end = _short(earliest.shown, length), _short(latest.shown, length)
    if (len(shown) + len(end) + 1) * _LETTER > axis.place(last) - axis.place(first) > 0:
        shown, end = shown.partition(" ")[0], end.partition(" ")[0]  # no room for clocks
    yield axis.place(first), shown, "start"
    if not length:
        return
    taken = axis.place(first) + (len(shown) + 1) * _LETTER
    limit = axis.place(last) - (len(end) + 1) * _LETTER
    for time, one in dated[1:-1]:
        place, shown = axis.place(time), _short(one.shown, length)
        half = (len(shown) + 1) * _LETTER / 2
        if place - half > taken and place + half < limit:
            yield place, shown, "middle"
            taken = place + half
    yield axis.place(last), end, "end"


def _short(shown: str, length: timedelta) -> str:
    return shown.partition(" ")[0] if length > _DAYS else shown.removesuffix(" 00:00")


def _time(when: str) -> datetime | None:
    try:
        return datetime.fromisoformat(when).replace(tzinfo=None)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Dot:
    """A number in a plot: its place, the radius of its disk, and the share of the largest."""

    x: float
    radius: float
    count: int


@dataclass(frozen=True, slots=True)
class PlotRow:
    """A tag in a plot: its bar (``length`` pixels, ``total`` passages) and its dots."""

    y: float
    tag: ReportedTag
    label: str
    indent: int
    length: float
    total: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure as it is drawn: dots under the headings of the columns, and bars at ``left``.

    Only the first figure of a page has bars.
    """

    title: str
    width: int
    height: int
    left: int
    heading: int
    has_bars: bool
    rows: tuple[PlotRow, ...]
    columns: tuple[tuple[float, str], ...]


def plot(figure: ReportedFigure, *, with_totals: bool) -> Plot:
    """Return the places of the parts of a figure, with bars for the totals where asked."""
    depth = max((tag.depth for tag in figure.tags), default=0)
    names = max((len(tag.name) for tag in figure.tags), default=0)
    left = round(min(names, 24) * _LETTER) + 30 + 12 * depth
    longest = max(figure.totals, default=0) or 1
    largest = max((count for row in figure.counts for count in row), default=0) or 1
    start = left + (_BAR + 50 if with_totals else 0)
    letters = max((min(len(label), 16) for label in figure.columns), default=0)
    heading = round(letters * _LETTER * 0.58) + 22  # the labels rise by 35 degrees
    columns = tuple(
        (start + (number + 0.5) * _COLUMN, shortened(label, 16))
        for number, label in enumerate(figure.columns)
    )
    rows = tuple(
        PlotRow(
            heading + (number + 0.5) * 28,
            tag,
            shortened(tag.name, 24),
            12 * tag.depth,
            round(_BAR * total / longest, 1),
            total,
            tuple(
                # The area tells the number.
                Dot(x, round(max(3.0, 12 * (count / largest) ** 0.5), 1), count)
                for (x, _), count in zip(columns, counts, strict=True)
                if count
            ),
        )
        for number, (tag, counts, total) in enumerate(
            zip(figure.tags, figure.counts, figure.totals, strict=True)
        )
    )
    width = round(start + len(columns) * _COLUMN + 70)
    height = heading + len(rows) * 28 + 8
    return Plot(figure.title, width, height, left, heading, with_totals, rows, columns)


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut in the middle."""
    if len(text) <= most:
        return text
    tail = most // 3
    return f"{text[: most - tail - 1]}…{text[-tail:]}"
