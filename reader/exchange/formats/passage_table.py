"""Passages as CSV (RFC 4180), one a row, for spreadsheets and data frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.exchange.shared.passage_order import in_order
from reader.exchange.shared.spreadsheets import csv_bytes
from reader.exchange.values import Bundle, DocumentItem

COLUMNS = (
    "document", "title", "source", "date", "start", "end", "quote", "tags", "note", "author",
    "created", "modified", "id", "url", "length", "pages",
)  # fmt: skip
_BETWEEN = "; "  # two tags
HOLDS = ("notes", "passages without a tag", "authors of passages", "times of passages")


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    parted = sum(_BETWEEN.strip() in tag for one in bundle.passages for tag in one.tags)
    return Counter({"tags with a semicolon, which parts two in a cell": parted})


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield a row for each passage; its tags are parted by semicolons."""
    by_path = {document.path: document for document in bundle.documents}
    yield csv_bytes(COLUMNS)
    for passage in in_order(bundle.passages):
        document = by_path.get(passage.document) or DocumentItem(path=passage.document)
        cells = (
            *(document.path, document.title, document.source, document.date),
            *(passage.start, passage.end, passage.quote, _BETWEEN.join(passage.tags), passage.note),
            *(passage.author, passage.created, passage.modified, passage.id),
            *(document.url, document.length, bundle.pages.get(passage.id, "")),
        )
        yield csv_bytes(cells)
