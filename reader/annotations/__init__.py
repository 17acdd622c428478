"""Records, the store that keeps them safe in one TinyDB file, undo, and re-anchoring."""

from reader.annotations.anchoring import Finding, Standing, reanchor
from reader.annotations.backup import belongs_to_store
from reader.annotations.following import (
    accept_guess,
    find_passages,
    find_renamed,
    follow_renamed,
    settle_passages,
)
from reader.annotations.health import Report, check, health, merge_files
from reader.annotations.records import (
    TABLES,
    Anchor,
    Correction,
    DocumentState,
    Link,
    Passage,
    Record,
    Status,
    Tag,
    Verdict,
)
from reader.annotations.step import Step
from reader.annotations.store import Change, Store

__all__ = [
    "TABLES",
    "Anchor",
    "Change",
    "Correction",
    "DocumentState",
    "Finding",
    "Link",
    "Passage",
    "Record",
    "Report",
    "Standing",
    "Status",
    "Step",
    "Store",
    "Tag",
    "Verdict",
    "accept_guess",
    "belongs_to_store",
    "check",
    "find_passages",
    "find_renamed",
    "follow_renamed",
    "health",
    "merge_files",
    "reanchor",
    "settle_passages",
]
