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
# The share of the line that a title has before what only goes with it.
_TITLE_SHARE = 0.5
# Columns that are left of a title sooner than that what is kept goes.
_SHORT_TITLE = 10

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
        # The title, what is said about it, kept, spare and of the place, and the file.
        self._shown: tuple[tuple[str, ...], ...] = ((),) * 6
        self._progress = OVER
        self._is_read_only, self._unsaved = False, 0

    def show(
        self,
        title: str,
        *where: str,
        about: Sequence[str] = (),
        kept: Sequence[str] = (),
        spare: Sequence[str] = (),
        file: str = "",
    ) -> None:
        """Show the place of the screen: the title counts most, and the first parts are cut first.

        What is to be ``kept`` stands behind the title before all else: that is cut, and what is
        said of progress is shortened, to make room; at the narrowest its last parts go. What is
        said ``about`` the title stands before that, and what there is ``spare`` room for behind it;
        a title that takes most of the line comes before both. A ``file`` stands last, dim.
        """
        shown = tuple(map(_lines, ([title], about, kept, spare, where, [file])))
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def progress(self, progress: Progress) -> None:
        """Tell the progress of the work; nothing where it is over."""
        if progress != self._progress:
            self._progress = progress
            self.refresh()

    def tell_access(self, is_read_only: bool, unsaved: int = 0) -> None:
        """Set whether annotations can only be read, and how many changes the disk has refused."""
        self._is_read_only, self._unsaved = is_read_only, unsaved
        self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole width."""
        return container.width

    def render(self) -> Text:
        """Draw the line."""
        width = self.content_size.width
        strong = self.get_component_rich_style("head-line--strong", partial=True)
        titles, about, always, spare, where, file = self._shown
        title = sum(map(cell_len, titles))
        kept = ["read only"] if self._is_read_only else []
        kept += [f"{numbered(self._unsaved, 'change')} not saved"] if self._unsaved else []
        kept += always
        while (least := min(title, _LEAST_TITLE) + _taken(kept)) > width:
            if len(kept) < 2 or min(title, _SHORT_TITLE) + _taken(kept) <= width:
                break
            kept.pop()
        right = drawn(self._progress, max(_LEAST_PROGRESS, min(width // 2, width - least - _GAP)))
        room = width - (right.cell_len + _GAP if right else 0)
        fair = min(title, max(_LEAST_TITLE, int(room * _TITLE_SHARE)))
        free = room - fair - _taken(kept)
        before, free = _fitting(about, free)
        behind, _ = _fitting(spare, free)
        parts = [*before, *kept, *behind]
        line = Text(no_wrap=True)
        line.append("".join(titles), strong)
        line.truncate(max(1, room - _taken(parts)), overflow="ellipsis")
        line.append("".join(f"{_DOT}{part}" for part in parts))
        for part, style in (*((one, "") for one in where), *((one, "dim") for one in file)):
            left = room - line.cell_len - len(_DOT)
            if cell_len(part) <= left:
                line.append(f"{_DOT}{part}", style)
            elif left >= _LEAST and cell_len(part) > _LONG:
                line.append(f"{_DOT}{set_cell_size(part, left - 1).rstrip()}…", style)
        line.truncate(max(1, room), overflow="ellipsis")
        if right:
            line.append(" " * (width - line.cell_len - right.cell_len))
            line.append_text(right)
        return line


def _lines(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(one_line(part) for part in parts if part)


def _taken(parts: Sequence[str]) -> int:
    """Return the columns that parts take behind a title."""
    return sum(cell_len(part) + len(_DOT) for part in parts)


def _fitting(parts: Sequence[str], room: int) -> tuple[list[str], int]:
    """Return the parts that fit into so many columns, in their order, and the columns left."""
    fitting = []
    for part in parts:
        if _taken([part]) <= room:
            fitting.append(part)
            room -= _taken([part])
    return fitting, room


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
