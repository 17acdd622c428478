"""An index of the records by the documents that they are about."""

from __future__ import annotations

from reader.annotations.line_table import LineTable
from reader.annotations.record_codec import Row, load

_DOCUMENT_FIRST = b'{"document": "'


class DocumentIndex:
    """The ids of a table's records by the documents that they are about."""

    def __init__(self, rows: LineTable) -> None:
        self._ids: dict[str, set[str]] = {}
        for key, line in rows.lines.items():
            for document in _documents_in(line):
                self._ids.setdefault(document, set()).add(key)

    def ids(self, document: str) -> list[str]:
        """Return the ids of the records about a document, oldest first."""
        return sorted(self._ids.get(document, ()))

    def documents(self) -> list[str]:
        """Return the documents that there are records about."""
        return [document for document, ids in list(self._ids.items()) if ids]

    def count(self, document: str) -> int:
        """Return the number of records about a document."""
        return len(self._ids.get(document, ()))

    def change(self, key: str, before: Row | None, after: Row | None) -> None:
        """Update the index for a record that was added, changed or deleted."""
        for document in documents_of(before):
            self._ids.get(document, set()).discard(key)
        for document in documents_of(after):
            self._ids.setdefault(document, set()).add(key)


def documents_of(row: Row | None) -> list[str]:
    """Return the documents that a row is about."""
    names = ("document", "a", "b")
    return [value for name in names if isinstance(value := (row or {}).get(name), str)]


def _documents_in(line: bytes) -> list[str]:
    """Return ``documents_of`` a line, without decoding all of it where the document comes first."""
    if line.startswith(_DOCUMENT_FIRST):
        name = line[len(_DOCUMENT_FIRST) : line.index(b'"', len(_DOCUMENT_FIRST))]
        if b"\\" not in name:
            return [name.decode("ascii")]
    row = load(line)
    return documents_of(row) if isinstance(row, dict) else []
