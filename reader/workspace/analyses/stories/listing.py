"""The rows of the list of a corpus: stories with their versions, and articles of no story."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.workspace.analyses.stories.story import Story, StoryVersion, date_order
from reader.workspace.cache.document_summary import DocumentSummary


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


class RowPlaces:
    """The numbers of rows by their documents: none of what may be 100,000 is looked through."""

    def __init__(self, rows: Sequence[CorpusRow] = ()) -> None:
        self.rows = rows
        self._own: dict[str, int] = {}
        self._stories: dict[str, int] = {}
        self._folded: dict[str, int] = {}
        for number, row in enumerate(rows):
            if row.story is None or row.version is not None:
                self._own.setdefault(row.document, number)
            else:
                self._stories.setdefault(row.document, number)
                for version in row.story.shown:
                    self._folded.setdefault(version.document, number)

    def of(self, document: str, *, as_story: bool = False) -> int | None:
        """Return the number of the row of a document, of its story where it has none of its own.

        ``as_story`` prefers the row of the story that it stands for.
        """
        own = self._own.get(document, self._folded.get(document))
        return self._stories.get(document, own) if as_story else own


class Listing(NamedTuple):
    """The rows of a list, and the documents that they stand for, folded ones too, in order.

    A document that is told in two stories is among the documents once, where it comes first.
    """

    rows: Sequence[CorpusRow]
    documents: Sequence[str]
    places: RowPlaces


@dataclass(frozen=True, slots=True)
class SortFields:
    """The facts that rows are sorted by: each is asked for a document only where it counts.

    ``date`` is that of the summary, which need not be made for it.
    """

    summary: Callable[[str], DocumentSummary]
    date: Callable[[str], str]
    status: Callable[[str], int]
    passages: Callable[[str], int]


def listing(
    documents: Iterable[str],
    stories: Mapping[str, Story],
    facts: SortFields,
    *,
    column: Column = Column.PATH,
    backwards: bool = False,
    unfolded: Collection[str] = (),
) -> Listing:
    """Arrange documents in rows.

    ``documents`` are those that the filter leaves, by path; ``stories`` has the story of each that
    is a version of one. ``unfolded`` names the first documents of stories whose versions have rows
    of their own. What has no value in the column comes last, whichever way round.
    """
    tops = _sorted(_tops(documents, stories, facts), facts, column, backwards)
    rows: list[CorpusRow] = []
    order: list[str] = []
    for top in tops:
        rows.append(top)
        if top.story is None or not top.is_story:
            order.append(top.document)
            continue
        order += top.documents
        if is_unfolded(top.story.story, unfolded):
            rows += [CorpusRow(one.document, top.story, one) for one in top.story.shown]
    return Listing(rows, list(dict.fromkeys(order)), RowPlaces(rows))


def is_unfolded(story: Story, unfolded: Collection[str]) -> bool:
    """Tell whether a story is among those that are unfolded, named by any of their documents."""
    return bool(unfolded) and any(document in unfolded for document in story.documents)


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
    valued = [(value, row) for row in rows if (value := key(row))]
    empty = [row for row in rows if not key(row)]
    valued.sort(key=lambda pair: pair[0], reverse=backwards)
    return [*(row for _, row in valued), *empty]


def _key(facts: SortFields, column: Column, backwards: bool) -> Callable[[CorpusRow], str | int]:
    """Return the value of a row in a column; empty or 0 where it has none."""
    summary = facts.summary
    match column:
        case Column.DATE if backwards:  # a story is as new as its newest version
            return lambda row: max(map(facts.date, row.documents))
        case Column.DATE:
            return lambda row: min(filter(None, map(facts.date, row.documents)), default="")
        case Column.SOURCE:
            return lambda row: summary(row.document).source.casefold()
        case Column.VERSIONS:
            return lambda row: len(row.documents) if row.is_story else 0
        case Column.PASSAGES:
            return lambda row: sum(map(facts.passages, row.documents))
        case Column.STATUS:
            return lambda row: min(map(facts.status, row.documents)) + 1
        case _:
            return lambda row: summary(row.document).title.casefold()
