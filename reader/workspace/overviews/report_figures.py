"""The figures of a report: tags by source and by month, and those that stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.annotations import Glance
from reader.reports import ReportedFigure, ReportedTag
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.overviews.tag_figures import FigureTable, TagFigure, counted

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

# More columns than these in a plot of months become years, and of sources share the last.
_COLUMNS = 16
_FIGURES = {
    TagFigure.SOURCE: "Tags by source",
    TagFigure.MONTH: "Tags by month",
    TagFigure.PASSAGE: "Tags together on a passage",
}


def report_figures(
    workspace: Workspace,
    chosen: Mapping[str, Sequence[Glance]],
    background: PassageBackground,
    cancelled: Callable[[], bool],
) -> Iterator[ReportedFigure]:
    """Yield the figures that have something to tell; the first has at least the totals of tags."""
    colors = {tag.id: tag.color for tag in background.tags}
    for number, (figure, title) in enumerate(_FIGURES.items()):
        table = counted(workspace, chosen, figure, background, cancelled)
        reported = _figure(table, title, colors)
        if reported.columns or (reported.tags and not number):
            yield reported


def _figure(table: FigureTable, title: str, colors: Mapping[str, str]) -> ReportedFigure:
    """Return a table of tags with as many columns as a page has room for.

    It has none where these would say the totals again: one column, or each tag by itself.
    """
    joined = _joined(table)
    if table.figure is TagFigure.MONTH and len(joined) < len(table.columns):
        title = "Tags by year"
    counts = [
        tuple(sum(table.count(tag, one) for one in own if one != tag) for own in joined.values())
        for tag, _, _ in table.rows
    ]
    tells = len(joined) > 1 and any(chain.from_iterable(counts))
    return ReportedFigure(
        title if tells else "Passages by tag",
        tuple(ReportedTag(name, colors.get(tag, ""), depth) for tag, name, depth in table.rows),
        tuple(joined) if tells else (),
        tuple(counts) if tells else ((),) * len(counts),
        tuple(len(table.totals.get(tag, ())) for tag, _, _ in table.rows),
    )


def _joined(table: FigureTable) -> dict[str, list[str]]:
    """Return the columns of a table by what they are headed with, those joined that are too many.

    Months become years; of the others the most frequent stay, and the rest share a column.
    """
    columns = dict(zip(table.columns, table.labels, strict=True))
    if len(columns) <= _COLUMNS or table.figure.is_together:
        return {label: [column] for column, label in columns.items()}
    joined: dict[str, list[str]] = {}
    if table.figure is TagFigure.MONTH:
        for column, label in columns.items():
            joined.setdefault(label[:4], []).append(column)
        return joined
    sizes = [(sum(table.count(tag, one) for tag, _, _ in table.rows), one) for one in columns]
    most = {one for _, one in sorted(sizes, key=itemgetter(0), reverse=True)[: _COLUMNS - 1]}
    others = f"{len(columns) - len(most)} others"
    for column, label in columns.items():
        joined.setdefault(label if column in most else others, []).append(column)
    return joined
