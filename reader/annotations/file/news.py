"""News of an annotation file: changes of other programs, and messages for a person."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.file.merging.merge_bases import Lines, differences, line_at
from reader.annotations.line_table import Tables
from reader.annotations.operations import Edit
from reader.annotations.record_codec import Row, load


class News:
    """Edits that were not made here, until they are asked for, and messages, for good."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self._edits: list[Edit] = []

    def take(self) -> list[Edit]:
        """Return the edits that came since this was asked last."""
        edits, self._edits = self._edits, []
        return edits

    def say(self, words: Iterable[str]) -> None:
        """Add messages, each once."""
        self.notices.extend(word for word in words if word not in self.notices)

    def compare(self, before: Tables, after: Tables) -> None:
        """Add the edits that lead from tables to others."""
        new = differences(before, after)
        self.add({place: line_at(before, place) for place in new}, new)

    def add(self, before: Lines, after: Lines) -> None:
        """Add the edits that lead from lines to those at the same places."""
        for (name, key), old in before.items():
            self._edits.append((name, key, _row(old), _row(after[name, key])))


def _row(line: bytes | None) -> Row | None:
    row = None if line is None else load(line)
    return row if isinstance(row, dict) else None
