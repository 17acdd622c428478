"""What the list of a corpus shows of each document."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from reader.cleaning import Article, Field
from reader.corpus import Document
from reader.text import one_line, words


@dataclass(frozen=True, slots=True)
class Card:
    """A document in one row: enough to list, sort and filter it without reading it again.

    ``date`` is in ISO 8601 where it is known, ``words`` counts those of the body, ``hidden`` is the
    share (0 to 1) of the source that the cleaned article leaves out. ``problem`` says why the
    document can't be read; all else is empty then.
    """

    title: str = ""
    byline: str = ""
    source: str = ""
    date: str = ""
    sha256: str = ""
    words: int = 0
    hidden: float = 0.0
    note: str = ""
    problem: str = ""

    @classmethod
    def of(cls, document: Document, article: Article) -> Card:
        """Return the card of a document: what its record says goes before what its text says."""
        said = document.metadata
        body = article.body.text
        visible = sum(not character.isspace() for character in body)
        whole = sum(not character.isspace() for character in document.source)
        return cls(
            title=one_line(str(said.get("title") or _text(article.title) or _opening(body))),
            byline=one_line(_text(article.byline)),
            source=one_line(str(said.get("source") or _value(article.publisher))),
            date=one_line(str(said.get("date") or _value(article.date))),
            sha256=document.sha256,
            words=len(words(body)),
            hidden=round(1 - visible / whole, 3) if whole else 0.0,
            note=one_line("; ".join(document.notes)),
        )

    def to_json(self) -> str:
        """Return the card as a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Card:
        """Return the card that ``to_json`` wrote."""
        return replace(cls(), **json.loads(line))


def _text(field: Field | None) -> str:
    return field.text if field else ""


def _value(field: Field | None) -> str:
    return (field.value or field.text) if field else ""


def _opening(body: str, length: int = 80) -> str:
    """Return the first words of a text that has no title."""
    return body[:length].partition("\n")[0]
