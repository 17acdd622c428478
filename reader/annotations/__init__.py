"""Records, the store that keeps them safe in one TinyDB file, undo, and re-anchoring."""

from reader.annotations.records import (
    TABLES,
    Anchor,
    DocumentState,
    Link,
    Passage,
    Record,
    Status,
    Tag,
    Verdict,
)
from reader.annotations.store import Change, Step, Store

__all__ = [
    "TABLES",
    "Anchor",
    "Change",
    "DocumentState",
    "Link",
    "Passage",
    "Record",
    "Status",
    "Step",
    "Store",
    "Tag",
    "Verdict",
]
