"""The places of passages of a file in the documents that are here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from reader.annotations import AnchoredRecord, seek
from reader.errors import CorpusError
from reader.text import one_line, with_line_feeds
from reader.workspace.actions.passages.annotating import anchor_on, holds_quote
from reader.workspace.workspace import Workspace

A = TypeVar("A", bound=AnchoredRecord)
_SHOWN = 40  # characters of a quote


class PassagePlaces:
    """Finds the places of passages in the documents that are here.

    ``moved`` counts those that are set where their quote stands, ``left_out`` names those that
    have none. What was set in another text that is known here is followed when its document is
    opened.
    """

    def __init__(self, workspace: Workspace, tell: Callable[[int], object]) -> None:
        self._workspace = workspace
        self._tell = tell
        self._done = 0
        self.moved = 0
        self.left_out: list[str] = []

    def placed(self, passages: Iterable[A]) -> list[A]:
        """Return passages at their places."""
        found = []
        for passage in passages:
            self._tell(self._done)
            self._done += 1
            one = self._set(passage)
            if one is not None:
                found.append(one)
        return found

    def _set(self, passage: A) -> A | None:
        try:
            document = self._workspace.document(passage.document)
        except CorpusError:  # ``check`` tells of it
            return passage
        anchor = passage.anchor
        same = anchor.sha256 in {"", document.sha256}
        if holds_quote(passage, document) if same else self._is_followed(passage):
            return passage
        span = seek(document.source, passage)
        if span is None:
            where = passage.document
            if anchor.start < anchor.end:  # else the file says no more than the words
                where += f" {anchor.start}-{anchor.end}"
            quote = one_line(anchor.quote)[:_SHOWN]
            wanted, source = with_line_feeds(anchor.quote), with_line_feeds(document.source)
            places = len(re.findall(f"(?={re.escape(wanted)})", source))
            why = f"is ambiguous: at {places:,} places" if places else "does not stand there"
            self.left_out.append(f"{where}: “{quote}” {why}")
            return None
        self.moved += 1
        return replace(passage, anchor=anchor_on(document, span))

    def _is_followed(self, passage: AnchoredRecord) -> bool:
        """Tell whether a passage of another text is here, or that text, to follow it from."""
        store = self._workspace.store
        is_here = passage.id and store.get(type(passage), passage.id) is not None
        return bool(is_here) or store.text(passage.anchor.sha256) is not None
