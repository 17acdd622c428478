"""Sources that anchors were set in, packed into rows."""

from __future__ import annotations

import base64
import zlib

from reader.annotations.record_codec import Row

# The most bytes of a kept source: a few packed ones may stand for more than there is memory.
_LARGEST = 1 << 28


def packed_text(text: str) -> Row:
    """Return the row of a source."""
    packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 9)
    return {"zlib": base64.b64encode(packed).decode("ascii")}


def text_of(row: Row) -> str | None:
    """Return the source in a row of ``packed_text``; None where the row holds none."""
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(base64.b64decode(str(row["zlib"])), _LARGEST)
        return None if unpacking.unconsumed_tail else text.decode("utf-8", "surrogatepass")
    except (LookupError, ValueError, zlib.error):
        return None
