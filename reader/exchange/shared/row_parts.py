"""Rows of a file, one after the other: all of them at once take several times its room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def row_parts(head: str, rows: Iterable[str], between: str, tail: str) -> Iterator[bytes]:
    """Yield a file of rows in UTF-8: what stands before them, between them, and after them."""
    yield head.encode()
    for number, row in enumerate(rows):
        yield f"{between if number else ''}{row}".encode()
    yield tail.encode()
