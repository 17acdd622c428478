"""Rescue changes that the disk refuses when the app is left, and bring them back."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from reader.annotations import Draft, DraftStore, Link, Store
from reader.errors import StoreError
from reader.text import numbered


def rescue(store: Store) -> str:
    """Write annotations that are in memory only to a place that takes them.

    Returns what was done, in words; nothing where no step of a person is concerned.
    """
    if store.is_saved:
        return ""
    count, kept = store.unsaved, store.path
    changes = f"{numbered(count, 'change')} can't be saved in {kept}"
    for place in _places(kept):
        with suppress(OSError, StoreError):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            store.save_as(place)
            message = f"{changes}: reader takes them in when it is started next, from {place}"
            return message if count else ""
    return f"{changes}, nor anywhere else, and are lost" if count else ""


def take_rescued(store: Store) -> list[str]:
    """Take in what ``rescue`` has kept for an annotation file; what can't be saved stays there.

    Returns in words what was taken in. That something waits still stands among the notices.
    """
    taken = []
    with suppress(OSError, StoreError):
        own, temporary = _folder(store.path), Path(tempfile.gettempdir())
        for folder, pattern in ((own, "*"), (temporary, f"{_key(store.path)}*")):
            for place in sorted(folder.glob(f"{pattern}/*.json")):
                if store.read_only:
                    store.notices.append(f"{place} has changes that could not be saved here")
                    continue
                if count := store.take_in(place):
                    steps = numbered(count, "change")
                    taken.append(f"{steps} taken in that could not be saved before")
                shutil.rmtree(place.parent, ignore_errors=True)
    return taken


def unsaved_drafts(store: Store, drafts: DraftStore) -> list[Draft]:
    """Return the drafts whose text is in no note that is saved; the others go."""
    found = drafts.all()
    if store.is_saved:
        for draft in found:
            if draft.text in _notes_at(store, draft):
                drafts.drop(draft)
        found = drafts.all()
    return found


def _notes_at(store: Store, draft: Draft) -> set[str]:
    """Return the notes on the place that a draft was written for."""
    span = draft.start, draft.end
    notes = {
        one.note
        for one in store.passages(draft.document)
        # In another text it stands elsewhere.
        if (one.anchor.start, one.anchor.end) == span or one.anchor.sha256 != draft.sha256
    }
    state = store.state(draft.document)
    if state is not None and not draft.end:
        notes.add(state.note)
    ends = set(draft.document.split(" ⇄ "))
    return notes | {link.note for link in store.all(Link) if {link.a, link.b} == ends}


def _places(kept: Path) -> Iterator[Path]:
    """Yield the folders that can take the annotations, on other disks where there are any."""
    name = f"{kept.stem}.json"
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield _folder(kept) / now / name
    with suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix=_key(kept))) / name


def _folder(kept: Path) -> Path:
    return platformdirs.user_data_path("reader") / "rescued" / _key(kept)


def _key(kept: Path) -> str:
    """Return the beginning of a name that belongs to one annotation file."""
    return f"reader-{hashlib.sha256(str(kept).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}-"
