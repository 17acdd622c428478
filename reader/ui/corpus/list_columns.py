"""The columns of the list: which ones there are, and how wide they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.workspace.analyses.stories.listing import Column

_GAP = 2  # columns
# The sizes of columns: so much at least, and so much at most where others leave it.
_SOURCE, _WIDE_SOURCE, _STORY = 10, 30, 7
_TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class FilledColumns:
    """The fields that any document of the corpus has: only their columns are shown.

    ``sources`` and ``stories`` are the sizes of the longest ones, 0 where there are none; three
    of four titles are no longer than ``titles``.
    """

    titles: int = 0
    stories: int = 0
    dates: bool = False
    sources: int = 0
    passages: bool = False


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its name, what its header sorts by, and where it stands.

    ``size`` is that of its content, ``gap`` that of the blanks after it.
    """

    name: str
    size: int
    title: str = ""
    sorts_by: Column | None = None
    gap: int = _GAP
    start: int = 0

    @property
    def width(self) -> int:
        """The columns of the screen that it takes."""
        return self.size + self.gap


def columns(width: int, content: FilledColumns) -> Sequence[ListColumn]:
    """Return the columns for a list of ``width``, from left to right: what gives way goes first."""
    signs = [
        ListColumn("mark", 1, gap=0),
        *([ListColumn("fold", 1, gap=1)] if content.stories else []),
        ListColumn("status", 1, gap=0, sorts_by=Column.STATUS),
        ListColumn("guess", 1, gap=0),
    ]
    others = [column for least, column in _others(width, content) if width >= least]
    taken = sum(column.width for column in (*signs, *others)) + _GAP
    # A title has what it needs up to most of the list; beyond that it yields to the sources.
    free = width - taken - min(content.titles, int(width * _TITLE_SHARE))
    others = [_widened(column, free, content) for column in others]
    taken = sum(column.width for column in (*signs, *others)) + _GAP
    title = ListColumn("title", max(1, width - taken), "title", Column.TITLE)
    last = [column for column in others if column.name == "passages"]
    middle = [column for column in others if column.name != "passages"]
    return list(_placed([*signs, *middle, title, *last]))


def without_tags(columns: Sequence[ListColumn]) -> Sequence[ListColumn]:
    """Return the columns of a row that has no tags: its title goes on to the end."""
    *others, title, last = columns
    if last.name != "passages":
        return columns
    return [*others, replace(title, size=title.width + last.size, gap=last.gap)]


def _widened(column: ListColumn, free: int, content: FilledColumns) -> ListColumn:
    """Return a column of sources with what there is free of what its longest one needs."""
    others = len(" +1") if content.stories else 0
    wanted = min(content.sources + others, _WIDE_SOURCE) - column.size
    is_short = column.name == "source" and min(wanted, free) > 0
    return replace(column, size=column.size + min(wanted, free)) if is_short else column


def _others(width: int, content: FilledColumns) -> Iterator[tuple[int, ListColumn]]:
    """Yield the columns beside the title, with the least width of the list that they need."""
    if content.dates:
        yield 56, ListColumn("date", 10, "date", Column.DATE)
    if content.sources:
        size = max(_SOURCE, min(content.sources, width // 6))
        # The list beside a preview has 84, one of them for its scrollbar (corpus.tcss).
        yield 83, ListColumn("source", size, "source", Column.SOURCE)
    if content.stories:
        size, gap = (max(_STORY, content.stories), _GAP) if width >= 56 else (3, 3)
        yield 34, ListColumn("kind", size, "story", Column.VERSIONS, gap=gap)
    if content.passages:
        size = 14 if width >= 96 else 8 if width >= 72 else 4
        yield 36, ListColumn("passages", size, "tags", Column.PASSAGES, gap=1)


def _placed(found: Sequence[ListColumn]) -> Iterator[ListColumn]:
    start = 0
    for column in found:
        yield replace(column, start=start)
        start += column.width
