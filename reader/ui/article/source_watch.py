"""Whether the file of an open document is still the one that was read."""

from __future__ import annotations

import os
from enum import Enum

from reader.corpus import Entry


class SourceState(Enum):
    """How the file of a document stands to what was read of it, as a header tells it."""

    SAME = ""
    CHANGED = "changed on disk"
    GONE = "its file is gone"


def source_state(entry: Entry) -> SourceState:
    """Return how the file of an entry stands now to what a scan has found."""
    try:
        status = os.stat(entry.file)
    except FileNotFoundError:
        return SourceState.GONE
    except OSError:  # out of reach for a moment: nothing is known
        return SourceState.SAME
    same = status.st_mtime_ns == entry.mtime
    return SourceState.SAME if same else SourceState.CHANGED


def as_it_is(entry: Entry) -> Entry:
    """Return the entry of a file with its size and time as they are now."""
    status = os.stat(entry.file)
    return entry._replace(size=status.st_size, mtime=status.st_mtime_ns)
