"""The filter of the list: the box in which it is typed, and the queries saved for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.widgets import Input

from reader.ui.shared.lines.query_input import QueryInput
from reader.ui.shared.screen import ReaderScreen

_EXAMPLES = "words, status:unread, tag:, source:, date:2023-06.., is:undecided, @Name"


class ListFilter:
    """Holds the ``box`` of the filter, and lets entities be gathered as soon as it names one.

    ``names_entities`` tells whether it does.
    """

    def __init__(self, screen: ReaderScreen, gather: Callable[[], object]) -> None:
        self._screen, self._gather = screen, gather
        self.box = QueryInput(self._values, placeholder=_EXAMPLES, id="filter")
        self.names_entities = False

    def take_up(self, text: str) -> None:
        """Begin with the filter that the list was left with."""
        with self._screen.prevent(Input.Changed):
            self.box.value = text
        self.box.display = bool(text)
        self.names_entities = "@" in text

    def note(self, text: str) -> None:
        """Take note of the filter in use: one that names an entity needs all of them."""
        named, self.names_entities = self.names_entities, "@" in text
        if self.names_entities and not named:
            self._gather()

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
