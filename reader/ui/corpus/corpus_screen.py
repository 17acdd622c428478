"""The list of the corpus: where the app begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.annotations import DocumentState, Status, StoreChange, Verdict
from reader.errors import ReaderError
from reader.ui.commands import command
from reader.ui.corpus.corpus_list import CorpusList, DocumentRow
from reader.ui.entities.gathering import GatheringScreen
from reader.ui.shared.key_line import KeyLine
from reader.ui.shared.status_line import StatusLine
from reader.workspace import Card
from reader.workspace.actions.annotating import set_status, state_of
from reader.workspace.analyses.finding import has_words, parts_of_filter
from reader.workspace.progress import Progress

COLUMNS = ("path", "date", "title", "source", "cluster")
# Rows found or read are shown together this often, in seconds: often enough to be seen as one flow.
_BEAT = 0.05


class CorpusScreen(GatheringScreen):
    """All documents of the corpus, found, read and listed while it is used already."""

    BINDINGS = [
        command("document.done", "m", "mark('done')", "Done", "Mark as done, or as unread again"),
        command("document.flag", "exclamation_mark", "mark('flagged')", "Flag", "Flag for later"),
        command(
            "find.filter",
            "slash",
            "filter",
            "Filter",
            "Show rows with these words only",
            footer=True,
        ),
        command("find.corpus", "ctrl+f", "app.search_corpus", "Search", "Search all documents"),
        command("entity.list", "i", "app.entities", "Entities", "Who and what the corpus mentions"),
        command("list.sort", "s", "sort", "Sort", "Sort by the next column", footer=True),
        command(
            "list.backwards", "S", "backwards", "Backwards", "Turn the order of the rows round"
        ),
        command(
            "version.queue",
            "D",
            "app.queue",
            "Duplicates",
            "Go through the likely duplicates",
            footer=True,
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: list[str] = []
        self._sort: tuple[str, bool] = ("path", False)
        self._progress = ""
        self._names_entities = False
        # What the rows and the filter need of each document that was ever opened.
        self._statuses: dict[str, Status] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list over its filter and a line that sums it up."""
        yield CorpusList(self._row, id="documents")
        yield Input(
            placeholder="words of title, source, date, path or status; @ and a name in it",
            id="filter",
        )
        yield StatusLine(id="status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to find the documents."""
        self.query_one(Input).display = False
        self._statuses = {state.document: state.status for state in self.store.all(DocumentState)}
        self.load()

    @property
    def order(self) -> Sequence[str]:
        """The documents that are listed, in their order."""
        return self.query_one(CorpusList).items

    @property
    def narrowed(self) -> frozenset[str] | None:
        """The documents that a filter leaves; None where there is no filter."""
        return frozenset(self.order) if self._filter else None

    @work(thread=True, exit_on_error=False)
    def load(self) -> None:
        """Find all documents, then read those that no cache knows."""
        worker, workspace = get_current_worker(), self.workspace
        try:
            for found in _beats(entry.id for entry in workspace.scan()):
                if worker.is_cancelled:
                    return
                self.app.call_from_thread(self._show_found, found)
        except ReaderError as error:
            self.app.call_from_thread(self.reader.say_error, error)
        self.app.call_from_thread(self.tell_progress)
        try:
            for _ in _beats(workspace.analyse(lambda: worker.is_cancelled)):
                self.app.call_from_thread(self.tell_progress)
        except ReaderError as error:
            self.app.call_from_thread(self.reader.say_error, error)
        self.app.call_from_thread(self._rearrange)
        self.app.call_from_thread(self._follow_renamed)
        self.app.call_from_thread(self.tell_progress)

    def analysis_changed(self, progress: Progress) -> None:
        """Draw the rows that are known by now."""
        super().analysis_changed(progress)
        self._show_progress()

    def _follow_renamed(self) -> None:
        """Let annotations go with files that were renamed since they were made."""
        renamed = self.workspace.renamed()
        if renamed and not self.store.read_only:
            from reader.annotations import follow_renamed

            self.attempt(partial(follow_renamed, self.store, renamed))
            old, new = next(iter(renamed.items()))
            more = f" and {len(renamed) - 1:,} more" if len(renamed) > 1 else ""
            self.say(f"{old} is now {new}{more}: the annotations went with it")

    def _show_found(self, found: list[str]) -> None:
        self._found += found
        if self._sort == ("path", False) and not self._filter:
            self.query_one(CorpusList).extend(found)
        self._show_progress()

    def _show_progress(self) -> None:
        workspace = self.workspace
        missing = len(workspace.entries) - len(workspace.cards)
        self._progress = ""
        if missing:
            part = len(workspace.cards) / len(workspace.entries)
            self._progress = f"reading {'▰' * round(part * 10):▱<10} {part:.0%}"
        self.query_one(CorpusList).refresh()
        self._sum_up()

    def _sum_up(self) -> None:
        statuses = Counter(each for each in self._statuses.values() if each is not Status.UNREAD)
        shown = len(self.order)
        parts = [f"{len(self._found):,} documents"]
        if shown != len(self._found):
            parts = [f"{shown:,} of {parts[0]}"]
        parts += [f"{count:,} {status}" for status, count in sorted(statuses.items())]
        parts += [self.store.read_only or "", self._progress]
        self.query_one(StatusLine).rest(" · ".join(part for part in parts if part))

    def _row(self, document: str) -> DocumentRow:
        card = self.workspace.cards.get(document, Card(title="…"))
        return DocumentRow(
            status=self._statuses.get(document, Status.UNREAD),
            mark=self._mark(document),
            passages=self.store.count(document),
            date=card.date,
            source=card.source,
            title=card.title or document,
            problem=card.problem,
        )

    def _mark(self, document: str) -> str:
        if any(link.verdict is Verdict.ACCEPTED for link in self.store.links(document)):
            return "="
        return "~" if self.workspace.pairs_of(document) else ""

    def annotations_changed(self, change: StoreChange) -> None:
        """Draw the rows anew."""
        if "@" in self._filter:
            super().annotations_changed(change)
        for document in change.documents:
            self._statuses[document] = state_of(self.store, document).status
        self.query_one(CorpusList).refresh()
        self._sum_up()

    # -- what keys do ------------------------------------------------------------------------

    @on(CorpusList.Opened)
    def open(self) -> None:
        """Open the document under the cursor."""
        document = self.query_one(CorpusList).current
        if document is not None:
            self.navigator.open_article(document, self.order)

    def action_mark(self, status: str) -> None:
        """Give the document under the cursor a status, or take it away again."""
        document = self.query_one(CorpusList).current
        if document is not None:
            now = self._statuses.get(document)
            new = Status.UNREAD if now == status else Status(status)
            self.attempt(lambda: set_status(self.store, [document], new))

    def action_sort(self) -> None:
        """Sort by the next column."""
        column = COLUMNS[(COLUMNS.index(self._sort[0]) + 1) % len(COLUMNS)]
        self._sort_by(column, column == "date")

    def action_backwards(self) -> None:
        """Turn the order round."""
        self._sort_by(self._sort[0], not self._sort[1])

    @on(CorpusList.SortAsked)
    def sort_by_header(self, event: CorpusList.SortAsked) -> None:
        """Sort by the column whose header was clicked; a second click turns it round."""
        if event.column in COLUMNS:
            self._sort_by(event.column, event.column == self._sort[0] and not self._sort[1])

    def _sort_by(self, column: str, backwards: bool) -> None:
        self._sort = (column, backwards)
        self.query_one(CorpusList).sorted_by(column, backwards)
        self._rearrange()
        self.say(f"Sorted by {column}{', backwards' if backwards else ''}")

    def action_filter(self) -> None:
        """Ask for the words that a row must have."""
        box = self.query_one(Input)
        box.display = True
        box.focus()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show the rows that have the words typed so far."""
        named, self._names_entities = self._names_entities, "@" in self._filter
        if self._names_entities and not named:
            self.gather()
        self._rearrange()

    def show_entities(self) -> None:
        """Show the rows that mention what the filter names."""
        if "@" in self._filter:
            self._rearrange()

    @on(Input.Submitted)
    def end_filter(self) -> None:
        """Go back to the rows."""
        self.query_one(Input).display = bool(self._filter)
        self.query_one(CorpusList).focus()

    def key_escape(self) -> None:
        """Let go of the filter."""
        self.query_one(Input).value = ""
        self.end_filter()

    # -- sorting and filtering ---------------------------------------------------------------

    def filter_by(self, text: str) -> None:
        """Show what a filter leaves of the list."""
        self.query_one(Input).value = text
        self.end_filter()

    @property
    def _filter(self) -> str:
        return self.query_one(Input).value.strip()

    def _rearrange(self) -> None:
        """Show the rows that the filter leaves, in the order asked for."""
        words, names = parts_of_filter(self._filter)
        shown = [d for d in self._found if not words or self._has(d, words)]
        for name in names:
            documents = self.workspace.entities.documents(name)
            shown = [d for d in shown if d in documents]
        column, backwards = self._sort
        if column != "path":
            key = self._cluster_key() if column == "cluster" else self._column_key(column)
            # What has no value in the column comes last, whichever way round.
            valued = [d for d in shown if key(d)]
            empty = [d for d in shown if not key(d)]
            shown = sorted(valued, key=key, reverse=backwards) + empty
        elif backwards:
            shown = shown[::-1]
        self.query_one(CorpusList).show(shown)
        self._sum_up()

    def _has(self, document: str, words: Iterable[str]) -> bool:
        card = self.workspace.cards.get(document, Card())
        status = self._statuses.get(document, Status.UNREAD)
        return has_words(f"{card.title} {card.source} {card.date} {document} {status}", words)

    def _column_key(self, column: str) -> Callable[[str], str]:
        cards, none = self.workspace.cards, Card()
        return lambda document: getattr(cards.get(document, none), column).casefold()

    def _cluster_key(self) -> Callable[[str], str]:
        """Return what sorts the documents of a cluster together, by date."""
        first = {
            document: min(cluster.documents)
            for cluster in self.workspace.clusters()
            for document in cluster.documents
        }
        cards, none = self.workspace.cards, Card()
        return lambda d: f"{first[d]} {cards.get(d, none).date} {d}" if d in first else ""


def _beats(ids: Iterable[str]) -> Iterable[list[str]]:
    """Gather what comes one by one into what is shown at one beat."""
    gathered: list[str] = []
    last = 0.0
    for document in ids:
        gathered.append(document)
        if monotonic() - last > _BEAT:
            yield gathered
            gathered, last = [], monotonic()
    if gathered:
        yield gathered
