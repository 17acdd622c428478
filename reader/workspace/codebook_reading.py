"""A codebook read from a file, as the tags that a new annotation file starts with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reader import exchange
from reader.annotations import PALETTE, Tag
from reader.errors import FormatError, ReaderError
from reader.exchange import CODEBOOK_FORMATS, CodebookFormat
from reader.text import one_line

_NAMES = uuid.UUID("b3f0a1de-5c0b-4d5e-9a39-6f3c1c0de7a9")
"""The namespace of ids that are made of the names of tags."""

RESERVED_KEYS = frozenset("0123456789T")
"""Keys that no tag can have: digits stand for the first nine tags, T for the choice by name."""


def codebook_format(name: str) -> CodebookFormat:
    """Return the format of a name, or of the ending of a file's name.

    Raises:
        ReaderError: where there is no such format.
    """
    ending = name.rpartition(".")[2].lower()
    if ending not in CODEBOOK_FORMATS:
        known = ", ".join(CODEBOOK_FORMATS)
        raise ReaderError(f"there is no format {ending} for a codebook", remedy=f"Formats: {known}")
    return CODEBOOK_FORMATS[ending]


def read_codebook(path: Path, style: str | None = None) -> tuple[exchange.TagItem, ...]:
    """Return the codebook in a file, in the format ``style`` or that of its ending.

    Raises:
        FormatError: where it can't be read, or is none.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(f"it can't be read ({error.strerror})", place=str(path)) from error
    return codebook_format(style or path.name).read(data, str(path))


def first_tags(path: Path) -> list[Tag]:
    """Return the codebook in a file as the tags of a new annotation file.

    Their ids are made of their names, so that files begun on two machines share them.

    Raises:
        FormatError: where it can't be read, or is none.
    """
    tags = read_codebook(path)
    ids = {tag.name: str(uuid.uuid5(_NAMES, tag.name)) for tag in tags}
    found: list[Tag] = []
    for position, tag in enumerate(tags):
        made = Tag(
            id=ids[tag.name], name=tag.name, parent=ids.get(tag.parent or ""), position=position
        )
        found.append(
            replace(
                made,
                color=tag.color or next_color(found),
                key=usable_key(tag.key),
                description=tag.description,
            )
        )
    return _with_own_keys(found)


def next_color(tags: Sequence[Tag]) -> str:
    """Return the first colour of the palette that the fewest tags have."""
    taken = [tag.color.lower() for tag in tags]
    return min(PALETTE.values(), key=taken.count)


def check_key(key: str) -> None:
    """Raise ReaderError for what can't be the key of a tag."""
    if len(key) != 1 or not key.isprintable() or key.isspace() or key in RESERVED_KEYS:
        raise ReaderError(
            f"“{one_line(key)}” can't be the key of a tag",
            remedy="One letter or sign; digits are those of the first nine, T chooses by name",
        )


def usable_key(key: str) -> str:
    """Return a key, or nothing where it can't be one."""
    try:
        check_key(key)
    except ReaderError:
        return ""
    return key


def _with_own_keys(tags: Sequence[Tag]) -> list[Tag]:
    """Return tags of which the first of a key keeps it."""
    taken: set[str] = set()
    found = []
    for tag in tags:
        found.append(replace(tag, key="") if tag.key in taken else tag)
        taken.add(tag.key)
    return found
