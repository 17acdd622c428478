"""A codebook read from a file: its tags, and the colours and keys of those that have none."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from reader import exchange, safe_files
from reader.annotations import PALETTE, Tag, is_tag_key, uuid7
from reader.authored import converted
from reader.errors import FormatError, ReaderError
from reader.exchange import (
    CODEBOOK_FORMATS,
    Bundle,
    CodebookFormat,
    DocumentItem,
    PassageItem,
    SuggestedPassageItem,
    distinct_tags,
)
from reader.text import one_line, visible

T = TypeVar("T", DocumentItem, PassageItem, SuggestedPassageItem)

# The namespace of ids that are made of the names of tags.
_NAMES = uuid.UUID("b3f0a1de-5c0b-4d5e-9a39-6f3c1c0de7a9")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def codebook_format(name: str) -> CodebookFormat:
    """Return the format of a name, or of the ending of a file's name.

    Raises:
        ReaderError: where there is no such format.
    """
    ending = name.rpartition(".")[2].lower().replace("jsonl", "json")
    if ending not in CODEBOOK_FORMATS:
        existing = ", ".join(CODEBOOK_FORMATS)
        raise ReaderError(
            f"there is no format {ending} for a codebook", remedy=f"Formats: {existing}"
        )
    return CODEBOOK_FORMATS[ending]


def read_codebook(path: Path, style: str | None = None) -> Bundle:
    """Return the codebook in a file, in the format ``style`` or that of its ending.

    Raises:
        FormatError: where it can't be read, or is none.
    """
    try:
        data = safe_files.read_named(path)
    except OSError as error:
        raise FormatError(f"it can't be read ({error.strerror})", place=str(path)) from error
    return codebook_format(style or path.name).read(data, str(path))


def first_tags(path: Path) -> tuple[list[Tag], tuple[str, ...]]:
    """Return the codebook in a file as the tags of a new annotation file, and what was changed.

    Ids that the file does not have are made of the names, so that files begun on two machines share
    them.

    Raises:
        FormatError: where it can't be read, or is none.
    """
    bundle = fitting(read_codebook(path))
    ids = {tag.name: tag.id or str(uuid.uuid5(_NAMES, tag.name)) for tag in bundle.tags}
    tags, keys = completed(bundle.tags)
    left_out = (
        *bundle.left_out,
        *([f"keys that were taken: now {describe_keys(keys)}"] if keys else ()),
    )
    return [
        converted(Tag, tag, id=ids[tag.name], parent=ids.get(tag.parent or ""), position=position)
        for position, tag in enumerate(tags)
    ], left_out


def fitting(bundle: Bundle, existing: Collection[Tag] = ()) -> Bundle:
    """Return a bundle with tags as they can be here; ``left_out`` tells what had to be changed.

    One that has the name of an ``existing`` tag, in any case, is that tag. What is known by its id
    keeps its name.
    """
    ids, ours = {tag.id for tag in existing}, {tag.name.casefold(): tag.name for tag in existing}
    new = [tag for tag in bundle.tags if tag.id not in ids]
    unlike, renamings = distinct_tags([one_line(tag.name) or "unnamed" for tag in new])
    own = (ours.get(name.casefold(), name) for name in unlike)
    names = dict(zip((tag.name for tag in new), own, strict=True))
    left_out = [*bundle.left_out, *renamings]
    for tag in bundle.tags:
        name = names.get(tag.name, one_line(tag.name))
        if visible(said := tag.name + tag.description) != said:
            left_out.append(f"control characters in “{name}”")
        if tag.key != usable_key(tag.key):
            left_out.append(f"the key “{tag.key}” of “{name}”, which can't be one")
    fitted = tuple(
        replace(
            tag,
            name=names.get(tag.name, tag.name),
            parent=tag.parent and names.get(tag.parent, tag.parent),
            key=usable_key(tag.key),
            description=visible(tag.description),
        )
        for tag in bundle.tags
    )

    def renamed(items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(
            replace(one, tags=tuple(dict.fromkeys(names.get(tag, tag) for tag in one.tags)))
            for one in items
        )

    bundle = replace(bundle, tags=fitted, left_out=tuple(left_out))
    if all(old == new for old, new in names.items()):
        return bundle
    return replace(
        bundle,
        documents=renamed(bundle.documents),
        passages=renamed(bundle.passages),
        suggested=renamed(bundle.suggested),
    )


def completed(
    tags: Sequence[exchange.TagItem], existing: Sequence[Tag] = ()
) -> tuple[tuple[exchange.TagItem, ...], dict[str, str]]:
    """Return tags with an id, a colour and a key for each new one that another tool gave none.

    They are such as no other tag has, in the file or among the ``existing`` ones, where there are
    any left. One of ours, which has a revision, has no key where a person wants none. A key that a
    tag before it has is replaced: these come by the names of their tags, "" where all are taken.
    """
    names, ids = {tag.name for tag in existing}, {tag.id for tag in existing}
    new = [tag for tag in tags if tag.name not in names and tag.id not in ids]
    colors = [tag.color for tag in (*existing, *new) if tag.color]
    taken = {tag.key for tag in existing} - {""}
    wanted = taken | {tag.key for tag in new}
    found, replaced = [], dict[str, str]()
    for tag in new:
        color, key = tag.color, tag.key
        if not color:
            color = next_color(colors)
            colors.append(color)
        if key in taken:
            key = replaced[tag.name] = key_for(wanted, tag.name)
        elif not (key or tag.revision):
            key = key_for(wanted, tag.name)
        taken |= {key} - {""}
        wanted.add(key)
        found.append(replace(tag, id=tag.id or uuid7(), color=color, key=key))
    made = {tag.name: tag for tag in found}
    return tuple(made.get(tag.name) or replace(tag, id=tag.id or uuid7()) for tag in tags), replaced


def next_color(taken: Iterable[str]) -> str:
    """Return the first colour of the palette among those that are taken the least."""
    counts = Counter(color.lower() for color in taken)
    return min(PALETTE.values(), key=lambda color: counts[color])


def describe_keys(keys: Mapping[str, str]) -> str:
    """Return the keys that tags were given, in words."""
    return ", ".join(f"{one_line(name)} {key or 'none'}" for name, key in keys.items())


def check_text(text: str) -> None:
    """Raise ReaderError for what can't be the name of a tag, or said of it."""
    if visible(text) != text:
        message = f"“{one_line(text)}” has control characters"
        raise ReaderError(message, remedy="Write it without them")


def check_key(key: str) -> None:
    """Raise ReaderError for what can't be the key of a tag."""
    if not is_tag_key(key):
        raise ReaderError(
            f"“{one_line(key)}” can't be the key of a tag",
            remedy="One letter or sign; digits are those of the first nine, T chooses by name",
        )


def usable_key(key: str) -> str:
    """Return a key, or nothing where it can't be one."""
    return key if is_tag_key(key) else ""


def key_for(taken: Collection[str], name: str) -> str:
    """Return a key for a tag of a name: its first letter that is not taken, small ones first."""
    own = [letter for letter in name.lower() if letter in _LETTERS]
    letters = [*own, *(letter.upper() for letter in own), *_LETTERS, *_LETTERS.upper()]
    return next((one for one in letters if one not in taken and is_tag_key(one)), "")
