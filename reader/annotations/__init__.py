"""Records, the store that keeps them safe in one TinyDB file, undo, and re-anchoring."""

from reader.annotations.records import (
    Anchor,
    DocumentState,
    Link,
    Passage,
    Record,
    Status,
    Tag,
    Verdict,
)

__all__ = ["Anchor", "DocumentState", "Link", "Passage", "Record", "Status", "Tag", "Verdict"]
