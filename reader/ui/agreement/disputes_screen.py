"""The stretches that people have marked differently, one after the other, to be settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult

from reader.annotations import StoreChange, Verdict
from reader.errors import CorpusError
from reader.text import Span, one_line
from reader.ui.shared.commands import command, edit, key_of, undoable
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.ui.shared.overlays.waiting_dialog import do_many
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.passages.settling import (
    StandingMarks,
    settle,
    settle_link,
    settled_link,
    standing_here,
    take_agreed,
)
from reader.workspace.analyses.agreement.annotators import ComparedAnnotators
from reader.workspace.analyses.agreement.disputes import (
    Dispute,
    LinkDispute,
    agreed,
    agreed_links,
    disputes,
    link_disputes,
)

_LEGEND = "1–9 takes what that person marked · b both · x none · u takes it back"
_NAME = 14  # columns for the name of a person


Item: TypeAlias = Dispute | LinkDispute


class DisputeList(VirtualList[Item]):
    """Stretches and links on which people differ: where, then what each has marked."""

    def __init__(
        self,
        people: Sequence[str],
        head: Callable[[Item], str],
        settled_by: Callable[[Item], str],
        describe: Callable[[Item, int], str],
    ) -> None:
        super().__init__()
        self._people, self._head = people, head
        self._settled_by, self._describe = settled_by, describe
        self.row_height = len(people) + 1

    def draw(self, item: Item, width: int, style: Style) -> list[list[Segment]]:
        """Draw a stretch."""
        faint = self.toned("list--faint", style)
        state = self._settled_by(item)
        head = f"{'✔' if state else '○'} {self._head(item)}"
        lines = [
            [
                cell(one_line(head), max(1, width - 24), style + Style(bold=True)),
                cell(one_line(state or "open"), 24, faint),
            ]
        ]
        for number, name in enumerate(self._people, 1):
            side = item.sides[number - 1]
            sides = self._describe(item, number - 1)
            lines.append(
                [
                    cell(f"  {number} {one_line(name)}", _NAME, faint),
                    cell(f" {one_line(sides)}", max(1, width - _NAME), style if side else faint),
                ]
            )
        return lines


class DisputesScreen(ReaderScreen):
    """Lists the disputes of annotators; the marks that are taken become passages of ours."""

    WIDGETS = (DisputeList,)
    ON_ROWS = frozenset({"side", "all_sides", "no_side", "next_open"})
    BINDINGS = [
        *(
            edit(
                f"passage.side-{number}",
                str(number),
                f"side({number - 1})",
                f"Take {number}",
                f"Let stand what person {number} has marked",
                footer=number == 1,
            )
            for number in range(1, 10)
        ),
        edit("passage.sides", "b", "all_sides", "Both", "Let stand what all have", footer=True),
        edit("passage.no-side", "x", "no_side", "None", "Let none of it stand", footer=True),
        edit(
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

    def __init__(self, compared: ComparedAnnotators) -> None:
        super().__init__()
        self._compared = compared
        self._names = [one.name for one in compared.people]
        self._disputes: list[Item] = [*disputes(compared.people), *link_disputes(compared.people)]
        self._agreed = agreed(compared.people)
        self._agreed_links = agreed_links(compared.people)
        self._here: dict[str, StandingMarks] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the stretches."""
        yield DisputeList(self._names, self._head_of, self._settled_by, self._describe)

    def on_mount(self) -> None:
        """Show all stretches."""
        listed = self.query_one(DisputeList)
        advice = f"; {key_of('passage.agreed')} takes over what they agree on"
        listed.say_blank("They differ nowhere" + advice * bool(self._count_agreed()))
        listed.show(self._disputes)
        listed.focus()
        if self._disputes:
            self.status_line.rest(_LEGEND)
        for left_out in self._compared.left_out:
            self.say(f"Left out: {left_out}")
        self._count()

    def _head_of(self, item: Item) -> str:
        """Return the heading of a dispute: a document, or the link of two."""
        title = self.workspace.summaries.title
        if isinstance(item, LinkDispute):
            return f"{title(item.a)} ↔ {title(item.b)}"
        return title(item.document)

    def _describe(self, item: Item, person: int) -> str:
        """Return the marks of a person on a stretch, or the link of two documents, in words."""
        if isinstance(item, LinkDispute):
            kind = item.sides[person]
            if kind is None:
                return "has not judged both articles"
            return f"linked as {kind}" if kind else "not linked"
        side = item.sides[person]
        if side is None:
            return "has not judged this article"
        text = self._compared.texts[item.document]
        notes = dict(item.notes[person])
        said = []
        for span, marks in groupby(sorted(side), attrgetter("span")):
            tags = ", ".join(mark.tag or "no tag" for mark in marks)
            note = notes.get(span, "")
            said.append(f"{tags} “{span.of(text)}”{note and f': {note}'}")
        return " · ".join(said) or "nothing"

    def _settled_by(self, item: Item) -> str:
        """Return the person whom a stretch or link is settled by; "" while it is open."""
        if isinstance(item, LinkDispute):
            return self._state_of_link(item)
        here = self._standing_marks(item.document)
        if Span(item.start, item.end) not in here.settled:
            return ""
        if here.are_of(item, ()):
            return "none"
        if sum(map(bool, item.sides)) > 1 and here.are_of(item, item.everybody):
            return "all"
        named = (name for one, name in enumerate(self._names) if here.are_of(item, [one]))
        return next(named, "in part")

    def _state_of_link(self, dispute: LinkDispute) -> str:
        link = settled_link(self.store, dispute)
        if link is None:
            return ""
        if link.verdict is Verdict.REJECTED:
            return "none"
        names = zip(self._names, dispute.sides, strict=True)
        return next((name for name, side in names if side == link.kind), link.kind)

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the present verdicts on the stretches."""
        self._here.clear()
        self.query_one(DisputeList).refresh()
        self._count()

    # -- what keys do ------------------------------------------------------------------------

    def action_side(self, number: int) -> None:
        """Let stand what one person has marked."""
        dispute = self.query_one(DisputeList).current
        if dispute is None:
            return
        if number >= len(self._names):
            self.say(f"There is no {number + 1}: {len(self._names)} people are compared")
            return
        name = self._names[number]
        if dispute.sides[number] is None:
            self.say(f"{name} {self._describe(dispute, number)}")
        else:
            self._settle([number], f"what {name} marked")

    def action_all_sides(self) -> None:
        """Let stand what all of them have marked."""
        self._settle(range(len(self._names)), "what all marked")

    def action_no_side(self) -> None:
        """Let nothing stand."""
        self._settle([], "none of what they marked")

    def action_agreed(self) -> None:
        """Take over what all agree on."""
        name = "take what all agree on"
        links = self._agreed_links
        take = partial(
            take_agreed, self.workspace, self._agreed, links, self._compared.remarks, name
        )
        done = undoable("{:,} taken over on which all agree").format
        do_many(
            self,
            "Taking what all agree on",
            self._count_agreed(),
            take,
            lambda count: self.say(done(count)),
        )

    def action_next_open(self) -> None:
        """Go to the next stretch that is open, from the top again at the end."""
        listed = self.query_one(DisputeList)
        count = len(self._disputes)
        for step in range(1, count + 1):
            place = (listed.cursor + step) % count
            if not self._settled_by(self._disputes[place]):
                listed.cursor = place
                return
        self.say("All are settled" if count else "They differ nowhere")

    @on(DisputeList.Opened)
    def read(self) -> None:
        """Open the article at the stretch."""
        dispute = self.query_one(DisputeList).current
        if isinstance(dispute, LinkDispute):
            if {dispute.a, dispute.b} <= self.workspace.entries.keys():
                self.navigator.open_comparison(dispute.a, dispute.b)
        elif dispute is not None and dispute.document in self.workspace.entries:
            self.navigator.open_article(dispute.document, at=dispute.start, above=True)

    def _settle(self, people: Sequence[int], whose: str) -> None:
        item, remarks = self.query_one(DisputeList).current, self._compared.remarks
        if item is None:
            return
        if isinstance(item, LinkDispute):
            kind = next(filter(None, (item.sides[one] for one in people)), "")
            action = partial(settle_link, self.store, item, kind, remarks)
        else:
            action = partial(settle, self.workspace, item, people, remarks, f"take {whose}")
        if self.done(action):
            self.action_next_open()
            self.say(undoable(f"Taken: {whose}"))

    def _standing_marks(self, document: str) -> StandingMarks:
        """Return what stands in a document and is settled; of one that can't be read, nothing."""
        if document not in self._here:
            try:
                here = standing_here(self.store, self.workspace.document(document))
            except CorpusError:
                here = StandingMarks(frozenset(), {}, frozenset())
            self._here[document] = here
        return self._here[document]

    def _count(self) -> None:
        settled = sum(bool(self._settled_by(one)) for one in self._disputes)
        self.head_line.show(
            "Where they differ",
            ", ".join(self._names),
            f"{settled:,} of {len(self._disputes):,} settled",
            f"{self._count_agreed():,} agreed on",
        )

    def _count_agreed(self) -> int:
        """Return the number of marks, links and documents that all say the same of."""
        remarks = self._compared.remarks
        here = self.workspace.entries.keys()
        agreed = sum(one.path in here for one in remarks.documents)
        return len(self._agreed) + len(self._agreed_links) + len(remarks.rejected) + agreed
