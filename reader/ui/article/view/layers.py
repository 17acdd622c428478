"""Layers of marks on a source: which of them touch a row, and where they stand in the gutter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from reader.ui.article.view.marks import Badge, TaggedSpan

# Marks up to this long are found by bisection; the few longer ones are looked through each time.
_SHORT = 2_000


class Spanned(Protocol):
    """Anything with a start and an end in the source."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


M = TypeVar("M", bound=Spanned)


class Layer(Generic[M]):
    """Marks in the order of the source, overlapping or not, to be asked row by row."""

    def __init__(self, marks: Iterable[M] = ()) -> None:
        self.marks: Sequence[M] = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._long = [mark for mark in self.marks if mark.end - mark.start > _SHORT]
        self._short = [mark for mark in self.marks if mark.end - mark.start <= _SHORT]
        self._starts = [mark.start for mark in self._short]

    def over(self, start: int, end: int) -> Iterator[M]:
        """Yield the marks that share a character with ``[start, end)``."""
        if not self.marks:
            return
        for mark in self._long:
            if mark.start < end and start < mark.end:
                yield mark
        first = bisect_left(self._starts, start - _SHORT)
        for mark in self._short[first : bisect_left(self._starts, end)]:
            if start < mark.end:
                yield mark


class Bar(NamedTuple):
    """A tag of a passage beside the text: where it runs, and the column that it would like."""

    start: int
    end: int
    badge: Badge
    lane: int
    has_note: bool


def bars(passages: Iterable[TaggedSpan]) -> list[Bar]:
    """Return a bar for each tag of each passage, in lanes where no two of them meet."""
    free: list[int] = []  # where the last bar of each lane ends
    result: list[Bar] = []
    for passage in sorted(passages, key=lambda passage: (passage.start, -passage.end)):
        for badge in passage.lanes():
            lane = next((n for n, end in enumerate(free) if end <= passage.start), len(free))
            free[lane : lane + 1] = [passage.end]
            result.append(Bar(passage.start, passage.end, badge, lane, passage.has_note))
    return result
