"""Linking an article to others: the likeliest duplicates first, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from reader.annotations import Change, Link, Verdict
from reader.duplicates import Candidate, Kind
from reader.ui.commands import command
from reader.ui.screens.base import ReaderScreen
from reader.ui.screens.dialogs import NoteEditor
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.status_line import StatusLine
from reader.ui.widgets.virtual_list import VirtualList, cell
from reader.workspace.annotating import link, link_between, other_end, unlink
from reader.workspace.finding import has_words

KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Row:
    """An article that could be linked: what a person said of it, and what speaks for it."""

    document: str
    title: str
    link: Link | None
    candidate: Candidate | None


class LinkList(VirtualList[Row]):
    """Other articles, two lines each: the article, and why it may belong here."""

    row_height = 2

    def draw(self, item: Row, width: int, style: Style) -> list[list[Segment]]:
        """Draw an article: verdict or likelihood, kind, title; then the evidence."""
        faint = self.toned("list--faint", style)
        kind, sign = "", ""
        if item.link is not None:
            sign = "✓" if item.link.verdict is Verdict.ACCEPTED else "✗"
            kind = item.link.kind
        elif item.candidate is not None:
            sign, kind = f"{item.candidate.score:4.0%}", item.candidate.kind
        why = item.candidate.evidence.summary if item.candidate else ""
        if item.link is not None and item.link.note:
            why = f"{why} · {item.link.note}" if why else item.link.note
        strong = style + Style(bold=item.link is not None)
        return [
            [cell(sign, 5, strong), cell(kind, 12, strong), cell(item.title, width - 17, strong)],
            [cell("", 5, style), cell(f"{item.document}  {why}", width - 5, faint)],
        ]


class LinkScreen(ReaderScreen):
    """Lists the other articles of the corpus for one of them, and links or keeps apart."""

    BINDINGS = [
        command("version.accept", "a", "accept", "Accept", "Link as the kind shown", footer=True),
        *(
            command(
                f"version.accept-{kind}",
                str(number),
                f"accept('{kind}')",
                kind,
                f"Link as {kind}",
            )
            for number, kind in enumerate(KINDS, 1)
        ),
        command(
            "version.reject", "x", "reject", "Reject", "Never suggest this one again", footer=True
        ),
        command("version.unlink", "delete,d", "unlink", "Remove", "Remove the link", footer=True),
        command("version.link-note", "e", "note", "Note", "A note on the link", footer=True),
        command("find.filter", "slash", "filter", "Filter", "Show rows with these words only"),
        command("app.close", "escape", "app.leave", "Back", "Back to the article"),
    ]

    def __init__(self, document: str) -> None:
        super().__init__()
        self._document = document
        self._order: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the rows between what they are linked to and the kinds."""
        title = self.workspace.card(self._document).title
        yield Static(f"Link “{title}” to", id="where", markup=False)
        yield LinkList(id="links")
        yield Input(placeholder="words of title or path", id="filter")
        yield StatusLine(id="status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Put linked articles first, then candidates by likelihood, then all others."""
        self.query_one(Input).display = False
        kinds = "  ".join(f"{number} {kind}" for number, kind in enumerate(KINDS, 1))
        self.query_one(StatusLine).rest(f"Link as: {kinds}")
        pairs = self.workspace.pairs_of(self._document)
        self._candidates = {p.b if p.a == self._document else p.a: p for p in pairs}
        linked = [other_end(k, self._document) for k in self.store.links(self._document)]
        self._order = [*linked, *self._candidates, *self.workspace.entries]
        self._arrange()

    def _arrange(self) -> None:
        """Show the articles that have the words of the filter, in the order of the start."""
        links = {
            other_end(known, self._document): known for known in self.store.links(self._document)
        }
        words = self.query_one(Input).value.casefold().split()
        rows = []
        for document in dict.fromkeys(self._order):
            card = self.workspace.cards.get(document)
            title = (card.title if card else "") or document
            if document != self._document and has_words(f"{title} {document}", words):
                candidate = self._candidates.get(document)
                rows.append(Row(document, title, links.get(document), candidate))
        listed = self.query_one(LinkList)
        place = listed.cursor
        listed.show(rows)
        listed.cursor = place

    def annotations_changed(self, change: Change) -> None:
        """Show the links as they are now."""
        self._arrange()

    # -- what keys do ------------------------------------------------------------------------

    @on(LinkList.Opened)
    def open(self) -> None:
        """Go to the other article."""
        row = self.query_one(LinkList).current
        if row is not None:
            self.app.pop_screen()
            self.reader.read(row.document)

    def action_accept(self, kind: str = "") -> None:
        """Link the two, as the kind that is shown where no other is said."""
        row = self.query_one(LinkList).current
        if row is None:
            return
        suggested = row.candidate.kind if row.candidate else Kind.SAME_EVENT
        known = row.link.kind if row.link else suggested
        self._link(row, kind or known, Verdict.ACCEPTED)

    def action_reject(self) -> None:
        """Say that the two don't belong together."""
        row = self.query_one(LinkList).current
        if row is not None:
            kind = row.candidate.kind if row.candidate else Kind.SAME_EVENT
            self._link(row, kind, Verdict.REJECTED)

    def _link(self, row: Row, kind: str, verdict: Verdict, note: str | None = None) -> None:
        known = row.link
        act = partial(
            link,
            self.store,
            self._document,
            row.document,
            kind,
            verdict=verdict,
            note=(known.note if known else "") if note is None else note,
            evidence=row.candidate.evidence.summary if row.candidate else "",
        )
        if self.attempt(act):
            done = f"Linked as {kind}" if verdict is Verdict.ACCEPTED else "Kept apart"
            self.say(f"{done}: {row.title}")

    def action_unlink(self) -> None:
        """Remove the link."""
        row = self.query_one(LinkList).current
        if row is not None:
            known = link_between(self.store, self._document, row.document)
            if known is not None:
                self.attempt(partial(unlink, self.store, known))

    @work(group="dialog")
    async def action_note(self) -> None:
        """Edit the note on the link; an article that is not linked yet is linked by it."""
        row = self.query_one(LinkList).current
        if row is not None:
            before = row.link.note if row.link else ""
            note = await self.app.push_screen_wait(NoteEditor(f"Link to {row.title}", before))
            if note != before:
                kind = row.candidate.kind if row.candidate else Kind.SAME_EVENT
                kind_now, verdict = (
                    (row.link.kind, row.link.verdict) if row.link else (kind, Verdict.ACCEPTED)
                )
                self._link(row, kind_now, verdict, note)

    def action_filter(self) -> None:
        """Ask for the words that a row must have."""
        box = self.query_one(Input)
        box.display = True
        box.focus()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show the rows that have the words typed so far."""
        self._arrange()

    @on(Input.Submitted)
    def end_filter(self) -> None:
        """Go back to the rows."""
        self.query_one(LinkList).focus()
