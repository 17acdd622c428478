"""Linking an article to others: the likeliest duplicates first, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult

from reader.annotations import Draft, Link, StoreChange, Verdict, link_between, other_end
from reader.duplicates import UNKNOWN, Candidate, Kind
from reader.text import has_words, numbered
from reader.ui.judging.pair_commands import LEGEND, PairCommands
from reader.ui.judging.pair_reasons import PairReasons
from reader.ui.judging.whole_reason import WholeReason
from reader.ui.shared.commands import edit
from reader.ui.shared.filtered_screen import FilteredScreen
from reader.ui.shared.lines.head_line import waiting
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.workspace.actions.passages.annotating import unlink
from reader.workspace.analyses.progress import Progress

_SIGN, _KIND = 13, 12  # columns
_WIDE = 70  # columns of the list from which on the second line stands below the title


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An article that could be linked: what a person said of it, and what speaks for it."""

    document: str
    title: str
    link: Link | None
    candidate: Candidate | None
    reasons: str = ""


class LinkList(VirtualList[str]):
    """Other articles, two lines each: the article, and why it may belong here."""

    row_height = 2

    def __init__(self, row: Callable[[str], LinkRow]) -> None:
        super().__init__()
        self._row = row

    def draw(self, item: str, width: int, style: Style) -> list[list[Segment]]:
        """Draw an article: verdict or likelihood, kind, title; then the evidence."""
        row = self._row(item)
        faint = self.toned("list--faint", style)
        kind, sign = "", ""
        if row.link is not None:
            sign = "✔" if row.link.verdict is Verdict.ACCEPTED else "✗"
            kind = row.link.kind
        elif row.candidate is not None:
            sign, kind = f"score {row.candidate.score:.2f}", row.candidate.kind
        strong = style + Style(bold=row.link is not None)
        return [
            [
                cell(f" {sign}", _SIGN, strong),
                cell(kind, _KIND, strong),
                cell(row.title, max(1, width - _SIGN - _KIND), strong),
            ],
            [cell("", left := _indent(width), style), cell(_reason(row), width - left, faint)],
        ]

    @property
    def reason(self) -> tuple[str, int]:
        """The reason of the article under the cursor, and the columns that its row has for it."""
        width = self.size.width
        return _reason(self._row(self.current)) if self.current else "", width - _indent(width)


def _indent(width: int) -> int:
    return _SIGN + _KIND if width >= _WIDE else 2


def _reason(row: LinkRow) -> str:
    """Return the path of an article, what speaks for it, and the note on its link."""
    note = row.link.note if row.link is not None else ""
    return " · ".join(filter(None, (row.document, row.reasons, note)))


class LinkScreen(FilteredScreen):
    """Lists the other articles of the corpus for one of them, and links or keeps apart."""

    WIDGETS = (LinkList,)
    ON_ROWS = frozenset({"judging", "unlink", "note"})
    FILTERED_BY = "words of title or path"
    BINDINGS = [
        *PairCommands.COMMANDS,
        edit("version.unlink", "delete,d", "unlink", "Remove", "Remove the link", footer=True),
        edit("version.link-note", "e", "note", "Note", "A note on the link", footer=True),
    ]

    def __init__(self, document: str) -> None:
        super().__init__()
        self._judging = PairCommands(self, lambda: self.candidate)
        self.parts = {"judging": self._judging}
        self._document = document
        self._order: list[str] = []
        self._candidates: dict[str, Candidate] = {}
        self._reasons = PairReasons(self, self._show_reasons)

    def compose_rows(self) -> ComposeResult:
        """Lay out the rows between what they are linked to and the kinds."""
        yield LinkList(self._row)
        yield WholeReason()

    def on_mount(self) -> None:
        """Put linked articles first, then candidates by likelihood, then all others."""
        self.status_line.rest("", LEGEND, whole=True)
        self._gather()

    @property
    def rows(self) -> LinkList:
        """The other articles."""
        return self.query_one(LinkList)

    def analysis_changed(self, progress: Progress) -> None:
        """Take in the likely duplicates that were found since."""
        super().analysis_changed(progress)
        self._gather()

    def _gather(self) -> None:
        """Order the articles: linked ones, likely ones, others."""
        pairs = self.workspace.duplicates.pairs_of(self._document)
        self._candidates = {pair.other_end(self._document): pair for pair in pairs}
        linked = [other_end(k, self._document) for k in self.store.links(self._document)]
        order = dict.fromkeys([*linked, *self._candidates, *self.workspace.entries])
        order.pop(self._document, None)
        self._order = list(order)
        self._count()
        self.list_rows()
        here = self._document
        self._reasons.find(pair.seen_from(here) for pair in self._candidates.values())

    def _count(self) -> None:
        """Tell how many articles are linked, and how many likely ones nobody has judged."""
        links = self.store.links(self._document)
        accepted = sum(link.verdict is Verdict.ACCEPTED for link in links)
        judged = {other_end(link, self._document) for link in links}
        self.head_line.show(
            "Links",
            self.workspace.summaries.title(self._document),
            kept=(
                numbered(accepted, "link"),
                f"{len(self._candidates.keys() - judged):,} undecided",
            ),
        )

    def list_rows(self) -> None:
        """Show the articles that have the words of the filter, in the order of the start."""
        words = self.typed.split()
        shown = self._order
        if words:
            shown = [
                d for d in shown if has_words(f"{self.workspace.summaries.title(d)} {d}", words)
            ]
        listed = self.rows
        listed.show(shown)
        listed.say_blank(waiting(self.workspace.progress, "No other article"))
        self.show_reason()

    def _row(self, document: str) -> LinkRow:
        link = link_between(self.store, self._document, document)
        candidate = self._candidates.get(document)
        room = self.size.width - _indent(self.size.width) - len(document)
        reasons = ""
        if candidate is not None:
            reasons = self._reasons.of(candidate.seen_from(self._document), room)
        title = self.workspace.summaries.title(document)
        return LinkRow(document, title, link, candidate, reasons)

    def _show_reasons(self) -> None:
        """Show the reasons known by now."""
        self.rows.refresh()
        self.show_reason()

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the links as they are now."""
        self._count()
        self._show_reasons()

    @on(LinkList.Moved)
    def show_reason(self) -> None:
        """Show the reason of the article under the cursor in full."""
        self.query_one(WholeReason).tell(*self.rows.reason)

    def on_resize(self) -> None:
        """Show the reason where the row has no room for it now."""
        self.call_after_refresh(self.show_reason)

    @property
    def candidate(self) -> Candidate | None:
        """The pair under the cursor; one that nothing speaks for is taken for the same event."""
        document = self.rows.current
        if document is None:
            return None
        unlikely = Candidate(self._document, document, Kind.SAME_EVENT, 0.0, UNKNOWN)
        return self._candidates.get(document, unlikely)

    # -- what keys do ------------------------------------------------------------------------

    @on(LinkList.Opened)
    def open(self) -> None:
        """Go to the other article."""
        document = self.rows.current
        if document is not None:
            self.app.pop_screen()
            self.navigator.open_article(document)

    def action_unlink(self) -> None:
        """Remove the link."""
        document = self.rows.current
        link = link_between(self.store, self._document, document or "")
        if link is not None:
            self.attempt(partial(unlink, self.store, link))

    def action_note(self) -> None:
        """Edit the note on the link; an article that is not linked yet is linked by it."""
        document, candidate = self.rows.current, self.candidate
        if document is not None and candidate is not None:
            link = link_between(self.store, self._document, document)
            before = link.note if link else ""
            draft = Draft(document=f"{self._document} ⇄ {document}", sha256="")
            keep = partial(self._keep_note, candidate)
            self.edit_note(
                f"Link to {self.workspace.summaries.title(document)}", before, draft, keep
            )

    def _keep_note(self, candidate: Candidate, note: str) -> None:
        link = link_between(self.store, candidate.a, candidate.b)
        kind = link.kind if link else candidate.kind
        verdict = link.verdict if link else Verdict.ACCEPTED
        self._judging.judge(candidate, kind, verdict, note)
