"""Export and import: one module a format, one table of formats."""

from reader.exchange.formats import FORMATS, ExchangeFormat, Written
from reader.exchange.schema import schema_text
from reader.exchange.selection import Selection, select
from reader.exchange.values import (
    Bundle,
    Correction,
    Document,
    Item,
    Link,
    Passage,
    Suggestion,
    Tag,
    distinct,
)

__all__ = [
    "FORMATS",
    "Bundle",
    "Correction",
    "Document",
    "ExchangeFormat",
    "Item",
    "Link",
    "Passage",
    "Selection",
    "Suggestion",
    "Tag",
    "Written",
    "distinct",
    "schema_text",
    "select",
]
