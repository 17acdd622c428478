"""The list of a corpus: stories with their versions, and articles of no story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from reader.annotations import Status
from reader.text import one_line
from reader.ui.corpus.list_columns import FilledColumns, ListColumn, columns
from reader.ui.corpus.list_rows import DocumentRow, RowDrawing, StoryRow
from reader.ui.shared.commands import command
from reader.ui.shared.lists.marking_list import MarkingList
from reader.ui.shared.lists.virtual_list import cell
from reader.ui.shared.signs import MARKED
from reader.workspace.analyses.stories.listing import Column, CorpusRow, CorpusRows, Unfolding
from reader.workspace.analyses.stories.story import first_sign


class CorpusList(MarkingList[CorpusRow]):
    """The rows of a corpus; the facts of a row are asked for when it is drawn, and only then."""

    COMPONENT_CLASSES = {f"list--{name}" for name in (*Status, "new", "gone", "marked", "mark")}
    BINDINGS = [
        # The arrows, which open elsewhere, unfold and fold.
        command("list.open", "enter", "open", "Open", "Open the article", footer=True),
        command(
            "list.unfold", "l,right", "screen.unfold", "Versions", "Show the versions, or open"
        ),
        command(
            "list.fold",
            "h,left",
            "screen.run('order', 'fold')",
            "Fold",
            "Hide the versions of the story",
        ),
        command(
            "list.fold-all",
            "z",
            "screen.run('order', 'fold_all')",
            "Fold all",
            "Fold all stories, or none",
        ),
    ]
    header_height = 1

    @dataclass
    class SortAsked(Message):
        """The header of a column was clicked."""

        column: Column

    def __init__(
        self,
        document: Callable[[str], DocumentRow],
        to_read: Callable[[Sequence[str]], str],
        unfolded: Callable[[CorpusRow], bool],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._document, self._to_read, self._unfolded = document, to_read, unfolded
        self._sorted_by: tuple[Column, bool] = (Column.PATH, False)
        self._content = FilledColumns()
        self._laid_out: tuple[tuple[int, FilledColumns], Sequence[ListColumn]] | None = None

    def keys_of(self, item: CorpusRow) -> Sequence[str]:
        """Return the documents that a row stands for."""
        return item.documents

    def lay_out(self, content: FilledColumns) -> None:
        """Set the columns that have content."""
        if content != self._content:
            self._content = content
            self.refresh()

    def sorted_by(self, column: Column, backwards: bool) -> None:
        """Say in the header which column the rows are sorted by."""
        self._sorted_by = (column, backwards)
        self.refresh()

    def show_rows(self, rows: CorpusRows, at: str | None = None) -> None:
        """Show other rows.

        The cursor goes to the row of the document ``at``, to its story's where that is folded; it
        stays on its own document where none is named.
        """
        current = self.current
        wanted = at or (current.document if current is not None else "")
        as_story = at is None and current is not None and current.is_story
        line = self.cursor - int(self.scroll_offset.y)
        self._take(rows)
        self._measure()
        place = rows.of(wanted, as_story=as_story)
        self.cursor = self.validate_cursor(0 if place is None else place)
        if place is not None:
            self.scroll_to(y=place - line, animate=False, immediate=True)
            self.watch_cursor(self.cursor, self.cursor)
        self.refresh()

    def refold(self, unfolding: Unfolding, of: CorpusRow | None, at: str | None) -> None:
        """Fold and unfold stories as ``CorpusRows.refolded`` does; what is marked stays shown."""
        before, rows = self._items, self._placed.refolded(unfolding, of)
        self.show_rows(rows, at)
        if self._began_in is before:
            self._began_in = rows

    def go_to_document(self, document: str) -> None:
        """Put the cursor on the row of a document, or on its story's where that is folded."""
        current = self.current
        if current is not None and current.document == document and not current.is_story:
            return
        place = self._placed.of(document)
        if place is not None:
            self.cursor = place

    @property
    def _placed(self) -> CorpusRows:
        if not isinstance(self._items, CorpusRows):  # some were added at the end
            self._items = CorpusRows(self._items)
        return self._items

    def on_click(self, event: events.Click) -> None:
        """Sort by the header that was clicked."""
        if event.y == 0:
            for column in self._columns(self.size.width):
                if column.sorts_by and event.x in range(column.start, column.start + column.width):
                    self.post_message(self.SortAsked(column.sorts_by))

    def draw_header(self, width: int) -> list[list[Segment]]:
        """Draw the names of the columns."""
        style = self.get_component_rich_style("list--header")
        by, backwards = self._sorted_by
        line = []
        for column in self._columns(width):
            title, way = column.title, "▼" if backwards else "▲"
            if column.sorts_by is by:
                title = f"{title[: column.width - 3]} {way}" if title else way
            line.append(cell(title, column.width, style))
        return [line]

    def draw(self, item: CorpusRow, width: int, style: Style) -> list[list[Segment]]:
        """Draw a row."""
        sign = self.mark_sign(item)
        if sign == MARKED and style.bgcolor == self.rich_style.bgcolor:  # not at the cursor
            style += self.get_component_rich_style("list--marked")
        drawing = RowDrawing(self.toned, style, sign)
        if item.is_story:
            assert item.story is not None
            documents = [self._document(document) for document in item.documents]
            named = self._to_read(item.documents)
            story = StoryRow.of(item.story, named, documents, unfolded=self._unfolded(item))
            return [drawing.story(story, self._columns(width))]
        about = self._document(item.document)
        year = ""
        if item.story is not None and item.is_below:
            named = self._to_read([version.document for version in item.story.shown])
            year = self._document(named).summary.date[:4]
        return [drawing.document(item, about, self._columns(width), year, self._first(item))]

    def _first(self, item: CorpusRow) -> str:
        """Return the word for the first version of a story, by the dates of all; empty for others.

        What the filter leaves out counts as well: the word is the same on every screen.
        """
        if item.story is None or item.version is None or item.version.kind is not None:
            return ""
        first, *others = (
            self._document(document).summary.date for document in item.story.story.documents
        )
        return first_sign(first, others)

    @property
    def beside_columns(self) -> list[str]:
        """The date and the source of the row under the cursor where they have no column."""
        if self.current is None:
            return []
        summary = self._document(self._to_read(self.current.documents)).summary
        shown = {column.name for column in self._columns(self.size.width)}
        fields = {"date": summary.dated(10), "source": one_line(summary.source)}
        return [text for name, text in fields.items() if text and name not in shown]

    def _columns(self, width: int) -> Sequence[ListColumn]:
        state = (width, self._content)
        if self._laid_out is None or self._laid_out[0] != state:
            self._laid_out = (state, columns(width, self._content))
        return self._laid_out[1]
