"""The store: every annotation of a corpus, kept in one TinyDB file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from reader.annotations.codebook import starting_tags
from reader.annotations.history import TABLE as HISTORY
from reader.annotations.history import History, StepSummary, Tell, summary_of, turned, ways_back
from reader.annotations.kept_texts import packed_text
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import Edit
from reader.annotations.record_codec import encode, table_of
from reader.annotations.records import Record, Tag
from reader.annotations.step import Step, now
from reader.annotations.store_change import StoreChange
from reader.annotations.stored_records import StoredRecords
from reader.errors import StoreError

if TYPE_CHECKING:
    from reader.annotations.file.database import Database
    from reader.annotations.file.storage import LineStorage

R = TypeVar("R", bound=Record)


class Store(StoredRecords):
    """Every annotation of a corpus: read from memory, written through to the disk.

    One thread at a time changes it. ``history`` is the number of steps that can be undone.
    """

    def __init__(
        self, storage: LineStorage, author: str, history: int, hash_of: Callable[[str], str]
    ) -> None:
        from reader.annotations.file.background_save import BackgroundSave  # loads TinyDB

        super().__init__()
        self.author = author
        self._limit = history
        self._hash_of = hash_of
        self._storage = storage
        self._background_save = BackgroundSave(storage)
        self._callbacks: list[Callable[[StoreChange], None]] = []
        self._history = History(storage.tables)
        self._summaries: dict[str, StepSummary] = {}
        self._watch: Callable[[int], object] = lambda _: None
        self._refused: Callable[[StoreError], None] = _raised

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        author: str,
        read_only: bool = False,
        history: int = 1000,
        hash_of: Callable[[str], str] = lambda _: "",
        codebook: Sequence[Tag] = (),
    ) -> Self:
        """Open the annotation file at ``path``; a missing one is an empty store.

        Nothing is created before the first change. ``read_only`` asks for no lock (exports).
        ``history`` is the number of steps that can be undone, ``hash_of`` gives the SHA-256 of a
        document's source, or nothing where it is not known. ``codebook`` are the tags that a new
        file starts with, with their ids (default: reader's own). Raises StoreError where there is
        something else at that place.
        """
        from reader.annotations.file.storage import LineStorage  # loads TinyDB

        try:
            storage = LineStorage(
                path,
                read_only="it was opened to read" if read_only else None,
                start=[
                    (table_of(Tag), tag.id, encode(tag))
                    for tag in starting_tags(author, now(), codebook)
                ],
            )
        except OSError as error:
            raise StoreError(
                f"The annotations can't be read ({error.strerror or error})", place=str(path)
            ) from error
        return cls(storage, author, history, hash_of)

    def close(self) -> None:
        """Save the last changes, and release the lock. Raises StoreError if a change is lost."""
        self._background_save.end()
        try:
            self._storage.close()
        except OSError as error:
            raise self._unsaved(error) from error

    @property
    def path(self) -> Path:
        """The path of the annotation file."""
        return self._storage.path

    @property
    def read_only(self) -> str | None:
        """The reason in words that nothing can be changed now; None where it can."""
        return self._storage.access.read_only

    @property
    def remedy(self) -> str:
        """The remedy in words for a file in which something is wrong."""
        other = "name another file with --annotations"
        settled = f"Settle it with reader check --repair, or {other}"
        return settled if self._storage.access.is_ours else other.capitalize()

    def require(self) -> None:
        """Raise StoreError where it is known that nothing can be changed; nothing is tried."""
        self._storage.access.require()

    @property
    def notices(self) -> list[str]:
        """Messages for a person: repairs, backups, files kept aside, conflicts healed."""
        return self._storage.news.notices

    @property
    def unsaved(self) -> int:
        """The number of steps that are only in memory, for the disk has refused them."""
        return len(self._storage.log.undoable & self._tables.get(HISTORY, LineTable()).keys())

    @property
    def is_saved(self) -> bool:
        """Tell whether all is on the disk, also what is no step, as the last place read."""
        return not self._storage.log.unsaved

    @property
    def database(self) -> Database:
        """The same tables as a TinyDB, for its queries. What it changes can't be undone."""
        from reader.annotations.file.database import Database  # loads TinyDB

        return Database(storage=lambda: self._storage)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def step(self, name: str = "") -> Iterator[Step]:
        """Collect the changes of one action; they are on the disk when the block has ended.

        An exception inside changes nothing. Without a name it is no step that can be undone. Raises
        StoreError where the changes can't be saved, or gives it to who asked for that (see
        ``tell_refusals``): they are then kept in memory, and written with the next step or by
        ``save_as``.
        """
        self._begin()
        step = Step(self._tables, self.author, self._hash_of, self._watch)
        yield step
        edits = step.edits
        ways = ways_back(edits)
        if ways and name:
            edits += self._history.step(name, ways, self._limit)
        if ways:
            self._commit(edits)

    @contextmanager
    def watched(self, watch: Callable[[int], object]) -> Iterator[None]:
        """Tell ``watch`` how many records the steps in this block have changed so far.

        What it raises ends the step, and nothing is changed.
        """
        before, self._watch = self._watch, watch
        try:
            yield
        finally:
            self._watch = before

    def show(self, records: Iterable[Record]) -> None:
        """Show records in the place of others, in memory alone: this store only reads."""
        step = Step(self._tables, self.author, self._hash_of)
        for record in records:
            step.adopt(record)
        self._storage.show([(table, key, after) for table, key, _, after in step.edits])
        self._tell(step.edits, own=False)

    def put(self, record: R) -> R:
        """Keep a record without a step to undo (the last place read)."""
        with self.step() as step:
            return step.put(record)

    @property
    def undoable(self) -> StepSummary | None:
        """The step that ``undo`` would take back."""
        return self._summary(self._history.last_done)

    @property
    def redoable(self) -> StepSummary | None:
        """The step that ``redo`` would do again."""
        return self._summary(self._history.last_undone)

    def undo(self, tell: Tell = lambda *_: None) -> StepSummary | None:
        """Take back the last step; return its name and places, or None where there is none."""
        return self._turn(lambda: self._history.last_done, tell)

    def redo(self, tell: Tell = lambda *_: None) -> StepSummary | None:
        """Do the last undone step again; return its name and places, None where there is none."""
        return self._turn(lambda: self._history.last_undone, tell)

    def keep_text(self, sha256: str, text: str) -> None:
        """Keep the source that anchors were set in, once."""
        self.keep_texts([(sha256, text)])

    def keep_texts(self, texts: Iterable[tuple[str, str]]) -> None:
        """Keep sources that anchors were set in, by their hashes, each once.

        That they can't be saved is told by the step that they are kept for.
        """
        here = self._tables.get("texts", LineTable())
        edits: list[Edit] = [
            ("texts", sha256, None, packed_text(text))
            for sha256, text in texts
            if sha256 not in here
        ]
        if edits:
            self._begin()
            self._carry_out(edits)

    def subscribe(self, callback: Callable[[StoreChange], None]) -> Callable[[], None]:
        """Call ``callback`` after each change; the function returned ends that."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def tell_refusals(self, callback: Callable[[StoreError], None]) -> None:
        """Call ``callback`` where the disk refuses a change, which stands all the same."""
        self._refused = callback

    def poll(self) -> None:
        """Take in what others have changed; become the writer where the last one has gone.

        To be called now and then. Raises StoreError where changes still can't be saved.
        """
        try:
            if self.read_only is None:
                self._storage.meet()
                self._storage.flush()
            else:
                self._storage.follow()
        except OSError as error:
            raise self._unsaved(error) from error
        finally:
            self._hear()

    def repair(self) -> list[str]:
        """Write a file anew in which something was wrong; it is kept aside.

        What is no record is moved to a file beside. Returns what was wrong and what was done,
        nothing for a sound file. Raises StoreError.
        """
        unusable = self.unusable
        if self.notices or unusable:
            self._begin()
            try:
                if unusable:
                    self._storage.quarantine(unusable)
                self._storage.save()
            except OSError as error:
                raise self._unsaved(error) from error
        return self.notices

    def save_as(self, path: Path) -> None:
        """Write everything to a new file, and go on there. Raises StoreError, and stays here."""
        from reader.annotations.file.background_save import BackgroundSave  # loads TinyDB

        try:
            storage = self._storage.copy_to(path)
        except OSError as error:
            raise self._unsaved(error, path) from error
        self._background_save.end()
        self._storage.leave()
        self._storage, self._background_save = storage, BackgroundSave(storage)

    def take_in(self, path: Path) -> int:
        """Take in what a copy of the file holds beyond it, and return how many steps that are.

        Raises StoreError, OSError where the copy can't be read.
        """
        edits = self._storage.ahead(path)
        self._commit(edits)
        return sum(table == HISTORY and row is not None for table, _, _, row in edits)

    @property
    def _tables(self) -> Tables:
        return self._storage.tables

    def _summary(self, key: str | None) -> StepSummary | None:
        if key is None:
            return None
        if key not in self._summaries:
            self._summaries[key] = summary_of(self._tables, key)
        return self._summaries[key]

    def _turn(self, last: Callable[[], str | None], tell: Tell) -> StepSummary | None:
        """Undo or redo the last step; steps that can't be read any more are dropped."""
        self._begin()
        while (key := last()) is not None:
            try:
                summary, edits = turned(self._tables, key, now(), self.author, tell)
            except (LookupError, TypeError, ValueError):
                self._commit([(HISTORY, key, None, None)])
            else:
                self._commit(edits)
                return summary
        return None

    def _begin(self) -> None:
        """Become the writer, and take in what others have done, before a step begins."""
        self._storage.become_writer()
        self._hear()

    def _commit(self, edits: list[Edit]) -> None:
        refusal = self._carry_out(edits)
        if refusal is not None:
            self._refused(self._unsaved(refusal))

    def _carry_out(self, edits: list[Edit]) -> OSError | None:
        """Carry out edits; return the error of the disk where they are in memory only."""
        self._background_save.noted()
        try:
            self._storage.commit([(table, key, after) for table, key, _, after in edits])
        except OSError as error:
            return error
        finally:
            self._tell(edits, own=True)
            self._hear()
        return None

    def _hear(self) -> None:
        """Update this store for what others have changed in the file, and tell the listeners."""
        edits = self._storage.news.take()
        if edits:
            self._tell(edits, own=False)

    def _tell(self, edits: Collection[Edit], *, own: bool) -> None:
        """Update the indexes of the tables, and call the listeners."""
        change = StoreChange.of(edits, own=own)
        self._note(edits, change.documents)
        self._history.note(edits)
        self._summaries.clear()
        for callback in tuple(self._callbacks):
            callback(change)

    def _unsaved(self, error: OSError, path: Path | None = None) -> StoreError:
        return StoreError(
            f"The last change is not saved ({error.strerror or error})",
            place=str(path or self.path),
            remedy="Make room, or save in another place",
        )


def _raised(error: StoreError) -> None:
    raise error
