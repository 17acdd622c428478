"""Tables held as lines of JSON, decoded when asked for."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TypeAlias

from reader.annotations.record_codec import Row, dump, load


class LineTable(MutableMapping[str, Row]):
    """A table: rows by id, each kept as the line that stands in the file.

    So 100,000 records take little more memory than their file, and opening decodes none of them.
    """

    __slots__ = ("lines",)

    def __init__(self, lines: dict[str, bytes] | None = None) -> None:
        self.lines = {} if lines is None else lines

    def __getitem__(self, key: str) -> Row:
        row = load(self.lines[key])
        return row if isinstance(row, dict) else {}

    def __setitem__(self, key: str, row: Row) -> None:
        self.lines[key] = dump(row)

    def __delitem__(self, key: str) -> None:
        del self.lines[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __contains__(self, key: object) -> bool:
        return key in self.lines


Tables: TypeAlias = dict[str, LineTable]
