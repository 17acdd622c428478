"""The order in which documents are read: those that are looked at first, large ones last."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TypeVar

from reader.corpus import Entry
from reader.parallel import in_order

R = TypeVar("R")

# From so many bytes on a document takes about as long to read as a hundred articles.
_LARGE = 500_000


def is_large(entry: Entry) -> bool:
    """Tell whether reading a document would hold up many others."""
    return entry.size >= _LARGE


class Agenda:
    """The documents that are still to be read; one of them at a time is taken up.

    Those that were asked for come first, then the others as they were given, the large ones after
    all others and the smallest of them first. Not safe to iterate in several threads.
    """

    def __init__(
        self, entries: Iterable[Entry] = (), asked_for: Callable[[], Iterable[str]] = lambda: ()
    ) -> None:
        """Begin with all of ``entries``; ``asked_for`` gives more ids to prefer now and then."""
        self._left = {entry.id: entry for entry in entries}
        self._asked_for = asked_for
        self._preferred: deque[str] = deque()

    def __len__(self) -> int:
        """Return the number of documents that are not taken up yet."""
        return len(self._left)

    def prefer(self, documents: Iterable[str]) -> None:
        """Take up these documents next, in their order; what is large keeps its turn."""
        self._preferred.extendleft(reversed([*documents]))

    def small(self) -> Iterator[Entry]:
        """Take up one after the other all documents but the large ones."""
        waiting = deque(d for d, entry in self._left.items() if not is_large(entry))
        while waiting:
            self.prefer(self._asked_for())
            document = self._preferred.popleft() if self._preferred else waiting.popleft()
            entry = self._left.get(document)
            if entry is not None and not is_large(entry):
                del self._left[document]
                yield entry

    def large(self) -> Iterator[Entry]:
        """Take up one after the other the large documents."""
        for entry in sorted(self._left.values(), key=lambda one: one.size):
            del self._left[entry.id]
            yield entry


def results_of(
    read: Callable[[Entry], R], agenda: Agenda
) -> Generator[tuple[Entry, R], None, None]:
    """Yield the entries of an agenda, each with what was read of it, as they are done."""
    taken: deque[Entry] = deque()

    def noted(entries: Iterator[Entry]) -> Iterator[Entry]:
        for entry in entries:
            taken.append(entry)
            yield entry

    with closing(in_order(read, noted(agenda.small()))) as results:
        for found in results:
            yield taken.popleft(), found
    with closing(in_order(read, noted(agenda.large()), alone=0)) as results:
        for found in results:
            yield taken.popleft(), found
