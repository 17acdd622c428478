"""The documents of an open corpus: found in the folder, read and cleaned as they are asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache

from reader import cleaning
from reader.cleaning import Article
from reader.corpus import Corpus, Document, Entry, ScanDifference, changes
from reader.errors import CorpusError, one_document
from reader.text import Excerpt
from reader.workspace.analyses.reading.survey import Survey
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.article_codec import decoded_article, encoded_article
from reader.workspace.cache.described import below_title, cleaned_source
from reader.workspace.cache.document_summary import DocumentSummaries, DocumentSummary

# A look at the folder lets other threads go first after so many documents.
_PAUSE = 200


class DocumentReader:
    """Finds the documents of a corpus, and reads the one that is asked for.

    ``entries`` are those found by ``scan``, ``gone`` the summaries of those no longer there.
    """

    def __init__(self, corpus: Corpus, cache: Cache, survey: Survey) -> None:
        self.entries: dict[str, Entry] = {}
        self.gone: dict[str, DocumentSummary] = {}
        self._corpus = corpus
        self._cache = cache
        self._survey = survey
        self._read = lru_cache(maxsize=64)(corpus.read)
        self._clean = lru_cache(maxsize=64)(self._cleaned)

    @property
    def summaries(self) -> DocumentSummaries:
        """The summaries of the documents that were read so far."""
        return self._survey.summaries

    def scan(self) -> Iterator[Entry]:
        """Find the documents of the corpus, in order, as it goes; with their cached summaries."""
        for entry in self._survey.scan():
            self.entries[entry.id] = entry
            yield entry

    def look_again(self) -> ScanDifference:
        """Scan the folder anew, and take up what has changed in it since.

        What is new or changed is read by the next analysis; ``gone`` keeps the summaries of what is
        no longer there.
        """
        before, now = self.entries, dict[str, Entry]()
        try:
            for entry in self._corpus.scan(before):
                known = before.get(entry.id)
                now[entry.id] = known if known == entry else entry  # nearly all are as they were
                if not len(now) % _PAUSE:
                    time.sleep(0)  # keys go first
        except CorpusError:
            if now:
                return ScanDifference()  # what can't be read now may be there the next time
        found = changes(before, now.values())
        if found:
            for entry in (*found.changed, *found.removed):
                summary = self.summaries.pop(entry.id, DocumentSummary())
                if entry.id not in now:
                    self.gone[entry.id] = summary
            for entry in (*found.added, *found.changed):
                self.gone.pop(entry.id, None)
                if entry.problem:
                    self.summaries[entry.id] = DocumentSummary(problem=entry.problem)
            self.entries = now
        return found

    def entry(self, document: str) -> Entry:
        """Return a document as ``scan`` has found it; raise CorpusError where it has not."""
        entry = self.entries.get(document)
        if entry is None:
            raise CorpusError(
                "no such document in this corpus",
                place=document,
                remedy="Name it as the list does: its path below the corpus folder",
            )
        return entry

    def document(self, document: str) -> Document:
        """Return a document by its id.

        Raises:
            CorpusError: where there is none of that id, or it can't be read.
        """
        return self._read(self.entry(document))

    def text_of(self, document: str) -> str | None:
        """Return the source of a document by its id; None where there is none, or none to read."""
        try:
            return self.document(document).source
        except CorpusError:
            return None

    def summary(self, document: str) -> DocumentSummary:
        """Return the summary of a document, read for it where no session has done so."""
        summary = self.summaries.get(document)
        if summary is None:
            with one_document(document):
                summary = DocumentSummary.of(self.document(document), self.article(document))
            self.summaries[document] = summary
        if summary.problem:
            self.document(document)  # tells the remedy too
            raise CorpusError(summary.problem, place=document)
        return summary

    def article(self, document: str) -> Article:
        """Return the clean reading of a document."""
        return self._clean(self.entry(document))

    def story_text(self, document: str) -> Excerpt:
        """Return the story of a document, or all of it where cleaning leaves nothing.

        Letters that another encoding has made others of are mended in it.
        """
        story = cleaning.repaired(self.article(document)).story
        return story if story.text.strip() else Excerpt.whole(self.document(document).source)

    def _cleaned(self, entry: Entry) -> Article:
        document = self._read(entry)
        key = f"{document.sha256}:{document.format}:{document.head or ''}".rstrip(":")
        kept = self._cache.get(key, "article", cleaning.VERSION)
        if kept is not None:
            article = decoded_article(kept, document.source)
        else:
            with one_document(entry.id):
                article = cleaned_source(document)
            self._cache.put(key, "article", cleaning.VERSION, encoded_article(article))
        return below_title(document, article)
