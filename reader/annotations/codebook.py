"""The tags that a new annotation file starts with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reader.annotations.records import Tag

# The colours of tags by name, in the order in which new tags take them.
#
# Colour-blind readers tell them apart (Okabe and Ito, 2008; then those of Tol's muted scheme,
# 2021).
PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "orange": "#e69f00",
        "sky": "#56b4e9",
        "green": "#009e73",
        "pink": "#cc79a7",
        "vermilion": "#d55e00",
        "yellow": "#f0e442",
        "blue": "#0072b2",
        "wine": "#882255",
        "teal": "#44aa99",
        "olive": "#999933",
        "purple": "#aa4499",
        "indigo": "#332288",
        "sand": "#ddcc77",
        "rose": "#cc6677",
    }
)
# Ids are fixed, so that files begun on two machines share these tags when they are merged.
_START = (
    ("019a0000-0000-7000-8000-000000000001", "claim", "c", "#e69f00", "Said to be so: to check"),
    ("019a0000-0000-7000-8000-000000000002", "quote", "q", "#56b4e9", "Somebody's own words"),
    ("019a0000-0000-7000-8000-000000000003", "number", "n", "#009e73", "A figure, amount or count"),
    ("019a0000-0000-7000-8000-000000000004", "source", "s", "#cc79a7", "Who says so"),
    ("019a0000-0000-7000-8000-000000000005", "doubt", "d", "#d55e00", "Something seems wrong here"),
    ("019a0000-0000-7000-8000-000000000006", "key fact", "k", "#f0e442", "What the story rests on"),
)


def starting_tags(author: str, moment: str, tags: Sequence[Tag] = ()) -> list[Tag]:
    """Return the tags of a new codebook: ``tags``, which have their ids, or reader's own."""
    own = [
        Tag(id=known, name=name, key=key, color=color, description=description, position=position)
        for position, (known, name, key, color, description) in enumerate(_START)
    ]
    return [
        replace(tag, author=author, created=moment, modified=moment, revision=1)
        for tag in tags or own
    ]


def is_starting(tags: Sequence[Tag]) -> bool:
    """Tell whether tags, in their order, are those that reader starts with, as they were."""
    plain = [replace(tag, author="", created="", modified="", revision=1) for tag in tags]
    return plain == starting_tags("", "")


def in_codebook_order(tags: Iterable[Tag]) -> list[tuple[Tag, int]]:
    """Return tags with their depth (0 is the top): each before those below it, by position.

    A tag whose parent is not there, or lies below it (two people may have moved both), is at the
    top.
    """
    ordered = sorted(tags, key=lambda tag: (tag.position, tag.id))
    by_id = {tag.id: tag for tag in ordered}
    below: dict[str | None, list[Tag]] = {}
    for tag in ordered:
        below.setdefault(tag.parent if _reaches_top(tag, by_id) else None, []).append(tag)

    def walk(parent: str | None, depth: int) -> Iterator[tuple[Tag, int]]:
        for tag in below.get(parent, ()):
            yield tag, depth
            yield from walk(tag.id, depth + 1)

    return list(walk(None, 0))


def _reaches_top(tag: Tag, tags: dict[str, Tag]) -> bool:
    """Tell whether the parents of a tag are all there, and end."""
    seen = {tag.id}
    parent = tag.parent
    while parent is not None:
        if parent in seen or parent not in tags:
            return False
        seen.add(parent)
        parent = tags[parent].parent
    return True
