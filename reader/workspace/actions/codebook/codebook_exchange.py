"""A codebook between the store and files: read, and given out."""

from __future__ import annotations

from reader import exchange
from reader.annotations import (
    DocumentState,
    Passage,
    Store,
    SuggestedPassage,
    is_starting,
    starting_tags,
)
from reader.authored import converted
from reader.exchange import TagCount, Written, distinct
from reader.workspace.analyses.passages.tag_tree import TagUse, uses
from reader.workspace.codebook_reading import codebook_format, next_color


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
            colors = [next_color(one.color for one in tags) for tags in (before, all_before)]
            color = tag.color if tag.color in colors else colors[0]
            given[tag.id] = exchange.TagItem(name="", color=color)
            before.append(tag)
            all_before.append(tag)
    return {item.name: given[item.id] for item in codebook_of(store)}


def uses_by_name(store: Store) -> dict[str, TagUse]:
    """Return the uses of each tag, by the names of ``codebook_of``."""
    found = uses(store.glances(), store.all(DocumentState))
    return {tag.name: found.get(tag.id) or TagUse() for tag in codebook_of(store)}


def written_codebook(store: Store, style: str) -> Written:
    """Return the codebook in a format, given by its name or that of a file.

    Raises:
        ReaderError: where there is no such format, or it has no place for an empty codebook.
    """
    chosen = codebook_format(style)
    counts = {
        name: TagCount(use.passages, len(use.documents))
        for name, use in uses_by_name(store).items()
    }
    return chosen.write(codebook_of(store), counts)


def is_unused(store: Store) -> bool:
    """Tell whether the codebook is the one that reader starts with, and no tag is on anything."""
    return (
        not store.rows(Passage)
        and not store.rows(SuggestedPassage)
        and is_starting(store.tags())
        and not any(state.tags for state in store.all(DocumentState))
    )
