"""Documents as a user names them: FILE, or FILE#ID for one of a file that holds several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.cli.options import CorpusPath
from reader.errors import CorpusError
from reader.text import numbered

if TYPE_CHECKING:
    from reader.corpus import Entry

_SHOWN = 3  # documents of a file that holds several


class Named(NamedTuple):
    """A document as it was named: its file, and its own id where the file holds several."""

    name: str
    file: Path
    own: str | None = None


def named_document(name: str) -> Named:
    """Return the document that ``name`` stands for; files and ids may have ``#`` in them, too.

    Raises:
        CorpusError: for a folder.
    """
    if os.path.isdir(name):
        raise CorpusError("this is a folder", place=name, remedy="Name a file in it, or FILE#ID")
    if name == "-" or name.startswith("-#"):
        return Named(name, CorpusPath().convert("-", None, None), name[2:] or None)
    at = len(name)
    while at > 0 and not os.path.isfile(name[:at]):
        at = name.rfind("#", 0, at)
    if at in (-1, len(name)):
        return Named(name, Path(name))
    return Named(name, Path(name[:at]), name[at + 1 :])


def entry_named(entries: list[Entry], named: Named, root: Path) -> Entry:
    """Return the document that was named in a corpus with this root.

    Raises:
        CorpusError: where it is not there, or its file holds several.
    """
    file = os.path.abspath(named.file)
    before = os.path.relpath(file, root).count("#") + 1  # of an id, the rest is the document's own
    there = {entry.id.split("#", before)[-1]: entry for entry in entries if entry.file == file}
    if named.own is None and len(there) > 1:
        shown = ", ".join(f"{named.name}#{own}" for own in islice(there, _SHOWN))
        more = ", …" if len(there) > _SHOWN else ""
        raise CorpusError(
            f"the file holds {numbered(len(there), 'document')}",
            place=named.name,
            remedy=f"Name one of them: {shown}{more}",
        )
    found = there.get(named.own) if named.own is not None else next(iter(there.values()), None)
    if found is None:
        remedy = "Name a file, or FILE#ID"
        raise CorpusError("there is no such document", place=named.name, remedy=remedy)
    return found


def files_and_parts(paths: Sequence[Path]) -> tuple[list[Path], list[Named]]:
    """Return the files and folders of paths, each once, and the documents named as FILE#ID."""
    named = [
        Named(str(path), path) if os.path.lexists(path) else named_document(str(path))
        for path in paths
    ]
    return list(dict.fromkeys(one.file for one in named)), [one for one in named if one.own]


def only_parts(entries: Iterable[Entry], parts: Sequence[Named], root: Path) -> Iterable[Entry]:
    """Return the documents of a corpus with this root; of a file with named parts these alone.

    Raises:
        CorpusError: where one of them is not there.
    """
    if not parts:
        return entries
    all_entries = list(entries)
    wanted = {entry_named(all_entries, part, root).id for part in parts}
    files = {os.path.abspath(part.file) for part in parts}
    return [entry for entry in all_entries if entry.file not in files or entry.id in wanted]
