"""Drafts of notes: the text being typed, safe on the disk before the note is saved.

Each draft is a file of its own in the user's data folder, so that it can be kept where the
annotation file can't be written, and nobody else's merge sees it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from reader import safe_files
from reader.annotations.step import now
from reader.errors import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text meant for the note of ``source[start:end]``, or of the document where both are 0.

    ``sha256`` is that of the source that the offsets are of; ``modified`` is filled in by ``keep``.
    """

    document: str
    sha256: str
    start: int = 0
    end: int = 0
    text: str = ""
    modified: str = ""


class DraftStore:
    """The drafts of one annotation file."""

    def __init__(self, folder: Path, annotations: Path) -> None:
        """Keep drafts for ``annotations`` below ``folder``, which is made when it is needed."""
        self._folder = folder / _digest(str(annotations.resolve()))

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of the one before it; it is safe on the disk when this returns.

        An empty text drops it. Raises StoreError where it can't be written.
        """
        if not draft.text:
            self.drop(draft)
            return
        data = json.dumps(asdict(replace(draft, modified=now()))).encode("ascii")
        try:
            safe_files.make_folder(self._folder)
            safe_files.replace(self._path(draft), [data], safe_files.PRIVATE)
        except OSError as error:
            raise StoreError(
                f"The draft can't be kept ({error.strerror or error})", place=str(self._folder)
            ) from error

    def drop(self, draft: Draft) -> None:
        """Forget the draft for the place of ``draft``: its note was saved, or is not wanted."""
        safe_files.discard(self._path(draft))

    def find(self, draft: Draft) -> Draft | None:
        """Return the draft that was kept for the place of ``draft``, or None."""
        return _read(self._path(draft))

    def all(self) -> list[Draft]:
        """Return all drafts, the latest first; what is no draft is left out."""
        return sorted(self._found(), key=lambda draft: draft.modified, reverse=True)

    def _found(self) -> Iterator[Draft]:
        with suppress(OSError):
            for path in self._folder.glob("*.json"):
                draft = _read(path)
                if draft is not None:
                    yield draft

    def _path(self, draft: Draft) -> Path:
        place = json.dumps([draft.document, draft.sha256, draft.start, draft.end])
        return self._folder / f"{_digest(place)}.json"


def _read(path: Path) -> Draft | None:
    """Return the draft in a file, None where there is none."""
    try:
        found = json.loads(safe_files.read_file(path))
    except (OSError, ValueError, RecursionError):
        return None
    match found:
        case {
            "document": str(document),
            "sha256": str(sha256),
            "start": int(start),
            "end": int(end),
            "text": str(text),
            "modified": str(modified),
        } if 0 <= start <= end:
            return Draft(
                document=document, sha256=sha256, start=start, end=end, text=text, modified=modified
            )
    return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
