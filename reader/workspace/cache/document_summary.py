"""The summary of a document for the list of a corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from unicodedata import normalize

from reader.cleaning import Article, no_article
from reader.corpus import Document, NoteKind, ReadingNote, read_notes, text_of_notes
from reader.text import found_words, one_line
from reader.workspace.cache.described import Origin, described

# Changes with the fields of a summary and the way they are found, and with what is taken for a
# file of several documents: one that has a summary is not looked into for them again.
SUMMARY_VERSION = "23"
_OPENING = 80  # characters that stand for a title
_GUESSES = (Origin.PATH, Origin.FILE)
_GUESSED_DATE = "~"


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document in one row: enough to list, sort and filter it without reading it again.

    ``source`` is the domain of ``url`` where nothing else says it. ``date`` is in ISO 8601 where it
    is known, ``words`` counts those of the body, ``hidden`` is the share (0 to 1) of the source
    that the cleaned article leaves out. ``problem`` says why the document can't be read; all else
    is empty then. ``guessed`` names the fields that only its path or its file tells, as in
    ``title:path date:file``. ``length`` is that which a press database tells, in words or pages.
    """

    title: str = ""
    byline: str = ""
    source: str = ""
    date: str = ""
    sha256: str = ""
    words: int = 0
    hidden: float = 0.0
    notes: tuple[ReadingNote, ...] = ()
    url: str = ""
    problem: str = ""
    guessed: str = ""
    length: str = ""

    @property
    def guesses(self) -> dict[str, list[str]]:
        """The fields that its text does not tell, by what does: ``path`` or ``file``."""
        found: dict[str, list[str]] = {}
        for field, _, origin in (each.partition(":") for each in self.guessed.split()):
            found.setdefault(origin, []).append(field)
        return found

    def dated(self, length: int | None = None) -> str:
        """Return the date as it is shown and cited, so many of its characters, marked if guessed.

        It is empty where none is known.
        """
        return f"{self.date_mark}{self.date[:length]}"

    @property
    def date_mark(self) -> str:
        """The sign that stands before a date that is guessed, however it is written; else ""."""
        is_guess = any("date" in fields for fields in self.guesses.values())
        return _GUESSED_DATE if is_guess else ""

    @property
    def no_article(self) -> str:
        """The reason that a document is no article, as a wall or an error; empty for an article."""
        return next((note.text for note in self.notes if note.kind is NoteKind.WALL), "")

    @property
    def has_guessed_encoding(self) -> bool:
        """Tell whether the encoding of its file had to be guessed."""
        return any(note.kind is NoteKind.GUESSED for note in self.notes)

    @property
    def note(self) -> str:
        """All notes as one text."""
        return text_of_notes(self.notes)

    @classmethod
    def of(cls, document: Document, article: Article) -> DocumentSummary:
        """Return the summary of a document: what its record says goes before what its text says."""
        lines = described(document, article)
        value = {name: one.value for name, one in lines.items()}
        body = article.body.text
        visible, whole = _inked(body), _inked(document.source)
        return cls(
            title=lines["title"].text if "title" in lines else opening(body),
            byline=lines["byline"].text if "byline" in lines else "",
            source=value.get("source", ""),
            date=value.get("date", ""),
            sha256=document.sha256,
            words=len(found_words(body)),
            hidden=round(1 - visible / whole, 3) if whole else 0.0,
            notes=notes_on(document, article),
            url=value.get("url", ""),
            guessed=" ".join(
                f"{name}:{one.origin}" for name, one in lines.items() if one.origin in _GUESSES
            ),
            length=value.get("length", ""),
        )

    def to_json(self) -> str:
        """Return the summary as a line of JSON."""
        return json.dumps(_values(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> DocumentSummary:
        """Return the summary that ``to_json`` wrote."""
        values = json.loads(line)
        values[_NOTES] = read_notes(values[_NOTES])
        return cls(*values)


def notes_on(document: Document, article: Article) -> tuple[ReadingNote, ...]:
    """Return the notes on a document for its user: on its reading, and on its cleaning."""
    wall = ReadingNote(no_article(article), NoteKind.WALL)
    notes = (wall, *document.notes, ReadingNote(article.note))
    return tuple(note._replace(text=one_line(note.text)) for note in notes if note.text)


_FIELDS = [field.name for field in fields(DocumentSummary)]
_PLACES = {name: place for place, name in enumerate(_FIELDS)}
_NOTES = _PLACES["notes"]
_values = attrgetter(*_FIELDS)  # ``astuple`` takes forty times as long
_made = lru_cache(2_000)(DocumentSummary.from_json)  # as many as some screens show
_UNREAD = DocumentSummary()
# So the line begins of a document that can't be read: every other one has the hash of its source.
_UNREADABLE = _UNREAD.to_json().partition("0")[0]


class DocumentSummaries(MutableMapping[str, DocumentSummary]):
    """The summaries of a corpus by document, each made of its line of JSON when it is asked for.

    A list shows a few of 100,000 at a time: making all of them would hold up its start, and keeping
    them all would take three times the memory. Documents that can't be read have their ids in
    ``unreadable``.
    """

    def __init__(self) -> None:
        self._summaries: dict[str, DocumentSummary | str] = {}
        self.unreadable: set[str] = set()

    def __getitem__(self, document: str) -> DocumentSummary:
        summary = self._summaries[document]
        return _made(summary) if isinstance(summary, str) else summary

    def __setitem__(self, document: str, summary: DocumentSummary | str) -> None:
        self._summaries[document] = summary
        self.unreadable.discard(document)
        if summary.startswith(_UNREADABLE) if isinstance(summary, str) else summary.problem:
            self.unreadable.add(document)

    def __delitem__(self, document: str) -> None:
        del self._summaries[document]
        self.unreadable.discard(document)

    def __iter__(self) -> Iterator[str]:
        return iter(self._summaries)

    def __len__(self) -> int:
        return len(self._summaries)

    def __contains__(self, document: object) -> bool:
        return document in self._summaries

    def of(self, document: str) -> DocumentSummary:
        """Return the summary of a document; an empty one where it is not read."""
        return self.get(document, _UNREAD)

    def text(self, document: str, field: str) -> str:
        """Return a text in the summary of a document; empty where none is known.

        Stories, orders and queries ask for one of nearly all documents: no summary is made for it.
        """
        summary = self._summaries.get(document, _UNREAD)
        if isinstance(summary, str):
            return str(json.loads(summary)[_PLACES[field]])
        return str(getattr(summary, field))

    def title(self, document: str) -> str:
        """Return the title of a document in one line; its id where it has none."""
        return one_line(self.of(document).title or document)

    def day_and_source(self, document: str) -> tuple[str, str]:
        """Return the day of a document and its source; its title, or id, where that is unknown."""
        summary = self.of(document)
        return summary.dated(10), summary.source or summary.title or document

    def about(self, document: str) -> str:
        """Return the title of a document, its source and its day, as far as they are known."""
        summary = self.of(document)
        return " · ".join(
            filter(None, (self.title(document), one_line(summary.source), summary.dated(10)))
        )


def _inked(text: str) -> int:
    """Return the number of characters of a text that are no blanks."""
    return sum(map(len, text.split()))


def opening(body: str) -> str:
    """Return the first words of a text that has no title, as many in any normal form.

    What is cut ends behind a word, if one ends in its second half, and in ``…``.
    """
    line = one_line(normalize("NFC", body[: 2 * _OPENING].partition("\n")[0]))
    if len(line) <= _OPENING:
        return line
    words = line[: _OPENING + 1].rpartition(" ")[0]
    return f"{words if len(words) > _OPENING // 2 else line[:_OPENING]}…"
