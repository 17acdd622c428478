"""A small screen that asks where a story breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from reader.text import numbered, one_line
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.workspace.analyses.stories.verdicts import Break


class BreakList(VirtualList[Break]):
    """The places to break a story, two lines each: the versions on either side."""

    BINDINGS = [command("list.open", "enter", "open", "Break", "Break the story here", footer=True)]
    row_height = 2

    def __init__(self, title: Callable[[str], str]) -> None:
        super().__init__()
        self._title = title

    def draw(self, item: Break, width: int, style: Style) -> list[list[Segment]]:
        """Draw the versions on either side, after how many they are."""
        strong = style + Style(bold=True)
        return [
            [
                cell(f"{len(side):,}", 4, strong),
                cell(f"{sign} {' | '.join(map(self._title, sorted(side)))}", width - 4, style),
            ]
            for side, sign in ((item.left, "┐"), (item.right, "┘"))
        ]


def sides(place: Break, title: Callable[[str], str]) -> str:
    """Return the versions on either side, the fewer first, and what is rejected between them."""

    def named(document: str) -> str:
        return " · ".join(dict.fromkeys((one_line(document), title(document))))

    fewer, more = sorted((sorted(place.left), sorted(place.right)), key=len)
    lines = ["One side:", *(f"  {named(document)}" for document in fewer)]
    accepted = [one for one in place.crossing if one.id]
    copies = [one for one in place.crossing if not one.id]  # nobody has accepted these
    for links, what, many in (
        (accepted, "accepted link", "accepted links"),
        (copies, "pair of exact copies", "pairs of exact copies"),
    ):
        if links:
            lines.append(f"Rejects {numbered(len(links), what, many)}:")
            lines += [f"  {one_line(one.a)} × {one_line(one.b)}" for one in links]
    return "\n".join([*lines, "Other side:", *(f"  {named(document)}" for document in more)])


class BreakChoice(Dialog[Break | None]):
    """Lists the places to break a story, the weakest first, and gives back the chosen one."""

    WIDGETS = (BreakList,)
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
            with VerticalScroll(can_focus=False):
                yield Static(id="break-sides", markup=False)
            yield Static(
                "What stays together on either side; the weakest place is first",
                classes="dialog--hint",
            )

    def on_mount(self) -> None:
        """Show the places."""
        listed = self.query_one(BreakList)
        listed.show(self._places)
        listed.styles.height = min(2 * len(self._places), max(2, self.app.size.height // 2 - 7))
        listed.focus()
        self.say_sides()

    @on(BreakList.Moved)
    def say_sides(self) -> None:
        """Name all versions of the place under the cursor, and the links that it rejects."""
        place = self.query_one(BreakList).current
        if place is not None:
            self.query_one("#break-sides", Static).update(sides(place, self._title))

    @on(BreakList.Opened)
    def take(self) -> None:
        """Give back the place under the cursor."""
        self.dismiss(self.query_one(BreakList).current)
