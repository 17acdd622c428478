"""The two versions of a comparison, named in one line each."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from reader.text import one_line
from reader.ui.compare.view.facing_layout import SIDE_BY_SIDE
from reader.workspace import DocumentSummary
from reader.workspace.analyses.stories.story import shown_date, zones_decide


class VersionHeads(Widget):
    """Date, source, title and path of two versions: beside each other where there is room."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._heads: tuple[Text, ...] = ()
        self._used = 0

    def show(self, *versions: tuple[str, DocumentSummary], used: int = 0) -> None:
        """Name the versions, of which one is in use."""
        zone = zones_decide([summary.date for _, summary in versions])
        self._heads = tuple(_head(document, summary, zone) for document, summary in versions)
        self._used = used
        self.refresh(layout=True)

    def use(self, side: int) -> None:
        """Set the version in use off from the other."""
        self._used = side
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a line, or one for each version where they stand above each other."""
        return 1 if width >= SIDE_BY_SIDE else 2

    def render(self) -> Text:
        """Draw the heads."""
        width = self.content_size.width
        beside = width >= SIDE_BY_SIDE
        room = width // 2 if beside else width
        line = Text(no_wrap=True)
        for number, head in enumerate(self._heads):
            shown = Text.assemble((f"{'AB'[number]}  ", "bold"), head)
            shown.truncate(max(1, room - 2), overflow="ellipsis", pad=False)
            if number == self._used:
                shown.stylize("bold")
            if number:
                line.append("" if beside else "\n")
            line.append_text(shown)
            if beside and not number:
                line.append(" " * (room - cell_len(shown.plain)))
        return line


def _head(document: str, summary: DocumentSummary, zone: bool) -> Text:
    date = f"{summary.date_mark}{shown_date(summary.date, zone=zone)}"
    about = " · ".join(filter(None, (date, summary.source)))
    title = one_line(summary.title)
    path = one_line(document)
    return Text.assemble(
        one_line(about), "  " if about else "", title, ("  " if title else "") + path
    )
