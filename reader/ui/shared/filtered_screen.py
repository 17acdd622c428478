"""A screen of rows that a box under them narrows."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from reader.ui.shared.commands import command
from reader.ui.shared.lists.virtual_list import VirtualList
from reader.ui.shared.screen import ReaderScreen


class FilteredScreen(ReaderScreen):
    """Shows rows, under which a filter can be typed; the box shows while it narrows them."""

    BINDINGS = [
        command("find.filter", "slash", "filter", "Filter", "Show rows with these words only"),
        command("app.close", "escape", "let_go", "Back", "Let go of the filter, or go back"),
    ]

    FILTERED_BY: ClassVar[str]
    """The words that a filter may have, told while it is empty."""

    def compose_body(self) -> ComposeResult:
        """Lay out the rows over their filter."""
        yield from self.compose_rows()
        yield Input(placeholder=self.FILTERED_BY, id="filter")

    def compose_rows(self) -> ComposeResult:
        """Lay out the rows, and what stands with them."""
        raise NotImplementedError

    @property
    def rows(self) -> VirtualList[Any]:
        """The rows that are narrowed, which have the focus while nothing is typed."""
        raise NotImplementedError

    @property
    def typed(self) -> str:
        """The filter that is typed so far."""
        return self.query_one(Input).value

    @on(Input.Changed, "#filter")
    def narrow(self) -> None:
        """Show the rows that the filter typed so far leaves, from the first one on."""
        self.list_rows()
        if self.typed:
            self.go_to_first()

    def go_to_first(self) -> None:
        """Go to the first row that a filter leaves."""
        self.rows.cursor = 0

    def list_rows(self) -> None:
        """Show the rows anew."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Go to the rows; the box shows when it is asked for."""
        self.query_one(Input).display = False
        self.rows.focus()

    @on(Input.Submitted, "#filter")
    def end_filter(self) -> None:
        """Go back to the rows; the box stays while it narrows them."""
        self.rows.focus()
        box = self.query_one(Input)
        box.display = bool(box.value)

    def action_let_go(self) -> None:
        """Let go of the filter; without one, go back."""
        box = self.query_one(Input)
        if box.display:
            box.value = ""
            self.end_filter()
        else:
            self.app.pop_screen()
