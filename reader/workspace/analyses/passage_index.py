"""All passages of a corpus at a glance, kept up to date with the annotations."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from reader.annotations import Glance, Passage, Store, StoreChange

# So many are looked at before others get their turn.
_PORTION = 2_000


class PassageIndex:
    """Glances at all passages, by document and in the order of the text.

    ``build`` may run in a worker; everything else belongs to the thread of the store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, list[Glance]] = {}
        self._stale: set[str] = set()
        self._building = threading.Lock()
        self.is_ready = False
        store.subscribe(self._changed)

    def build(self) -> Iterator[tuple[int, int]]:
        """Look at all passages, once; yield how many are done, and of how many.

        Whoever asks meanwhile waits. What is changed meanwhile is taken in when it is asked for.
        """
        from reader.annotations import glances

        with self._building:
            lines = {} if self.is_ready else dict(self._store.rows(Passage).lines)
            keys = list(lines)
            found: dict[str, list[Glance]] = {}
            for first in range(0, len(keys), _PORTION):
                for glance in glances(lines, keys[first : first + _PORTION]):
                    found.setdefault(glance.document, []).append(glance)
                yield min(first + _PORTION, len(keys)), len(keys)
            for own in found.values():
                own.sort(key=in_text)
            if not self.is_ready:
                self._found, self.is_ready = found, True

    def counts(self) -> dict[str, int]:
        """Return how many passages each document has; known at once, before ``build`` is done."""
        return {document: self._store.count(document) for document in self._store.annotated()}

    def of(self, document: str) -> list[Glance]:
        """Return the passages of a document in the order of its text."""
        if not self.is_ready or document in self._stale:
            own = sorted(self._store.glances(document), key=in_text)
            if not self.is_ready:
                return own
            self._stale.discard(document)
            if own:
                self._found[document] = own
            else:
                self._found.pop(document, None)
        return self._found.get(document, [])

    def by_document(self) -> dict[str, list[Glance]]:
        """Return all passages by their documents, in the order of the documents' names."""
        for document in tuple(self._stale):
            self.of(document)
        return dict(sorted(self._found.items()))

    def _changed(self, change: StoreChange) -> None:
        if "passages" in change.tables:
            self._stale.update(change.documents)


def in_text(glance: Glance) -> tuple[int, int, str]:
    """Return what sorts the passages of a document by their places."""
    return glance.start, glance.end, glance.id
