"""Archives of the web, WARC and WACZ: each HTML page that was answered with is a document."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO
from zipfile import ZipFile

from warcio.archiveiterator import ArchiveIterator

from reader.corpus.decoding import decoded
from reader.corpus.forms.form import Part
from reader.corpus.forms.packed import checked
from reader.corpus.reading import Reading
from reader.text import Format

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_LONGEST_PAGE = 16 * 2**20


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the pages of the archives that a WACZ packs."""
    archive = checked(ZipFile(BytesIO(data)))
    for name in archive.namelist():
        if name.endswith((".warc", ".warc.gz")):
            yield from (part for _, part in parts_at(BytesIO(archive.read(name)), reading))


def parts_at(stream: BinaryIO, reading: Reading) -> Iterator[tuple[int, Part]]:
    """Yield the pages of a WARC from where the stream stands: the byte each begins at, and it.

    What is said of a page is its address, and when it was fetched.
    """
    archive = ArchiveIterator(stream)
    for record in archive:
        head = record.http_headers
        if record.rec_type != "response" or head is None or head.get_statuscode() != "200":
            continue
        if "html" not in (head.get_header("Content-Type") or "html").lower():
            continue
        page = record.content_stream().read(_LONGEST_PAGE)
        found = decoded(page, reading.encoding or _charset(head.get_header("Content-Type")))
        if found and found.text.strip():
            told = record.rec_headers.get_header
            said = {"url": told("WARC-Target-URI") or "", "fetched": told("WARC-Date") or ""}
            part = Part(found.text, said, format=Format.HTML).decoded_as(found)
            yield archive.get_record_offset(), part


def _charset(content_type: str | None) -> str:
    """Return the encoding that an answer names, if Python knows it."""
    match = _CHARSET.search(content_type or "")
    try:
        return codecs.lookup(match[1]).name if match else ""
    except LookupError:
        return ""
