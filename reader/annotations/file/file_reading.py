"""Reading an annotation file that may be damaged, or in the middle of being written."""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reader import safe_files
from reader.annotations.file import backup, main_file
from reader.annotations.file.main_file import DamagedError, FileContents
from reader.annotations.file.merging.conflict_repair import table_of
from reader.annotations.file.merging.merge import latest
from reader.annotations.history import TABLE as HISTORY
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.record_codec import dump
from reader.annotations.records import TABLES
from reader.text import numbered

# Times to look again at a file that somebody may be in the middle of writing.
PATIENCE = 20
_PAUSE = 0.01  # seconds between two looks
_ASIDE = "; it is kept aside before anything is written"
_DECODER = json.JSONDecoder()
_NAMED = re.compile(r'("(?:[^"\\]|\\.)*")\s*:\s*(?=\{)')
_BROKEN = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of bytes that are no UTF-8


@dataclass(frozen=True, slots=True)
class FileReading:
    """The contents and signature of a file; ``contents`` is None where it stays damaged.

    ``notices`` says what a person should know. With ``irregular``, the file as it was found is to
    be kept aside before it is replaced.
    """

    contents: FileContents | None
    signature: safe_files.Signature | None = None
    notices: list[str] = field(default_factory=list)
    irregular: bool = False


def read_or_restore(path: Path, *, to_write: bool = True) -> FileReading:
    """Read a file, or what a damaged one and its newest good backup hold; none is an empty one.

    Whoever reads it ``to_write`` is told that a damaged one is kept aside.

    Raises StoreError, OSError.
    """
    signature = safe_files.signature(path)
    if signature is None:
        return FileReading(FileContents())
    try:
        contents = main_file.read(path)
    except DamagedError as error:
        return _restored(path, signature, error.message, _ASIDE if to_write else "")
    return FileReading(contents, signature, _notices(path, contents), bool(contents.problems))


def read_patiently(path: Path) -> FileReading:
    """Read a file that somebody may be writing right now. Raises StoreError, OSError."""
    signature = safe_files.signature(path)
    for _ in range(PATIENCE):
        try:
            contents = main_file.read(path)
        except DamagedError:
            time.sleep(_PAUSE)
            signature = safe_files.signature(path)
        except FileNotFoundError:
            return FileReading(None, signature)
        else:
            if not contents.says_so:  # nobody's way to delete everything
                break
            return FileReading(
                contents, signature, _notices(path, contents), bool(contents.problems)
            )
    return FileReading(None, signature, irregular=True)


def _restored(path: Path, signature: safe_files.Signature, damage: str, aside: str) -> FileReading:
    """Read the whole rows of a damaged file, and the rest from its newest good backup."""
    left = _salvaged(safe_files.read_file(path))
    count = sum(len(left.get(name, ())) for name in TABLES)
    whole = f"{numbered(count, 'record')} could be read from what is left of it" if count else ""
    for kept in backup.backups(path):
        with suppress(DamagedError, OSError):
            contents = main_file.read(kept)
            contents.exact = False
            if left:
                contents.tables = latest(contents.tables, left)
                contents.tables.pop(HISTORY, None)
            made = time.strftime("%Y-%m-%d %H:%M", time.localtime(kept.stat().st_mtime))
            rest = f"{f'{whole}, the others from' if whole else 'This is'} its backup {kept.name}"
            notices = [f"{damage}. {rest} of {made}{aside}", *_notices(path, contents)]
            return FileReading(contents, signature, notices, irregular=True)
    message = f"{damage}, and there is no good backup{f'. {whole}' if whole else ''}{aside}"
    return FileReading(FileContents(left), signature, [message], irregular=True)


def _notices(path: Path, contents: FileContents) -> list[str]:
    return [*(f"{path.name} {problem}" for problem in contents.problems), *contents.clashes]


def _salvaged(data: bytes) -> Tables:
    """Return the records that can be read from the text of a damaged annotation file.

    The steps that undo takes back are not among them: without all of them some would undo more than
    they have done.
    """
    text = data.decode("utf-8", "surrogateescape")
    tables: Tables = {}
    at = 0
    while match := _NAMED.search(text, at):
        at = match.end() + 1
        try:
            row, end = _DECODER.raw_decode(text, match.end())
            key = str(json.loads(match[1]))
        except (ValueError, RecursionError):
            continue
        if name := table_of(row):
            at = end
            if name != HISTORY and not _BROKEN.search(text, match.start(), end):
                tables.setdefault(name, LineTable()).lines[key] = dump(row)
    return tables
