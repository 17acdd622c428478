"""The names of an open corpus: the mentions of each document, and the entities of all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from reader.annotations import Store
from reader.corpus import Corpus
from reader.entities import EMBEDDED, Engine, Mention
from reader.errors import one_document
from reader.text import Excerpt, Span
from reader.workspace.analyses.document_reader import DocumentReader
from reader.workspace.analyses.names.entity_index_builder import EntityIndexBuilder
from reader.workspace.analyses.names.mentions import NAMING, corrections, mentions_of, settled
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.entity_index import EntityIndex
from reader.workspace.cache.mention_codec import (
    cache_key,
    cache_kind,
    cache_version,
    decoded_mentions,
    encoded_mentions,
)

# Whoever waits for mentions looks this often, in seconds, whether they are still wanted.
_BEAT = 0.1


class NameAnalysis:
    """Finds the mentions of documents, as corrected by people, and the entities of the corpus."""

    def __init__(
        self,
        corpus: Corpus,
        documents: DocumentReader,
        cache: Cache,
        engine: Engine,
        store: Callable[[], Store],
        *,
        surveyed: Callable[[], bool],
    ) -> None:
        """Prepare the analysis; ``store`` gives the annotations, opened when first asked for.

        ``surveyed`` tells whether a survey of the corpus finds what documents mention just now.
        """
        self._documents = documents
        self._cache = cache
        self._engine = engine
        self._store = store
        # What a survey finds is found by the embedded recogniser.
        awaited = surveyed if cache_kind(engine) == cache_kind(EMBEDDED) else lambda: False
        self._builder = EntityIndexBuilder(corpus, cache, engine, awaited)
        self._gathering = threading.Lock()
        self._recognising = threading.Lock()

    def mentions(
        self, document: str, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Mention, ...]:
        """Return the mentions of a document's article, as corrected by people.

        Entities are named as in the whole corpus as soon as ``gather`` knows them. There
        is nothing in what is given up while other documents were at work.

        Raises:
            RecogniserError: where the recogniser can't work.
        """
        found, corrected = self._recognised(document, cancelled), corrections(self._store())
        joined = self.entities.joined(document)
        if not corrected and not joined:
            return found
        return settled(self._documents.document(document).source, found, corrected, joined)

    @property
    def entities(self) -> EntityIndex:
        """The entities of the corpus as ``gather`` has found them last."""
        return self._builder.index

    @property
    def gathered(self) -> int:
        """The number of documents that ``gather`` has taken in."""
        return self._builder.taken

    def gather(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """Find the entities of the corpus, as far as its documents were found.

        Yields the ids of documents as they are read, an empty one now and then while another thread
        or a survey of the corpus reads them; ``entities`` has some of them on the way, and is
        complete at the end. Where only corrections have changed, nothing is read.
        """
        while not self._gathering.acquire(timeout=_BEAT):
            if cancelled():
                return
            yield ""
        try:
            entries, summaries = dict(self._documents.entries), self._documents.summaries
            corrected = corrections(self._store())
            yield from self._builder.update(entries, summaries, corrected, cancelled)
        finally:
            self._gathering.release()

    def _recognised(self, document: str, cancelled: Callable[[], bool]) -> tuple[Mention, ...]:
        """Return the recogniser's mentions of a document, from the cache where they are known."""
        whole = self._documents.document(document)
        date = self._documents.summary(document).date
        key = cache_key(whole.sha256, whole.format, date)
        kind, version = cache_kind(self._engine), cache_version(self._engine)
        kept = self._cache.get(key, kind, version)
        if kept is not None:
            return decoded_mentions(kept)
        # One after the other: what is asked for twice is found once, and what is given up, never.
        while not self._recognising.acquire(timeout=_BEAT):
            if cancelled():
                return ()
        try:
            kept = self._cache.get(key, kind, version)
            if kept is not None:
                return decoded_mentions(kept)
            with one_document(document):
                mentions = mentions_of(self._documents.article(document), self._engine, date)
            self._cache.put(key, kind, version, encoded_mentions(whole.source, mentions))
            return mentions
        finally:
            self._recognising.release()

    def spans_in(self, document: str, excerpt: Excerpt) -> list[Span]:
        """Return the spans of names in an excerpt of a document."""
        spans = (
            excerpt.from_source(Span(mention.start, mention.end))
            for mention in self.mentions(document)
            if mention.type in NAMING
        )
        return [span for span in spans if span is not None]
