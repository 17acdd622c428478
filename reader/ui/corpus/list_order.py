"""The order of the list: what it is sorted by, which stories are unfolded, what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding

from reader.ui.corpus.catalogue import Catalogue, ListView
from reader.ui.corpus.corpus_list import CorpusList
from reader.ui.shared.commands import part_command
from reader.ui.shared.cycling import following
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.analyses.stories.listing import FOLDED, Column, CorpusRow, Unfolding

# Columns that are looked at from their newest or largest value on.
_DOWNWARDS = frozenset({Column.DATE, Column.VERSIONS, Column.PASSAGES})


class ListOrder:
    """Holds the ``view`` of the list, which keys change; ``arrange`` shows the rows for it.

    It is given the document that the cursor goes to, None for the one that it is on.
    """

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "list.sort", "s", "order.sort", "Sort", "Sort by the next column", footer=True
        ),
        part_command("list.backwards", "S", "order.turn", "Backwards", "Turn the order round"),
        part_command(
            "list.hide-done", "o", "order.hide_done", "Hide done", "Hide what is done, or show it"
        ),
    ]

    def __init__(
        self,
        screen: ReaderScreen,
        catalogue: Callable[[], Catalogue],
        rows: Callable[[], CorpusList],
        arrange: Callable[[str | None], None],
        refold: Callable[[CorpusRow | None, str | None], None],
    ) -> None:
        self._screen, self._catalogue = screen, catalogue
        self._rows, self._arrange, self._refold = rows, arrange, refold
        self.view = ListView()

    def take_up(self) -> None:
        """Take up the view as it was left."""
        self.view = ListView.kept_in(self._screen.workspace.view_state)
        self._rows().sorted_by(self.view.column, self.view.backwards)

    def note(self) -> None:
        """Keep the view; it is saved when the corpus is closed."""
        self.view.keep_in(self._screen.workspace.view_state)
        self._catalogue().keep_new()

    def keep(self) -> None:
        """Keep the view and save it, beside the keys: a disk may be slow."""
        self.note()
        save = self._screen.workspace.view_state.save
        self._screen.run_worker(save, thread=True, exit_on_error=False, group="view")

    def is_unfolded(self, row: CorpusRow) -> bool:
        """Tell whether a row is that of a story whose versions are shown."""
        return self.view.unfolding.has(row)

    def unfold(self) -> bool:
        """Show the versions of the story at hand; tell whether there is one to unfold."""
        row = self._rows().current
        if row is None or not row.is_story or self.is_unfolded(row):
            return False
        self._fold(self.view.unfolding.turned(row), row)
        return True

    def fold(self) -> None:
        """Hide the versions of the story at hand; the cursor goes to its row."""
        row = self._rows().current
        if row is not None and row.story is not None and self.is_unfolded(row):
            self._fold(self.view.unfolding.turned(row), row, row.story.first)

    def fold_all(self) -> None:
        """Fold all stories; where all are folded, unfold them."""
        self._fold(Unfolding(every=self.view.unfolding == FOLDED))

    def sort(self) -> None:
        """Sort by the next column."""
        column = following(Column, self.view.column)
        self._sort_by(column, backwards=column in _DOWNWARDS)

    def turn(self) -> None:
        """Turn the order round."""
        self._sort_by(self.view.column, backwards=not self.view.backwards)

    def sort_by_header(self, column: Column) -> None:
        """Sort by the column whose header was clicked; a second click turns it round."""
        if column is self.view.column:
            self.turn()
        else:
            self._sort_by(column, backwards=column in _DOWNWARDS)

    def hide_done(self) -> None:
        """Hide the documents that are done, or show them again."""
        self._change(replace(self.view, hides_done=not self.view.hides_done))

    def _sort_by(self, column: Column, *, backwards: bool) -> None:
        self._rows().sorted_by(column, backwards)
        self._change(replace(self.view, column=column, backwards=backwards))

    def _fold(
        self, unfolding: Unfolding, row: CorpusRow | None = None, at: str | None = None
    ) -> None:
        """Fold or unfold the story of a row, or all stories."""
        self.view = replace(self.view, unfolding=unfolding)
        self._refold(row, at)

    def _change(self, view: ListView, at: str | None = None) -> None:
        self.view = view
        self._arrange(at)
        self.keep()
