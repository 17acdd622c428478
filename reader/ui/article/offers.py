"""Offers of a passage in other versions, to be looked at before it is set there."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from reader.text import one_line
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.dialog import Dialog
from reader.ui.shared.lists.marking_list import MarkingList
from reader.ui.shared.lists.virtual_list import cell
from reader.workspace.actions.passages.carry_over import Offer

SIGNS = {"verbatim": "=", "reworded": "≈"}


class OfferList(MarkingList[tuple[Offer, str, str]]):
    """Offers with the title of the version and the words that stand there, two lines each."""

    BINDINGS = [
        command("list.open", "enter", "open", "Set", "Set it in all that are ticked", footer=True),
        command(
            "list.mark", "space,x", "mark", "Leave out", "Leave it out, or take it in", footer=True
        ),
    ]
    row_height = 2

    def keys_of(self, item: tuple[Offer, str, str]) -> Sequence[str]:
        """Return a key of the place that is offered."""
        offer = item[0]
        return [f"{offer.passage.id} {offer.document} {offer.span.start}"]

    def draw(self, item: tuple[Offer, str, str], width: int, style: Style) -> list[list[Segment]]:
        """Draw an offer."""
        offer, title, words = item
        is_in = self.is_marked(item)
        faint = self.toned("list--faint", style)
        text = style if is_in else faint
        sign = f"{'☑' if is_in else '☐'} {'!' if offer.against else SIGNS[offer.confidence]}"
        return [
            [cell(sign, 5, text + Style(bold=True)), cell(words, max(1, width - 5), text)],
            [cell("", 5, faint), cell(title, max(1, width - 5), faint)],
        ]


class OffersScreen(Dialog[tuple[Offer, ...]]):
    """Lists the places for a passage in other versions; gives back the offers that are taken."""

    WIDGETS = (OfferList,)
    BINDINGS = [command("app.cancel", "escape,q", "dismiss(())", "Cancel", "Set none of them")]

    def __init__(self, quote: str, offers: Sequence[tuple[Offer, str, str]]) -> None:
        super().__init__()
        self._quote, self._offers = quote, tuple(offers)

    def compose(self) -> ComposeResult:
        """Lay out the passage over the places where it stands too."""
        with Vertical(classes="dialog offers"):
            title = f"“{one_line(self._quote)}” stands here in other words"
            if any(offer.against for offer, _, _ in self._offers):
                title += "; what is marked ! contradicts it"
            yield Static(title, classes="dialog--title", markup=False)
            yield OfferList(id="offers")

    def on_mount(self) -> None:
        """Show the offers."""
        listed = self.query_one(OfferList)
        listed.show(self._offers)
        agreeing = (one for one in self._offers if not one[0].against)
        listed.marked.update(key for one in agreeing for key in listed.keys_of(one))
        listed.styles.height = min(2 * len(self._offers), 12)
        listed.focus()

    @on(OfferList.Opened)
    def take(self) -> None:
        """Give back the offers that were not left out."""
        is_in = self.query_one(OfferList).is_marked
        self.dismiss(tuple(each[0] for each in self._offers if is_in(each)))
