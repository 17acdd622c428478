"""Open the files of a corpus: what is no part of it, and what its team and its user say of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import platformdirs

from reader.corpus import Corpus, Reading
from reader.errors import CorpusError, ReaderError
from reader.settings import TEAM_FILE, Settings, load, save, settings_path, team_file

ANNOTATIONS = "annotations.json"


def open_corpus(
    paths: Sequence[Path], annotations: Path | None = None, reading: Reading | None = None
) -> Corpus:
    """Return the corpus in ``paths`` without its annotation files.

    ``reading`` is what the user says of its files; it goes before the settings of the corpus.

    Raises:
        CorpusError: where there is no such folder or file.
        SettingsError: where the settings of the corpus are wrong.
    """
    folder, reading = _only_folder(paths), reading or Reading()
    codebook = None
    if folder is not None and (team := _team(folder)) is not None:
        reading, codebook = _settled_reading(folder, team, reading), team.codebook
    skip = partial(
        _is_ours,
        os.path.abspath(annotations) if annotations else None,
        str(codebook) if codebook else None,
    )
    kept = platformdirs.user_cache_path("reader") / "extracted"
    return Corpus(paths, skip=skip, reading=reading, kept=kept)


def team_settings(paths: Sequence[Path]) -> Settings | None:
    """Return the settings of the corpus in ``paths``, if any.

    Raises:
        SettingsError: where they can't be read.
    """
    folder = _only_folder(paths)
    return _team(folder) if folder is not None else None


def owner_of(path: Path) -> str:
    """Return in words whose a file is, there already or not; nothing for one that is free.

    It may be one of reader's settings, an annotation file or one of its companions, or an article
    that is annotated. A device is nobody's.
    """
    from reader.annotations import is_annotated, is_annotations

    if path.exists() and not path.is_file():
        return ""
    own = settings_path()
    if path == own.resolve() or (path.exists() and own.exists() and path.samefile(own)):
        return "the settings of reader"
    name = path.name.casefold()  # some disks know no case
    is_read = name in {TEAM_FILE, ANNOTATIONS} or name.startswith(f"{ANNOTATIONS}.")
    kept = (folder / ANNOTATIONS for folder in path.parents)
    is_corpus = is_read or is_annotations(path) or any(is_annotated(path, one) for one in kept)
    return "a corpus" if is_corpus else ""


def is_document(path: Path) -> bool:
    """Tell whether a file is there that holds articles."""
    if path.is_file():
        with suppress(ReaderError):
            return any(not entry.problem for entry in open_corpus([path]).scan())
    return False


def documents_beside(annotations: Iterable[Path]) -> set[str]:
    """Return the files with the documents of those corpora that have annotation files in them."""
    files: set[str] = set()
    for folder in {path.absolute().parent for path in annotations if path.name == ANNOTATIONS}:
        with suppress(CorpusError):  # nothing is in it
            files.update(entry.file for entry in open_corpus([folder]).scan())
    return files


def _team(folder: Path) -> Settings | None:
    """Return the settings of a team in their folder, if any."""
    return load(Path(os.devnull), folder) if team_file(folder) is not None else None


def _settled_reading(folder: Path, team: Settings, reading: Reading) -> Reading:
    """Return the reading that a user asks for, beside that in the settings of their folder."""
    fields = {**team.fields, **reading.names}
    encoding, place = reading.encoding or team.encoding, str(folder / TEAM_FILE)
    # What is said now, of all files, goes before what was chosen for one of them another day.
    return Reading.of(fields, encoding, place, {} if reading.encoding else team.encodings)


def keep_fields(paths: Sequence[Path], reading: Reading) -> None:
    """Keep the names of fields that a user says in the settings of the corpus in ``paths``.

    What was annotated in a text would have no place without them.

    Raises:
        SettingsError: where they can't be read or written.
    """
    folder = _only_folder(paths)
    if folder is None or reading.names.items() <= load(Path(os.devnull), folder).fields.items():
        return
    save(folder / TEAM_FILE, "fields", reading.names)


def _only_folder(paths: Sequence[Path]) -> Path | None:
    """Return the folder that all paths are in, or that the one path is; else None."""
    folders = {path.parent if path.is_file() else path for path in paths}
    return folders.pop() if len(folders) == 1 else None


def _is_ours(annotations: str | None, codebook: str | None, file: str) -> bool:
    """Tell whether a file is an annotation file, its lock, journal or backup, or the codebook."""
    is_annotations = bool(annotations and file.startswith(annotations))
    return is_annotations or file.endswith(ANNOTATIONS) or file == codebook
