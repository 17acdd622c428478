"""The signs of the screens: one for each status, kind and verdict."""

from __future__ import annotations

from reader.annotations import Status, Tag
from reader.duplicates import Kind

STATUS_SIGNS = {Status.UNREAD: "●", Status.READING: "◐", Status.DONE: "✓", Status.FLAGGED: "⚑"}
KIND_SIGNS = {
    Kind.EXACT: "=",
    Kind.SAME_PAGE: "≡",
    Kind.EDITED: "~",
    Kind.REWORDED: "≈",
    Kind.QUOTING: "”",
    Kind.SAME_EVENT: "∥",
}
UNDECIDED, GONE, BROKEN = "?", "⌀", "⚠"
FOLDED, UNFOLDED, BELOW = "▸", "▾", "│"
TAG, UNTAGGED, NOTE = "❙", "•", "✎"
GUESSED_ENCODING = "?enc"
NO_SOURCE = "-"
MARKED, MARKED_IN_PART = "*", "-"
_QUOTATION_MARKS = ("“", "”", "„", "«", "»", "‹", "›", "「", "『", '"')


def tag_letter(tag: Tag) -> str:
    """Return the key of a tag; one without has a sign that is no other's key."""
    return tag.key or "·"


def quoted(words: str) -> str:
    """Return words in quotation marks, where they don't begin with some of their own."""
    return words if words.startswith(_QUOTATION_MARKS) else f"“{words}”"
