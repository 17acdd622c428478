"""The records of the annotation file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.authored import (
    CONTEXT,
    Authored,
    CorrectionFields,
    LinkFields,
    SavedViewFields,
    TagFields,
)
from reader.text import Span


class Status(StrEnum):
    """The state of the reading of a document."""

    UNREAD = "unread"
    READING = "reading"
    DONE = "done"
    FLAGGED = "flagged"


class Verdict(StrEnum):
    """The judgement of a person on a link between two documents."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Authored):
    """A row of the annotation file; the store fills in who made it and when."""


# Digits stand for the first nine tags, and T for the choice by name.
_RESERVED_KEYS = frozenset("0123456789T")


def is_tag_key(key: str) -> bool:
    """Tell whether a key can tag: one visible character that stands for nothing else."""
    is_visible = len(key) == 1 and key.isprintable() and not key.isspace()
    return is_visible and key not in _RESERVED_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Record, TagFields):
    """A tag of the codebook, as it is kept; ``position`` is its place among all tags."""

    position: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a passage: position, quote, and the text that both were taken from.

    ``prefix`` and ``suffix`` are up to 64 characters before and after; ``sha256`` is that of the
    source (the W3C's TextPositionSelector and TextQuoteSelector, and the state they refer to).
    """

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    sha256: str

    @property
    def span(self) -> Span:
        """The position as a span."""
        return Span(self.start, self.end)

    @classmethod
    def of(cls, source: str, sha256: str, start: int, end: int) -> Anchor:
        """Return the anchor of ``source[start:end]``."""
        before = source[max(0, start - CONTEXT) : start]
        return cls(start, end, source[start:end], before, source[end : end + CONTEXT], sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchoredRecord(Record):
    """A span of a document with tags (their ids) and a note, set by a person or only suggested."""

    document: str
    anchor: Anchor
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(AnchoredRecord):
    """A passage that a person has set.

    ``origin`` is the id of the passage of another document that it was carried over from.
    """

    origin: str | None = None


class SuggestionAnswer(StrEnum):
    """The answer of a person to a suggestion; one that is accepted has become a passage."""

    OPEN = "open"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedPassage(AnchoredRecord):
    """A passage that another tool suggests; ``certainty`` is in percent, 0 where it gave none.

    A rejected one is kept, so that the same file does not suggest it once more.
    """

    tool: str = ""
    certainty: int = 0
    answer: SuggestionAnswer = SuggestionAnswer.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Record, LinkFields):
    """A link and a person's verdict on it, as they are kept.

    ``sha_a`` and ``sha_b`` are those of the two sources, so that it follows renamed documents.
    """

    verdict: Verdict = Verdict.ACCEPTED
    sha_a: str = ""
    sha_b: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState(Record):
    """The record of a document itself: status, tags, note, and the last place read (an offset).

    ``tags`` are ids of the codebook, as those of a passage are.
    """

    document: str
    sha256: str = ""
    status: Status = Status.UNREAD
    note: str = ""
    place: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record, CorrectionFields):
    """A correction of the recogniser, as it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Record, SavedViewFields):
    """A saved query, as it is kept."""


# The tables of the annotation file that hold records, and what each row is.
TABLES: dict[str, type[Record]] = {
    "tags": Tag,
    "passages": Passage,
    "suggestions": SuggestedPassage,
    "links": Link,
    "documents": DocumentState,
    "corrections": Correction,
    "views": SavedView,
}
