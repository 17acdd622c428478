"""Two versions of a story beside each other, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.annotations import StoreChange, link_between
from reader.duplicates import Alignment, Candidate, ChangeKind, PairStatus, align_quickly
from reader.errors import ReaderError
from reader.text import Excerpt, numbered
from reader.ui.article.view import Badge, TaggedSpan
from reader.ui.compare.view import SIGNS, ComparisonView, VersionHeads, in_words
from reader.ui.compare.view.facing import Facing
from reader.ui.compare.view.facing_layout import SIDE_BY_SIDE
from reader.ui.judging.pair_commands import PairCommands
from reader.ui.shared.commands import command
from reader.ui.shared.lines.head_line import waiting
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.signs import tag_letter
from reader.workspace.actions.passages.annotating import standing
from reader.workspace.analyses.progress import Progress
from reader.workspace.cache.comparison import Comparison
from reader.workspace.overviews.story_versions import beside

# From so many characters on, what is the same is shown before all is compared.
_LONG = 60_000
_SAID = {
    PairStatus.VERBATIM: "same",
    PairStatus.EDITED: "edited",
    PairStatus.REWORDED: "reworded",
    PairStatus.QUOTED: "quoted",
    PairStatus.ADDED: "only B",
    PairStatus.DROPPED: "only A",
}

# Below so many rows of the terminal each one counts.
_LOW = 24
# The cells between two parts of the head, and those that words leave empty at the end of a line.
_BETWEEN, _RAGGED = 3, 12


def legend(rows: Sequence[Facing]) -> str:
    """Return the signs that stand beside rows, in words; the weightiest first."""
    statuses = {row.status for row in rows}
    signs = {
        "! contradicts": any(row.contradicts for row in rows),
        "· matters": any(row.matters and not (row.is_alone or row.contradicts) for row in rows),
        **{f"{sign} {_SAID[status]}": status in statuses for status, sign in SIGNS.items()},
        "↕ moved": any(row.moved for row in rows),
    }
    return "  ".join(sign for sign, is_there in signs.items() if is_there)


class CompareScreen(ReaderScreen):
    """Shows a document and another version of it; where none is named, the next of its story."""

    WIDGETS = (ComparisonView,)
    BINDINGS = [
        *PairCommands.COMMANDS,
        command("view.side", "tab", "side", "Side", "Use the other version"),
        command(
            "view.detail",
            "d",
            "detail",
            "Detail",
            "All of the changes here and of the evidence, uncut",
        ),
        command("view.swap", "w", "swap", "Swap", "Swap the two versions", footer=True),
        command(
            "go.next", "greater_than_sign", "go(1)", "Version", "The next version", footer=True
        ),
        command("go.previous", "less_than_sign", "go(-1)", "Version before", "The version before"),
        command("go.read", "enter", "read", "Read", "Read the version in use here", footer=True),
        command("app.close", "escape", "app.leave", "Back", "Back"),
    ]

    def __init__(self, a: str, b: str | None = None) -> None:
        super().__init__()
        self.parts = {"judging": PairCommands(self, lambda: self.candidate)}
        self._documents = (a, b)
        self._others: tuple[str, ...] = ()
        self._comparison: Comparison | None = None
        self._shown: tuple[str, str] | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the two versions under what they are, and over their changes in words."""
        yield VersionHeads(id="versions")
        yield ComparisonView(id="comparison")
        with VerticalScroll(id="changes", can_focus=False):
            yield Static(id="change", markup=False)

    def on_mount(self) -> None:
        """Compare the two."""
        self.key_line.favour("find.next", "version.accept", "version.reject")
        self._load(*self._documents)

    def on_resize(self, event: events.Resize) -> None:
        """Give the changes more lines where the versions stand beside each other.

        Where there are few lines, the changes take no more than they need.
        """
        self.set_class(event.size.width >= SIDE_BY_SIDE, "-beside")
        self.set_class(event.size.height < _LOW, "-low")
        self.call_after_refresh(self._show_row)

    @property
    def candidate(self) -> Candidate | None:
        """The pair that a verdict is meant for: the two versions on show."""
        return self._comparison.candidate if self._comparison is not None else None

    # -- showing -----------------------------------------------------------------------------

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self, a: str, b: str | None, side: int = 0, offset: int = 0) -> None:
        """Align the two, and show them with the cursor at a place of a side."""
        call = self.app.call_from_thread
        try:
            if b is None or not self._others:
                self._others = beside(self.workspace, a)
            other = b if b is not None else next(iter(self._others), None)
            if other is None:
                call(self._show_alone)
                return
            call(self._show_versions, a, other)
            stories = self.workspace.article(a).story, self.workspace.article(other).story
            if sum(len(story.text) for story in stories) > _LONG:
                call(self._show_rows, (a, other), stories, align_quickly(*stories), (side, offset))
            comparison = self.workspace.duplicates.compare(a, other)
        except ReaderError as error:
            call(self.reader.say_error, error)
            return
        call(self._show, (a, other), stories, comparison, (side, offset))

    def _show_alone(self) -> None:
        heading = waiting(self.workspace.progress, "no other version is known: L links one")
        self.head_line.show("Compare", heading)

    def analysis_changed(self, progress: Progress) -> None:
        """Look again for another version, where none was known."""
        super().analysis_changed(progress)
        if self._shown is None and self._documents[1] is None:
            self._load(*self._documents)

    def _show_versions(self, a: str, b: str) -> None:
        """Name the two versions."""
        self._documents, self._comparison = (a, b), None
        self.head_line.show("Compare", "comparing …")
        heads = ((document, self.workspace.summary(document)) for document in (a, b))
        self.query_one(VersionHeads).show(*heads)

    def _show(
        self,
        documents: tuple[str, str],
        stories: tuple[Excerpt, Excerpt],
        comparison: Comparison,
        place: tuple[int, int],
    ) -> None:
        if documents == self._documents:
            self._comparison = comparison
            view = self.query_one(ComparisonView)
            if self._shown == documents:
                place = (view.side, view.place or 0)
            self._show_rows(documents, stories, comparison.alignment, place)

    def _show_rows(
        self,
        documents: tuple[str, str],
        stories: tuple[Excerpt, Excerpt],
        alignment: Alignment,
        place: tuple[int, int],
    ) -> None:
        if documents == self._documents:
            view = self.query_one(ComparisonView)
            self._shown = documents
            view.show(*stories, alignment)
            self.status_line.rest("", legend(view.rows), whole=True)
            self._show_passages()
            if place[1]:
                view.go_to(*place)
            view.focus()

    def _show_passages(self) -> None:
        if self._shown is not None:
            a, b = self._shown
            self.query_one(ComparisonView).tag(self._passages(a), self._passages(b))

    def _passages(self, document: str) -> Iterable[TaggedSpan]:
        tags = {tag.id: Badge(tag_letter(tag), tag.color) for tag in self.store.tags()}
        for passage in standing(self.store, self.workspace.document(document)):
            badges = tuple(tags[tag] for tag in passage.tags if tag in tags)
            yield TaggedSpan(passage.anchor.start, passage.anchor.end, badges, passage.id)

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the tags and the verdict as they are now."""
        self._show_passages()
        self._show_row()

    @on(ComparisonView.RowMoved)
    def _show_row(self) -> None:
        """Name the place of the cursor, and the change there."""
        view, comparison = self.query_one(ComparisonView), self._comparison
        if comparison is None:
            return
        candidate = comparison.candidate
        link = link_between(self.store, candidate.a, candidate.b)
        kind = f"{link.verdict} as {link.kind}" if link is not None else f"{candidate.kind}?"
        number, reached = view.changes
        all_, at = view.differences
        differences = f"difference {at} of {all_}" if at else numbered(all_, "difference")
        where = (
            "Compare",
            f"change {reached} of {number}" if reached else numbered(number, "change"),
            *([differences] if all_ != number else []),
            kind,
        )
        room = self.size.width - sum(len(part) + _BETWEEN for part in where)
        evidence = candidate.evidence.with_names(comparison.evidence.in_room(room))
        self.head_line.show(*where, evidence)
        self.query_one(VersionHeads).use(view.side)
        self.query_one("#change", Static).update(self._changes(view))

    @on(ComparisonView.NothingThere)
    def _say_none(self, event: ComparisonView.NothingThere) -> None:
        """Say that the two have none of what was asked for, as soon as that is known."""
        self.say(
            "They are compared still" if self._comparison is None else event.said, is_miss=True
        )

    def _changes(self, view: ComparisonView) -> Text:
        row = view.current
        if row is None:
            return Text("Neither tells a story that could be compared; Enter reads them")
        text = Text.assemble((f"{SIGNS[row.status]} {_SAID[row.status]}", "bold"))
        text.append(" · moved" if row.moved else "")
        if row.folded:
            return Text(f"{row.folded:,} sentences are word for word the same: z opens them")
        changes = in_words(row, *view.texts, whole=self.has_class("-detail"))
        for kind, words in changes:
            if kind is not ChangeKind.WORD:
                text.append(f"\n{kind}: ", "bold").append(words)
        others = [words for kind, words in changes if kind is ChangeKind.WORD]
        if others:
            text.append("\nwords: ", "bold").append(" · ".join(others))
        comparison = self._comparison
        is_whole = self.has_class("-detail")
        # Where nothing is changed there is room for more of it than in the line at the top.
        if comparison is not None and (is_whole or not (changes or self.has_class("-low"))):
            evidence, names = comparison.candidate.evidence, comparison.evidence
            room = self._room_below - len(evidence.summary)
            told = evidence.with_names(names.in_words(None) if is_whole else names.in_room(room))
            text.append("\nevidence: ", "bold").append(told)
        return text

    @property
    def _room_below(self) -> int:
        """The letters of evidence that the pane below has room for under its first line."""
        size = self.query_one("#changes").content_size
        return max(0, (size.height - 1) * (size.width - _RAGGED) - len("evidence: "))

    # -- what keys do ------------------------------------------------------------------------

    def action_detail(self) -> None:
        """Show all of the changes under the cursor and of the evidence, or their beginnings."""
        self.toggle_class("-detail")
        self._show_row()

    def action_side(self) -> None:
        """Use the other version: for reading, and in a narrow window for what both say."""
        view = self.query_one(ComparisonView)
        view.side = 1 - view.side

    def action_swap(self) -> None:
        """Show the second version first; the place stays."""
        view = self.query_one(ComparisonView)
        a, b = self._documents
        if b is not None:
            place = view.place
            self._others = ()
            self._load(b, a, 1 - view.side, place or 0)

    def action_go(self, by: int) -> None:
        """Compare with the next version of the story, or the one before."""
        a, b = self._documents
        if set(self._others) - {b}:
            place = self._others.index(b) + by if b in self._others else 0
            self._load(a, self._others[place % len(self._others)])
        else:
            self.say("No further version is known", is_miss=True)

    def action_read(self) -> None:
        """Read the version in use, from this place on."""
        view = self.query_one(ComparisonView)
        document = self._documents[view.side]
        if document is not None:
            self.navigator.open_article(document, at=view.place)
