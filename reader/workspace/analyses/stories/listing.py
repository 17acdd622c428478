"""The rows of the list of a corpus: stories with their versions, and articles of no story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from operator import add
from typing import NamedTuple, overload

from reader.workspace.analyses.stories.story import Story, StoryVersion, date_order


class Column(StrEnum):
    """The columns that rows can be sorted by."""

    PATH = "path"
    STATUS = "status"
    DATE = "date"
    SOURCE = "source"
    VERSIONS = "versions"
    TITLE = "title"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story in the list: ``shown`` are its versions that the filter leaves, by date."""

    story: Story
    shown: tuple[StoryVersion, ...]

    @property
    def first(self) -> str:
        """The document that stands for the story."""
        return self.shown[0].document

    @property
    def undecided(self) -> int:
        """The number of shown versions nobody has said anything of."""
        return sum(one.is_open and not one.along for one in self.shown)


class CorpusRow(NamedTuple):
    """A row of the list: an article (``version`` says which one of a story), or a whole story."""

    document: str
    story: ListedStory | None = None
    version: StoryVersion | None = None

    @property
    def is_story(self) -> bool:
        """Tell whether the row stands for all versions of its story."""
        return self.story is not None and self.version is None

    @property
    def is_below(self) -> bool:
        """Tell whether the row of its story stands above it."""
        return self.version is not None and self.story is not None and len(self.story.shown) > 1

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that what is done to the row is done to."""
        if self.story is not None and self.is_story:
            return tuple(version.document for version in self.story.shown)
        return (self.document,)

    def below(self, number: int) -> CorpusRow:
        """Return the row of one of the versions, which stands below this row of a story."""
        assert self.story is not None
        version = self.story.shown[number]
        return CorpusRow(version.document, self.story, version)


@dataclass(frozen=True, slots=True)
class Unfolding:
    """The stories whose versions have rows: none or ``every`` one, but for those of a few.

    ``others`` names a document of each of these.
    """

    every: bool = False
    others: frozenset[str] = frozenset()

    def has(self, row: CorpusRow) -> bool:
        """Tell whether the story of a row is unfolded; an article has none."""
        return row.story is not None and self.every is self.others.isdisjoint(
            row.story.story.documents
        )

    def turned(self, row: CorpusRow) -> Unfolding:
        """Return it with the story of a row folded, or unfolded."""
        here = frozenset(row.story.story.documents if row.story is not None else ())
        left = self.others - here
        return replace(self, others=self.others | {row.document} if left == self.others else left)


FOLDED = Unfolding()


class CorpusRows(Sequence[CorpusRow]):
    """The rows of a list: stories and articles, and below each unfolded story its versions.

    Of what may be 100,000 none is looked through for a document, nor made anew where a story is
    folded or unfolded.
    """

    def __init__(self, tops: Sequence[CorpusRow] = ()) -> None:
        self._tops = tops
        self._stories = [number for number, top in enumerate(tops) if top.is_story]
        # The number of the top that a document is in, and of the few that it is in, too.
        self._first: dict[str, int] = {}
        self._further: dict[str, list[int]] = {}
        self._sizes: list[int] = []
        for number, top in enumerate(tops):
            documents = top.documents
            self._sizes.append(len(documents))
            for document in documents:
                if self._first.setdefault(document, number) != number:
                    self._further.setdefault(document, []).append(number)
        self._unfold([])

    def refolded(self, unfolding: Unfolding, of: CorpusRow | None = None) -> CorpusRows:
        """Return the rows with other stories unfolded: any, or only the one ``of`` a row.

        With it are others that its documents are told in, too.
        """
        rows = copy(self)
        if of is None and not unfolding.others:
            rows._unfold(self._stories if unfolding.every else [])
            return rows
        asked: Collection[int] = self._stories
        if of is not None and of.story is not None:
            asked = {number for one in of.story.story.documents for number in self._in(one)}
        tops = ((number, self._tops[number]) for number in asked)
        found = (number for number, top in tops if top.is_story and unfolding.has(top))
        rows._unfold(sorted({*self._unfolded}.difference(asked).union(found)))
        return rows

    def _unfold(self, stories: list[int]) -> None:
        """Set the numbers of the tops that are unfolded, the first one first."""
        self._unfolded = stories
        # The versions that stand above each, those above the end, and the row of each.
        self._above = [0, *accumulate(map(self._sizes.__getitem__, stories))]
        self._starts = list(map(add, stories, self._above))

    def __len__(self) -> int:
        return len(self._tops) + self._above[-1]

    def __iter__(self) -> Iterator[CorpusRow]:
        unfolded = {*self._unfolded}
        for number, top in enumerate(self._tops):
            yield top
            if number in unfolded:
                yield from map(top.below, range(len(top.documents)))

    @overload
    def __getitem__(self, at: int) -> CorpusRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[CorpusRow]: ...
    def __getitem__(self, at: int | slice) -> CorpusRow | Sequence[CorpusRow]:
        row = range(len(self))[at]
        if isinstance(row, range):
            return [self[one] for one in row]
        after = bisect_left(self._starts, row)  # so many unfolded stories stand above it
        if after:
            top = self._tops[self._unfolded[after - 1]]
            below = row - self._starts[after - 1]
            if below <= len(top.documents):
                return top.below(below - 1)
        return self._tops[row - self._above[after]]

    def of(self, document: str, *, as_story: bool = False) -> int | None:
        """Return the number of the row of a document, of its story where it has none of its own.

        ``as_story`` prefers the row of the story that it stands for.
        """
        own: list[int] = []
        folded: list[int] = []
        for number in self._in(document):
            top, before = self._tops[number], bisect_left(self._unfolded, number)
            row = number + self._above[before]
            if as_story and top.is_story and top.document == document:
                return row
            if self._unfolded[before : before + 1] == [number]:
                own.append(row + 1 + top.documents.index(document))
            else:
                (folded if top.is_story else own).append(row)
        return next(iter(own + folded), None)

    def _in(self, document: str) -> Iterator[int]:
        """Yield the numbers of the tops that a document is in."""
        if document in self._first:
            yield self._first[document]
            yield from self._further.get(document, ())


class Listing(NamedTuple):
    """The rows of a list, and the documents that they stand for, folded ones too, in order.

    A document that is told in two stories is among the documents once, where it comes first.
    """

    rows: CorpusRows
    documents: Sequence[str]


@dataclass(frozen=True, slots=True)
class SortFields:
    """The facts that rows are sorted by: each is asked for a document only where it counts.

    ``text`` is that of a field of its summary, which need not be made for it.
    """

    text: Callable[[str, str], str]
    status: Callable[[str], int]
    passages: Callable[[str], int]

    def date(self, document: str) -> str:
        """Return the date of a document, as its summary has it."""
        return self.text(document, "date")


def listing(
    documents: Iterable[str],
    stories: Mapping[str, Story],
    facts: SortFields,
    *,
    column: Column = Column.PATH,
    backwards: bool = False,
    unfolding: Unfolding = FOLDED,
) -> Listing:
    """Arrange documents in rows.

    ``documents`` are those that the filter leaves, by path; ``stories`` has the story of each that
    is a version of one. ``unfolding`` tells the stories whose versions have rows of their own.
    What has no value in the column comes last, whichever way round.
    """
    tops = _sorted(_tops(documents, stories, facts), facts, column, backwards)
    order = dict.fromkeys(document for top in tops for document in top.documents)
    return Listing(CorpusRows(tops).refolded(unfolding), list(order))


def _tops(
    documents: Iterable[str], stories: Mapping[str, Story], facts: SortFields
) -> Iterable[CorpusRow]:
    """Yield articles and stories in the order of the first path of each."""
    left = list(documents)
    if not stories:
        yield from map(CorpusRow, left)
        return
    here = {document for document in left if document in stories}
    seen: set[int] = set()
    for document in left:
        story = stories.get(document)
        if story is None:
            yield CorpusRow(document)
        elif id(story) not in seen:
            seen.add(id(story))
            yield _top(story, [one for one in story.versions if one.document in here], facts)


def _top(story: Story, left: list[StoryVersion], facts: SortFields) -> CorpusRow:
    first, *others = left

    def by_date(version: StoryVersion) -> tuple[bool, str, str]:
        date = date_order(facts.date(version.document))
        return not date, date, version.document

    others.sort(key=by_date)
    listed = ListedStory(story, (first, *others))
    # One version that is left alone is an article among others.
    return CorpusRow(first.document, listed, None if others else first)


def _sorted(
    tops: Iterable[CorpusRow], facts: SortFields, column: Column, backwards: bool
) -> list[CorpusRow]:
    rows = list(tops)
    if column is Column.PATH:
        return rows[::-1] if backwards else rows
    key = _key(facts, column, backwards)
    keyed = [(key(row), row) for row in rows]
    valued = [pair for pair in keyed if pair[0]]
    valued.sort(key=lambda pair: pair[0], reverse=backwards)
    return [*(row for _, row in valued), *(row for value, row in keyed if not value)]


def _key(facts: SortFields, column: Column, backwards: bool) -> Callable[[CorpusRow], str | int]:
    """Return the value of a row in a column; empty or 0 where it has none."""
    match column:
        case Column.DATE if backwards:  # a story is as new as its newest version
            return lambda row: max(map(facts.date, row.documents))
        case Column.DATE:
            return lambda row: min(filter(None, map(facts.date, row.documents)), default="")
        case Column.SOURCE:
            return lambda row: facts.text(row.document, "source").casefold()
        case Column.VERSIONS:
            return lambda row: len(row.documents) if row.is_story else 0
        case Column.PASSAGES:
            return lambda row: sum(map(facts.passages, row.documents))
        case Column.STATUS:
            return lambda row: min(map(facts.status, row.documents)) + 1
        case _:
            return lambda row: facts.text(row.document, "title").casefold()
