"""Records of JSON Lines files (https://jsonlines.org): one document a line, found by its bytes."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from reader.corpus.decoding import Decoded, decoded
from reader.corpus.document import Document, Entry
from reader.corpus.fields import declared, text_key, text_of, unfolded, value_at
from reader.corpus.files import SIZE_LIMIT, megabytes, printable
from reader.corpus.forms import form_of_lines, format_of, without_text
from reader.corpus.left_out import NoTextError, no_article
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import AS_THEY_STAND, Reading
from reader.errors import CorpusError
from reader.text import Format
from reader.text.surrogates import without_lone_surrogates

_BUFFER, _LOOK = 2**20, 4096  # bytes
# NaN and the infinities, which Python writes and JSON does not know, are read as null.
_JSON = json.JSONDecoder(parse_constant=lambda _: None)


def records(
    document: str,
    file: str,
    mtime: int,
    dropped: Counter[str],
    reading: Reading = AS_THEY_STAND,
) -> Iterator[Entry]:
    """Yield the records of a JSON Lines file as it is streamed through, line by line.

    ``document`` is the file's path in the corpus; a record's id is that, ``#`` and its own id, or
    the number of its line. Records may share an id. A broken line is yielded with its problem; a
    record without a field for its text is ``dropped``, and counted there.

    Raises:
        NoTextError: where no record has a text.
        CorpusError: where the file holds no records, is not UTF-8, or JSON of another form.
        OSError: where it can't be read.
    """
    name = document.rpartition("/")[2]
    found = False
    with open(file, "rb", buffering=_BUFFER) as stream:
        start = stream.read(_LOOK)
        if form_of_lines(start):
            why = "no JSON Lines in UTF-8, and too large to be read otherwise"
            raise CorpusError(why, place=document, remedy="Split it into smaller files")
        stream.seek(0)
        for number, (offset, line) in enumerate(_lines(stream), start=1):
            if line.isspace():
                continue
            own, format_, problem = None, Format.TEXT, None
            try:
                fields, key, *_ = _fields(line, reading)
                own = _own_id(fields)
                format_ = format_of(text_of(value_at(fields, key)))
            except NoTextError as error:
                dropped[error.message] += 1
                continue
            except ValueError as error:
                problem = f"line {number} of {name} {error}"
            found = True
            yield Entry(
                id=f"{document}#{number if own is None else own}",
                file=file,
                format=format_,
                offset=offset,
                size=len(line),
                mtime=mtime,
                record=True,
                problem=problem,
                checksum=zlib.crc32(line),
            )
    if not found:
        raise no_article(document, dropped)


def read_record(entry: Entry, reading: Reading = AS_THEY_STAND) -> Document:
    """Read the document that a record holds.

    Raises:
        CorpusError: where the record is not what the scan has seen.
        OSError: where the file can't be read.
    """
    with open(entry.file, "rb") as stream:
        stream.seek(entry.offset)
        line = stream.read(entry.size)
    if zlib.crc32(line) != entry.checksum:
        remedy = "Open the corpus again"
        raise CorpusError("its file has changed since", place=entry.id, remedy=remedy)
    fields, key, encoding, notes = _fields(line, reading)
    own = _own_id(fields)
    if own is not None and not entry.id.endswith(f"#{own}"):
        notes += (ReadingNote(f"Another record of the file has the id {own}, too."),)
    return Document(
        id=entry.id,
        source=text_of(value_at(fields, key)),
        format=entry.format,
        metadata={name: value for name, value in fields.items() if name not in ("id", key)},
        encoding=encoding,
        notes=notes,
        declared=declared({**fields, key: None}, reading.names),
    )


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its offset; of one that is too long, one byte more than is allowed."""
    offset = 0
    while line := stream.readline(SIZE_LIMIT + 1):
        yield offset, line
        offset += len(line)
        while line[-1:] != b"\n" and (line := stream.readline(_BUFFER)):
            offset += len(line)


def _fields(
    line: bytes, reading: Reading
) -> tuple[dict[str, Any], str, str, tuple[ReadingNote, ...]]:
    """Return the fields of a record, the key of its text, its encoding and notes on that.

    Raises ValueError in words, and NoTextError where no field has a text.
    """
    if len(line) > SIZE_LIMIT:
        raise ValueError(f"is larger than {megabytes(SIZE_LIMIT)}")
    text, encoding, notes = decoded(line.rstrip(b"\r\n"), reading.encoding) or Decoded("")
    mended = without_lone_surrogates(text)
    if mended != text:
        notes += (ReadingNote("Some characters are broken in the record; \ufffd stands for them."),)
    try:
        fields = _JSON.decode(mended)
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at").lower()
        raise ValueError(f"is not valid JSON: {what} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("is not valid JSON: nested too deeply") from error
    except ValueError as error:
        raise ValueError("is not valid JSON: a number is too long") from error
    if not isinstance(fields, dict):
        raise ValueError('is no JSON object such as {"id": "…", "text": "…"}')
    fields = dict(unfolded(fields, reading.names))
    key = text_key(fields, reading.names)
    if key is None or not text_of(value_at(fields, key)).strip():
        raise NoTextError(without_text(fields, reading, key))
    return fields, key, encoding, notes


def _own_id(fields: dict[str, Any]) -> str | None:
    """Return the id that a record gives itself: a text with more than blanks, or a number."""
    own = fields.get("id")
    if type(own) not in (str, int, float):
        return None
    return printable(str(own).strip()) or None
