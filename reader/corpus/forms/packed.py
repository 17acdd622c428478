"""Unpack packed data up to a limit: a small file must not fill the memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from reader.corpus.forms.form import MOST_BYTES, TOO_LARGE
from reader.corpus.notes import NoteKind, ReadingNote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

# Of what is read line by line, a text is all that is held at once; the best packed of texts and
# tables is a hundredth of itself, and a bomb less.
_MOST_STREAMED, _MOST_TIMES = 4 * MOST_BYTES, 100
# In bytes: gzip makes at most a thousand of one, Zstandard a block of 2**17 of four.
_STEP, _STEP_OF_ZSTD = 2**14, 2**10
CUT = ReadingNote("The file ends within this article: it was cut off.", NoteKind.CUT)
CUT_BEHIND = "the file was cut off: what followed here is lost"
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


class TooLargeError(ValueError):
    """Packed data unpacks to more than may be had at once."""


class CutOffError(ValueError):
    """Packed data ends too early; ``found`` is what could be unpacked, where all was asked for."""

    def __init__(self, found: bytes = b"") -> None:
        super().__init__("it is cut off")
        self.found = found


def unpacked(data: bytes) -> bytes:
    """Return bytes that gzip or Zstandard has packed unpacked, others as they are.

    Raises:
        TooLargeError: where they unpack to more than is allowed.
        CutOffError: where the end is missing.
        ValueError: where they are broken.
        ModuleNotFoundError: where Zstandard is not installed.
    """
    if not data.startswith((_ZSTD, _GZIP)):
        return data
    parts: list[bytes] = []
    size = 0
    try:
        for part in _unpacked_parts(data):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                raise TooLargeError(TOO_LARGE)
    except CutOffError as error:
        raise CutOffError(b"".join(parts)) from error
    return b"".join(parts)


def unpacked_lines(data: bytes) -> Iterator[bytes]:
    """Yield the lines of packed bytes that are read one after the other, without their ends.

    They may be more than may be had at once, as texts are; a bomb is known by how well it packs.

    Raises:
        CutOffError: behind the last whole line, where the end is missing.
        ValueError: where they are too large all the same, or broken.
        ModuleNotFoundError: where Zstandard is not installed.
    """
    most = min(_MOST_STREAMED, max(MOST_BYTES, _MOST_TIMES * len(data)))
    size = 0
    begun: list[bytes] = []
    for part in _unpacked_parts(data):
        size += len(part)
        if size > most:
            raise TooLargeError(f"it unpacks to more than {most >> 20} MB")
        first, *lines = part.split(b"\n")
        begun.append(first)
        if lines:
            yield b"".join(begun)
            yield from lines[:-1]
            begun = lines[-1:]
    yield b"".join(begun)


def _unpacked_parts(data: bytes) -> Iterator[bytes]:
    """Yield the data that gzip or Zstandard has packed, little by little."""
    at = 0
    while data.startswith((_GZIP, _ZSTD), at):
        member, step, fault = _unpacker(is_gzip=data.startswith(_GZIP, at))
        while not member.eof:
            some = data[at : at + step]
            if not some:
                yield member.flush()
                raise CutOffError
            try:
                yield member.decompress(some)
            except fault as error:
                raise ValueError("its packing is broken") from error
            at += len(some) - len(member.unused_data)


def _unpacker(*, is_gzip: bool) -> tuple[Any, int, type[Exception]]:
    """Return what unpacks a member, the bytes to give it at once, and the error of a broken one."""
    if is_gzip:
        return zlib.decompressobj(wbits=31), _STEP, zlib.error
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj(), _STEP_OF_ZSTD, zstandard.ZstdError


def checked(archive: ZipFile) -> ZipFile:
    """Return a zip archive whose members, unpacked, stay within the limit.

    Raises:
        ValueError: where they do not. A member that says less than it holds fails when it is read.
    """
    if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
        raise ValueError(TOO_LARGE)
    return archive
