"""The files beside the annotation file: backups, and what was kept aside."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import count, filterfalse, islice
from pathlib import Path

from reader import safe_files

_COUNT = 3  # backups
_BETWEEN_BACKUPS = 3600  # seconds between the second backup and the one before it
_OWN = re.compile(
    r"annotations\.json|(.+)\.(?:lock|journal|bak\d+|(?:kept|unusable)-\d+)|\..+\.tmp"
)


def belongs_to_store(path: Path) -> bool:
    """Tell, by its name, that a file is an annotation file or stands beside one."""
    return _OWN.fullmatch(path.name) is not None


def annotation_file_of(path: Path) -> Path:
    """Return the annotation file that a file stands beside by its name; the file itself if none."""
    named = _OWN.fullmatch(path.name)
    return path.with_name(named[1]) if named and named[1] else path


def lock_path(path: Path) -> Path:
    """Return the path of the lock of the annotation file ``path``."""
    return path.with_name(f"{path.name}.lock")


def journal_path(path: Path) -> Path:
    """Return the path of the journal of the annotation file ``path``."""
    return path.with_name(f"{path.name}.journal")


def _places(path: Path) -> list[Path]:
    """Return the paths of the backups, the newest first: numbers that nobody has a folder at."""
    numbered = (path.with_name(f"{path.name}.bak{number}") for number in count(1))
    return list(islice(filterfalse(_is_folder, numbered), _COUNT))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def file_mode_for(path: Path) -> int:
    """Return the permission bits of what stands beside ``path``: its own, private when new."""
    mode = safe_files.mode_of(path)
    return safe_files.PRIVATE if mode is None else mode


def backups(path: Path) -> Iterator[Path]:
    """Yield the backups that there are, the newest first."""
    for backup in _places(path):
        if backup.is_file() and not backup.is_symlink():
            yield backup


def back_up(path: Path) -> None:
    """Keep the file at ``path`` as the first backup: it is about to be replaced.

    The backups before it move on when the second is an hour older than the first, so that one busy
    minute does not use them up. Raises OSError.
    """
    first, second, third = _places(path)
    if first.exists() and (not second.exists() or _is_due(first, second)):
        if second.exists():
            safe_files.rename(second, third)
        safe_files.rename(first, second)
    if not (first.exists() and os.path.samestat(os.lstat(first), os.lstat(path))):
        safe_files.copy(path, first)


def keep_copy(path: Path) -> Path:
    """Keep the file at ``path`` under a name of its own, and return that. Raises OSError."""
    aside = _unused(path, "kept")
    safe_files.copy(path, aside)
    return aside


def quarantine(path: Path, chunks: Iterable[bytes]) -> Path:
    """Write rows that are no records to a file beside ``path``; return its path. Raises OSError."""
    aside = _unused(path, "unusable")
    safe_files.replace(aside, chunks, file_mode_for(path))
    return aside


def _unused(path: Path, name: str) -> Path:
    numbered = (path.with_name(f"{path.name}.{name}-{number}") for number in count(1))
    return next(each for each in numbered if not os.path.lexists(each))


def _is_due(first: Path, second: Path) -> bool:
    return first.stat().st_mtime - second.stat().st_mtime >= _BETWEEN_BACKUPS


def tidy(path: Path) -> None:
    """Remove the half-written files of a writer that was killed; for the holder of the lock."""
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        safe_files.discard(left)
