"""Finding and reading the documents of a corpus under the screen, and watching its folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from textual import work
from textual.worker import get_current_worker

from reader.corpus import Entry, LeftOut, ScanDifference
from reader.duplicates import Candidate
from reader.errors import ReaderError
from reader.text import numbered
from reader.ui.corpus.catalogue import Catalogue
from reader.ui.entities.gathering import GatheringScreen
from reader.ui.shared.beat import Beat
from reader.ui.shared.commands import command, key_of
from reader.ui.shared.dialogs.choosing import NamePicker, with_words

# The first rows that are found come so soon, in seconds. They fill the screen.
_FINDING = 0.05
# What comes after is drawn less often: each time takes as long as reading an article.
_READING = 0.25
# While summaries come, stories are told anew this often, in seconds.
_STORIES = 1.0
# More than so many new articles are not worth a word beside each of them.
_MANY_NEW = 5_000


class LoadingScreen(GatheringScreen):
    """A screen over a corpus that is found, read and watched while it is used."""

    BINDINGS = [
        command("list.left-out", "f6", "left_out", "Left out", "What in the folder is not read")
    ]

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[Candidate, ...] | None = None
        self._told_at = 0.0
        self._preferred: list[str] = []

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the documents."""
        raise NotImplementedError

    @property
    def seen(self) -> Sequence[str]:
        """The documents of the rows that are seen now, the one under the cursor first."""
        raise NotImplementedError

    def show_found(self, found: list[str]) -> None:
        """Show documents that were found; none of them once it is over."""
        raise NotImplementedError

    def rearrange(self) -> None:
        """Show the rows anew."""
        raise NotImplementedError

    # -- the first look ------------------------------------------------------------------------

    @work(thread=True, exit_on_error=False, group="load", exclusive=True)
    def load(self) -> None:
        """Find all documents, then read those that no cache knows."""
        worker, workspace = get_current_worker(), self.workspace
        call = self.app.call_from_thread
        try:
            for found in _beats(workspace.scan()):
                if worker.is_cancelled:
                    return
                call(self.show_found, found)
            call(self.show_found, [])
        except ReaderError as error:
            call(self.reader.say_error, error)
        call(self._mark_new)
        call(self.arrived.set)  # also where there is nothing
        call(self.tell_progress)
        self._analyse()
        call(self._tell_left_out)
        self._follow_renamed()
        call(self.watch_later)

    @work(thread=True, exit_on_error=False, group="load", exclusive=True)
    def read_changes(self) -> None:
        """Read the documents that have changed in the folder."""
        self._analyse()
        self._follow_renamed()
        self.app.call_from_thread(self.watch_later)

    def _analyse(self) -> None:
        """Read the new documents, in the thread of a worker."""
        worker, workspace = get_current_worker(), self.workspace
        call = self.app.call_from_thread
        try:
            beat = Beat(_READING)
            for _ in workspace.analyse(lambda: worker.is_cancelled):
                if not beat.is_due():
                    continue
                call(self.tell_progress)
                call(self._prefer_seen)
                if (
                    workspace.duplicates.pairs is not self._told
                    and monotonic() - self._told_at > _STORIES
                ):
                    self._tell_stories()
        except ReaderError as error:
            call(self.reader.say_error, error)
        if worker.is_cancelled:
            return
        self._tell_stories()
        if trouble := workspace.analysis.not_indexed():
            call(self.say, trouble)
        call(self.tell_progress)

    def _prefer_seen(self) -> None:
        """Let the documents in sight be read next."""
        unread = [d for d in self.seen if d not in self.workspace.summaries]
        if unread != self._preferred:
            self._preferred = unread
            self.workspace.analysis.prefer(unread)

    def _tell_stories(self) -> None:
        """Find the stories in the pairs so far, in the thread of a worker, and show them."""
        self._told = self.workspace.duplicates.pairs
        self.catalogue.tell(self.workspace.duplicates.stories())
        self._told_at = monotonic()
        self.app.call_from_thread(self.rearrange)

    @work(thread=True, exit_on_error=False, group="stories", exclusive=True)
    def tell_stories(self) -> None:
        """Find the stories anew: somebody has given a verdict."""
        self._tell_stories()

    def _mark_new(self) -> None:
        """Mark the documents that have come in since the corpus was last open."""
        state, catalogue = self.workspace.view_state, self.catalogue
        if state.flag("read"):
            catalogue.note_new([*state.texts("new"), *self.workspace.analysis.unknown])
        if not catalogue.new:
            return
        self.say(f"{numbered(len(catalogue.new), 'new article')} since last time")

    def keep_new(self) -> None:
        """Keep for the next session what is new still."""
        state = self.workspace.view_state
        if self.workspace.progress.is_over:
            state.keep("read", True)
            state.keep("new", sorted(self.catalogue.new)[:_MANY_NEW])

    def _follow_renamed(self) -> None:
        """Let annotations go with what was renamed since, from the thread of a worker."""
        call, workspace = self.app.call_from_thread, self.workspace
        if not get_current_worker().is_cancelled and call(workspace.may_be_renamed):
            call(self._annotations_follow, workspace.hashes())

    def _annotations_follow(self, hashes: Mapping[str, str]) -> None:
        """Let annotations go with the texts that they were made on, known by their hashes."""
        from reader.annotations import follow_renamed  # nothing that every start needs

        renamed = self.workspace.renamed(hashes)
        follow = partial(follow_renamed, self.store, renamed, hashes)
        if renamed and not self.store.read_only and self.done(follow):
            self.say(self.workspace.describe_renamed(renamed, is_done=True))
        if renamed:
            self.catalogue.follow(renamed)
            self.rearrange()

    @property
    def _left_out(self) -> LeftOut:
        """The files in the folder that are not read, those that can't be among them."""
        summaries = self.workspace.summaries
        unreadable = {one: summaries[one].problem for one in sorted(summaries.unreadable)}
        return replace(self.workspace.left_out, unreadable=unreadable)

    def _tell_left_out(self) -> None:
        """Report the files of the folder that are not read, once."""
        if counts := self._left_out.counts:
            self.say(f"Left out ({key_of('list.left-out')} lists it): {counts}")

    def action_left_out(self) -> None:
        """List the files in the folder that are not read, each with why."""
        left_out = self._left_out
        files = sorted(left_out)
        if files:
            self.app.push_screen(NamePicker(str(left_out), partial(with_words, files)))
        else:
            self.say("Nothing in the folder is left out")

    # -- the folder ------------------------------------------------------------------------------

    def corpus_changed(self, changes: ScanDifference) -> None:
        """Show the changes in the folder, and read them."""
        catalogue = self.catalogue
        back_again = catalogue.gone.keys() & {entry.id for entry in changes.added}
        catalogue.folder_changed(changes)
        parts = [
            f"{count:,} {word}"
            for count, word in (
                (len(changes.added) - len(back_again), "new"),
                (len(back_again), "back again"),
                (len(changes.changed), "changed"),
                (len(changes.removed), "gone"),
            )
            if count
        ]
        self.say(f"In the folder: {', '.join(parts)}")
        self.rearrange()
        self.read_changes()


def _beats(entries: Iterable[Entry]) -> Iterator[list[str]]:
    """Gather the documents that come one by one into what is shown at one beat."""
    gathered: list[str] = []
    beat = Beat(_FINDING)
    for entry in entries:
        gathered.append(entry.id)
        if beat.is_due():
            yield gathered
            gathered, beat = [], Beat(_READING)
    if gathered:
        yield gathered
