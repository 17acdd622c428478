"""The top of a screen: where one is, and how far the work on it has come."""

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
# Columns that are left of a title sooner than that what is kept goes.
_SHORT_TITLE = 10
# A part of so many columns is a title, of which so many say something still.
_LONG, _LEAST = 24, 12
# A row below a title becomes two on fewer columns beside what is said of access.
_NARROW = 70


class HeadLine(Widget):
    """The top of a screen: where one is at the left, progress at the right, in one to three rows.

    A screen says where (``show``); progress of the corpus comes by itself, for every screen is told
    of it (``ReaderScreen.analysis_changed``), and can be that of the screen's own work.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"head-line--strong"}

    def __init__(self) -> None:
        super().__init__()
        # The title, what is kept, the place, the file, what stands below the title, facts, and
        # what is spared first.
        self._shown: tuple[tuple[str, ...], ...] = ((),) * 7
        self._progress = OVER
        self._is_read_only, self._unsaved = False, 0

    def show(
        self,
        title: str,
        *where: str,
        kept: Sequence[str] = (),
        below: Sequence[str] = (),
        facts: Sequence[str] = (),
        spare: str = "",
        file: str = "",
    ) -> None:
        """Show the place of the screen: the title counts most, and the first parts are cut first.

        What is to be ``kept`` stands behind the title before all else: that is cut, and what is
        said of progress is shortened, to make room; at the narrowest its last parts go. A ``file``
        stands last, dim, and has its room before the place; what is ``spare`` stands before it,
        whole, where all else has room. Where something stands ``below``, the title has its row to
        itself: what is there is kept, with the ``facts`` behind it, its first part is cut as a
        title is, and all else follows it; on few columns the facts begin a row of their own.
        """
        shown = tuple(map(_lines, ([title], kept, where, [file], below, facts, [spare])))
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
        if (is_read_only, unsaved) != (self._is_read_only, self._unsaved):
            self._is_read_only, self._unsaved = is_read_only, unsaved
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole width."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take the rows of a title with something below it."""
        return 3 if self._is_narrow(width) else 2

    @property
    def _access(self) -> list[str]:
        access = ["read only"] if self._is_read_only else []
        return access + [f"{numbered(self._unsaved, 'change')} not saved"] * bool(self._unsaved)

    def _is_narrow(self, width: int) -> bool:
        return width - _taken(self._access) < _NARROW

    def render(self) -> Text:
        """Draw where one is, in one to three rows."""
        strong = self.get_component_rich_style("head-line--strong", partial=True)
        titles, kept, where, file, below, facts, spare = self._shown
        access = self._access
        title = Text.assemble(("".join(titles), strong), no_wrap=True)
        if not (below or facts):
            kept = (*access, *kept)
            return self._row(title, kept, self._progress, where, spare=spare, file=file)
        title.truncate(max(1, self.content_size.width), overflow="ellipsis")
        rows, progress = [title], self._progress
        if below and facts and self._is_narrow(self.content_size.width):
            rows.append(self._row(Text(below[0]), (*below[1:], *access), progress))
            access, progress, below = [], OVER, ()
        if not below:
            below, facts = facts[:1], facts[1:]
        kept = (*below[1:], *access, *facts)
        rows.append(self._row(Text(below[0]), kept, progress, where, spare=spare, file=file))
        return Text("\n").join(rows)

    def _row(
        self,
        line: Text,
        kept: Sequence[str],
        progress: Progress,
        where: Sequence[str] = (),
        *,
        spare: Sequence[str] = (),
        file: Sequence[str] = (),
    ) -> Text:
        """Draw a row that begins with a title."""
        width, title = self.content_size.width, line.cell_len
        while (least := min(title, _LEAST_TITLE) + _taken(kept)) > width:
            if len(kept) < 2 or min(title, _SHORT_TITLE) + _taken(kept) <= width:
                break
            kept = kept[:-1]
        right = drawn(progress, max(_LEAST_PROGRESS, min(width // 2, width - least - _GAP)))
        room = width - (right.cell_len + _GAP if right else 0)
        line.no_wrap = True
        line.truncate(max(1, room - _taken(kept)), overflow="ellipsis")
        line.append("".join(f"{_DOT}{part}" for part in kept))
        rest = room - line.cell_len
        named = _within(file, rest)
        rest -= _taken(named)
        placed = _within(where, rest)
        has_room = placed == [*where] and _taken([*where, *spare]) <= rest
        line.append("".join(f"{_DOT}{part}" for part in (*placed, *(spare if has_room else ()))))
        line.append("".join(f"{_DOT}{part}" for part in named), "dim")
        line.truncate(max(1, room), overflow="ellipsis")
        if right:
            line.append(" " * (width - line.cell_len - right.cell_len))
            line.append_text(right)
        return line


def _lines(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(one_line(part) for part in parts if part)


def _within(parts: Sequence[str], room: int) -> list[str]:
    """Return the parts that have room behind a title, a long one cut to it."""
    found = list[str]()
    for part in parts:
        left = room - _taken(found) - len(_DOT)
        if cell_len(part) <= left:
            found.append(part)
        elif left >= _LEAST and cell_len(part) > _LONG:
            found.append(f"{set_cell_size(part, left - 1).rstrip()}…")
    return found


def _taken(parts: Sequence[str]) -> int:
    """Return the columns that parts take behind a title."""
    return sum(cell_len(part) + len(_DOT) for part in parts)


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
