"""Keeping what the disk of the annotation file refuses, when the app is left."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from reader.annotations import Store
from reader.errors import StoreError


def rescue(store: Store) -> str:
    """Write annotations that are in memory only to a place that takes them.

    Returns what was done, in words with the remedy; nothing where all is saved.
    """
    count, kept = store.unsaved, store.path
    if not count:
        return ""
    changes = f"{count:,} change{'s' * (count != 1)} can't be saved in {kept}"
    for place in _places(kept):
        with suppress(OSError, StoreError):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            store.save_as(place)
            return f"{changes}: all is in {place}. Go on there with --annotations {place}"
    return f"{changes}, nor anywhere else, and are lost"


def _places(kept: Path) -> Iterator[Path]:
    """Yield the folders that can take the annotations, on other disks where there are any."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = f"{kept.stem}-rescued-{now}.json"
    yield platformdirs.user_data_path("reader") / "rescued" / name
    with suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix="reader-")) / name
