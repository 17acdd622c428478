"""Tags counted: by source, month, author or group of documents, and together with each other."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from reader.annotations import Glance
from reader.errors import ReaderError
from reader.exchange import csv_bytes, markdown_table
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.tag_tree import tag_tree

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

Key = TypeVar("Key", str, tuple[str, str])


class TagFigure(StrEnum):
    """The figures of tags; the last three count tags that stand together."""

    SOURCE = "source"
    MONTH = "month"
    AUTHOR = "author"
    GROUP = "group"
    PASSAGE = "passage"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"

    @property
    def unit(self) -> str:
        """The plural of what a cell counts."""
        named = {TagFigure.PARAGRAPH: "paragraphs", TagFigure.DOCUMENT: "articles"}
        return named.get(self, "passages")

    @property
    def is_together(self) -> bool:
        """Tell whether tags are counted with tags."""
        return self in {TagFigure.PASSAGE, TagFigure.PARAGRAPH, TagFigure.DOCUMENT}


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of passages: tags with their depths as rows, and what they are counted by.

    ``cells`` has the ids of the passages of each tag (by its id) and column; what is missing is
    none. ``totals`` has those of each tag. ``counts`` says how often tags stand together: in so
    many passages, paragraphs or documents; otherwise how many passages a cell has. ``passages`` and
    ``stories`` are the numbers of these of each tag; None where stories are not known. A folded
    table counts the versions of a passage as one.
    """

    figure: TagFigure
    rows: tuple[tuple[str, str, int], ...]
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    cells: Mapping[tuple[str, str], frozenset[str]]
    counts: Mapping[tuple[str, str], int]
    totals: Mapping[str, frozenset[str]]
    passages: Mapping[str, int]
    stories: Mapping[str, int] | None

    def count(self, tag: str, column: str) -> int:
        """Return the number in a cell."""
        return self.counts.get((tag, column), 0)


def counted(
    workspace: Workspace,
    by_document: Mapping[str, Sequence[Glance]],
    figure: str,
    background: PassageBackground,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    folds: bool = False,
) -> FigureTable:
    """Return the number of passages of each tag among some, by the ``figure``.

    ``folds`` counts the versions of a passage as one. Paragraphs are those of the cleaned articles,
    which are read where they have several passages; a worker should ask.
    """
    kind = TagFigure(figure)
    found: dict[tuple[str, str], set[str]] = {}
    together_in: Counter[tuple[str, str]] = Counter()
    totals: dict[str, set[str]] = defaultdict(set)
    stories: dict[str, set[str]] = defaultdict(set)
    for document, own in by_document.items():
        if cancelled():
            break
        for glance in own:
            for tag in glance.tags:
                totals[tag].add(glance.id)
                stories[tag].add(background.stories.of(document))
        if kind.is_together:
            for together in _together(workspace, kind, document, own):
                together_in.update(_pair(together, found))
        else:
            _add_to_cells(found, own, _column(kind, document, background))
    glances = chain.from_iterable(by_document.values())
    origins = {one.id: one.origin for one in glances if one.origin} if folds else {}

    def sizes(sets: Mapping[Key, Set[str]]) -> dict[Key, int]:
        return {key: len({origins.get(one, one) for one in ids}) for key, ids in sets.items()}

    counts = sizes(found) if kind.unit == "passages" else together_in
    told = {tag: len(own) for tag, own in stories.items()} if background.stories.is_known else None
    nodes = tag_tree(background.tags)
    rows = tuple((n.tag.id, n.tag.name, n.depth) for n in nodes if n.tag.id in totals)
    columns = _columns(kind, [row[0] for row in rows], (column for _, column in found))
    names = {tag.id: tag.name for tag in background.tags}
    labels = tuple(names.get(one, one) or "none" for one in columns)
    return FigureTable(
        kind, rows, columns, labels, _frozen(found), counts, _frozen(totals), sizes(totals), told
    )


def _frozen(sets: Mapping[Key, Set[str]]) -> dict[Key, frozenset[str]]:
    return {key: frozenset(ids) for key, ids in sets.items()}


def figures_csv(table: FigureTable) -> bytes:
    """Return the numbers as CSV: a row for each tag, a column for each thing."""
    return csv_bytes(*_written(table))


def figures_markdown(table: FigureTable) -> bytes:
    """Return the numbers as a Markdown table, as they are in CSV."""
    return markdown_table(*_written(table))


def figures_json(table: FigureTable) -> bytes:
    """Return the numbers as JSON."""
    sums = _sums(table)
    rows = [
        {
            "tag": name,
            **{what: counts[tag] for what, counts in sums.items()},
            f"by {table.figure}": {
                label: count
                for column, label in zip(table.columns, table.labels, strict=True)
                if (count := table.count(tag, column))
            },
        }
        for tag, name, _ in table.rows
    ]
    return f"{json.dumps(rows, indent=1)}\n".encode()


def _written(table: FigureTable) -> tuple[list[str], list[list[str | int]]]:
    """Return the head and the rows of a table as it is written.

    The heads of columns that count something else than passages name it.
    """
    unit, sums = table.figure.unit, _sums(table)
    heads = table.labels if unit == "passages" else [f"{one} ({unit})" for one in table.labels]
    rows: list[list[str | int]] = [
        [
            name,
            *(counts[tag] for counts in sums.values()),
            *(table.count(tag, column) for column in table.columns),
        ]
        for tag, name, _ in table.rows
    ]
    return ["tag", *sums, *heads], rows


def _sums(table: FigureTable) -> dict[str, Mapping[str, int]]:
    """Return the numbers of all passages of a tag, and of their stories where they are known."""
    sums = {"passages": table.passages}
    return sums if table.stories is None else {**sums, "stories": table.stories}


def _column(kind: TagFigure, document: str, background: PassageBackground) -> str | None:
    """Return the column of a document, or None where it is that of each passage."""
    if kind is TagFigure.SOURCE:
        return background.summary(document).source
    if kind is TagFigure.MONTH:
        return background.summary(document).date[:7]
    if kind is TagFigure.GROUP:
        return document.rpartition("/")[0]
    return None


def _columns(kind: TagFigure, tags: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    if kind.is_together:
        return tuple(tags)
    values = set(found)
    there = sorted(values - {""})
    if kind is TagFigure.MONTH and there:
        there = list(_months(there[0], there[-1]))
    return (*there, "") if "" in values else tuple(there)


def _months(first: str, last: str) -> Iterator[str]:
    """Yield all months (``2023-06``) from the first to the last, or the two where they are none."""
    try:
        year, month = int(first[:4]), int(first[5:7])
        end = int(last[:4]), int(last[5:7])
    except ValueError:
        yield from dict.fromkeys((first, last))
        return
    while (year, month) <= end:
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _add_to_cells(
    found: dict[tuple[str, str], set[str]], own: Sequence[Glance], column: str | None
) -> None:
    """Add the ids of ``own`` passages to the cells (tag, ``column``), or else (tag, author)."""
    for glance in own:
        for tag in glance.tags:
            cell = (tag, glance.author if column is None else column)
            found.setdefault(cell, set()).add(glance.id)


def _together(
    workspace: Workspace, kind: TagFigure, document: str, own: Sequence[Glance]
) -> list[list[Glance]]:
    """Return the passages of a document that stand together."""
    if kind is TagFigure.PASSAGE:
        return [[glance] for glance in own]
    if kind is TagFigure.DOCUMENT or len(own) < 2:
        return [list(own)]
    try:
        blocks = workspace.article(document).blocks
    except ReaderError:
        return [[glance] for glance in own]
    within: dict[int, list[Glance]] = {}
    number = 0
    for glance in own:  # in the order of the text, as the blocks are
        while number < len(blocks) and blocks[number].end <= glance.start:
            number += 1
        within.setdefault(number, []).append(glance)
    return list(within.values())


def _pair(
    together: Sequence[Glance], found: dict[tuple[str, str], set[str]]
) -> set[tuple[str, str]]:
    """Put passages that stand together into the cells of each two of their tags; return these."""
    of: dict[str, set[str]] = {}
    for glance in together:
        for tag in glance.tags:
            of.setdefault(tag, set()).add(glance.id)
    cells = {(one, other) for one in of for other in of}
    for one, other in cells:
        found.setdefault((one, other), set()).update(of[one] | of[other])
    return cells
