"""Glances at passages for lists of very many, read from a line without decoding it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, cast

from reader.annotations.record_codec import decode, load, plain_record
from reader.annotations.records import Passage


class Glance(NamedTuple):
    """A passage without its words: where it is, its tags, and who set it when.

    ``has_note`` tells whether there is a note, ``sha256`` is that of the text it was set in.
    """

    id: str
    document: str
    start: int
    end: int
    sha256: str
    tags: tuple[str, ...]
    has_note: bool
    origin: str | None
    author: str
    created: str

    @classmethod
    def of(cls, passage: Passage) -> Glance:
        """Return the glance of a decoded passage."""
        anchor = passage.anchor
        return cls(
            passage.id,
            passage.document,
            anchor.start,
            anchor.end,
            anchor.sha256,
            passage.tags,
            bool(passage.note),
            passage.origin,
            passage.author,
            passage.created,
        )


# Parts of the line of a passage as ``record_codec`` writes it. A quotation mark within a string is
# escaped, so that none of these can stand in one.
_START = b'{"document": "'
_QUOTED = (b', "quote": "', b'", "prefix"')
_NOTED = (b'], "note": "', b'", "origin"')
_SEEN = ("document", "start", "end", "sha256", "tags", "note", "origin", "author", "created")
_BETWEEN = rb"\u0000"


def glances(lines: Mapping[str, bytes], keys: Iterable[str]) -> list[Glance]:
    """Return a glance at each passage among the lines of ``keys``; what is none is left out."""
    text, tags_of, whole = cache(_text), cache(_tags), cache(_whole)  # most recur
    make = Glance._make
    found = []
    for key in keys:
        plain = plain_record(Passage, lines[key])
        if plain is not None:
            document, start, end, sha256, tags, note, origin, author, created = plain.group(*_SEEN)
            place = (text(document), int(start), int(end), text(sha256))
            fields = (tags_of(tags), note != b"", whole(origin), text(author), _text(created))
            found.append(make((key, *place, *fields)))
            continue
        try:  # edited by hand, or by another version
            found.append(Glance.of(decode(Passage, key, load(lines[key]))))
        except ValueError:
            continue
    return found


def quotes_and_notes(lines: Sequence[bytes]) -> list[tuple[str, str]]:
    """Return ``words_of`` each line; of very many lines, quickly."""
    raw = [_raw_words(line) for line in lines]
    whole = load(b'"%b"' % _BETWEEN.join(part for pair in raw for part in pair))
    parts = whole.split("\0") if isinstance(whole, str) else []
    if len(parts) != 2 * len(lines) or (b"", b"") in raw:
        return [words_of(line) for line in lines]
    return [*zip(parts[::2], parts[1::2], strict=True)]


def words_of(line: bytes) -> tuple[str, str]:
    """Return the quote and the note of a passage from its line; both empty where it is none."""
    quote, note = _raw_words(line)
    if quote:
        try:
            return _text(quote), _text(note)
        except ValueError:
            pass  # edited by hand
    try:
        passage = decode(Passage, "", load(line))
    except ValueError:
        return "", ""
    return passage.anchor.quote, passage.note


def _raw_words(line: bytes) -> tuple[bytes, bytes]:
    """Return quote and note as the line of a passage writes them; both empty for others."""
    quote = line.find(_QUOTED[0])
    quoted = line.find(_QUOTED[1], quote)
    note = line.rfind(_NOTED[0])
    noted = line.find(_NOTED[1], note)
    if line.startswith(_START) and 0 < quote < quoted < note < noted:
        return line[quote + len(_QUOTED[0]) : quoted], line[note + len(_NOTED[0]) : noted]
    return b"", b""


def _text(raw: bytes) -> str:
    return raw.decode("ascii") if b"\\" not in raw else str(load(b'"%b"' % raw))


def _tags(raw: bytes) -> tuple[str, ...]:
    return tuple(cast(list[str], load(raw)))


def _whole(raw: bytes) -> str | None:
    return cast(str | None, load(raw))
