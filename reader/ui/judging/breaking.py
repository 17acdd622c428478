"""A small screen that asks where a story breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from reader.ui.commands import command
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.workspace.analyses.stories.verdicts import Break


class BreakList(VirtualList[Break]):
    """Places where a story can be broken, two lines each: what stays on either side."""

    BINDINGS = [command("list.open", "enter", "open", "Break", "Break the story here", footer=True)]
    row_height = 2

    def __init__(self, title: Callable[[str], str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = title

    def draw(self, item: Break, width: int, style: Style) -> list[list[Segment]]:
        """Draw the two versions that the break is between, with how many stand on either side."""
        ends = (item.link.a, item.link.b)
        left, right = ends if item.link.a in item.left else ends[::-1]
        strong = style + Style(bold=True)
        return [
            [
                cell(f"{len(side):,}", 4, strong),
                cell(f"{sign} {self._title(document)}", max(1, width - 4), style),
            ]
            for side, document, sign in ((item.left, left, "┐"), (item.right, right, "┘"))
        ]


class BreakChoice(Dialog[Break | None]):
    """Shows where a story can be broken, the weakest place first, and gives back the chosen one."""

    BINDINGS = [command("app.cancel", "escape,q", "dismiss(None)", "Cancel", "Leave it as it is")]

    def __init__(self, places: Sequence[Break], title: Callable[[str], str]) -> None:
        super().__init__()
        self._places, self._title = tuple(places), title

    def compose(self) -> ComposeResult:
        """Lay out the question over the places."""
        with Vertical(classes="dialog offers"):
            yield Static(
                "Other links join these two. Where does the story break?",
                classes="dialog--title",
                markup=False,
            )
            yield BreakList(self._title)
            yield Static(
                "How many versions stay on either side; the weakest place is first",
                classes="dialog--hint",
            )

    def on_mount(self) -> None:
        """Show the places."""
        listed = self.query_one(BreakList)
        listed.show(self._places)
        listed.styles.height = min(2 * len(self._places), 12)
        listed.focus()

    @on(BreakList.Opened)
    def take(self) -> None:
        """Give back the place under the cursor."""
        self.dismiss(self.query_one(BreakList).current)
