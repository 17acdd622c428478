"""Writing what a survey finds while it goes on, so that a session that is ended loses little."""

from __future__ import annotations

from time import monotonic

from reader import entities
from reader.corpus import Entry
from reader.workspace.analyses.reading.examining import Examined, summary_stamp
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.mention_codec import cache_key, cache_kind, cache_version
from reader.workspace.cache.text_index import IndexedText, TextIndex

# What is found is written in portions of so many documents at most.
PORTION = 500
# Lists, searches and names answer for what is written: that is the first document, and then what
# has come in the longest of so many seconds, so many times as long as the last writing took, and
# such a share of the time since the beginning: many small portions cost the index more than a few.
_WRITE, _READ_ON, _SINCE_FIRST = 0.5, 9, 1 / 20
# So many documents at most wait for the index of texts while another process writes into it.
_HELD = 20 * PORTION
# All is kept so often, in seconds, and then again after so many times as long as it took.
_KEEP, _REST = 10.0, 20


class Portions:
    """Writes what is found of documents in portions, and tells when all is ``due`` to be kept."""

    def __init__(self, corpus: str, cache: Cache, texts: TextIndex) -> None:
        self._corpus, self._cache, self._texts = corpus, cache, texts
        self._summaries: list[tuple[str, str, str]] = []
        self._indexed: list[IndexedText] = []
        self._mentions: list[tuple[str, bytes]] = []
        self.due = monotonic() + _KEEP
        self._began = self._write_due = monotonic()

    def put_off(self, start: float) -> None:
        """Set when all is saved next: the longer the last saving, begun at ``start``, the later."""
        now = monotonic()
        self.due = now + max(_KEEP, _REST * (now - start))

    def add(self, entry: Entry, found: Examined) -> None:
        """Take in what was found of a document."""
        self._summaries.append((entry.id, summary_stamp(entry), found.summary.to_json()))
        if found.indexed is not None:
            self._indexed.append(found.indexed)
        if found.mentions:
            key = cache_key(found.summary.sha256, entry.format, found.summary.date)
            self._mentions.append((key, found.mentions))
        if len(self._summaries) == PORTION or monotonic() >= self._write_due:
            self.write()

    def write(self) -> None:
        """Write the last portion: summaries last, as a document with one counts as done."""
        own, start = entities.EMBEDDED, monotonic()
        self._cache.put_all(cache_kind(own), cache_version(own), self._mentions)
        is_indexed = self._texts.put(self._indexed)
        self._cache.put_summaries(self._corpus, self._summaries)
        # What another process is in the way of is tried again with the next portion.
        self._indexed = [] if is_indexed else self._indexed[-_HELD:]
        self._summaries, self._mentions = [], []
        now = monotonic()
        wait = max(_WRITE, _READ_ON * (now - start), _SINCE_FIRST * (now - self._began))
        self._write_due = now + wait
