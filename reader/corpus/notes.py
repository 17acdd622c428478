"""Notes for the user on the reading of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple


class NoteKind(StrEnum):
    """The kinds of notes that commands count over many documents; all else is ``OTHER``."""

    OTHER = ""
    GUESSED = "guessed"
    UNSPLIT = "unsplit"
    CUT = "cut"
    WALL = "wall"


class ReadingNote(NamedTuple):
    """A sentence on one document, and its kind; ``about`` is the encoding that was guessed."""

    text: str
    kind: NoteKind = NoteKind.OTHER
    about: str = ""


def read_notes(rows: Iterable[Sequence[str]]) -> tuple[ReadingNote, ...]:
    """Return the notes that JSON has as lists. Raises ValueError where it has others."""
    return tuple(ReadingNote(text, NoteKind(kind), about) for text, kind, about in rows)


def text_of_notes(notes: Iterable[ReadingNote]) -> str:
    """Return notes as one text."""
    return "; ".join(note.text for note in notes)
