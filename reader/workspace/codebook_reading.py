"""A codebook read from a file: its tags, and the colours and keys of those that have none."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from reader import exchange
from reader.annotations import PALETTE, Tag, uuid7
from reader.errors import FormatError, ReaderError
from reader.exchange import CODEBOOK_FORMATS, CodebookFormat
from reader.text import one_line

_NAMES = uuid.UUID("b3f0a1de-5c0b-4d5e-9a39-6f3c1c0de7a9")
"""The namespace of ids that are made of the names of tags."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Digits stand for the first nine tags, and T for the choice by name.
_RESERVED = frozenset("0123456789T")


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
    tags = completed([replace(tag, id="", key=usable_key(tag.key)) for tag in read_codebook(path)])
    ids = {tag.name: str(uuid.uuid5(_NAMES, tag.name)) for tag in tags}
    keys = other_keys(tags)
    return [
        Tag(
            id=ids[tag.name],
            name=tag.name,
            color=tag.color,
            key=keys.get(tag.name, tag.key),
            description=tag.description,
            parent=ids.get(tag.parent or ""),
            position=position,
        )
        for position, tag in enumerate(tags)
    ]


def completed(
    tags: Sequence[exchange.TagItem], known: Sequence[Tag] = ()
) -> tuple[exchange.TagItem, ...]:
    """Return tags with an id, a colour and a key for each new one that another tool gave none.

    They are such as no other tag has, in the file or among the ``known`` ones, where there are any
    left.
    """
    names = {tag.name for tag in known}
    new = [tag for tag in tags if tag.name not in names]
    colors = [tag.color for tag in (*known, *new) if tag.color]
    keys = {tag.key for tag in (*known, *new)}
    found = []
    for tag in tags:
        color, key = tag.color, tag.key
        if tag.name not in names and not color:
            color = next_color(colors)
            colors.append(color)
        if tag.name not in names and not (tag.id or key):
            key = key_for(keys, tag.name)
            keys.add(key)
        found.append(replace(tag, id=tag.id or uuid7(), color=color, key=key))
    return tuple(found)


def other_keys(tags: Iterable[exchange.TagItem], known: Iterable[Tag] = ()) -> dict[str, str]:
    """Return other keys for tags whose key a tag before them has, by name; "" where all are taken.

    ``known`` are the tags that are here already, which keep theirs.
    """
    names = {tag.name for tag in known}
    taken = {tag.key for tag in known} - {""}
    new = [tag for tag in tags if tag.name not in names and tag.key]
    wanted = taken | {tag.key for tag in new}
    keys: dict[str, str] = {}
    for tag in new:
        if tag.key in taken:
            keys[tag.name] = key_for(wanted, tag.name)
            wanted.add(keys[tag.name])
        taken.add(tag.key)
    return keys


def next_color(taken: Iterable[str]) -> str:
    """Return the first colour of the palette among those that are taken the least."""
    counts = Counter(color.lower() for color in taken)
    return min(PALETTE.values(), key=lambda color: counts[color])


def check_key(key: str) -> None:
    """Raise ReaderError for what can't be the key of a tag."""
    if len(key) != 1 or not key.isprintable() or key.isspace() or key in _RESERVED:
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


def key_for(taken: Collection[str], name: str) -> str:
    """Return a key for a tag of a name: its first letter that is not taken, small ones first."""
    own = [letter for letter in name.lower() if letter in _LETTERS]
    letters = [*own, *(letter.upper() for letter in own), *_LETTERS, *_LETTERS.upper()]
    return next((one for one in letters if one not in taken and one not in _RESERVED), "")
