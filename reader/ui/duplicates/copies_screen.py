"""All copies that nobody needs to look at one by one, to be accepted at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from reader.duplicates import Candidate
from reader.text import numbered
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.ui.shared.signs import KIND_SIGNS


class CopyList(VirtualList[Candidate]):
    """Pairs of copies, two lines each."""

    BINDINGS = [
        command(
            "list.open",
            "enter",
            "open",
            "Link",
            "Link all that are ticked, in one step",
            footer=True,
        )
    ]
    row_height = 2

    def __init__(self, titles: Callable[[str, str], tuple[str, str]]) -> None:
        super().__init__()
        self._titles = titles
        self.left_out: set[Candidate] = set()

    def draw(self, item: Candidate, width: int, style: Style) -> list[list[Segment]]:
        """Draw a pair."""
        out = item in self.left_out
        text = self.toned("list--faint", style) if out else style
        head = f"{'☐' if out else '☑'} {KIND_SIGNS[item.kind]} {item.kind}"
        wide = max(1, width - 15)
        one, other = self._titles(item.a, item.b)
        return [
            [cell(head, 15, text + Style(bold=True)), cell(one, wide, text)],
            [cell("", 15, text), cell(other, wide, text)],
        ]


class CopiesScreen(Dialog[tuple[Candidate, ...]]):
    """Shows copies, and gives back those that are to be accepted."""

    WIDGETS = (CopyList,)
    BINDINGS = [
        command("version.leave-out", "x", "leave_out", "Leave out", "Leave it out, or take it in"),
        command("app.cancel", "escape,q", "cancel", "Cancel", "Accept none of them"),
    ]

    def __init__(
        self, found: Sequence[Candidate], titles: Callable[[str, str], tuple[str, str]]
    ) -> None:
        super().__init__()
        self._found, self._titles = tuple(found), titles

    def compose(self) -> ComposeResult:
        """Lay out the pairs over their keys."""
        with Vertical(classes="dialog offers"):
            documents = {end for one in self._found for end in (one.a, one.b)}
            count = f"{len(documents):,} articles that are exact or same-page copies"
            joined = f"{numbered(len(self._found), 'link')} at once join {count}"
            yield Static(joined, classes="dialog--title", markup=False)
            yield CopyList(self._titles)

    def on_mount(self) -> None:
        """Show the pairs."""
        listed = self.query_one(CopyList)
        listed.show(self._found)
        listed.styles.height = min(2 * len(self._found), max(4, self.app.size.height - 10))
        listed.focus()

    @on(CopyList.Opened)
    def take(self) -> None:
        """Give back the pairs that were not left out."""
        out = self.query_one(CopyList).left_out
        self.dismiss(tuple(one for one in self._found if one not in out))

    def action_leave_out(self) -> None:
        """Leave the pair under the cursor out, or take it in again."""
        listed = self.query_one(CopyList)
        if listed.current is not None:
            listed.left_out ^= {listed.current}
            listed.refresh()

    def action_cancel(self) -> None:
        """Give nothing back."""
        self.dismiss(())
