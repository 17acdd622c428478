"""The filter of the list: the box in which it is typed, and the queries saved for it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Input

from reader.ui.shared.lines.query_input import QueryInput
from reader.ui.shared.screen import ReaderScreen

_EXAMPLES = "words, status:unread, tag:, source:, date:2023-06.., is:undecided, @Name"


class ListFilter:
    """Holds the ``box`` of the filter, and lets a saved query stand in it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.box = QueryInput(self._values, placeholder=_EXAMPLES, id="filter")

    def take_up(self, text: str) -> None:
        """Begin with the filter that the list was left with."""
        with self._screen.prevent(Input.Changed):
            self.box.value = text
        self.box.display = bool(text)

    def ask_saved(self, query: str) -> None:
        """Take up a saved query, or save the one in use."""
        # Nothing is asked at the start.
        from reader.ui.shared.overlays.saved_views import SavedViewPicker

        views = SavedViewPicker(self._screen.store, query, "list")
        self._screen.app.push_screen(views, self._take)

    def _take(self, query: str | None) -> None:
        if query is not None:
            self.box.value = query
            self.box.display = True
            self._screen.query_one("#documents").focus()

    def _values(self, field: str) -> Sequence[str]:
        from reader.workspace.query.query_completion import values_of

        return values_of(self._screen.workspace, field)
