"""The first line of a screen: where one is, and how far the work on it has come."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from reader.text import numbered, one_line
from reader.workspace.analyses.progress import OVER, Progress

_BAR = 10  # columns
_DOT = " · "
_GAP = 2  # columns
# Columns that a title has in any case, and that progress has.
_LEAST_TITLE, _LEAST_PROGRESS = 16, 4

# A part of so many columns is a title, of which so many say something still.
_LONG, _LEAST = 24, 12


class HeadLine(Widget):
    """One line at the top of a screen: where one is at the left, progress at the right.

    A screen says where (``show``); progress of the corpus comes by itself, for every screen is told
    of it (``ReaderScreen.analysis_changed``), and can be that of the screen's own work.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"head-line--strong"}

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._kept: tuple[str, ...] = ()
        self._where: tuple[str, ...] = ()
        self._progress = OVER
        self._is_read_only, self._unsaved = False, 0

    def show(self, title: str, *where: str, kept: Sequence[str] = ()) -> None:
        """Show the place of the screen: the title counts most, and the first parts are cut first.

        What is to be ``kept`` stands behind the title before all else: that is cut, and what is
        said of progress is shortened, to make room; at the narrowest its last parts go.
        """
        shown = (
            one_line(title),
            tuple(one_line(part) for part in kept if part),
            tuple(one_line(part) for part in where if part),
        )
        if shown != (self._title, self._kept, self._where):
            self._title, self._kept, self._where = shown
            self.refresh()

    def progress(self, progress: Progress) -> None:
        """Tell the progress of the work; nothing where it is over."""
        if progress != self._progress:
            self._progress = progress
            self.refresh()

    def tell_access(self, is_read_only: bool, unsaved: int = 0) -> None:
        """Tell whether annotations can only be read, and how many changes the disk has refused."""
        self._is_read_only, self._unsaved = is_read_only, unsaved
        self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole width."""
        return container.width

    def render(self) -> Text:
        """Draw the line."""
        width = self.content_size.width
        strong = self.get_component_rich_style("head-line--strong", partial=True)
        title = min(cell_len(self._title), _LEAST_TITLE)
        parts = ["read only"] if self._is_read_only else []
        parts += [f"{numbered(self._unsaved, 'change')} not saved"] if self._unsaved else []
        parts += self._kept
        while (least := title + sum(cell_len(part) + len(_DOT) for part in parts)) > width:
            if len(parts) < 2:
                break
            parts.pop()
        kept = "".join(f"{_DOT}{part}" for part in parts)
        right = drawn(self._progress, max(_LEAST_PROGRESS, min(width // 2, width - least - _GAP)))
        room = width - (right.cell_len + _GAP if right else 0)
        line = Text(no_wrap=True)
        line.append(self._title, strong)
        line.truncate(max(1, room - cell_len(kept)), overflow="ellipsis")
        line.append(kept)
        for part in self._where:
            left = room - line.cell_len - len(_DOT)
            if cell_len(part) <= left:
                line.append(f"{_DOT}{part}")
            elif left >= _LEAST and cell_len(part) > _LONG:
                line.append(f"{_DOT}{set_cell_size(part, left - 1).rstrip()}…")
        line.truncate(max(1, room), overflow="ellipsis")
        if right:
            line.append(" " * (width - line.cell_len - right.cell_len))
            line.append_text(right)
        return line


def drawn(progress: Progress, width: int) -> Text:
    """Return progress as it is drawn in at most ``width`` columns: in words, with a bar."""
    text, share = one_line(str(progress)), progress.share
    if share is None or progress.problem:
        line = Text(text if progress.problem or not text else f"{text} …")
    else:
        bar = f"{'▰' * int(share * _BAR):▱<{_BAR}}"
        forms = (
            f"{text} {bar}",
            f"{progress.work} {share:.0%} {bar}",
            f"{progress.work} {share:.0%}",
            f"{share:.0%}",
        )
        line = Text(next((form for form in forms if cell_len(form) <= width), forms[-1]))
    line.truncate(max(1, width), overflow="ellipsis")
    return line


def waiting(progress: Progress, otherwise: str) -> str:
    """Return the text of an empty list: the work that is waited for, or ``otherwise`` in the end.

    Nothing that is unfinished is called empty.
    """
    return otherwise if progress.is_over else f"Nothing yet: {progress}"
