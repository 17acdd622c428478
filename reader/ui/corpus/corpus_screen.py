"""The list of the corpus: where the app begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.annotations import StepSummary, StoreChange
from reader.corpus import ScanDifference
from reader.ui.corpus.batch_actions import BatchCommands
from reader.ui.corpus.catalogue import Catalogue, ListView
from reader.ui.corpus.corpus_list import CorpusList
from reader.ui.corpus.document_preview import Preview
from reader.ui.corpus.list_filter import ListFilter
from reader.ui.corpus.list_order import ListOrder
from reader.ui.corpus.loading import CorpusLoading
from reader.ui.corpus.preview_pane import PreviewPane
from reader.ui.entities.gathering import NameGathering
from reader.ui.shared.commands import command, key_of, with_keys
from reader.ui.shared.lines.head_line import waiting
from reader.ui.shared.lines.query_input import QueryInput
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.analyses.progress import Progress
from reader.workspace.analyses.stories.listing import CorpusRow, CorpusRows, Listing

if TYPE_CHECKING:
    from reader.workspace.overviews.report_model import ReportScope

# Rows of so many documents are arranged before the next key; more of them in a worker.
_AT_ONCE = 2_000
_FOR_MARKED = (
    "{document.done} done  {tag.keys} tag  {document.clear} remove  {document.export} export"
)


class CorpusScreen(ReaderScreen):
    """All documents of the corpus by story, found, read and listed while it is used already."""

    WIDGETS = (CorpusList,)
    BINDINGS = [
        command("find.filter", "slash", "filter", "Filter", "Show some rows only", footer=True),
        command("find.views", "w", "views", "Views", "Take up a saved query, or save this one"),
        *ListOrder.COMMANDS,
        command("go.unread", "n", "unread(1)", "Next unread", "Go to the next unread article"),
        command(
            "go.unread-back", "N", "unread(-1)", "Unread before", "Go to the unread one before"
        ),
        command(
            "view.preview", "p", "preview", "Preview", "Open the row a little, beside the list"
        ),
        *BatchCommands.COMMANDS,
        *CorpusLoading.COMMANDS,
        command("entity.list", "i", "app.entities", "Names", "Who and what the corpus mentions"),
        command("version.story", "V", "story", "Story", "The versions of the story, by date"),
        command("version.compare", "c", "compare", "Compare", "Compare with another version"),
        command(
            "version.queue",
            "D",
            "app.queue",
            "Decide",
            "Decide on stories, this one first",
            footer=True,
        ),
        command("app.back", "q", "app.leave", "Quit", "Leave reader", footer=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.arrived.clear()
        self._catalogue: Catalogue | None = None
        self._listing = Listing(CorpusRows(), [])
        # The view that rows are being arranged for, whether they are to be once more, and the
        # filter of those that are shown.
        self._arranging: ListView | None = None
        self._is_stale = False
        self._one_answer = Lock()
        self._filtered_by = ""
        self._names = NameGathering(self, self._show_entities)
        self._preview = PreviewPane(self, lambda: self.catalogue, lambda: self.listed.current)
        self._filter = ListFilter(self)
        self._order = ListOrder(
            self, lambda: self.catalogue, lambda: self.listed, self.rearrange, self.refold
        )
        self._loading = CorpusLoading(
            self, lambda: self.catalogue, self._seen, self.show_found, self.rearrange
        )
        self.documents = BatchCommands(self, lambda: self.listed)
        self.parts = {"order": self._order, "documents": self.documents, "loading": self._loading}

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the documents."""
        if self._catalogue is None:
            self._catalogue = Catalogue(self.workspace)
        return self._catalogue

    @property
    def listed(self) -> CorpusList:
        """The rows."""
        return self.query_one(CorpusList)

    @property
    def document_at_hand(self) -> str | None:
        """The id of the document of the row under the cursor."""
        row = self.listed.current
        return row.document if row is not None else None

    @property
    def _left_at(self) -> str:
        """The document at which the list was left, "" where it never was."""
        return self.workspace.view_state.text("document")

    def _seen(self) -> Sequence[str]:
        """Return the documents of the rows in sight, the one under the cursor first."""
        current = self.listed.current
        rows = [current, *self.listed.seen] if current is not None else self.listed.seen
        return [document for row in rows for document in row.documents]

    @property
    def order(self) -> Sequence[str]:
        """The documents of the rows, in their order; those of folded stories too."""
        return self._listing.documents

    @property
    def narrowed(self) -> frozenset[str] | None:
        """The documents that a filter leaves; None where there is no filter."""
        return frozenset(self.order) if self._order.view.filter else None

    def compose_body(self) -> ComposeResult:
        """Lay out the list beside its preview, over its filter and a line that sums it up."""
        with Horizontal(id="desk"):
            rows = self.catalogue
            yield CorpusList(rows.row, rows.to_read, self._order.is_unfolded, id="documents")
            yield Preview()
        yield self._filter.box

    def on_mount(self) -> None:
        """Take up how the list was left, and begin to find the documents."""
        self._order.take_up()
        self._filter.take_up(self._order.view.filter)
        self.listed.focus()
        self._preview.lay_out()
        self._loading.begin()
        self._names.note(self._order.view.filter)

    def on_unmount(self) -> None:
        """Keep the state of the list; it is saved when the corpus is closed."""
        self._order.note()

    # -- what comes in -------------------------------------------------------------------------

    def show_found(self, found: list[str]) -> None:
        """Show documents that were found."""
        self.catalogue.documents += found
        wanted = self._left_at if self.listed.cursor == 0 else ""
        if self._order.view.is_plain and not self.catalogue.stories:
            self._listing = Listing(CorpusRows(), self.catalogue.documents)
            self.listed.extend([CorpusRow(document) for document in found])
            if wanted in found:
                self.listed.go_to_document(wanted)
        elif not found or len(self.catalogue.documents) >= 2 * len(self._listing.documents):
            # Each time for twice as many, so that finding stays in pace.
            self.rearrange(wanted or None)
        self._show_sums()
        self.arrived.set()

    def analysis_changed(self, progress: Progress) -> None:
        """Draw the rows that are known by now."""
        super().analysis_changed(progress)
        self.listed.lay_out(self.catalogue.content())
        self.listed.refresh()
        self._show_sums()
        if progress.is_over and not self._order.view.is_plain:
            self.rearrange()

    def annotations_changed(self, change: StoreChange) -> None:
        """Draw the rows anew; find the stories anew where a verdict was given."""
        if self._names.is_asked:
            self._names.follow(change)
        self.catalogue.annotations_changed(change)
        self.reader.offers_tour &= "passages" not in change.tables  # who tags is no beginner
        self.listed.lay_out(self.catalogue.content())
        self.listed.refresh()
        if "links" in change.tables:
            self._loading.tell_stories()
        elif not self._order.view.is_plain:
            self.rearrange()
        self._show_sums()
        self._preview.follow()

    def corpus_changed(self, changes: ScanDifference) -> None:
        """Show the changes in the folder, and read them."""
        self._loading.folder_changed(changes)

    def step_turned(self, step: StepSummary) -> None:
        """Go to the row of the document that the step was on."""
        row = self.listed.current
        if step.documents and (row is None or not {*row.documents} & {*step.documents}):
            self.listed.go_to_document(step.documents[0])

    def _favour(self) -> None:
        """Offer the key that shows the versions of the story at hand, or hides them."""
        row = self.listed.current
        favoured = list[str]()
        if row is not None and self._order.is_unfolded(row):
            favoured = ["list.fold"]
        elif row is not None and row.is_story:
            favoured = ["list.unfold"]
        self.key_line.favour(*favoured)

    def _show_sums(self) -> None:
        self.head_line.show(self.workspace.name, *self.catalogue.sums())
        self.tell_state()
        # The alert tells what was looked for and left out.
        view, empty = self._order.view, "No articles"
        if view.filter:
            from reader.workspace.query.mistaken import mistaken_in  # nothing is asked at the start

            begun = replace(view, typing=True).asked
            empty = "Nothing has all of this: Escape shows the rest"
            empty += f", {begun} what begins so" if begun != view.asked else ""
            empty += "" if self.listed.items else mistaken_in(view.filter)
        self.listed.say_blank(waiting(self.workspace.progress, empty))

    def _state(self) -> Sequence[str]:
        """Return the order and filter of the list, in words, and what no column says of a row."""
        catalogue = self.catalogue
        marks = self.listed.marks_in_words()
        parts = [f"{marks}: {with_keys(_FOR_MARKED)}"] if marks else []
        view = self._order.view
        is_filtering = self._arranging is not None and view.asked != self._filtered_by
        shown = None if is_filtering else len(self.order)
        parts += view.in_words(shown, len(catalogue.documents), catalogue.problem, catalogue.share)
        row = self.listed.current
        if row is not None and row.version is not None and row.story is not None:
            parts.append(catalogue.version_in_words(row.version, row.story))
        if self.listed.is_ranging:
            parts.append(f"range: {key_of('list.range')} ends it")
        parts = [part for part in parts if part]  # the first version of a story has no words
        is_offered = not parts and self.reader.offers_tour
        # Both stand in 40 columns.
        if not self._order.view.filter and self.workspace.is_sample:
            parts.insert(0, "Your own: reader FOLDER")
        if is_offered:
            parts.append(f"{key_of('app.tour')}: a tour")
        return [*parts, *self.listed.beside_columns]

    # -- rows ----------------------------------------------------------------------------------

    def rearrange(self, at: str | None = None) -> None:
        """Show the rows for the filter and the order asked for, with the cursor on a document."""
        if len(self.catalogue.documents) <= _AT_ONCE:
            self._show_rows(self.catalogue.arrange(self._order.view, self.listed.marked), at)
        elif at is None and self._arranging == self._order.view:
            self._is_stale = True  # begun anew with all news, it would not come to an end
        else:
            self._arranging, self._is_stale = self._order.view, False
            self._arrange(self._arranging, at)
            self._show_sums()

    def refold(self, row: CorpusRow | None, at: str | None) -> None:
        """Fold and unfold the story of a row, or any, as the view has it now."""
        if self._arranging is not None:  # the rows that come are folded otherwise
            self.rearrange(at)
        else:
            self.listed.refold(self._order.view.unfolding, row, at)
            self._favour()

    @work(thread=True, exit_on_error=False, group="arrange", exclusive=True)
    def _arrange(self, view: ListView, at: str | None) -> None:
        worker, shown = get_current_worker(), self._listing
        # What was asked before is given up: answers beside each other would hold up keys.
        with self._one_answer:
            if worker.is_cancelled:  # it would tell what is wrong with an older filter
                return
            marked = frozenset(self.listed.marked)
            found = self.catalogue.arrange(view, marked, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_arranged, view, found, at)
        del shown  # 100,000 rows that are shown no more go here: that takes longer than a key may

    def _show_arranged(self, view: ListView, found: Listing, at: str | None) -> None:
        if view is not self._arranging:
            return
        self._arranging = None
        self._show_rows(found, at)
        if self._is_stale:
            self.rearrange()

    def _show_rows(self, found: Listing, at: str | None) -> None:
        first = not self._listing.documents
        if at is None and first:
            at = self._left_at or None
        self._listing, self._filtered_by = found, self._order.view.asked
        self.listed.lay_out(self.catalogue.content())
        self.listed.show_rows(found.rows, at)
        self._favour()
        self._show_sums()

    # -- reading -------------------------------------------------------------------------------

    @on(CorpusList.Opened)
    def open(self) -> None:
        """Open the document under the cursor; of a story the version that its row names."""
        row = self.listed.current
        if row is None:
            return
        document = self.catalogue.to_read(row.documents)
        if gone := self.catalogue.gone_in_words(document):
            self.say(gone)
        else:
            self.workspace.view_state.keep("document", document)
            self.navigator.open_article(document, self.order)

    def on_screen_resume(self) -> None:
        """Put the cursor on the article that was read last."""
        if self._left_at and self.listed.items:
            self.listed.go_to_document(self._left_at)
        self._order.keep()

    @on(CorpusList.Moved)
    def moved(self) -> None:
        """Remember the place, and let the preview follow."""
        row = self.listed.current
        if row is not None and self.is_current:
            self.workspace.view_state.keep("document", row.document)
        self._favour()
        self.tell_state()
        self._preview.follow()

    @on(CorpusList.Marked)
    def tell_state(self) -> None:
        """Tell the order and filter of the list, and the number of marked rows."""
        self.status_line.rest(" · ".join(self._state()))

    # -- what keys do ------------------------------------------------------------------------

    def action_unfold(self) -> None:
        """Show the versions of a story; a row that has none is opened."""
        if not self._order.unfold():
            self.open()

    @on(CorpusList.SortAsked)
    def sort_by_header(self, event: CorpusList.SortAsked) -> None:
        """Sort by the column whose header was clicked."""
        self._order.sort_by_header(event.column)

    def action_unread(self, by: int) -> None:
        """Go to the next row with something unread, or to the one before."""
        rows, cursor = self.listed.items, self.listed.cursor
        places = range(cursor + 1, len(rows)) if by > 0 else range(cursor - 1, -1, -1)
        for place in places:
            if any(map(self.catalogue.is_unread, rows[place].documents)):
                self.listed.cursor = place
                return
        self.say("Nothing is unread below" if by > 0 else "Nothing is unread above", is_miss=True)

    def action_story(self) -> None:
        """Show the versions of the story at hand."""
        if self.listed.current is not None:
            self.navigator.open_story(self.listed.current.document)

    def action_compare(self) -> None:
        """Compare the two that are marked, or the version at hand with another one."""
        marked = self.listed.chosen() if self.listed.marked else ()
        row = self.listed.current
        if len(marked) == 2:  # a comparison has two sides
            self.navigator.open_comparison(*marked)
        elif row is not None:
            self.navigator.open_comparison(self.catalogue.to_read(row.documents))

    def report_scopes(self) -> Sequence[ReportScope]:
        """Return the subjects of a report: the story or article at hand, and all passages."""
        from reader.workspace.overviews.report_model import ReportScope

        row, every = self.listed.current, ReportScope()
        if row is None:
            return [every]
        document = row.document
        return [
            ReportScope(story=document) if row.is_story else ReportScope(document=document),
            every,
        ]

    # -- the preview -----------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Lay the screen out for its width."""
        self._preview.lay_out()

    def action_preview(self) -> None:
        """Open the preview, or close it."""
        self._preview.turn()

    # -- the filter ----------------------------------------------------------------------------

    @on(QueryInput.Hinted)
    def show_hint(self, event: QueryInput.Hinted) -> None:
        """Tell the ways in which the filter may go on."""
        if event.hint:
            self.status_line.rest(event.hint)

    def action_views(self) -> None:
        """Take up a saved query, or save the one in use."""
        self._filter.ask_saved(self._order.view.asked)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show the rows that have what was typed so far, from the first one on."""
        text = event.value.strip()
        self._names.note(text)
        typing = self._filter.box.has_focus
        self._order.view = replace(self._order.view, filter=text, typing=typing)
        if text:
            self.listed.cursor = 0
        self.rearrange()

    def _show_entities(self) -> None:
        """Show the rows that mention what the filter names."""
        if self._names.is_asked:
            self.rearrange()

    @on(Input.Submitted)
    def end_filter(self) -> None:
        """Go back to the rows."""
        self._filter.box.display = False
        self.listed.focus()
        shown, self._order.view = self._order.view, replace(self._order.view, typing=False)
        if shown.asked != self._order.view.asked:
            self.rearrange()
        self._order.keep()

    def key_escape(self) -> None:
        """Let go of the preview over the list, of marks, then of the filter: one at a time."""
        box = self._filter.box
        if self._preview.is_over:
            self._preview.turn()
        elif box.has_focus or not self.listed.let_go():
            box.value = ""
            self.end_filter()

    def filter_by(self, text: str) -> None:
        """Show the rows of the list that a filter leaves."""
        self._filter.box.value = text
        self.end_filter()
