"""The preview of the list: where it stands, and how it follows the cursor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.timer import Timer
from textual.worker import get_current_worker

from reader.ui.corpus.catalogue import Catalogue
from reader.ui.corpus.document_preview import Preview, preview
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.analyses.stories.listing import CorpusRow

# From this width of the terminal on the preview stands beside the list, which keeps its columns.
_WIDE = 130
# The preview follows when the cursor has rested so long, in seconds.
_RESTING = 0.08


class PreviewPane:
    """Shows the row ``at_hand`` of a list's screen beside the list, or over it where asked for."""

    def __init__(
        self,
        screen: ReaderScreen,
        catalogue: Callable[[], Catalogue],
        at_hand: Callable[[], CorpusRow | None],
    ) -> None:
        self._screen, self._catalogue, self._at_hand = screen, catalogue, at_hand
        self._resting: Timer | None = None
        self._is_turned = False

    @property
    def is_over(self) -> bool:
        """Tell whether it covers the list."""
        return self._screen.query_one("#desk").has_class("-over")

    def turn(self) -> None:
        """Open the preview, or close it."""
        self._is_turned = not self._is_turned
        self.lay_out()

    def lay_out(self) -> None:
        """Give it its place for the width of the screen."""
        wide = self._screen.size.width >= _WIDE
        # On a wide terminal the key takes it away, on a narrow one it brings it.
        shown = wide != self._is_turned
        desk = self._screen.query_one("#desk")
        desk.set_class(shown and wide, "-beside")
        desk.set_class(shown and not wide, "-over")
        self.follow()

    def follow(self) -> None:
        """Show the row at hand as soon as the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
        if self._widget.display:
            self._resting = self._screen.set_timer(_RESTING, self._show)

    @property
    def _widget(self) -> Preview:
        return self._screen.query_one(Preview)

    def _show(self) -> None:
        row, size = self._at_hand(), self._widget.content_size
        if row is None:
            self._widget.update("", layout=False)
            return
        self._screen.run_worker(
            partial(self._make, row, size.width or self._screen.size.width // 2, size.height),
            thread=True,
            exit_on_error=False,
            group="preview",
            exclusive=True,
        )

    def _make(self, row: CorpusRow, width: int, height: int) -> None:
        """Make the preview of a row, in the thread of a worker, and show it."""
        text = preview(self._screen.workspace, self._catalogue(), row, width, height)
        if not get_current_worker().is_cancelled:
            self._screen.app.call_from_thread(self._widget.update, text, layout=False)
