"""Glances at passages for lists of very many, read from a line without decoding it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from reader.annotations.record_codec import decode, load
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


# The line of a passage as ``record_codec`` writes it. A quotation mark within a string is escaped,
# so that none of these can stand in one.
_START = b'{"document": "'
_PLACE = b'", "anchor": {"start": '
_END = b', "end": '
_QUOTE = b', "quote": "'
_TEXT = b'"sha256": "'
_TAGS = b'"}, "tags": ['
_CREATED = b', "created": "'
_QUOTED = (_QUOTE, b'", "prefix"')
_NOTED = (b'], "note": "', b'", "origin"')
_BETWEEN = rb"\u0000"


def glances(lines: Mapping[str, bytes], keys: Iterable[str]) -> list[Glance]:
    """Return a glance at each passage among the lines of ``keys``; what is none is left out."""
    text = cache(_text)  # documents and texts recur,
    said = cache(_said)  # and so do tags and authors
    make = Glance._make
    found = []
    for key in keys:
        line = lines[key]
        place = line.find(_PLACE)
        end = line.find(_END, place)
        quote = line.find(_QUOTE, end)
        anchored = line.find(_TEXT, quote)
        tags = line.find(_TAGS, anchored)
        created = line.rfind(_CREATED)
        try:
            if not (line.startswith(_START) and 0 < place < end < quote < anchored < tags):
                raise ValueError
            own, has_note, origin, author = said(line[tags + 3 : created])
            found.append(
                make(
                    (
                        key,
                        text(line[len(_START) : place]),
                        int(line[place + len(_PLACE) : end]),
                        int(line[end + len(_END) : quote]),
                        text(line[anchored + len(_TEXT) : tags]),
                        own,
                        has_note,
                        origin,
                        author,
                        line[created + len(_CREATED) :].partition(b'"')[0].decode("ascii"),
                    )
                )
            )
        except (ValueError, KeyError, TypeError):  # edited by hand, or by another version
            try:
                found.append(Glance.of(decode(Passage, key, load(line))))
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


def _said(raw: bytes) -> tuple[tuple[str, ...], bool, str | None, str]:
    """Return tags, whether there is a note, origin and author, from the fields of a line."""
    row = cast(dict[str, Any], load(b"{%b}" % raw))
    tags, origin = tuple(row["tags"]), row["origin"]
    if not all(isinstance(one, str) for one in (*tags, "" if origin is None else origin)):
        raise ValueError
    return tags, bool(row["note"]), origin, str(row["author"])
