"""Finding and reading the documents of a corpus under the screen, and watching its folder."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from textual.worker import get_current_worker

from reader.corpus import Entry, LeftOut, ScanDifference
from reader.duplicates import Candidate
from reader.errors import ReaderError
from reader.processes import give_back_memory
from reader.text import numbered
from reader.ui.corpus.catalogue import Catalogue
from reader.ui.shared.beat import Beat
from reader.ui.shared.commands import key_of, part_command
from reader.ui.shared.screen import ReaderScreen
from reader.workspace import Workspace

# The first rows that are found come so soon, in seconds. They fill the screen.
_FINDING = 0.05
# What comes after is drawn less often: each time takes as long as reading an article.
_READING = 0.25
# While summaries come, stories are told anew this often, in seconds.
_STORIES = 1.0
# What is known of so many documents is looked through for garbage no more once it is read: that
# took a key up to 200 ms at 100,000. What comes after is, in portions of some 2 and 6 ms.
_MANY, _COLLECTED_AFTER = 5_000, (5_000, 2, 100)


class CorpusLoading:
    """Finds and reads the documents of a screen's corpus, and watches its folder.

    ``catalogue`` holds what is found, ``seen`` are the documents of the rows in sight; ``show``
    takes documents that were found, none of them once it is over; ``rearrange`` draws the rows.
    """

    COMMANDS = (
        part_command(
            "list.left-out",
            "f6",
            "loading.list_left_out",
            "Left out",
            "What in the folder is not read",
        ),
    )

    def __init__(
        self,
        screen: ReaderScreen,
        catalogue: Callable[[], Catalogue],
        seen: Callable[[], Sequence[str]],
        show: Callable[[list[str]], object],
        rearrange: Callable[[], object],
    ) -> None:
        self._screen, self._catalogue, self._seen = screen, catalogue, seen
        self._show, self._rearrange = show, rearrange
        self._paired: tuple[Candidate, ...] | None = None
        self._told_at = 0.0
        self._preferred: list[str] = []

    @property
    def _workspace(self) -> Workspace:
        return self._screen.workspace

    def _work(self, work: Callable[[], None], group: str) -> None:
        self._screen.run_worker(work, thread=True, exit_on_error=False, group=group, exclusive=True)

    # -- the first look ------------------------------------------------------------------------

    def begin(self) -> None:
        """Find all documents, then read those that no cache knows."""
        self._work(self._load, "load")

    def _load(self) -> None:
        worker, workspace = get_current_worker(), self._workspace
        call = self._screen.app.call_from_thread
        try:
            for found in _beats(workspace.scan()):
                if worker.is_cancelled:
                    return
                call(self._show, found)
            call(self._show, [])
        except ReaderError as error:
            call(self._screen.reader.say_error, error)
        call(self._mark_new)
        call(self._screen.arrived.set)  # also where there is nothing
        call(self._screen.tell_progress)
        self._analyse()
        if len(workspace.entries) > _MANY:
            give_back_memory()  # as much as a tenth of all
            gc.freeze()
            gc.set_threshold(*_COLLECTED_AFTER)
        call(self._tell_left_out)
        self._follow_renamed()
        call(self._screen.watch_later)

    def _read_changes(self) -> None:
        self._analyse()
        self._follow_renamed()
        self._screen.app.call_from_thread(self._screen.watch_later)

    def _analyse(self) -> None:
        """Read the new documents, in the thread of a worker."""
        worker, workspace = get_current_worker(), self._workspace
        call = self._screen.app.call_from_thread
        try:
            beat, told = Beat(_READING), workspace.progress.work
            for _ in workspace.analyse(lambda: worker.is_cancelled):
                # When all is read nothing comes until all is compared.
                if workspace.progress.work == told and not beat.is_due():
                    continue
                told = workspace.progress.work
                call(self._screen.tell_progress)
                call(self._prefer_seen)
                if (
                    workspace.duplicates.pairs is not self._paired
                    and monotonic() - self._told_at > _STORIES
                ):
                    self._tell_stories()
        except ReaderError as error:
            call(self._screen.reader.say_error, error)
        if worker.is_cancelled:
            return
        self._tell_stories()
        if trouble := workspace.analysis.not_indexed():
            call(self._screen.say, trouble)
        call(self._screen.tell_progress)

    def _prefer_seen(self) -> None:
        """Let the documents in sight be read next."""
        unread = [d for d in self._seen() if d not in self._workspace.summaries]
        if unread != self._preferred:
            self._preferred = unread
            self._workspace.analysis.prefer(unread)

    def _tell_stories(self) -> None:
        """Find the stories in the pairs so far, in the thread of a worker, and show them."""
        self._paired = self._workspace.duplicates.pairs
        self._catalogue().tell(self._workspace.duplicates.stories())
        self._told_at = monotonic()
        self._screen.app.call_from_thread(self._rearrange)

    def tell_stories(self) -> None:
        """Find the stories anew: somebody has given a verdict."""
        self._work(self._tell_stories, "stories")

    def _mark_new(self) -> None:
        """Mark the documents that have come in since the corpus was last open."""
        state, catalogue = self._workspace.view_state, self._catalogue()
        if state.flag("read"):
            catalogue.note_new([*state.texts("new"), *self._workspace.analysis.unknown])
        if not catalogue.new:
            return
        self._screen.say(f"{numbered(len(catalogue.new), 'new article')} since last time")

    def _follow_renamed(self) -> None:
        """Let annotations go with what was renamed since, from the thread of a worker."""
        call, workspace = self._screen.app.call_from_thread, self._workspace
        if not get_current_worker().is_cancelled and call(workspace.may_be_renamed):
            call(self._annotations_follow, workspace.hashes())

    def _annotations_follow(self, hashes: Mapping[str, str]) -> None:
        """Let annotations go with the texts that they were made on, known by their hashes."""
        # Nothing that every start needs.
        from reader.annotations import follow_parted, follow_renamed

        renamed = self._workspace.renamed(hashes)
        follow = partial(follow_renamed, self._screen.store, renamed, hashes)
        if renamed and not self._screen.store.read_only and self._screen.done(follow):
            self._screen.say(self._workspace.describe_renamed(renamed, is_done=True))
        parted, text_of = self._workspace.parted(), self._workspace.documents.text_of
        settle = partial(follow_parted, self._screen.store, parted, text_of)
        if parted and not self._screen.store.read_only and self._screen.done(settle):
            self._screen.say(self._workspace.describe_parted(parted, is_done=True))
        if renamed:
            self._catalogue().follow(renamed)
        if renamed or parted:
            self._rearrange()

    @property
    def _left_out(self) -> LeftOut:
        """The files in the folder that are not read, those that can't be among them."""
        summaries = self._workspace.summaries
        unreadable = {one: summaries[one].problem for one in sorted(summaries.unreadable)}
        return replace(self._workspace.left_out, unreadable=unreadable)

    def _tell_left_out(self) -> None:
        """Report the files of the folder that are not read, once."""
        if counts := self._left_out.counts:
            self._screen.say(f"Left out ({key_of('list.left-out')} lists it): {counts}")

    def list_left_out(self) -> None:
        """List the files in the folder that are not read, each with why."""
        from reader.ui.shared.dialogs.choosing import NamePicker, with_words

        left_out = self._left_out
        files = sorted(left_out)
        if files:
            self._screen.app.push_screen(NamePicker(str(left_out), partial(with_words, files)))
        else:
            self._screen.say("Nothing in the folder is left out", is_miss=True)

    # -- the folder ------------------------------------------------------------------------------

    def folder_changed(self, changes: ScanDifference) -> None:
        """Show the changes in the folder, and read them."""
        catalogue = self._catalogue()
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
        self._screen.say(f"In the folder: {', '.join(parts)}")
        self._rearrange()
        self._work(self._read_changes, "load")


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
