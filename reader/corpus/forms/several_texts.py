"""Notes on a file of several texts that is one document: their readers load when they are asked."""

from __future__ import annotations

from reader.corpus.notes import NoteKind, ReadingNote


def note_several_texts(text: str, *, is_page: bool) -> tuple[ReadingNote, ...]:
    """Return a note on a file of several texts that was taken for one, if it is such a file."""
    from reader.corpus.forms.joined_pages import count_articles
    from reader.corpus.forms.ruled_texts import count_in

    if (count := count_articles(text) if is_page else count_in(text)) < 2:
        return ()
    message = f"The file holds {count} articles, one after the other: split it."
    return (ReadingNote(message, NoteKind.UNSPLIT),)


def note_titled_texts(text: str, *, is_page: bool) -> tuple[ReadingNote, ...]:
    """Return a note on a file of texts that nobody signs, which may be articles or sections."""
    from reader.corpus.forms import joined_pages, ruled_texts

    if (count := (joined_pages if is_page else ruled_texts).count_titled(text)) < 2:
        return ()
    told = f"The file holds {count} texts, each below a title: if they are articles, split it."
    return (ReadingNote(told, NoteKind.UNSPLIT),)
