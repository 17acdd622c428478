"""A codebook between the store and files: read, and given out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reader import exchange
from reader.annotations import (
    DocumentState,
    Passage,
    Store,
    SuggestedPassage,
    Tag,
    is_starting,
    starting_tags,
)
from reader.authored import converted
from reader.errors import FormatError, ReaderError
from reader.exchange import CODEBOOK_FORMATS, CodebookFormat, Written, distinct
from reader.workspace.actions.codebook.codebook_editing import check_key, next_color
from reader.workspace.analyses.passages.tag_tree import TagUse, uses

_NAMES = uuid.UUID("b3f0a1de-5c0b-4d5e-9a39-6f3c1c0de7a9")
"""The namespace of ids that are made of the names of tags."""


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


def codebook_of(store: Store) -> tuple[exchange.TagItem, ...]:
    """Return the codebook in its order, as it is exchanged: tags that differ by their names."""
    tags = store.tags()
    names = dict(zip((t.id for t in tags), distinct([t.name for t in tags]), strict=True))
    return tuple(
        converted(exchange.TagItem, tag, name=names[tag.id], parent=names.get(tag.parent or ""))
        for tag in tags
    )


def given_tags(store: Store) -> dict[str, exchange.TagItem]:
    """Return tags as reader itself makes them, by the names of ``codebook_of``.

    The tags that it starts with are as they were then; others have no more than a colour: the one
    that is next after those that were there before, be the starting ones still there or not.
    """
    start = {tag.id: tag for tag in starting_tags("", "")}
    before = [tag for tag in store.tags() if tag.id in start]
    given = {tag.id: converted(exchange.TagItem, start[tag.id], parent=None) for tag in before}
    all_before = [*start.values()]
    for tag in sorted(store.tags(), key=lambda tag: (tag.created, tag.position)):
        if tag.id not in start:
            colors = next_color(before), next_color(all_before)
            color = tag.color if tag.color in colors else colors[0]
            given[tag.id] = exchange.TagItem(name="", color=color)
            before.append(tag)
            all_before.append(tag)
    return {item.name: given[item.id] for item in codebook_of(store)}


def uses_by_name(store: Store) -> dict[str, TagUse]:
    """Return how much each tag is used, by the names of ``codebook_of``."""
    found = uses(store.glances(), store.all(DocumentState))
    return {tag.name: found.get(tag.id) or TagUse() for tag in codebook_of(store)}


def written_codebook(store: Store, style: str) -> Written:
    """Return the codebook in a format, given by its name or that of a file.

    Raises:
        ReaderError: where there is no such format, or it has no place for an empty codebook.
    """
    chosen = codebook_format(style)
    counts = {name: use.passages for name, use in uses_by_name(store).items() if use.passages}
    return chosen.write(codebook_of(store), counts)


def is_unused(store: Store) -> bool:
    """Tell whether the codebook is the one that reader starts with, and no tag is on anything."""
    return (
        not store.rows(Passage)
        and not store.rows(SuggestedPassage)
        and is_starting(store.tags())
        and not any(state.tags for state in store.all(DocumentState))
    )


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
