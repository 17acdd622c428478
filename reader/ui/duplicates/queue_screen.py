"""The queue: likely duplicates to be judged one after the other, best first."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from reader.annotations import Link, StoreChange
from reader.duplicates import Candidate
from reader.errors import ReaderError
from reader.text import one_line, visible
from reader.ui.commands import command
from reader.ui.duplicates.judging import KINDS, JudgingScreen
from reader.ui.shared.key_line import KeyLine
from reader.ui.shared.status_line import StatusLine
from reader.ui.shared.virtual_list import VirtualList, cell
from reader.workspace import Card
from reader.workspace.actions.judging import Opening, Queue, opening, queue


class CandidateList(VirtualList[Candidate]):
    """Candidates, two lines each: likelihood and kind beside the two titles."""

    row_height = 2

    def draw(self, item: Candidate, width: int, style: Style) -> list[list[Segment]]:
        """Draw a candidate."""
        faint = self.toned("list--faint", style)
        wide = width - 18
        return [
            [
                cell(f"{item.score:4.0%}", 6, style),
                cell(item.kind, 12, style + Style(bold=True)),
                cell(self._title(item.a), wide, style),
            ],
            [cell("", 18, faint), cell(self._title(item.b), wide, style)],
        ]

    def _title(self, document: str) -> str:
        screen = self.screen
        assert isinstance(screen, QueueScreen)
        card = screen.workspace.cards.get(document, Card())
        about = card.source or one_line(document)
        return f"{card.title} · {about}" if card.title else about

    def put(self, items: tuple[Candidate, ...], cursor: int) -> None:
        """Show other candidates, with the cursor on one of them."""
        self._items = items
        self._measure()
        self.cursor = cursor
        self.refresh()


class QueueScreen(JudgingScreen):
    """Goes through the candidates that nobody has judged yet."""

    BINDINGS = [
        command("version.skip", "s", "skip", "Skip", "Put it off to the end", footer=True),
        command("app.undo", "u", "undo", "Undo", "Take back the last verdict", footer=True),
        command("app.close", "escape", "app.leave", "Back", "Back to the list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._queue = Queue((), 0, 0, 0)
        self._skipped: list[tuple[str, str]] = []
        # What was done here, with the candidate to go back to: undo takes the last of it back.
        self._done: list[tuple[str, Candidate]] = []

    def compose(self) -> ComposeResult:
        """Lay out the candidates over the evidence and the openings of the two that are meant."""
        yield Static(id="where", markup=False)
        yield CandidateList(id="candidates")
        yield Static(id="evidence", markup=False)
        with Horizontal(id="openings"):
            yield Static(id="opening-a", classes="opening")
            yield Static(id="opening-b", classes="opening")
        yield StatusLine(id="status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is to be judged."""
        kinds = "  ".join(f"{number} {kind}" for number, kind in enumerate(KINDS, 1))
        self.query_one(StatusLine).rest(f"Accept as: {kinds}")
        self._take()

    @property
    def candidate(self) -> Candidate | None:
        """The candidate under the cursor."""
        return self.query_one(CandidateList).current

    def _take(self, at: int = 0) -> None:
        """Show what is left, with the cursor on a row."""
        self._queue = queue(self.workspace.pairs, self.store.all(Link), self._skipped)
        self.query_one(CandidateList).put(self._queue.waiting, at)
        self._show_progress()
        self._show_candidate()

    def annotations_changed(self, change: StoreChange) -> None:
        """Leave out what has been judged, here or elsewhere."""
        if "links" in change.tables:
            self._take(self.query_one(CandidateList).cursor)

    def _show_progress(self) -> None:
        shown = self._queue
        total = shown.judged + len(shown.waiting)
        part = shown.judged / total if total else 1.0
        parts = [
            f"Likely duplicates {'▰' * int(part * 10):▱<10} {shown.judged:,} of {total:,}",
            f"{shown.accepted:,} accepted",
            f"{shown.rejected:,} rejected",
        ]
        parts += [f"{shown.skipped:,} skipped"] if shown.skipped else []
        self.query_one("#where", Static).update(" · ".join(parts), layout=False)

    @on(CandidateList.Moved)
    def _show_candidate(self) -> None:
        """Show the evidence, and ask for the openings."""
        candidate = self.candidate
        if candidate is None:
            done = "All likely duplicates are judged." if self._queue.judged else "Nothing found."
            self.query_one("#evidence", Static).update(done)
            for part in self.query(".opening").results(Static):
                part.update("")
            return
        summary = one_line(candidate.evidence.summary)
        self.query_one("#evidence", Static).update(summary, layout=False)
        self._read(candidate)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read(self, candidate: Candidate) -> None:
        for name, document in (("#opening-a", candidate.a), ("#opening-b", candidate.b)):
            try:
                shown = _opening_text(document, opening(self.workspace, document))
            except ReaderError as error:
                shown = Text(str(error))
            self.app.call_from_thread(self._show_opening, candidate, name, shown)

    def _show_opening(self, candidate: Candidate, name: str, shown: Text) -> None:
        if candidate is self.candidate:
            self.query_one(name, Static).update(shown, layout=False)

    # -- what keys do ------------------------------------------------------------------------

    def judged(self, candidate: Candidate) -> None:
        """Remember what undo goes back to."""
        self._done.append(("judge", candidate))

    def action_skip(self) -> None:
        """Put the candidate off to the end of the queue."""
        candidate = self.candidate
        if candidate is not None:
            pair = (candidate.a, candidate.b)
            self._skipped = [*(known for known in self._skipped if known != pair), pair]
            self._done.append(("skip", candidate))
            self._take(self.query_one(CandidateList).cursor)
            self.say("Skipped: it comes again at the end")

    def action_undo(self) -> None:
        """Take back what was done last, and go to its candidate."""
        what, candidate = self._done.pop() if self._done else ("", None)
        if what == "skip" and candidate is not None:
            self._skipped.remove((candidate.a, candidate.b))
            self._take()
            self.say("No longer skipped")
        else:
            self.reader.action_undo()
        if candidate is not None and candidate in self._queue.waiting:
            self.query_one(CandidateList).cursor = self._queue.waiting.index(candidate)

    @on(CandidateList.Opened)
    def compare(self) -> None:
        """Compare the two."""
        candidate = self.candidate
        if candidate is not None:
            self.navigator.open_comparison(candidate.a, candidate.b)


def _opening_text(document: str, shown: Opening) -> Text:
    """Return title, source and first lines of a document."""
    about = " · ".join(part for part in (shown.date, shown.source, one_line(document)) if part)
    return Text.assemble(
        (f"{shown.title or one_line(document)}\n", "bold"),
        (f"{about}\n\n", "dim"),
        visible(shown.lines),
    )
