"""Find the items of an import that are here already.

Other tools keep no ids, and alter what they hold: they trim the ends of passages, flatten notes,
and join what several people set on one place. Their files say none of that anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from reader.annotations import AnchoredRecord, Passage, Record, SuggestedPassage
from reader.errors import CorpusError
from reader.text import Span, trimmed
from reader.workspace.workspace import Workspace

# What formats leave out, or have something else for: controls, and what stands in their place.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return a text of the same length with a blank for each character that some can't hold."""
    return _UNWRITABLE.sub(" ", text)


def alike(text: str) -> str:
    """Return a text without what formats alter in it: line breaks, rows of blanks, controls."""
    return " ".join(writable(text).split())


def has_note(note: str, notes: Iterable[str]) -> bool:
    """Tell whether ``notes`` say all of a note, one of them or several that were joined to it."""
    rest = f" {alike(note)} "
    for one in sorted(map(alike, notes), key=len, reverse=True):
        rest = rest.replace(f" {one} ", " ", 1) if one else rest
    return not rest.strip()


class AlreadyHere:
    """Tells whether what stands here says all of a record without an id."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        # The records of each document by their places, and by those of the words that are shown.
        self._written: dict[str, dict[Span, list[AnchoredRecord]]] = {}
        self._shown: dict[str, dict[Span, list[AnchoredRecord]]] = {}
        for one in (*workspace.store.all(Passage), *workspace.store.all(SuggestedPassage)):
            places = self._written.setdefault(one.document, {})
            places.setdefault(one.anchor.span, []).append(one)

    def holds(self, record: Record) -> bool:
        """Tell whether all of a record is here: on its place, or on what the article shows of it.

        Where it names no author it may be of several people.
        """
        if not isinstance(record, AnchoredRecord) or record.document not in self._written:
            return False
        path = record.document
        if _says(self._written[path].get(record.anchor.span, ()), record):
            return True
        if path not in self._shown:  # its article is read for what was altered alone
            self._shown[path] = self._by_shown_place(path)
        return _says(self._shown[path].get(self._shown_place(record), ()), record)

    def is_beside(self, record: Record) -> bool:
        """Tell whether a passage without an id comes to stand beside one of its place."""
        if not isinstance(record, Passage) or record.id:
            return False
        places = self._written.get(record.document, {})
        return record.anchor.span in places and not self.holds(record)

    def _by_shown_place(self, path: str) -> dict[Span, list[AnchoredRecord]]:
        found: dict[Span, list[AnchoredRecord]] = {}
        for one in chain.from_iterable(self._written[path].values()):
            found.setdefault(self._shown_place(one), []).append(one)
        return found

    def _shown_place(self, record: AnchoredRecord) -> Span:
        """Return the place of the words of a record that the article shows.

        What the article shows nothing of has its words at their place in the source.
        """
        span = record.anchor.span
        try:
            document = self._workspace.document(record.document)
            excerpt = self._workspace.article(record.document).excerpt
        except CorpusError:
            return span
        if record.anchor.sha256 not in {"", document.sha256}:
            return span
        seen = excerpt.from_source(span)
        words = excerpt.to_source(trimmed(seen, excerpt.text)) if seen else span
        return trimmed(words or span, document.source)


def _says(standing: Sequence[AnchoredRecord], record: AnchoredRecord) -> bool:
    """Tell whether records on one place say all that another one says."""
    if isinstance(record, SuggestedPassage):
        # What somebody has set, rejected or not answered yet needs no answer once more.
        return any(set(record.tags) <= set(one.tags) for one in standing)
    author = alike(record.author)
    own = [
        one for one in standing if isinstance(one, Passage) and author in {"", alike(one.author)}
    ]
    tags = {tag for one in own for tag in one.tags}
    return (
        bool(own) and tags.issuperset(record.tags) and has_note(record.note, (p.note for p in own))
    )
