"""The store: every annotation of a corpus, kept in one TinyDB file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from reader.annotations.records import DocumentState, Link, Passage, Record, Tag

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Change:
    """What a subscriber is told: the tables and documents touched, and whether by this store."""

    tables: frozenset[str]
    documents: frozenset[str]
    own: bool


class Step:
    """The changes of one action of the user: undone together, saved together."""

    def put(self, record: R) -> R:
        """Add or change a record; return it as it is kept, with id, author, times, revision."""
        raise NotImplementedError

    def adopt(self, record: R) -> R:
        """Keep a record as it is, with its own id, author, times and revision (an import)."""
        raise NotImplementedError

    def delete(self, record: Record) -> None:
        """Delete a record."""
        raise NotImplementedError


class Store:
    """Every annotation of a corpus."""

    read_only: str | None
    """Why nothing can be changed now, in words; None where it can."""
    notices: list[str]
    """What a person should be told of the opening: repairs, backups, conflicts."""

    @classmethod
    def open(cls, path: Path, *, author: str, read_only: bool = False) -> Self:
        """Open the annotation file at ``path``; a missing one is an empty store.

        Nothing is created before the first change. ``read_only`` asks for no lock (exports).
        """
        raise NotImplementedError

    def close(self) -> None:
        """Save what is left, and let go of the lock."""
        raise NotImplementedError

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
        raise NotImplementedError

    def get(self, kind: type[R], id: str) -> R | None:  # noqa: A002
        """Return a record, or None."""
        raise NotImplementedError

    def tags(self) -> list[Tag]:
        """Return the codebook in the user's order."""
        raise NotImplementedError

    def passages(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document by position."""
        raise NotImplementedError

    def count(self, document: str) -> int:
        """Return the number of passages of a document."""
        raise NotImplementedError

    def links(self, document: str) -> list[Link]:
        """Return the links of a document to others."""
        raise NotImplementedError

    def state(self, document: str) -> DocumentState | None:
        """Return what is kept of the document itself."""
        raise NotImplementedError

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Collect the changes of one action; they are on the disk when the block has ended.

        An exception inside changes nothing. Raises StoreError where they can't be saved: the
        changes are kept in memory, and written with the next step or by ``save_as``.
        """
        raise NotImplementedError

    def put(self, record: R) -> R:
        """Keep a record without a step to undo (the last place read)."""
        raise NotImplementedError

    @property
    def undoable(self) -> str | None:
        """The name of the step that ``undo`` would take back."""
        raise NotImplementedError

    @property
    def redoable(self) -> str | None:
        """The name of the step that ``redo`` would do again."""
        raise NotImplementedError

    def undo(self) -> str | None:
        """Take back the last step; return its name, or None where there is none."""
        raise NotImplementedError

    def redo(self) -> str | None:
        """Do the last undone step again; return its name, or None where there is none."""
        raise NotImplementedError

    def keep_text(self, sha256: str, text: str) -> None:
        """Keep the source that anchors were set in, once."""
        raise NotImplementedError

    def text(self, sha256: str) -> str | None:
        """Return a source kept by ``keep_text``, or None."""
        raise NotImplementedError

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``callback`` after each change; the function returned ends that."""
        raise NotImplementedError

    def poll(self) -> None:
        """Take in what others have changed; become the writer where the last one has gone."""
        raise NotImplementedError

    def save_as(self, path: Path) -> None:
        """Write everything to another file, and go on there."""
        raise NotImplementedError
