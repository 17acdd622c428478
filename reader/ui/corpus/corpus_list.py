"""The list of a corpus: one row a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from reader.ui.shared.virtual_list import VirtualList, cell

SIGNS = {"unread": "●", "reading": "◐", "done": "✓", "flagged": "⚑"}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What one row shows; ``mark`` is ``=`` for a linked document, ``~`` for a likely duplicate."""

    status: str
    mark: str
    passages: int
    date: str
    source: str
    title: str
    problem: str = ""


class CorpusList(VirtualList[str]):
    """The documents of a corpus by their ids; ``row`` is asked for what is drawn, and only then."""

    COMPONENT_CLASSES = {f"list--{status}" for status in SIGNS}
    header_height = 1

    @dataclass
    class SortAsked(Message):
        """The header of a column was clicked."""

        column: str

    def __init__(self, row: Callable[[str], DocumentRow], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._row = row
        self._sorted_by = ("path", False)

    def sorted_by(self, column: str, backwards: bool) -> None:
        """Say in the header which column the rows are sorted by."""
        self._sorted_by = (column, backwards)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Sort by the header that was clicked."""
        if event.y == 0:
            for name, start, width in self._columns(self.size.width):
                if start <= event.x < start + width:
                    self.post_message(self.SortAsked(name))

    def draw_header(self, width: int) -> list[list[Segment]]:
        """Draw the names of the columns."""
        style = self.get_component_rich_style("list--header")
        column, backwards = self._sorted_by
        titles = {"mark": "", "status": "", "passages": "tags"}
        signs = {column: " ▼" if backwards else " ▲"}
        return [
            [
                cell(titles.get(name, name) + signs.get(name, ""), size, style)
                for name, _, size in self._columns(width)
            ]
        ]

    def draw(self, item: str, width: int, style: Style) -> list[list[Segment]]:
        """Draw the row of a document."""
        row = self._row(item)
        faint = self.toned("list--faint", style)
        title = self.toned(f"list--{row.status}", style)
        if row.problem:
            problem = self.toned("list--problem", style)
            shown = {"status": ("⚠", problem), "title": (f"{item}: {row.problem}", problem)}
        else:
            shown = {
                "status": (SIGNS[row.status], title),
                "mark": (row.mark, style),
                "passages": (f"{row.passages or '':>4}", style),
                "date": (row.date[:10], faint),
                "source": (row.source, faint),
                "title": (row.title, title),
            }
        return [
            [
                cell(*_at(shown.get(name, ("", style)), size))
                for name, _, size in self._columns(width)
            ]
        ]

    def _columns(self, width: int) -> list[tuple[str, int, int]]:
        """Return name, start and width of each column that fits."""
        sizes = [("status", 2), ("mark", 2)]
        if width >= 60:
            sizes += [("passages", 6), ("date", 11)]
        if width >= 90:
            sizes.append(("source", 20))
        sizes.append(("title", max(1, width - sum(size for _, size in sizes))))
        starts = [sum(size for _, size in sizes[:number]) for number in range(len(sizes))]
        return [(name, start, size) for (name, size), start in zip(sizes, starts, strict=True)]


def _at(shown: tuple[str, Style], size: int) -> tuple[str, int, Style]:
    return shown[0], size, shown[1]
