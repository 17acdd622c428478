"""The store: every annotation of a corpus, kept in one TinyDB file."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, cast

from reader.annotations.codebook import starting_tags
from reader.annotations.codec import Row, decode, encode, table_of
from reader.annotations.history import History, Kind, take_back, ways_back
from reader.annotations.ids import uuid7
from reader.annotations.lock import Lock
from reader.annotations.operations import Operation, apply, delete, put
from reader.annotations.records import DocumentState, Link, Passage, Record, Tag
from reader.annotations.rows import Rows, Tables
from reader.errors import StoreError

if TYPE_CHECKING:
    from reader.annotations.storage import LineStorage

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Change:
    """What a subscriber is told: the tables and documents touched, and whether by this store."""

    tables: frozenset[str]
    documents: frozenset[str]
    own: bool


class Step:
    """The changes of one action of the user: undone together, saved together."""

    def __init__(self, tables: Tables, author: str) -> None:
        self._tables = tables
        self._author = author
        self._moment = now()
        self._operations: dict[tuple[str, str], Row | None] = {}

    @property
    def operations(self) -> list[Operation]:
        """What the step does, each record once."""
        return [(table, key, row) for (table, key), row in self._operations.items()]

    def put(self, record: R) -> R:
        """Add or change a record; return it as it is kept, with id, author, times, revision."""
        table, key = table_of(type(record)), record.id or uuid7()
        known = self._tables.get(table, Rows()).get(key)
        if known is None:
            record = replace(
                record,
                id=key,
                author=record.author or self._author,
                created=record.created or self._moment,
            )
        row = encode(record, known)
        self._add(put(self._tables, table, key, row, self._moment))
        return decode(type(record), key, self._operations[table, key])

    def adopt(self, record: R) -> R:
        """Keep a record as it is, with its own id, author, times and revision (an import)."""
        table = table_of(type(record))
        known = self._tables.get(table, Rows()).get(record.id)
        self._add([(table, record.id, encode(record, known))])
        return record

    def delete(self, record: Record) -> None:
        """Delete a record; one that is not there is no mistake."""
        table = table_of(type(record))
        self._operations.pop((table, record.id), None)
        self._add(delete(self._tables, table, record.id, self._moment, self._author))

    def _add(self, operations: Iterable[Operation]) -> None:
        self._operations.update(((table, key), row) for table, key, row in operations)


class Store:
    """Every annotation of a corpus."""

    read_only: str | None
    """Why nothing can be changed now, in words; None where it can."""
    notices: list[str]
    """What a person should be told of the opening: repairs, backups, conflicts."""

    def __init__(self, storage: LineStorage, lock: Lock, author: str) -> None:
        self.read_only = None
        self.notices = []
        self.author = author
        self._storage = storage
        self._lock = lock
        self._history = History(limit=1000)
        self._callbacks: list[Callable[[Change], None]] = []
        self._documents: dict[str, dict[str, dict[str, None]]] = {}
        self._sorted: dict[str, tuple[Passage, ...]] = {}

    @classmethod
    def open(cls, path: Path, *, author: str, read_only: bool = False) -> Self:
        """Open the annotation file at ``path``; a missing one is an empty store.

        Nothing is created before the first change. ``read_only`` asks for no lock (exports).
        """
        from reader.annotations.storage import LineStorage  # noqa: PLC0415  # TinyDB loads late

        storage = LineStorage(path)
        store = cls(storage, Lock(path.with_name(path.name + ".lock")), author)
        if read_only:
            store.read_only = "opened for reading"
        if path.exists():
            storage.load()
            store._take_lock()
        else:
            moment = now()
            tags = [(table_of(Tag), tag.id, encode(tag)) for tag in starting_tags(author, moment)]
            apply(storage.tables, tags)
        return store

    def close(self) -> None:
        """Save what is left, and let go of the lock."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def all(self, kind: type[R]) -> list[R]:
        """Return all records of a kind, oldest first."""
        rows = self._tables.get(table_of(kind), Rows())
        return [decode(kind, key, rows[key]) for key in sorted(rows)]

    def get(self, kind: type[R], key: str) -> R | None:
        """Return a record, or None."""
        row = self._tables.get(table_of(kind), Rows()).get(key)
        return None if row is None else decode(kind, key, row)

    def tags(self) -> list[Tag]:
        """Return the codebook in the user's order."""
        return sorted(self.all(Tag), key=lambda tag: (tag.position, tag.id))

    def passages(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document by position."""
        if document not in self._sorted:
            found = self._of(Passage, document)
            found.sort(key=lambda each: (each.anchor.start, each.anchor.end, each.id))
            self._sorted[document] = tuple(found)
        return self._sorted[document]

    def count(self, document: str) -> int:
        """Return the number of passages of a document."""
        return len(self._index(Passage).get(document, ()))

    def links(self, document: str) -> list[Link]:
        """Return the links of a document to others, oldest first."""
        return self._of(Link, document)

    def state(self, document: str) -> DocumentState | None:
        """Return what is kept of the document itself."""
        found = self._of(DocumentState, document)
        return max(found, key=lambda each: (each.modified, each.id), default=None)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Collect the changes of one action; they are on the disk when the block has ended.

        An exception inside changes nothing. Raises StoreError where they can't be saved: the
        changes are kept in memory, and written with the next step or by ``save_as``.
        """
        self._become_writer()
        step = Step(self._tables, self.author)
        yield step
        self._commit("do", name, step.operations)

    def put(self, record: R) -> R:
        """Keep a record without a step to undo (the last place read)."""
        self._become_writer()
        step = Step(self._tables, self.author)
        record = step.put(record)
        self._commit("quiet", "", step.operations)
        return record

    @property
    def undoable(self) -> str | None:
        """The name of the step that ``undo`` would take back."""
        return self._history.done[-1].name if self._history.done else None

    @property
    def redoable(self) -> str | None:
        """The name of the step that ``redo`` would do again."""
        return self._history.undone[-1].name if self._history.undone else None

    def undo(self) -> str | None:
        """Take back the last step; return its name, or None where there is none."""
        return self._go_back("undo")

    def redo(self) -> str | None:
        """Do the last undone step again; return its name, or None where there is none."""
        return self._go_back("redo")

    def keep_text(self, sha256: str, text: str) -> None:
        """Keep the source that anchors were set in, once."""
        if sha256 not in self._tables.get("texts", {}):
            packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 9)
            row: Row = {"zlib": base64.b64encode(packed).decode("ascii")}
            self._become_writer()
            self._commit("quiet", "", [("texts", sha256, row)])

    def text(self, sha256: str) -> str | None:
        """Return a source kept by ``keep_text``, or None."""
        row = self._tables.get("texts", Rows()).get(sha256)
        if row is None:
            return None
        packed = base64.b64decode(cast(str, row["zlib"]))
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``callback`` after each change; the function returned ends that."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def poll(self) -> None:
        """Take in what others have changed; become the writer where the last one has gone."""

    def save_as(self, path: Path) -> None:
        """Write everything to another file, and go on there."""
        lock = Lock(path.with_name(path.name + ".lock"))
        holder = lock.acquire()
        if holder is not None:
            raise StoreError(f"{holder} has it open", place=str(path))
        old = self._storage.path
        self._storage.path = path
        try:
            self._storage.save()
        except OSError as error:
            self._storage.path = old
            lock.release()
            raise _unsaved(path, error) from error
        self._lock.release()
        self._lock = lock
        self.read_only = None

    @property
    def _tables(self) -> Tables:
        return self._storage.tables

    def _go_back(self, kind: Kind) -> str | None:
        pasts = self._history.done if kind == "undo" else self._history.undone
        if not pasts:
            return None
        self._become_writer()
        past = pasts[-1]
        self._commit(kind, past.name, take_back(self._tables, past, now(), self.author))
        return past.name

    def _take_lock(self) -> None:
        if self.read_only is None:
            try:
                holder = self._lock.acquire()
            except OSError as error:
                self.read_only = f"its folder can't be written ({error.strerror})"
            else:
                if holder is not None:
                    self.read_only = f"{holder} has it open"

    def _become_writer(self) -> None:
        """Make sure that this store may write. Raises StoreError where it may not."""
        if not self._lock.held:
            self._take_lock()
        if self.read_only is not None:
            raise StoreError(
                f"The annotations can't be changed: {self.read_only}",
                place=str(self._storage.path),
                remedy="They can be saved in another place.",
            )

    def _commit(self, kind: Kind, name: str, operations: list[Operation]) -> None:
        if not operations and kind in {"do", "quiet"}:
            return
        touched = self._touched(operations)
        self._history.note(kind, name, ways_back(self._tables, operations))
        apply(self._tables, operations)
        self._forget(touched)
        try:
            self._storage.save()
        except OSError as error:
            raise _unsaved(self._storage.path, error) from error
        finally:
            for callback in tuple(self._callbacks):
                callback(touched)

    def _of(self, kind: type[R], document: str) -> list[R]:
        rows = self._tables.get(table_of(kind), Rows())
        return [decode(kind, key, rows[key]) for key in sorted(self._index(kind).get(document, ()))]

    def _index(self, kind: type[Record]) -> dict[str, dict[str, None]]:
        """Return the ids of a table's records by document."""
        table = table_of(kind)
        if table not in self._documents:
            index: dict[str, dict[str, None]] = {}
            for key, row in self._tables.get(table, Rows()).items():
                for document in documents_of(row):
                    index.setdefault(document, {})[key] = None
            self._documents[table] = index
        return self._documents[table]

    def _touched(self, operations: Iterable[Operation]) -> Change:
        documents: set[str] = set()
        for table, key, row in operations:
            before = self._tables.get(table, Rows()).get(key)
            documents.update(*(documents_of(each) for each in (before, row) if each))
        tables = frozenset(table for table, _, _ in operations)
        return Change(tables, frozenset(documents), own=True)

    def _forget(self, change: Change) -> None:
        for table in change.tables:
            self._documents.pop(table, None)
        for document in change.documents:
            self._sorted.pop(document, None)


def documents_of(row: Row) -> list[str]:
    """Return the documents that a row is about."""
    return [value for key in ("document", "a", "b") if isinstance(value := row.get(key), str)]


def now() -> str:
    """Return the present time, UTC, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _unsaved(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"The last change is not saved ({error.strerror or error})",
        place=str(path),
        remedy="It is kept in memory; make room, or save in another place.",
    )
