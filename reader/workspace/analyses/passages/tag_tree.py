"""The codebook as a tree: which tag lies below which, by what digit, and how much has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.annotations import DocumentState, Glance, Tag, in_codebook_order
from reader.text import fold

_DIGITS = 9  # tags with a digit for a key


@dataclass(frozen=True, slots=True)
class TagNode:
    """A tag in its place: ``depth`` 0 is the top, ``digit`` is 1 to 9 or empty.

    ``is_last`` tells that no tag of the same parent follows.
    """

    tag: Tag
    depth: int
    digit: str
    is_last: bool


@dataclass(slots=True)
class TagUse:
    """The use of a tag: so many passages, and the documents that have these or the tag itself."""

    passages: int = 0
    documents: set[str] = field(default_factory=set)


def tag_tree(tags: Iterable[Tag]) -> list[TagNode]:
    """Return the tags in the order of the codebook, each with its place in the tree."""
    ordered = in_codebook_order(tags)
    nodes = []
    for number, (tag, depth) in enumerate(ordered):
        after = next((d for _, d in ordered[number + 1 :] if d <= depth), -1)
        digit = str(number + 1) if number < _DIGITS else ""
        nodes.append(TagNode(tag, depth, digit, after != depth))
    return nodes


def with_children(tags: Iterable[Tag], chosen: Iterable[str]) -> set[str]:
    """Return the ids of chosen tags and of all that lie below them."""
    found = set(chosen)
    path: list[str] = []
    for tag, depth in in_codebook_order(tags):
        del path[depth:]
        path.append(tag.id)
        if found.intersection(path):
            found.add(tag.id)
    return found


def named_tags(tags: Iterable[Tag], name: str) -> list[Tag]:
    """Return the tags of a name, in any case; without one, those whose name has it as a part."""
    folded = fold(name.strip())
    exact = [tag for tag in tags if fold(tag.name) == folded]
    return exact or [tag for tag in tags if folded in fold(tag.name)]


def uses(glances: Iterable[Glance], states: Iterable[DocumentState]) -> dict[str, TagUse]:
    """Return the uses of each tag, by its id: on passages, and on documents themselves."""
    found: defaultdict[str, TagUse] = defaultdict(TagUse)
    for glance in glances:
        for tag in glance.tags:
            use = found[tag]
            use.passages += 1
            use.documents.add(glance.document)
    for state in states:
        for tag in state.tags:
            found[tag].documents.add(state.document)
    return dict(found)


def path_of(tag: Tag, tags: Mapping[str, Tag]) -> Sequence[str]:
    """Return the names of the tags that a tag lies below, from the top on, and its own."""
    names, seen = [tag.name], {tag.id}
    while (parent := tags.get(tag.parent or "")) is not None and parent.id not in seen:
        seen.add(parent.id)
        tag = parent
        names.append(tag.name)
    return names[::-1]
