"""The queue: stories to be decided, version by version or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.worker import Worker, get_current_worker

from reader.annotations import Link, StoreChange, Verdict
from reader.duplicates import Candidate, Kind
from reader.text import numbered
from reader.ui.compare.view.facing_layout import SIDE_BY_SIDE
from reader.ui.duplicates.copies_screen import CopiesScreen
from reader.ui.duplicates.story_commands import StoryCommands
from reader.ui.duplicates.story_queue import KnownStories, StoryQueue
from reader.ui.duplicates.verdicts_screen import VerdictsScreen
from reader.ui.duplicates.version_preview import VersionPreview
from reader.ui.duplicates.version_rows import VersionRows
from reader.ui.judging.pair_commands import LEGEND
from reader.ui.judging.pair_reasons import PairReasons
from reader.ui.judging.pair_titles import titles_of
from reader.ui.judging.whole_reason import WholeReason
from reader.ui.shared.commands import command, edit, undoable
from reader.ui.shared.filtered_screen import FilteredScreen
from reader.ui.shared.lines.head_line import waiting
from reader.workspace.actions.judging import accept_copies, copies
from reader.workspace.analyses.progress import Progress
from reader.workspace.analyses.stories.story import Story, StoryVersion
from reader.workspace.analyses.stories.story_filter import HELP, StoryFilter, story_filter

# Lines that the texts have below the versions and the reason: their heads, and some of both, for a
# verdict is given on what is read there.
_LEAST_PREVIEW = 6


class QueueScreen(FilteredScreen):
    """Goes through the stories of which versions are not decided yet."""

    WIDGETS = (VersionRows,)
    ON_ROWS = frozenset({"judging", "go", "compare", "story"})
    FILTERED_BY = HELP
    BINDINGS = [
        *StoryCommands.COMMANDS,
        command("go.next-story", "n", "go(1)", "Next story", "Leave it undecided", footer=True),
        command("go.previous-story", "N", "go(-1)", "Story before", "Go back to the story before"),
        edit("app.undo", "u", "app.undo", "Undo", "Take back the last verdict", footer=True),
        edit(
            "version.accept-copies",
            "E",
            "accept_copies",
            "All copies",
            "List all exact and same-page copies, to accept them at once",
        ),
        command("version.compare", "c", "compare", "Compare", "All of both, beside each other"),
        command("version.story", "V", "story", "Story", "The versions of this story, by date"),
        command("version.verdicts", "v", "verdicts", "Verdicts", "All that was decided so far"),
        command("find.filter", "slash", "filter", "Filter", f"Show some only: {HELP}"),
    ]

    def __init__(self, document: str | None = None) -> None:
        """Make the queue; it begins with the story of a ``document`` where one is said."""
        super().__init__()
        self._asked = document
        self._pairs: tuple[Candidate, ...] | None = None  # those that the stories are made of
        self._queue = StoryQueue(self.workspace.summaries.of, document)
        self._at = 0
        self._left: Story | None = None  # what was shown when the filter was begun
        self._judging = StoryCommands(self, lambda: self.at_hand)
        self.parts = {"judging": self._judging}
        self._reasons = PairReasons(self, self._show_reasons)

    def compose_rows(self) -> ComposeResult:
        """Lay out the versions of a story over what differs in the one under the cursor."""
        yield VersionRows(self.workspace.summaries.of, self._reasons.of, id="candidates")
        yield WholeReason()
        yield VersionPreview(self.workspace, id="preview")

    def on_mount(self) -> None:
        """Gather the stories."""
        self.status_line.rest("", LEGEND, whole=True)
        self.key_line.favour("version.accept", "version.reject")
        self._say_blank()
        self._gather()

    @property
    def rows(self) -> VersionRows:
        """The versions of the story on show."""
        return self.query_one(VersionRows)

    # -- what is to be decided ---------------------------------------------------------------

    @property
    def story(self) -> Story | None:
        """The story on show."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    @property
    def version(self) -> StoryVersion | None:
        """The version under the cursor."""
        return self.rows.current

    @property
    def at_hand(self) -> tuple[Story, StoryVersion] | None:
        """The story on show and the version under the cursor."""
        story, version = self.story, self.version
        return (story, version) if story is not None and version is not None else None

    @property
    def _has_all(self) -> bool:
        """Tell whether the stories are those of all pairs that are known by now."""
        return self.workspace.duplicates.pairs is self._pairs

    @work(thread=True, exclusive=True, group="stories", exit_on_error=False)
    def _gather(self) -> None:
        """Make the stories of what is known by now."""
        worker, duplicates = get_current_worker(), self.workspace.duplicates
        if not worker.is_cancelled:
            pairs = duplicates.pairs
            known = KnownStories(duplicates.stories())
            changed = self._queue.ranked(known.all)
            self.app.call_from_thread(self._take_stories, worker, pairs, known, changed)

    def _take_stories(
        self,
        worker: Worker[None],
        pairs: tuple[Candidate, ...],
        known: KnownStories,
        changed: Sequence[Story],
    ) -> None:
        """Show the stories as they are now, unless a verdict was given since."""
        if worker.is_cancelled:
            return
        here, row, self._pairs = self.story, self.rows.cursor, pairs
        self._queue.take(known, self.store.all(Link), changed)
        if here is None and self._asked is not None and len(self._queue):
            # Later it would move under the hands of somebody who decides already.
            asked, self._asked = self._asked, None
            self._begin_with(asked)
        else:
            self._show_again(here, row)

    def _begin_with(self, document: str) -> None:
        """Show the story of a document, with the cursor on it; say so where none waits."""
        place = self._queue.place_of([document])
        if place is None:
            self._show(0)
            about = self.workspace.summaries.of(document).title or document
            yet = "" if self.workspace.progress.is_over else " yet"
            self.say(f"“{about}” has nothing to decide{yet}: these are the other stories")
        else:
            documents = [one.document for one in self._queue[place].versions]
            self._show(place, documents.index(document) if document in documents else 0)

    def _show_again(self, here: Story | None, row: int, documents: Iterable[str] = ()) -> None:
        """Show the story of some documents, else what was shown, or what came after it."""
        place = self._queue.place_of(documents)
        if place is not None:
            self._show(place)
            return
        self._at = self._queue.place_after(here) if here is not None else 0
        if here is not None and self.story is not None and self.story.versions == here.versions:
            self._show_where()  # the cursor may stand on any of its rows
        else:
            self._show(self._at, row if here is not None else 0)

    def _show(self, at: int, row: int = 0) -> None:
        """Show a story, with the cursor on a row or on the next one that is open."""
        self._at = at
        story = self.story
        rows = self.rows
        if story is None:
            rows.put(None, 0)
            self._say_blank()
        else:
            open_ = [n for n, one in enumerate(story.versions) if one.is_open and not one.along]
            rows.put(story, next((n for n in open_ if n >= row), open_[0]))
        rows.styles.height = self._height(story)
        self._show_where()
        self._show_version()
        if story is not None:
            pairs = ((one.candidate, one.beside) for one in story.versions)
            self._reasons.find(pair.seen_from(beside) for pair, beside in pairs if pair is not None)

    def _height(self, story: Story | None) -> int | str:
        if story is None:
            return "1fr"
        rows = self.rows
        lines = len(story.versions) * rows.row_height
        most = min((self.size.height - 4) // 2, self._free - _LEAST_PREVIEW)
        return max(rows.row_height, min(lines, max(4, most)))

    @property
    def _free(self) -> int:
        """The lines that versions, reason and texts share, without the blank below the versions."""
        around = (self.head_line, self.key_line)
        taken = sum(one.outer_size.height + one.styles.margin.height for one in around)
        return self.size.height - taken - self.status_line.calm_height - 1

    def _show_where(self) -> None:
        story, head = self.story, self.head_line
        decided, copies = self._queue.decided, self._queue.known.copies
        total = self._queue.total
        progress = self.workspace.progress
        is_drawn = progress.is_over and decided < total and self.size.width >= SIDE_BY_SIDE
        if story is None:
            alone = f"{copies:,} of exact copies" * bool(copies)
            head.show("Stories", f"{decided:,} decided" * bool(decided or not alone), alone)
        else:
            about = self.workspace.summaries.of(story.first).title or story.first
            count = len(story.versions)
            exact = sum(one.kind is Kind.EXACT for one in story.versions)
            parts = [numbered(count, "version"), f"{exact:,} exact" * bool(exact)]
            head.show(
                "Stories",
                f"{self._at + 1:,} of {len(self._queue):,}",
                ", ".join(filter(None, [*parts, f"{len(story.open):,} undecided"])),
                about,
                "" if is_drawn else f"{numbered(decided, 'story', 'stories')} decided",
            )
        head.progress(Progress("decided", decided, total) if is_drawn else progress)

    def _say_blank(self) -> None:
        progress, links = self.workspace.progress, self.store.all(Link)
        if self._queue.wanted != StoryFilter():
            reason = "No undecided version fits the filter"
        elif links:
            linked = sum(one.verdict is Verdict.ACCEPTED for one in links)
            pairs = f"{numbered(linked, 'pair')} linked, {len(links) - linked:,} kept apart"
            reason = f"All is decided: {pairs}. v lists the verdicts, u takes the last one back"
        elif self._queue.known.all:
            reason = "All stories are of exact copies alone, which need no verdict"
        else:
            reason = "No two articles of this corpus tell one story"
        # The list tells of stories as soon as there are pairs.
        gathers = not self._has_all and (progress.is_over or bool(self.workspace.duplicates.pairs))
        self.rows.say_blank("Gathering the stories …" if gathers else waiting(progress, reason))
        if self.story is None:
            self.query_one(VersionPreview).display = False

    def analysis_changed(self, progress: Progress) -> None:
        """Take in the pairs that were found since."""
        if not self._has_all:
            self._gather()
        self._show_where()
        self.rows.refresh()
        if self.story is None:
            self._say_blank()

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the stories that are left, and go to one that was taken back.

        What a verdict makes of other stories, of so many, comes after.
        """
        if "links" not in change.tables:
            return
        if self._pairs is not None:
            here, row = self.story, self.rows.cursor
            among = self.workspace.duplicates.stories_among
            self._queue.judge(change.documents, among, self.store.all(Link))
            self._show_again(here, row, change.documents if not self._judging.is_acting else ())
        self._gather()

    def on_resize(self, event: events.Resize) -> None:
        """Give the versions the lines that they need."""
        self.call_after_refresh(lambda: self._show(self._at, self.rows.cursor))

    def _show_reasons(self) -> None:
        """Show the reasons known by now, that of the version under the cursor in full."""
        self.rows.refresh()
        self._show_reason()

    def _show_reason(self) -> None:
        height = self._height(self.story)
        above = 1  # line of air
        room = self._free - _LEAST_PREVIEW - height - above if isinstance(height, int) else 0
        self.query_one(WholeReason).tell(*self.rows.reason, most=room)

    @on(VersionRows.Moved)
    def _show_version(self) -> None:
        """Ask for what differs in the version under the cursor."""
        self._show_reason()
        if self.at_hand is not None:
            self.query_one(VersionPreview).show(*self._sides(*self.at_hand))

    def _sides(self, story: Story, version: StoryVersion) -> tuple[str, str]:
        """Return the side shown beside a version, and the version; the first beside the next."""
        if version.kind is None:
            other = story.versions[1] if len(story.versions) > 1 else version
            return version.document, other.document
        beside = version.beside or version.along or story.first
        return beside, version.document

    # -- what keys do ------------------------------------------------------------------------

    def action_go(self, by: int) -> None:
        """Go to the next story, or the one before, and leave this one as it is."""
        if len(self._queue):
            self._show((self._at + by) % len(self._queue))

    @work(group="dialog")
    async def action_accept_copies(self) -> None:
        """List all copies that can be accepted, and accept those that are wanted, in one step."""
        found = copies(self._pairs or (), self.store.all(Link))
        if not found:
            progress = self.workspace.progress
            self.say(waiting(progress, "No exact or same-page copies are left to be decided"))
            return
        chosen = await self.app.push_screen_wait(
            CopiesScreen(found, partial(titles_of, self.workspace.summaries))
        )
        if chosen:
            act = partial(accept_copies, self.store, chosen)
            if self.attempt(act):
                self.say(undoable(f"{len(chosen):,} copies linked"))

    def action_verdicts(self) -> None:
        """List all verdicts."""
        self.app.push_screen(VerdictsScreen())

    @on(VersionRows.Opened)
    def action_compare(self) -> None:
        """Compare the version under the cursor with what it stands beside."""
        if self.at_hand is not None:
            self.navigator.open_comparison(*self._sides(*self.at_hand))

    def action_story(self) -> None:
        """Show the versions of the story by date, from the one under the cursor on."""
        if self.at_hand is not None:
            story, version = self.at_hand
            self.navigator.open_story(version.document, story.documents)

    # -- filtering ---------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Show the box of the filter, which narrows from the story on show."""
        self._left = self.story
        super().action_filter()

    def go_to_first(self) -> None:
        """Stay at the version that is next to be judged, which each story begins with."""

    def list_rows(self) -> None:
        """Show the rows that the words of the filter leave."""
        wanted, trouble = story_filter(self.typed)
        here, row = self.story, self.rows.cursor
        # While it is typed it may narrow to others, or to none, on its way.
        came_from = (self._left or here) if self.typed else (here or self._left)
        self._queue.narrow(wanted)
        self._show_again(came_from, row)
        self.say(trouble)
