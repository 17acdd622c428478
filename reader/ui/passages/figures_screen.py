"""Figures of passages: tags counted by something, or with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.annotations import Glance, StoreChange
from reader.text import numbered
from reader.ui.passages.figure_grid import FigureGrid
from reader.ui.shared.commands import command
from reader.ui.shared.cycling import following
from reader.ui.shared.overlays.export_dialog import ExportingScreen
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.overviews.tag_figures import (
    FigureTable,
    TagFigure,
    counted,
    figures_csv,
    figures_json,
    figures_markdown,
)

_SAID = {
    TagFigure.SOURCE: "tags by source",
    TagFigure.MONTH: "tags by month",
    TagFigure.AUTHOR: "tags by author",
    TagFigure.GROUP: "tags by folder",
    TagFigure.PASSAGE: "tags together in a passage",
    TagFigure.PARAGRAPH: "tags together in a paragraph",
    TagFigure.DOCUMENT: "tags together in an article",
}


class FiguresScreen(ExportingScreen):
    """Counts the passages that a list has shown; each cell opens its own."""

    WIDGETS = (FigureGrid,)
    BINDINGS = [
        command("figure.next", "f,b", "figure", "By", "Count by the next thing", footer=True),
        command("figure.export", "E", "export", "Export", "Write the numbers", footer=True),
        command("app.close", "escape,F", "app.leave", "Back", "Back to the passages"),
    ]

    def __init__(
        self,
        by_document: Mapping[str, Sequence[Glance]],
        background: PassageBackground,
        filter: str,  # noqa: A002
        *,
        folds: bool,
    ) -> None:
        super().__init__()
        self._folds = folds
        self._passages, self._background, self._filter = by_document, background, filter
        self._figure = TagFigure.SOURCE

    def compose_body(self) -> ComposeResult:
        """Lay out the table."""
        yield FigureGrid()

    def on_mount(self) -> None:
        """Count."""
        self.grid.focus()
        self.status_line.rest(f"filter: {self._filter}" if self._filter else "")
        self._count()

    @property
    def grid(self) -> FigureGrid:
        """The table."""
        return self.query_one(FigureGrid)

    def annotations_changed(self, change: StoreChange) -> None:
        """Say that the figures are those of the list as it was."""
        if change.tables & {"tags", "passages"}:
            self.status_line.rest("Counted before the last change: q and F count anew")

    @work(thread=True, group="figures", exclusive=True, exit_on_error=False)
    def _count(self) -> None:
        """Count in the background: paragraphs are those of articles, which are read."""
        worker = get_current_worker()
        table = counted(
            self.workspace,
            self._passages,
            self._figure,
            self._background,
            lambda: worker.is_cancelled,
            folds=self._folds,
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, table)

    def _show(self, table: FigureTable) -> None:
        self.grid.show_table(table)
        self.grid.say_blank("No passage has a tag")
        what = f"{numbered(len(table.rows), 'tag')}, {numbered(len(table.columns), 'column')}"
        unit = self._figure.unit
        hint = "" if unit == "passages" else f"cells count {unit} and open their passages"
        if self._folds and not self._figure.is_together:
            sums = Counter[str]()
            for (tag, _), count in table.counts.items():
                sums[tag] += count
            if any(count > table.passages[tag] for tag, count in sums.items()):
                hint = "folded ones count for each version"
        self.head_line.show("Figures", _SAID[self._figure], *self._counts(), what, hint)

    def _counts(self) -> list[str]:
        """Return the numbers of the passages and of their stories, in words."""
        every = [glance for own in self._passages.values() for glance in own]
        different = len({glance.origin or glance.id for glance in every})
        passages = numbered(len(every), "passage")
        if self._folds and different < len(every):
            passages += f", folded to {different:,}"
        return [passages, self._background.stories.in_words(self._passages)]

    def action_figure(self) -> None:
        """Count by the next thing."""
        self._figure = following(TagFigure, self._figure)
        self.head_line.show("Figures", _SAID[self._figure], "counting …")
        self._count()

    @on(FigureGrid.Opened)
    def open(self) -> None:
        """List the passages of the cell."""
        chosen = self.grid.chosen()
        if chosen is not None and chosen[1]:
            self.navigator.open_passages(only=chosen[1], called=chosen[0])
        else:
            self.say("No passage is counted here", is_miss=True)

    def action_export(self) -> None:
        """Write the numbers to a file."""
        table = self.grid.table
        if table is not None:
            formats = {"csv": figures_csv, "json": figures_json, "md": figures_markdown}
            writers = {name: partial(write, table) for name, write in formats.items()}
            proviso = "" if self._background.stories.is_known else ", without stories,"
            self.export_to(
                f"Write the numbers{proviso} to", f"figures-by-{self._figure}.csv", writers
            )
