"""Facts of passages for queries, kept ready: 100,000 are asked at each key."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reader.annotations import DocumentState, Passage, Status, Store, Tag
from reader.text import fold


class QueriedPassage(NamedTuple):
    """The facts of a passage for queries; ``tags`` are ids, ``text`` is its quote and note.

    ``folded`` is the text, folded, with the names of its tags.
    """

    document: str
    tags: tuple[str, ...]
    note: str
    author: str
    origin: str | None
    text: str
    folded: str


class AnnotationFacts:
    """The facts of the annotations of a store for queries, brought up to date when asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._lines: dict[str, bytes] = {}
        self._codebook: dict[str, Tag] = {}
        self._passages: dict[str, QueriedPassage] = {}

    @property
    def passages(self) -> Mapping[str, QueriedPassage]:
        """The facts of all passages, by their ids."""
        with self._lock:
            codebook = self.codebook
            rows = self._store.rows(Passage)
            if codebook != self._codebook:
                self._lines = {}
            lines = dict(rows.lines)
            if lines != self._lines:
                passages = {}
                for key, line in lines.items():
                    known = self._passages.get(key)
                    if known is None or self._lines.get(key) is not line:
                        known = self._facts(key, codebook)
                    if known is not None:
                        passages[key] = known
                self._passages = passages
            self._lines, self._codebook = lines, codebook
            return self._passages

    @property
    def codebook(self) -> dict[str, Tag]:
        """The tags by their ids."""
        return {tag.id: tag for tag in self._store.tags()}

    @property
    def states(self) -> list[DocumentState]:
        """The records of documents themselves."""
        return self._store.all(DocumentState)

    @property
    def statuses(self) -> dict[str, Status]:
        """The status of each document that has one."""
        return {state.document: state.status for state in self.states}

    def _facts(self, key: str, codebook: Mapping[str, Tag]) -> QueriedPassage | None:
        passage = self._store.get(Passage, key)
        if passage is None:
            return None
        text = f"{passage.anchor.quote}\n{passage.note}" if passage.note else passage.anchor.quote
        names = "\n".join(codebook[tag].name for tag in passage.tags if tag in codebook)
        return QueriedPassage(
            passage.document,
            passage.tags,
            passage.note,
            passage.author,
            passage.origin,
            text,
            fold(f"{text}\n{names}"),
        )


def below(tags: Iterable[str], codebook: Mapping[str, Tag]) -> set[str]:
    """Return the ids of tags, and of all tags that belong under them."""
    found = set(tags)
    while more := {tag.id for tag in codebook.values() if tag.parent in found} - found:
        found |= more
    return found
