"""Gathering the entities of a corpus: each document is read once, many in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date as Date  # noqa: N812 (a day where ``date`` is a text)
from functools import partial
from sys import intern
from time import monotonic, sleep

from reader.corpus import Corpus, Entry
from reader.entities import Engine, NameCorrection
from reader.errors import CorpusError, one_document
from reader.parallel import in_order
from reader.processes import give_back_memory
from reader.workspace.analyses.names.entity_joining import indexed
from reader.workspace.analyses.names.kept_names import KeptNames
from reader.workspace.analyses.names.mentions import mentions_of
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.described import cleaned
from reader.workspace.cache.document_summary import DocumentSummary
from reader.workspace.cache.entity_index import (
    EntityIndex,
    decoded_index,
    encoded_index,
    index_key,
    index_kind,
    index_state,
)
from reader.workspace.cache.mention_codec import (
    cache_key,
    cache_kind,
    cache_version,
    encoded_mentions,
    names_in,
)

# The entities of so many documents are indexed before the others are read, and all that were read
# then again after so many times as long as that took: most of the time goes into reading.
_FIRST, _REST = 32, 4
# What a survey has kept is looked for so often, in seconds.
_BEAT = 0.5


class EntityIndexBuilder:
    """Keeps the index of a corpus's entities up to date with its documents and corrections.

    What a document mentions is found once; where it is in the cache, the document is not read. Nor
    are mentions looked at where the index of this very state of the corpus is in the cache.
    """

    def __init__(
        self, corpus: Corpus, cache: Cache, engine: Engine, awaited: Callable[[], bool]
    ) -> None:
        """Prepare an empty index; nothing is read while mentions are ``awaited`` in the cache."""
        self.index = EntityIndex()
        self._corpus = corpus
        self._cache = cache
        self._engine = engine
        self._awaited = awaited
        self._names = KeptNames()
        self._read: dict[str, Entry] = {}  # the documents as they were taken in
        self._dates: dict[str, str] = {}
        self._unread: set[str] = set()
        self._state = ""
        self._due = 0.0

    @property
    def taken(self) -> int:
        """The number of documents that are taken in, into the index or for it."""
        return max(len(self._names), len(self.index.dates))

    def update(
        self,
        entries: Mapping[str, Entry],
        summaries: Mapping[str, DocumentSummary],
        corrections: tuple[NameCorrection, ...],
        cancelled: Callable[[], bool],
    ) -> Iterator[str]:
        """Bring the index up to date; yield the ids of the documents that are taken in for it.

        While there are many, it is brought up to date with those taken in so far now and then, and
        with all that are known before the first is read. An empty id comes now and then while
        mentions are awaited.
        """
        state = index_state(entries.values(), self._engine, corrections)
        if state == self._state or self._recall(state, entries):
            return
        missing = list(entries.values())
        while missing:
            is_awaited = self._awaited()  # asked before: what is kept until its end is taken in
            for entry in missing:
                if cancelled():
                    return
                if self._take_cached(entry, summaries.get(entry.id)):
                    self._index_some(corrections)
                    yield entry.id
            missing = [e for e in missing if e.problem is None and self._is_new(e)]
            if is_awaited:
                self._index_some(corrections, least=1)
                yield ""
                sleep(_BEAT)
                continue
            if missing and len(self._names) > len(self.index.dates):
                self._index(corrections)
            for document in self._read_all(missing, lambda: cancelled() or self._awaited()):
                self._index_some(corrections)
                yield document
        for document in self._names.keys() - entries.keys():
            self._names.remove(document)
            del self._read[document], self._dates[document]
        self._index(corrections)
        self._state = state
        if self._unread.isdisjoint(entries):
            value = encoded_index(self.index)
            self._cache.put(index_key(self._corpus), index_kind(self._engine), state, value)
        give_back_memory()

    def _read_all(self, entries: Sequence[Entry], cancelled: Callable[[], bool]) -> Iterator[str]:
        """Read documents, and take in and keep what they mention; yield their ids."""
        with closing(in_order(partial(_read, self._corpus, self._engine), entries)) as results:
            for entry, (key, date, value) in zip(entries, results, strict=True):
                if cancelled():
                    return
                self._take(entry, date, value)
                if key:
                    self._keep(key, value)
                else:
                    self._unread.add(entry.id)
                yield entry.id

    def _recall(self, state: str, known: Iterable[str]) -> bool:
        """Take the index of a state of the corpus from the cache; tell whether it is there."""
        kept = self._cache.get(index_key(self._corpus), index_kind(self._engine), state)
        if kept is None:
            return False
        self.index, self._state = decoded_index(kept, known), state
        del kept  # it is as large as the index
        give_back_memory()
        return True

    def _index_some(self, corrections: tuple[NameCorrection, ...], least: int = _FIRST) -> None:
        """Index the names found so far, if they are more than before and the index is old."""
        if len(self._names) < max(least, len(self.index.dates) + 1) or monotonic() < self._due:
            return
        start = monotonic()
        self._index(corrections)
        now = monotonic()
        self._due = now + _REST * (now - start)

    def _index(self, corrections: tuple[NameCorrection, ...]) -> None:
        self.index = indexed(self._names, dict(self._dates), corrections)

    def _is_new(self, entry: Entry) -> bool:
        before = self._read.get(entry.id)
        return before is None or before.stamp != entry.stamp

    def _take_cached(self, entry: Entry, summary: DocumentSummary | None) -> bool:
        if summary is None or not self._is_new(entry):
            return False
        key = cache_key(summary.sha256, entry.format, summary.date)
        value = self._cache.get(key, cache_kind(self._engine), cache_version(self._engine))
        if value is not None:
            self._take(entry, summary.date, value)
        return value is not None

    def _keep(self, key: str, value: bytes) -> None:
        self._cache.put(key, cache_kind(self._engine), cache_version(self._engine), value)

    def _take(self, entry: Entry, date: str, value: bytes) -> None:
        self._names.put(entry.id, names_in(value))
        self._read[entry.id] = entry
        self._dates[entry.id] = _day(date)
        self._unread.discard(entry.id)


def _read(corpus: Corpus, engine: Engine, entry: Entry) -> tuple[str, str, bytes]:
    """Return cache key, date and mentions of a document; runs in a process of its own.

    The key of one that can't be read is empty.
    """
    try:
        with one_document(entry.id):
            document = corpus.read(entry)
            article = cleaned(document)
            summary = DocumentSummary.of(document, article)
            mentions = encoded_mentions(document.source, mentions_of(article, engine, summary.date))
    except CorpusError:
        return "", "", b"[]"
    return cache_key(document.sha256, document.format, summary.date), summary.date, mentions


def _day(date: str) -> str:
    """Return the day of a date in ISO 8601; empty for any other."""
    try:
        return intern(Date.fromisoformat(date[:10]).isoformat())
    except ValueError:
        return ""
