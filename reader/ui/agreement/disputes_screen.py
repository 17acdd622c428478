"""Where people differ: what each has marked, one stretch after the other, to be settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult

from reader.annotations import StoreChange
from reader.errors import CorpusError
from reader.text import one_line
from reader.ui.commands import command
from reader.ui.shared.head_line import HeadLine
from reader.ui.shared.key_line import KeyLine
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.status_line import StatusLine
from reader.ui.shared.virtual_list import VirtualList, cell
from reader.workspace.actions.settling import Notes, marks_here, settle, take_agreed
from reader.workspace.analyses.agreement import Mark
from reader.workspace.analyses.annotators import Annotators
from reader.workspace.analyses.disputes import Dispute, agreed, disputes

_LEGEND = "1–9 takes what that person marked · b both · x none · u takes it back"
_NAME = 14  # columns for the name of a person


class DisputeList(VirtualList[Dispute]):
    """Stretches on which people differ: where, then what each has marked."""

    def __init__(self, people: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._people = people
        self.row_height = len(people) + 1

    def draw(self, item: Dispute, width: int, style: Style) -> list[list[Segment]]:
        """Draw a stretch."""
        screen = self.screen
        assert isinstance(screen, DisputesScreen)
        faint = self.toned("list--faint", style)
        state = screen.state(item)
        head = f"{'✔' if state else '○'} {screen.title_of(item.document)}"
        lines = [
            [
                cell(one_line(head), max(1, width - 24), style + Style(bold=True)),
                cell(one_line(state or "open"), 24, faint),
            ]
        ]
        for number, (name, side) in enumerate(zip(self._people, item.sides, strict=True), 1):
            said = screen.said(item, side)
            lines.append(
                [
                    cell(f"  {number} {one_line(name)}", _NAME, faint),
                    cell(f" {one_line(said)}", max(1, width - _NAME), style if side else faint),
                ]
            )
        return lines


class DisputesScreen(ReaderScreen):
    """Lists where people differ; what is taken becomes passages of the annotations in use."""

    BINDINGS = [
        *(
            command(
                f"passage.side-{number}",
                str(number),
                f"side({number - 1})",
                f"Take {number}",
                f"Let stand what person {number} has marked",
                footer=number == 1,
            )
            for number in range(1, 10)
        ),
        command("passage.sides", "b", "all_sides", "Both", "Let stand what all have", footer=True),
        command("passage.no-side", "x", "no_side", "None", "Let none of it stand", footer=True),
        command(
            "passage.agreed",
            "A",
            "agreed",
            "Agreed",
            "Take over all that they agree on",
            footer=True,
        ),
        command("find.next-open", "n", "next_open", "Next", "Go to the next one that is open"),
        command("app.close", "escape", "app.leave", "Back", "Back to where you were"),
    ]

    def __init__(self, compared: Annotators) -> None:
        super().__init__()
        self._compared = compared
        self._names = [one.name for one in compared.people]
        self._disputes = disputes(compared.people)
        self._agreed = agreed(compared.people)
        self._notes: Notes = {
            place: note for own in reversed(compared.notes) for place, note in own.items() if note
        }
        # None of it stands, which the annotations can't tell from not having been asked.
        self._dropped: set[Dispute] = set()
        self._here: dict[str, set[Mark]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the stretches."""
        yield HeadLine()
        yield DisputeList(self._names, id="disputes")
        yield StatusLine(id="status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all stretches."""
        super().on_mount()
        listed = self.query_one(DisputeList)
        listed.say_blank("They differ nowhere; A takes over what they agree on")
        listed.show(self._disputes)
        listed.focus()
        self.query_one(StatusLine).rest(_LEGEND)
        for left_out in self._compared.left_out:
            self.say(f"Left out: {left_out}")
        self._count()

    def title_of(self, document: str) -> str:
        """Return the title of a document, else its name."""
        known = self.workspace.cards.get(document)
        return (known.title if known else "") or document

    def said(self, dispute: Dispute, side: Collection[Mark] | None) -> str:
        """Return what a person has marked on a stretch, in words."""
        if side is None:
            return "has not judged this article"
        text = self._compared.texts[dispute.document]
        marks = (f"{mark.tag} “{text[mark.start : mark.end]}”" for mark in sorted(side))
        return " · ".join(marks) or "nothing"

    def state(self, dispute: Dispute) -> str:
        """Return how a stretch is settled: who is followed; "" while it is open."""
        here = dispute.all_marks & self._marks(dispute.document)
        if not here:
            return "none" if dispute in self._dropped else ""
        if here == dispute.all_marks and sum(map(bool, dispute.sides)) > 1:
            return "all"
        for name, side in zip(self._names, dispute.sides, strict=True):
            if side == here:
                return name
        return "in part"

    def annotations_changed(self, change: StoreChange) -> None:
        """Show how the stretches are settled now."""
        self._here.clear()
        self.query_one(DisputeList).refresh()
        self._count()

    # -- what keys do ------------------------------------------------------------------------

    def action_side(self, number: int) -> None:
        """Let stand what one person has marked."""
        dispute = self.query_one(DisputeList).current
        if dispute is None or number >= len(self._names):
            return
        side, name = dispute.sides[number], self._names[number]
        if side is None:
            self.say(f"{name} has not judged this article")
        else:
            self._settle(dispute, side, f"what {name} marked")

    def action_all_sides(self) -> None:
        """Let stand what all of them have marked."""
        dispute = self.query_one(DisputeList).current
        if dispute is not None:
            self._settle(dispute, dispute.all_marks, "what all marked")

    def action_no_side(self) -> None:
        """Let nothing stand."""
        dispute = self.query_one(DisputeList).current
        if dispute is not None:
            self._settle(dispute, frozenset(), "none of what they marked")

    def action_agreed(self) -> None:
        """Take over what all agree on."""
        count = self.attempt(
            partial(
                take_agreed, self.workspace, self._agreed, self._notes, "take what all agree on"
            )
        )
        if count is not None:
            self.say(f"{count:,} taken over on which all agree; u takes it back")

    def action_next_open(self) -> None:
        """Go to the next stretch that is open, from the top again at the end."""
        listed = self.query_one(DisputeList)
        count = len(self._disputes)
        for step in range(1, count + 1):
            place = (listed.cursor + step) % count
            if not self.state(self._disputes[place]):
                listed.cursor = place
                return
        self.say("All are settled" if count else "They differ nowhere")

    @on(DisputeList.Opened)
    def read(self) -> None:
        """Open the article at the stretch."""
        dispute = self.query_one(DisputeList).current
        if dispute is not None and dispute.document in self.workspace.entries:
            self.navigator.open_article(dispute.document, at=dispute.start, above=True)

    def _settle(self, dispute: Dispute, side: frozenset[Mark], whose: str) -> None:
        self._dropped.discard(dispute)
        if not side:
            self._dropped.add(dispute)
        self.attempt(partial(settle, self.workspace, dispute, side, self._notes, f"take {whose}"))
        self.query_one(DisputeList).refresh()
        self._count()
        self.action_next_open()
        self.say(f"Taken: {whose}; u takes it back")

    def _marks(self, document: str) -> set[Mark]:
        if document not in self._here:
            try:
                found = marks_here(self.store, self.workspace.document(document))
            except CorpusError:
                found = set()
            self._here[document] = found
        return self._here[document]

    def _count(self) -> None:
        settled = sum(bool(self.state(one)) for one in self._disputes)
        self.query_one(HeadLine).show(
            "Where they differ",
            ", ".join(self._names),
            f"{settled:,} of {len(self._disputes):,} settled",
            f"{len(self._agreed):,} agreed on",
        )
