"""Archives of the web, WARC and WACZ: each HTML page that was answered with is a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO
from zipfile import ZipFile

from warcio.archiveiterator import ArchiveIterator

from reader.corpus.decoding import decoded
from reader.corpus.forms.form import Part
from reader.corpus.forms.packed import checked
from reader.corpus.left_out import EMPTY, FAILED, OTHER, SEEN_BEFORE
from reader.corpus.reading import Reading
from reader.text import Format

_LONGEST_PAGE = 16 * 2**20  # bytes
_ANSWERS = frozenset({"response", "revisit", "resource", "conversion"})
_CUT = "the file ends within this page: it was cut off, or is still being written"


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the pages of a WARC, or of those that a WACZ packs, and the answers that are none."""
    files: Iterable[bytes] = [data]
    if data.startswith(b"PK"):
        archive = checked(ZipFile(BytesIO(data)))
        names = [name for name in archive.namelist() if name.endswith((".warc", ".warc.gz"))]
        files = map(archive.read, names)
    for file in files:
        for _, part in parts_at(BytesIO(file), reading):
            yield part


def parts_at(stream: BinaryIO, reading: Reading) -> Iterator[tuple[int, Part]]:
    """Yield the pages of a WARC from where the stream stands: the byte each begins at, and it.

    What is said of a page is its address, and when it was fetched. An answer that is no page is a
    part without a text.
    """
    archive = ArchiveIterator(stream)
    for record in archive:
        page = _page(record, reading)
        at = archive.get_record_offset()  # reads what is left of the record
        if _is_cut(archive, record):
            yield at, Part("", {}, problem=_CUT)
        elif page is not None:
            yield at, page
    if archive.offset < stream.seek(0, SEEK_END):  # what is left is the beginning of a record
        yield archive.offset, Part("", {}, problem=_CUT)


def _page(record: Any, reading: Reading) -> Part | None:
    """Return the page that a record holds, or why its answer is none; None of other records."""
    if record.rec_type not in _ANSWERS:
        return None
    head = record.http_headers
    if record.rec_type == "revisit":
        return _no_page(SEEN_BEFORE)
    if record.rec_type != "response" or head is None:
        return _no_page(OTHER)
    if head.get_statuscode() != "200":
        return _no_page(FAILED)
    kind = head.get_header("Content-Type")
    if "html" not in (kind or "html").lower():
        return _no_page(OTHER)
    data = record.content_stream().read(_LONGEST_PAGE)
    found = decoded(data, reading.encoding, kind or "")
    if found is None or not found.text.strip():
        return _no_page(EMPTY)
    header = record.rec_headers.get_header
    metadata = {"url": header("WARC-Target-URI") or "", "fetched": header("WARC-Date") or ""}
    return Part(found.text, metadata, format=Format.HTML).decoded_as(found)


def _no_page(why: str) -> Part:
    return Part("", {}, left_out=why)


def _is_cut(archive: ArchiveIterator, record: Any) -> bool:
    """Tell whether the archive ends within a record that was read as far as it goes."""
    unpacking = archive.reader.decompressor
    if unpacking is not None and not unpacking.eof and archive.next_line is None:
        return True
    return record.rec_headers.get_header("Content-Length") is None or record.raw_stream.limit > 0
