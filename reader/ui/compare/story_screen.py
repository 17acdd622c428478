"""A story: its versions by date, and who says what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.annotations import Status, StoreChange
from reader.duplicates import Candidate
from reader.errors import ReaderError
from reader.text import numbered
from reader.ui.compare.statements import StatementList, letter
from reader.ui.compare.timeline import by_source
from reader.ui.shared.commands import command
from reader.ui.shared.cycling import following
from reader.ui.shared.lists.virtual_list import NARROW, VirtualList, cell
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.signs import STATUS_SIGNS, UNDECIDED
from reader.workspace import DocumentSummary
from reader.workspace.actions.passages.annotating import state_of
from reader.workspace.analyses.progress import Progress
from reader.workspace.analyses.stories.story import first_sign, shown_date, zones_decide
from reader.workspace.overviews.report_model import ReportScope
from reader.workspace.overviews.story_statements import Statement, statements
from reader.workspace.overviews.story_versions import ListedVersion, story_versions, undecided

_CONTRADICTED, _HERE, _SEVERAL = "contradicted", "only here", "in two or more"
_FILTERS = ("all", _CONTRADICTED, _HERE, _SEVERAL)


class VersionList(VirtualList[ListedVersion]):
    """The versions of a story, the likely first one on top; narrow rows have two lines."""

    def __init__(
        self, summary: Callable[[str], DocumentSummary], status: Callable[[str], Status]
    ) -> None:
        super().__init__(id="versions")
        self._summary, self._status = summary, status
        self._has_zones = False  # time zones decide the order, so that they are shown

    def show_versions(self, versions: Sequence[ListedVersion]) -> None:
        """Show the versions of a story, with their time zones where these decide the order."""
        self._has_zones = zones_decide([version.date for version in versions])
        self.show(versions)

    def on_resize(self) -> None:
        """Draw rows of one line where there is room, of two where not."""
        self._set_row_height(2 if self.size.width < NARROW else 1)

    def draw(self, item: ListedVersion, width: int, style: Style) -> list[list[Segment]]:
        """Draw a version: letter, status, date, kind, share and whose it is, title."""
        faint = self.toned("list--faint", style)
        bold = style + Style(bold=True)
        later = (one.date for one in self.items[1:])
        kind = f"{UNDECIDED if item.is_open else ' '} {item.kind or first_sign(item.date, later)}"
        named = [one.document for one in self.items]
        beside = letter(named.index(item.beside)) if item.beside in named else ""
        share = f"{'▰' * round(item.share * 5):▱<5} {item.share:4.0%} in {beside}"
        others = filter(None, (item.source, item.document))
        begin = [
            cell(f" {letter(self.items.index(item))}", 3, bold),
            cell(STATUS_SIGNS[self._status(item.document)], 2, faint),
        ]
        if width < NARROW:
            kind = f"{kind} {beside}"
            title = item.title or item.document
            below = " · ".join((self._date(item).strip(), *others))
            return [
                [*begin, cell(kind, 15, bold), cell(title, max(1, width - 20), style)],
                [cell("", 5, faint), cell(below, max(1, width - 5), faint)],
            ]
        about = " · ".join(filter(None, (item.title, *others)))
        date = 17 + 7 * self._has_zones
        cells = [
            cell(self._date(item), date, style),
            cell(kind, 13, bold),
            cell(share if item.kind else "", 18, style),
        ]
        return [[*begin, *cells, cell(about, max(1, width - 36 - date), style)]]

    def _date(self, version: ListedVersion) -> str:
        mark = self._summary(version.document).date_mark
        return f"{mark}{shown_date(version.date, zone=self._has_zones)}" or "no date"


class StoryScreen(ReaderScreen):
    """Shows the story of a document, or those that it is ``among`` until they are decided."""

    WIDGETS = (VersionList, StatementList)
    BINDINGS = [
        command("version.compare", "c", "compare", "Compare", "With the first one", footer=True),
        command(
            "view.side", "tab", "other_list", "Other list", "Versions, or statements", footer=True
        ),
        command(
            "find.statements",
            "f",
            "filter",
            "Filter",
            "Statements that are contradicted, only here, in two or more, or all",
            footer=True,
        ),
        command("version.queue", "D", "app.queue", "Decide", "Decide on this story", footer=True),
        command("app.close", "escape", "app.leave", "Back", "Back to the article"),
    ]

    def __init__(self, document: str, among: Sequence[str] = ()) -> None:
        super().__init__()
        self._document, self._among = document, among
        self._versions: tuple[ListedVersion, ...] = ()
        self._statements: tuple[Statement, ...] | None = None
        self._filter = _FILTERS[0]
        self._pairs: tuple[Candidate, ...] = ()

    @property
    def document_at_hand(self) -> str:
        """The id of the version under the cursor."""
        current = self.query_one(VersionList).current
        return current.document if current is not None else self._document

    def compose_body(self) -> ComposeResult:
        """Lay out the versions over their timeline, and who says what."""
        yield VersionList(self.workspace.summaries.of, self._status_of)
        yield Static(id="timeline", markup=False)
        yield StatementList(id="statements")

    def on_mount(self) -> None:
        """Gather the versions."""
        self.head_line.show("Story", "gathering the versions …")
        self.status_line.rest(
            "", "= same  ~ edited  ≈ reworded  ” quoted  ! contradicts  · not said", whole=True
        )
        self.load()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def load(self) -> None:
        """Gather the versions, then what they say."""
        worker, call = get_current_worker(), self.app.call_from_thread
        self._pairs = self.workspace.duplicates.pairs
        try:
            versions = story_versions(self.workspace, self._document, self._among)
            call(self._show_versions, versions)
            documents = [version.document for version in versions]
            found = statements(
                self.workspace, documents, lambda: worker.is_cancelled, partial(call, self._tell)
            )
        except ReaderError as error:
            call(self.reader.say_error, error)
            return
        if not worker.is_cancelled:
            call(self._show_statements, found)

    def _show_versions(self, versions: tuple[ListedVersion, ...]) -> None:
        self._versions, self._statements = versions, None
        listed = self.query_one(VersionList)
        listed.show_versions(versions)
        self._fit_versions()
        documents = [version.document for version in versions]
        listed.cursor = documents.index(self._document)
        self._show_timeline()
        listed.focus()

    def _fit_versions(self) -> None:
        """Give the versions the lines that they need, as far as statements have some, too."""
        listed = self.query_one(VersionList)
        lines = len(self._versions) * listed.row_height
        most = max(self.size.height // 3, 3 * listed.row_height)
        listed.styles.height = min(lines, most)

    def _tell(self, done: int, versions: int) -> None:
        """Show the progress of the comparison of versions."""
        if self.workspace.progress.is_over:
            self.head_line.progress(Progress("comparing", done, versions))

    def _show_statements(self, found: tuple[Statement, ...]) -> None:
        self._statements = found
        self.head_line.progress(self.workspace.progress)
        self._arrange()

    def _arrange(self) -> None:
        """Show the statements that the filter leaves, and how many there are of each."""
        found = self._statements
        if found is None:
            self._show_where("comparing …")
            return
        listed = self.query_one(VersionList)
        here = listed.current.document if listed.current else ""
        wanted = [one for one in found if _fits(one, self._filter, here)]
        statements = self.query_one(StatementList)
        statements.lay_out([version.document for version in self._versions], wanted)
        statements.say_blank(f"No statement is {self._filter}")
        shared = sum(len(one.said) > 1 for one in found)
        against = sum(bool(one.against) for one in found)
        filtered = f"{self._filter}: {len(wanted):,} of " if self._filter != _FILTERS[0] else ""
        self._show_where(
            f"{filtered}{len(found):,} statements",
            f"{against:,} contradicted",
            f"{shared:,} in several",
        )

    def _show_where(self, *facts: str) -> None:
        count = len(self._versions)
        asked, is_over = undecided(self._versions), self.workspace.progress.is_over
        counts = numbered(count, "version") + " so far" * (not is_over)
        if is_over and count < 2:
            counts = "no other version is known"
        counts += f", {asked:,} undecided" * bool(asked)
        self.head_line.show("Story", counts, *facts)

    def _status_of(self, document: str) -> Status:
        return state_of(self.store, document).status

    def analysis_changed(self, progress: Progress) -> None:
        """Gather again what the corpus has shown since."""
        super().analysis_changed(progress)
        if self.workspace.duplicates.pairs is not self._pairs:
            self.load()

    def _show_timeline(self) -> None:
        versions = self._versions
        signs = [letter(number) for number in range(len(versions))]
        dates, sources = [v.date for v in versions], [v.source for v in versions]
        lines = by_source(dates, signs, sources, max(0, self.size.width - 4))
        is_undated = bool(versions) and not any(dates)
        undated = "No version has a date: they stand by likeness" if is_undated else ""
        timeline = self.query_one("#timeline", Static)
        timeline.update(Text("\n".join(lines) or undated))
        timeline.display = bool(lines or undated)

    def report_scopes(self) -> Sequence[ReportScope]:
        """Return this story as the subject of a report made from here."""
        return [ReportScope(story=self._document)]

    def on_resize(self, event: events.Resize) -> None:
        """Draw versions and timeline for the new width."""
        self.call_after_refresh(self._fit_versions)
        self.call_after_refresh(self._show_timeline)

    def annotations_changed(self, change: StoreChange) -> None:
        """Draw statuses anew; gather again where links have changed."""
        self.query_one(VersionList).refresh()
        if "links" in change.tables:
            self.load()

    @on(VersionList.Moved)
    def use(self) -> None:
        """Set the version under the cursor off from the others."""
        self.query_one(StatementList).use(self.query_one(VersionList).cursor)
        if self._filter == _HERE:
            self._arrange()

    # -- what keys do ------------------------------------------------------------------------

    @on(VirtualList.Opened)
    def read(self, event: VirtualList.Opened) -> None:
        """Read the version under the cursor, or where it makes the statement under the cursor.

        A statement that it does not make is read where the earliest version does.
        """
        version, statements = self.query_one(VersionList).current, self.query_one(StatementList)
        if version is None:
            return
        document, at = version.document, None
        if event.list is statements and statements.current is not None:
            places = statements.current.places
            document = document if document in places else next(iter(places))
            at = places[document][0].start
        self.navigator.open_article(document, at=at)

    def action_compare(self) -> None:
        """Compare the version under the cursor with the first one; that with the next."""
        listed = self.query_one(VersionList)
        if len(self._versions) < 2:
            self.say("No other version is known: L links one", is_miss=True)
            return
        first = self._versions[0].document
        other = self._versions[listed.cursor or 1].document
        self.navigator.open_comparison(first, other)

    def action_filter(self) -> None:
        """Show the statements that are contradicted, only here, in two or more, or all."""
        self._filter = following(_FILTERS, self._filter)
        self._arrange()

    def action_other_list(self) -> None:
        """Go from the versions to the statements, or back."""
        versions, statements = self.query_one(VersionList), self.query_one(StatementList)
        (statements if versions.has_focus else versions).focus()


def _fits(statement: Statement, wanted: str, here: str) -> bool:
    """Tell whether a filter leaves a statement; ``here`` is the version in use."""
    if wanted == _CONTRADICTED:
        return bool(statement.against)
    if wanted == _HERE:
        return statement.said.keys() == {here}
    return wanted != _SEVERAL or len(statement.said) > 1
