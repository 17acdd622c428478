"""All passages of a corpus in groups: by story, tag, document, author or date, in some order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, takewhile
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, overload

from reader.annotations import Glance
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.passage_index import in_text
from reader.workspace.analyses.passages.tag_tree import TagNode, tag_tree

SortKey: TypeAlias = Callable[[Glance], Any]
_origin = attrgetter("origin")


class Grouping(StrEnum):
    """The properties that passages are grouped by."""

    STORY = "story"
    TAG = "tag"
    DOCUMENT = "document"
    AUTHOR = "author"
    DATE = "date"


class Sorting(StrEnum):
    """The orders of passages: place in the corpus, time of work, date of the document."""

    PLACE = "place"
    WORK = "work"
    DATE = "date"


class Heading(NamedTuple):
    """The heading of a group: so many passages, on so many lines; ``depth`` 0 is the top."""

    key: str
    label: str
    depth: int
    passages: int
    lines: int
    is_open: bool


class PassageLine(NamedTuple):
    """A passage, and those that were carried over from or with it within its story."""

    group: str
    versions: tuple[Glance, ...]

    @property
    def glance(self) -> Glance:
        """The passage that stands for all."""
        return self.versions[0]


PassageRow: TypeAlias = Heading | PassageLine


@dataclass(slots=True)
class PassageGroup:
    """Passages under one heading; nothing is sorted or folded before it is seen."""

    key: str
    passages: Sequence[Glance]
    depth: int = 0
    height: int = 0
    _lines: list[PassageLine] | None = field(default=None, repr=False)
    _stories: int | None = field(default=None, repr=False)

    def stories(self, story_of: Callable[[str], str]) -> int:
        """Return the number of stories that the documents of the passages tell."""
        if self._stories is None:
            self._stories = len({story_of(one) for one in {g.document for g in self.passages}})
        return self._stories

    def lines(self, order: SortKey, by_date: SortKey) -> list[PassageLine]:
        """Return the lines in an order; the first version ``by_date`` stands for the others."""
        if self._lines is None:
            ordered = sorted(self.passages, key=order)
            if self.height == len(self.passages):
                self._lines = [PassageLine(self.key, (glance,)) for glance in ordered]
            else:
                folded: dict[str, list[Glance]] = {}
                for glance in ordered:
                    folded.setdefault(glance.origin or glance.id, []).append(glance)
                self._lines = [
                    PassageLine(self.key, tuple(sorted(own, key=by_date) if len(own) > 1 else own))
                    for own in folded.values()
                ]
        return self._lines


class PassageRows(Sequence[PassageRow]):
    """Groups as rows: the heading of each, and its lines where it is open.

    Rows are made when they are asked for, so that 100,000 passages are arranged at once.
    """

    def __init__(
        self,
        groups: Sequence[PassageGroup],
        label_of: Callable[[str], str],
        order: SortKey,
        by_date: SortKey,
        closed: frozenset[str] = frozenset(),
        *,
        story_of: Callable[[str], str] = str,
    ) -> None:
        self.groups = groups
        self._story_of = story_of
        self.label_of = label_of
        self._order, self._by_date = order, by_date
        self._closed = closed
        sizes = (1 + (0 if group.key in closed else group.height) for group in groups)
        self._ends = list(accumulate(sizes))
        self._numbers = {group.key: number for number, group in enumerate(groups)}

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> PassageRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PassageRow]: ...
    def __getitem__(self, index: int | slice) -> PassageRow | Sequence[PassageRow]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        number = bisect_right(self._ends, index)
        if not index >= 0 or number >= len(self.groups):
            raise IndexError(index)
        group = self.groups[number]
        line = index - (self._ends[number - 1] if number else 0) - 1
        if line >= 0:
            return self._lines_of(group)[line]
        is_open = group.key not in self._closed
        label, size = self.label_of(group.key), len(group.passages)
        return Heading(group.key, label, group.depth, size, group.height, is_open)

    def __contains__(self, value: object) -> bool:
        return self.place(value) is not None

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:  # noqa: ARG002
        """Return the number of a row: of the same heading, or of the line with the same passage."""
        found = self.place(value)
        if found is None:
            raise ValueError(value)
        return found

    def group(self, key: str) -> PassageGroup:
        """Return the group of a key."""
        return self.groups[self._numbers[key]]

    def stories(self, key: str) -> int:
        """Return the number of stories in a group."""
        return self.group(key).stories(self._story_of)

    def place(self, value: object) -> int | None:
        """Return the number of a row, or None where it is not among these."""
        if not isinstance(value, Heading | PassageLine):
            return None
        key = value.key if isinstance(value, Heading) else value.group
        number = self._numbers.get(key)
        if number is None:
            return None
        first = self._ends[number - 1] if number else 0
        if isinstance(value, Heading):
            return first
        if key in self._closed:
            return None
        wanted = value.glance.id
        for line, one in enumerate(self._lines_of(self.groups[number]), first + 1):
            if any(glance.id == wanted for glance in one.versions):
                return line
        return None

    def lines(self) -> Iterable[PassageLine]:
        """Yield all lines, those of closed groups too."""
        for group in self.groups:
            yield from self._lines_of(group)

    def _lines_of(self, group: PassageGroup) -> list[PassageLine]:
        return group.lines(self._order, self._by_date)


def arranged(
    by_document: Mapping[str, Sequence[Glance]],
    grouping: Grouping,
    sorting: Sorting,
    background: PassageBackground,
    *,
    closed: frozenset[str] = frozenset(),
    folds: bool = True,
) -> PassageRows:
    """Return passages in groups and in order; ``folds`` puts versions of one on one line.

    What is grouped by document is not folded: each document shows its own.
    """
    shares = folds and grouping is not Grouping.DOCUMENT
    groups = [
        PassageGroup(key, own, depth, _height(own) if shares else len(own))
        for key, depth, own in _gathered(by_document, grouping, background)
    ]
    if grouping in {Grouping.STORY, Grouping.DOCUMENT}:
        _sort_groups(groups, sorting, background)
    labels = _labels(grouping, background)
    order, by_date = _order(sorting, background), _order(Sorting.DATE, background)
    return PassageRows(groups, labels, order, by_date, closed, story_of=background.stories.of)


def among(
    by_document: Mapping[str, Sequence[Glance]], ids: Set[str]
) -> dict[str, Sequence[Glance]]:
    """Return the passages of some ids, by their documents."""
    left = {d: [glance for glance in own if glance.id in ids] for d, own in by_document.items()}
    return {document: own for document, own in left.items() if own}


def foreseen(first: Sequence[Glance], background: PassageBackground) -> PassageRows:
    """Return the first few passages by document, before all are known."""
    found: dict[str, list[Glance]] = {}
    for glance in first:
        found.setdefault(glance.document, []).append(glance)
    return arranged(found, Grouping.DOCUMENT, Sorting.PLACE, background)


Gathered: TypeAlias = tuple[str, int, Sequence[Glance]]


def _gathered(
    by_document: Mapping[str, Sequence[Glance]], grouping: Grouping, background: PassageBackground
) -> list[Gathered]:
    """Return key, depth and passages of each group, those without any left out."""
    if grouping is Grouping.TAG:
        return _by_tag(by_document, background)
    if grouping is Grouping.DOCUMENT:
        return [(document, 0, own) for document, own in by_document.items()]
    found: dict[str, list[Glance]] = {}
    for document, own in by_document.items():
        if grouping is Grouping.AUTHOR:
            for glance in own:
                found.setdefault(glance.author, []).append(glance)
        elif grouping is Grouping.DATE:
            found.setdefault(background.summary(document).date[:10], []).extend(own)
        else:
            found.setdefault(background.stories.of(document), []).extend(own)
    if grouping is Grouping.STORY:
        return [(key, 0, own) for key, own in found.items()]
    return [(key, 0, found[key]) for key in sorted(found, key=lambda key: (not key, key))]


def _labels(grouping: Grouping, background: PassageBackground) -> Callable[[str], str]:
    """Return the maker of a group's heading by its key; asked for those that are seen alone."""
    if grouping is Grouping.TAG:
        names = {tag.id: tag.name for tag in background.tags}
        return lambda key: names.get(key, "no tag")
    if grouping is Grouping.AUTHOR:
        return lambda key: key or "no author"
    if grouping is Grouping.DATE:
        return lambda key: key or "no date"
    return lambda document: background.summary(document).title or document


def _by_tag(
    by_document: Mapping[str, Sequence[Glance]], background: PassageBackground
) -> list[Gathered]:
    found: dict[str, list[Glance]] = {}
    for own in by_document.values():
        for glance in own:
            for tag in glance.tags or ("",):
                found.setdefault(tag, []).append(glance)
    nodes = tag_tree(background.tags)
    groups: list[Gathered] = []
    for number, node in enumerate(nodes):
        # A tag that only those below it stand for keeps its place in the tree.
        below = takewhile(_deeper(node.depth), nodes[number + 1 :])
        if node.tag.id in found or any(one.tag.id in found for one in below):
            own = found.get(node.tag.id, [])
            groups.append((node.tag.id, node.depth, own))
    tag_ids = {node.tag.id for node in nodes}
    lost = [glance for tag, own in found.items() if tag and tag not in tag_ids for glance in own]
    bare = found.get("", []) + lost
    return [*groups, ("", 0, bare)] if bare else groups


def _deeper(depth: int) -> Callable[[TagNode], bool]:
    return lambda node: node.depth > depth


def _height(own: Sequence[Glance]) -> int:
    """Return the number of lines of passages when versions of one share a line."""
    if not any(map(_origin, own)):
        return len(own)
    return len({glance.origin or glance.id for glance in own})


def _sort_groups(
    groups: list[PassageGroup], sorting: Sorting, background: PassageBackground
) -> None:
    if sorting is Sorting.DATE:
        groups.sort(key=lambda one: (not (date := background.summary(one.key).date), date, one.key))
    elif sorting is Sorting.WORK:
        groups.sort(key=lambda one: max(g.created for g in one.passages), reverse=True)
    else:
        groups.sort(key=lambda one: one.key)


def _order(sorting: Sorting, background: PassageBackground) -> SortKey:
    if sorting is Sorting.WORK:
        return lambda glance: (-_moment(glance), in_text(glance))  # the last work first
    if sorting is Sorting.DATE:
        return lambda glance: (
            not (date := background.summary(glance.document).date),
            date,
            glance.document,
            in_text(glance),
        )
    return lambda glance: (glance.document, in_text(glance))


def _moment(glance: Glance) -> int:
    """Return the time a passage was set at as a number that grows with it."""
    return int("".join(filter(str.isdecimal, glance.created)) or 0)
