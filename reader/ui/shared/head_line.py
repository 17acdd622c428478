"""The first line of a screen: where one is, and how far the work on it has come."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from reader.text import one_line
from reader.workspace.progress import OVER, Progress

_BAR = 10

_LONG, _LEAST = 24, 12
"""A part of so many columns is a title, of which so many say something still."""


class HeadLine(Widget):
    """One line at the top of a screen: where one is at the left, progress at the right.

    A screen says where (``show``); progress of the corpus comes by itself, for every screen is told
    of it (``ReaderScreen.analysis_changed``), and can be that of the screen's own work.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"head-line--strong", "head-line--faint"}

    def __init__(self, *, id: str | None = "where") -> None:  # noqa: A002
        super().__init__(id=id)
        self._where: tuple[str, ...] = ()
        self._progress = OVER

    def show(self, *where: str) -> None:
        """Say where one is: the first part is what counts, the last ones give way first."""
        self._where = tuple(part for part in where if part)
        self.refresh()

    def progress(self, progress: Progress) -> None:
        """Say how far the work has come; nothing where it is over."""
        if progress != self._progress:
            self._progress = progress
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole width."""
        return container.width

    def render(self) -> Text:
        """Draw the line."""
        width = self.content_size.width
        faint = self.get_component_rich_style("head-line--faint", partial=True)
        strong = self.get_component_rich_style("head-line--strong", partial=True)
        right = drawn(self._progress, width // 2)
        room = width - (right.cell_len + 2 if right else 0)
        line = Text(no_wrap=True)
        for number, part in enumerate(self._where):
            text = one_line(part)
            left = room - line.cell_len - 3
            if number and cell_len(text) > left:
                if left >= _LEAST and cell_len(text) > _LONG:
                    line.append(f" · {set_cell_size(text, left - 1).rstrip()}…", faint)
                break
            line.append(f" · {text}" if number else text, faint if number else strong)
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
        )
        line = Text(next((form for form in forms if cell_len(form) <= width), forms[-1]))
    line.truncate(max(1, width), overflow="ellipsis")
    return line


def waiting(progress: Progress, otherwise: str) -> str:
    """Return what stands where nothing is found: what is waited for, or ``otherwise`` in the end.

    Nothing that is unfinished is called empty.
    """
    return otherwise if progress.is_over else f"Nothing yet: {progress}"
