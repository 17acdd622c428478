"""The analysis of a whole open corpus, step by step, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path

from reader.corpus import Entry
from reader.errors import ReaderError
from reader.text import numbered
from reader.workspace.analyses.document_reader import DocumentReader
from reader.workspace.analyses.progress import OVER, Progress
from reader.workspace.analyses.reading.survey import Survey
from reader.workspace.cache.text_index import TextIndex

# Imported pairs are told when so many documents are read, and when so many times as many are: a
# file of them may be large.
_FIRST_IMPORTED, _IMPORTED_AGAIN = 16, 4


class CorpusAnalysis:
    """Finds the documents of a corpus, reads what is new among them, and pairs duplicates."""

    def __init__(
        self, documents: DocumentReader, survey: Survey, texts: TextIndex, annotations: Path
    ) -> None:
        """Prepare the analysis; beside ``annotations`` lie the pairs found elsewhere."""
        self._documents = documents
        self._survey = survey
        self._texts = texts
        self._annotations = annotations
        self._work, self._trouble = "finding", ""
        self._checked, self._is_checking = 0, False
        self._is_read = False  # all that was found, by ``run``

    @property
    def unknown(self) -> frozenset[str]:
        """The documents that were found by ``scan`` and that no session has read before."""
        return frozenset(self._survey.unknown)

    @property
    def has_found_all(self) -> bool:
        """Tell whether ``scan`` has come to its end."""
        return self._work != "finding"

    def scan(self) -> Iterator[Entry]:
        """Find the documents of the corpus, in order, as it goes; with their cached summaries."""
        yield from self._documents.scan()
        # One document has no other beside it.
        self._work = "reading" if len(self._documents.entries) > 1 else ""

    def read_texts(
        self, cancelled: Callable[[], bool] = lambda: False, only: Set[str] | None = None
    ) -> Iterator[str]:
        """Read the new documents that ``scan`` has found, or ``only`` some, for ``texts`` alone.

        Yields the ids of documents as they are read.
        """
        yield from self._survey.read(self._documents.entries, cancelled, only)

    def prefer(self, documents: Sequence[str]) -> None:
        """Let ``run`` read these documents next, where they are still to be read."""
        self._survey.prefer(documents)

    def run(
        self, cancelled: Callable[[], bool] = lambda: False, *, names: bool = True
    ) -> Iterator[str]:
        """Read the new documents that ``scan`` has found, and pair duplicates.

        Yields the ids of documents as their summaries are made; ``pairs`` is complete at the end.
        Without ``names`` what a large corpus mentions is left for ``NameAnalysis.gather``.

        Raises:
            ReaderError: where the process of a large corpus was ended from outside.
        """
        self._work, self._trouble, self._is_read = "reading", "", False
        self._checked, self._is_checking = 0, False
        read_before, step = frozenset(self._documents.summaries), _FIRST_IMPORTED
        self._survey.prefer_then(self._tell_imported())
        try:
            found = self._survey.run(self._documents.entries, cancelled, names)
            for number, document in enumerate(found, 1):
                if number == step:
                    step *= _IMPORTED_AGAIN
                    self._tell_imported()
                # A session that was killed has kept more summaries than signatures.
                self._is_checking = document in read_before
                self._checked += self._is_checking
                yield document
        except ReaderError as error:
            self._trouble = error.message
            raise
        if cancelled():
            return
        self._tell_imported()
        self._work, self._is_read = "", True

    def _tell_imported(self) -> list[str]:
        """Put the pairs found elsewhere among those of the survey: what is read of them by now.

        Returns the documents of the others that are still to be read.
        """
        from reader.workspace.analyses.reading.kept_candidates import unchanged_candidates

        found, unread = unchanged_candidates(self._annotations, self._documents.summaries)
        self._survey.put_beside(found)
        return unread

    @property
    def progress(self) -> Progress:
        """The progress of ``scan`` and ``run``: an unfinished list is never called empty."""
        found, read = len(self._documents.entries), len(self._documents.summaries)
        if not self._work:
            return OVER
        if self._work == "finding":
            return Progress("finding articles", found)
        if self._is_checking and read < found and not self._trouble:
            return Progress("checking what is kept", self._checked)
        if read < found or self._trouble:
            again = " again after an update" if self._survey.is_outdated else ""
            return Progress(f"reading{again}", read, found, self._trouble)
        return Progress("comparing", found)

    def read_share(self) -> str:
        """Return the share of the corpus that can be searched now, in words; empty for all."""
        read, unreadable = self._texts.count(), len(self._documents.summaries.unreadable)
        if read + unreadable >= len(self._documents.entries):
            return ""
        if not self._is_read:
            return f"of {read:,} read so far"
        return f"of the {read:,} that could be indexed" if self.not_indexed() else ""

    def not_indexed(self) -> str:
        """Return the documents that were read and can't be searched, in words; empty for none.

        The disk may be full. To be asked when the corpus is read; takes long where much is missing.
        """
        entries, summaries = self._documents.entries, self._documents.summaries
        missing = entries.keys() - self._texts.stamps().keys()
        count = len(missing & summaries.keys() - summaries.unreadable)
        if not count:
            return ""
        where = f" in {self._texts.path.parent}" if self._texts.path else ""
        return (
            f"the index of texts{where} can't be written: {numbered(count, 'article')} of"
            f" {len(entries):,} can't be searched. Is the disk full?"
        )
