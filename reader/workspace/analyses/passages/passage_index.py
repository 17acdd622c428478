"""All passages of a corpus at a glance, kept up to date with the annotations."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from time import sleep

from reader.annotations import Glance, Passage, Store, StoreChange, quotes_and_notes
from reader.workspace.analyses.passages.folded_texts import FoldedTextCache

# So many are looked at before others get their turn.
_PORTION = 1_000


class PassageIndex:
    """Glances at all passages, by their ids and by their documents in the order of the text.

    All methods may be called from worker threads; where not all passages are looked at yet,
    ``build`` does so in portions, the others at once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._is_stale = True
        # What was looked at: the lines as the store keeps them, which are others when changed.
        self._lines: dict[str, bytes] = {}
        self._glances: dict[str, Glance] = {}
        self._by_document: dict[str, list[Glance]] = {}
        self._words, self._notes = FoldedTextCache(self._texts), FoldedTextCache(self.notes_of)
        self.is_ready = False
        store.subscribe(self._changed)

    def build(self) -> Iterator[tuple[int, int]]:
        """Look at all passages that are new or changed; yield how many are done, and of how many.

        Whoever asks meanwhile waits.
        """
        from reader.annotations import glances

        with self._lock:
            if not self._is_stale:
                return
            self._is_stale, is_done = False, False
            lines = dict(self._store.rows(Passage).lines)
            before = self._lines
            fresh = [key for key, line in lines.items() if before.get(key) is not line]
            gone = before.keys() - lines.keys()
            kept = dict(self._glances)
            touched = {known.document for key in gone if (known := kept.pop(key, None))}
            try:
                for first in range(0, len(fresh), _PORTION):
                    for glance in glances(lines, fresh[first : first + _PORTION]):
                        if (known := kept.get(glance.id)) is not None:
                            touched.add(known.document)
                        touched.add(glance.document)
                        kept[glance.id] = glance
                    yield min(first + _PORTION, len(fresh)), len(fresh)
                    sleep(0)  # keys go first
                self._by_document = _in_documents(kept, touched, self._by_document)
                for folded in (self._words, self._notes):
                    folded.forget((*gone, *fresh))
                self._lines, self._glances = lines, kept
                self.is_ready = is_done = True
            finally:
                self._is_stale = self._is_stale or not is_done

    def all(self) -> Mapping[str, Glance]:
        """Return all passages by their ids."""
        with self._lock:
            for _ in self.build():
                pass
            return self._glances

    def by_document(self) -> dict[str, list[Glance]]:
        """Return all passages by their documents, in the order of the documents' names."""
        with self._lock:
            for _ in self.build():
                pass
            return self._by_document

    def first(self, count: int) -> Sequence[Glance]:
        """Return some passages, those set first, before ``build`` is done."""
        from reader.annotations import glances

        lines = self._store.rows(Passage).lines
        return glances(lines, list(islice(lines, count)))

    def notes_of(self, passages: Sequence[str]) -> list[str]:
        """Return the notes of passages."""
        return [note for _, note in self._quotes_and_notes(passages)]

    def text(self, passage: str) -> str:
        """Return the quote of a passage, its note on the line below."""
        return self._texts([passage])[0]

    def _texts(self, passages: Sequence[str]) -> list[str]:
        words = self._quotes_and_notes(passages)
        return [f"{quote}\n{note}" if note else quote for quote, note in words]

    def _quotes_and_notes(self, passages: Sequence[str]) -> list[tuple[str, str]]:
        return quotes_and_notes([self._lines.get(passage, b"") for passage in passages])

    def fold(self) -> Iterator[int]:
        """Fold the words of all passages for searches, in portions; the first search waits less."""
        with self._lock:
            yield from self._words.update(self.all())

    def words(self) -> FoldedTextCache:
        """Return quotes and notes of all passages as searches compare them."""
        for _ in self.fold():
            pass
        return self._words

    def notes(self) -> FoldedTextCache:
        """Return the notes of passages as searches compare them."""
        with self._lock:
            noted = [key for key, one in self.all().items() if one.has_note]
            for _ in self._notes.update(noted):
                pass
            return self._notes

    def _changed(self, change: StoreChange) -> None:
        if "passages" in change.tables:
            self._is_stale = True


def in_text(glance: Glance) -> tuple[int, int, str]:
    """Return the sort key of a document's passages by their places."""
    return glance.start, glance.end, glance.id


def _in_documents(
    passages: Mapping[str, Glance], touched: set[str], before: Mapping[str, list[Glance]]
) -> dict[str, list[Glance]]:
    """Return passages by document; those of documents that are not ``touched`` are as before."""
    found: dict[str, list[Glance]] = {document: [] for document in touched}
    for glance in passages.values():
        if glance.document in touched:
            found[glance.document].append(glance)
    for own in found.values():
        own.sort(key=in_text)
    joined = {**before, **found}
    return {document: joined[document] for document in sorted(joined) if joined[document]}
