"""Unpack what is packed, up to a limit: a small file must not fill the memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from reader.corpus.forms.form import MOST_BYTES, TOO_LARGE

if TYPE_CHECKING:
    from zipfile import ZipFile

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def unpacked(data: bytes) -> bytes:
    """Return bytes that gzip or Zstandard has packed unpacked, others as they are.

    Raises:
        ValueError: where they are broken, or unpack to more than is allowed.
        ModuleNotFoundError: where Zstandard is not installed.
    """
    if data.startswith(_ZSTD):
        return _of_zstandard(data)
    parts: list[bytes] = []
    size = 0
    while data.startswith(_GZIP):
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(data, MOST_BYTES + 1 - size))
        except zlib.error as error:
            raise ValueError("its packing is broken") from error
        size += len(parts[-1])
        if size > MOST_BYTES:
            raise ValueError(TOO_LARGE)
        if not member.eof:
            raise ValueError("it is cut off")
        data = member.unused_data
    return b"".join(parts) if parts else data


def _of_zstandard(data: bytes) -> bytes:
    import zstandard

    reader = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True)
    try:
        found = reader.read(MOST_BYTES + 1)
    except zstandard.ZstdError as error:
        raise ValueError("its packing is broken") from error
    if len(found) > MOST_BYTES:
        raise ValueError(TOO_LARGE)
    return found


def checked(archive: ZipFile) -> ZipFile:
    """Return a zip archive whose members, unpacked, stay within the limit.

    Raises:
        ValueError: where they do not. A member that says less than it holds fails when it is read.
    """
    if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
        raise ValueError(TOO_LARGE)
    return archive
