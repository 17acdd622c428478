"""Records of JSON Lines files (https://jsonlines.org): one document a line, found by its bytes."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from reader.corpus.decoding import Decoded, decoded, without_surrogates
from reader.corpus.document import Document, Entry
from reader.corpus.files import SIZE_LIMIT, megabytes, printable
from reader.errors import CorpusError
from reader.text import Format

# NaN and the infinities, which Python writes and JSON does not know, are read as null.
_JSON = json.JSONDecoder(parse_constant=lambda _: None)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype|html|head|body|meta|article|main|section|div|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def records(document: str, file: str, mtime: int) -> Iterator[Entry]:
    """Yield the records of a JSON Lines file as it is streamed through, line by line.

    ``document`` is the file's path in the corpus; a record's id is that, ``#`` and its own id, or
    the number of its line. Records may share an id. A broken line is yielded with its problem.

    Raises:
        CorpusError: where the file holds no records, or is not UTF-8.
        OSError: where it can't be read.
    """
    name = document.rpartition("/")[2]
    found = False
    with open(file, "rb") as stream:
        if b"\0" in stream.read(4):
            remedy = "Save it as UTF-8"
            raise CorpusError("not JSON Lines in UTF-8", place=document, remedy=remedy)
        stream.seek(0)
        for number, (offset, line) in enumerate(_lines(stream), start=1):
            content = line.strip()
            if not content:
                continue
            found = True
            own, format_, problem = None, Format.TEXT, None
            try:
                fields = _fields(content)[0]
                own = _own_id(fields)
                format_ = _format(fields["text"])
            except ValueError as error:
                problem = f"line {number} of {name} {error}"
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
        raise CorpusError("empty", place=document, remedy="Put records into it, or remove it")


def read_record(entry: Entry) -> Document:
    """Read the document that a record holds.

    Raises:
        CorpusError: where the record is broken, or is not what the scan has seen.
        OSError: where the file can't be read.
    """
    if entry.problem:
        remedy = "Correct it, then open the corpus again"
        raise CorpusError(entry.problem, place=entry.id, remedy=remedy)
    with open(entry.file, "rb") as stream:
        stream.seek(entry.offset)
        line = stream.read(entry.size)
    if zlib.crc32(line) != entry.checksum:
        remedy = "Open the corpus again"
        raise CorpusError("its file has changed since", place=entry.id, remedy=remedy)
    fields, encoding, notes = _fields(line.strip())
    own = _own_id(fields)
    if own is not None and not entry.id.endswith(f"#{own}"):
        notes += (f"Another record of the file has the id {own}, too.",)
    text = without_surrogates(fields["text"])
    if text != fields["text"]:
        notes += ("Some characters of the record are broken; \ufffd stands for them.",)
    return Document(
        id=entry.id,
        source=text,
        format=entry.format,
        metadata={
            without_surrogates(key): _mended(value)
            for key, value in fields.items()
            if key not in ("id", "text")
        },
        encoding=encoding,
        notes=notes,
    )


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its offset; of one that is too long, one byte more than is allowed."""
    offset = 0
    while line := stream.readline(SIZE_LIMIT + 1):
        yield offset, line
        offset += len(line)
        while line[-1:] != b"\n" and (line := stream.readline(1 << 20)):
            offset += len(line)


def _fields(line: bytes) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Return the keys of a record, its encoding and notes on that; raise ValueError in words."""
    if len(line) > SIZE_LIMIT:
        raise ValueError(f"is larger than {megabytes(SIZE_LIMIT)}")
    text, encoding, notes = decoded(line) or Decoded("")
    try:
        fields = _JSON.decode(text)
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at").lower()
        raise ValueError(f"is not valid JSON: {what}, column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("is not valid JSON: nested too deeply") from error
    except ValueError as error:
        raise ValueError("is not valid JSON: a number is too long") from error
    if not isinstance(fields, dict):
        raise ValueError('is no JSON object such as {"id": "…", "text": "…"}')
    if not isinstance(fields.get("text"), str):
        raise ValueError('has no "text"')
    if not fields["text"].strip():
        raise ValueError('has an empty "text"')
    return fields, encoding, notes


def _own_id(fields: dict[str, Any]) -> str | None:
    own = fields.get("id")
    if isinstance(own, str | int | float) and not isinstance(own, bool):
        return printable(str(own)).strip() or None
    return None


def _format(text: str) -> Format:
    return Format.HTML if _HTML.match(text) else Format.TEXT


def _mended(value: Any) -> Any:
    """Return a JSON value without lone surrogates in any of its strings."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): _mended(item) for key, item in value.items()}
    return value
