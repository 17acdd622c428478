"""The cluster: the versions of a story by date, and who says what."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.annotations import StoreChange
from reader.errors import ReaderError
from reader.ui.commands import command
from reader.ui.compare.statements import StatementList, letter
from reader.ui.compare.timeline import timeline
from reader.ui.shared.key_line import KeyLine
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.signs import STATUS_SIGNS
from reader.ui.shared.status_line import StatusLine
from reader.ui.shared.virtual_list import VirtualList, cell
from reader.workspace.actions.annotating import state_of
from reader.workspace.analyses.story_versions import (
    ClusterVersion,
    Statement,
    cluster_versions,
    statements,
)


class VersionList(VirtualList[ClusterVersion]):
    """The versions of a story, one row each; the likely first one comes first."""

    def draw(self, item: ClusterVersion, width: int, style: Style) -> list[list[Segment]]:
        """Draw a version: letter, status, date, kind, share of it that the first one has, title."""
        screen = self.screen
        assert isinstance(screen, ClusterScreen)
        faint = self.toned("list--faint", style)
        bold = style + Style(bold=True)
        kind = item.kind or "first?"
        share = f"{'▰' * round(item.share * 5):▱<5} {item.share:4.0%}"
        cells = [
            cell(letter(self.items.index(item)), 2, bold),
            cell(STATUS_SIGNS[state_of(screen.store, item.document).status], 2, faint),
            cell(item.date.replace("T", " ")[:16] or "no date", 17, style),
            cell(kind, 11, bold),
            cell(share if item.kind else "", 11, style),
        ]
        about = " · ".join(part for part in (item.title, item.source, item.document) if part)
        return [[*cells, cell(about, max(1, width - 43), style)]]


class ClusterScreen(ReaderScreen):
    """Shows the cluster of a document."""

    BINDINGS = [
        command("version.compare", "c", "compare", "Compare", "With the first one", footer=True),
        command("view.side", "tab", "other_list", "Other list", "Versions, or statements"),
        command("app.close", "escape", "app.leave", "Back", "Back to the article"),
    ]

    def __init__(self, document: str) -> None:
        super().__init__()
        self._document = document
        self._versions: tuple[ClusterVersion, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the versions over their timeline, and who says what."""
        yield Static("Gathering the versions …", id="where", markup=False)
        yield VersionList(id="versions")
        yield Static(id="timeline", markup=False)
        yield StatementList(id="statements")
        yield StatusLine(id="status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Gather the versions."""
        self.query_one(StatusLine).rest(
            "= same  ~ edited  ≈ reworded  ” quoted  · not said   Tab: the other list"
        )
        self.load()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def load(self) -> None:
        """Gather the versions, then what they say."""
        worker, call = get_current_worker(), self.app.call_from_thread
        try:
            versions = cluster_versions(self.workspace, self._document)
            call(self._show_versions, versions)
            documents = [version.document for version in versions]
            found = statements(self.workspace, documents, lambda: worker.is_cancelled)
        except ReaderError as error:
            call(self.reader.say_error, error)
            return
        if not worker.is_cancelled:
            call(self._show_statements, found)

    def _show_versions(self, versions: tuple[ClusterVersion, ...]) -> None:
        self._versions = versions
        listed = self.query_one(VersionList)
        listed.show(versions)
        listed.styles.height = min(len(versions), max(3, self.size.height // 3))
        documents = [version.document for version in versions]
        listed.cursor = documents.index(self._document)
        self._show_timeline()
        listed.focus()

    def _show_statements(self, found: tuple[Statement, ...]) -> None:
        documents = [version.document for version in self._versions]
        self.query_one(StatementList).lay_out(documents, found)
        shared = sum(len(one.said) > 1 for one in found)
        everywhere = sum(len(one.said) == len(documents) for one in found)
        where = f"{len(documents):,} versions · {len(found):,} statements"
        if len(documents) > 1:
            where += f" · {shared:,} in several · {everywhere:,} in all"
        else:
            where += " · no other version is known"
        self.query_one("#where", Static).update(where)

    def _show_timeline(self) -> None:
        dates = [version.date for version in self._versions]
        signs = [letter(number) for number in range(len(dates))]
        line, ends = timeline(dates, signs, max(0, self.size.width - 4))
        self.query_one("#timeline", Static).update(Text(f"{line}\n{ends}" if line else "no dates"))

    def on_resize(self, event: events.Resize) -> None:
        """Draw the timeline for the new width."""
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

    # -- what keys do ------------------------------------------------------------------------

    @on(VirtualList.Opened)
    def read(self, event: VirtualList.Opened) -> None:
        """Read the version under the cursor, or where it makes the statement under the cursor.

        A statement that it does not make is read where the earliest version does.
        """
        version, told = self.query_one(VersionList).current, self.query_one(StatementList)
        if version is None:
            return
        document, at = version.document, None
        if event.list is told and told.current is not None:
            places = told.current.places
            document = document if document in places else next(iter(places))
            at = places[document][0].start
        self.navigator.open_article(document, at=at)

    def action_compare(self) -> None:
        """Compare the version under the cursor with the first one; that with the next."""
        listed = self.query_one(VersionList)
        if len(self._versions) < 2:
            self.say("No other version is known: L links one")
            return
        first = self._versions[0].document
        other = self._versions[listed.cursor or 1].document
        self.navigator.open_comparison(first, other)

    def action_other_list(self) -> None:
        """Go from the versions to the statements, or back."""
        versions, told = self.query_one(VersionList), self.query_one(StatementList)
        (told if versions.has_focus else versions).focus()
