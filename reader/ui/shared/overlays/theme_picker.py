"""Choosing a theme, seen while it is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual import on
from textual.await_complete import AwaitComplete
from textual.timer import Timer
from textual.widgets import OptionList

from reader.ui.shared.dialogs.choosing import NamePicker, with_words

# A theme is shown when its name has been marked for so many seconds: all is styled anew for it.
_RESTING = 0.15
_QUESTION = "Theme (your own: [themes.NAME] in the settings)"


class ThemePicker(NamePicker):
    """Chooses one of ``names``, from the one ``in_use``; the app shows what is marked."""

    def __init__(self, names: Iterable[str], in_use: str) -> None:
        super().__init__(_QUESTION, partial(with_words, _in_use_first(names, in_use)))
        self._in_use = in_use
        self._resting: Timer | None = None

    @on(OptionList.OptionHighlighted)
    def preview(self) -> None:
        """Show the marked theme as soon as the mark rests."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_RESTING, self._show)

    def _show(self) -> None:
        if self.is_current and (marked := self.marked) is not None:  # not left meanwhile
            self.app.theme = marked

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Give back what was chosen; the one in use is shown again where nothing was."""
        if result is None:
            self.app.theme = self._in_use
        return super().dismiss(result)


def _in_use_first(names: Iterable[str], used: str) -> Sequence[tuple[str, str]]:
    """Return names in order, after the one that is in use, which is said of it."""
    return [(used, "in use"), *((name, "") for name in sorted(names) if name != used)]
