"""Tags of a file that are here already, and what the file says otherwise of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from reader import exchange
from reader.annotations import Tag
from reader.text import name_form, one_line
from reader.workspace.analyses.passages.tag_tree import with_children


@dataclass(frozen=True, slots=True)
class TagDifference:
    """A tag that is here already, and as it would be with what a file says of it.

    ``parents`` are the names of the tag that it is below, and of the one that it would be below.
    """

    tag: Tag
    theirs: Tag
    parents: tuple[str, str] = ("", "")

    def in_words(self) -> str:
        """Return the changes in words: ``colour #e69f00 → #d55e00``."""
        parts = (
            ("name", self.tag.name, self.theirs.name),
            ("colour", self.tag.color, self.theirs.color),
            ("key", self.tag.key, self.theirs.key),
            ("description", self.tag.description, self.theirs.description),
            ("parent", *self.parents),
        )
        return ", ".join(
            f"{name} {one_line(before) or 'none'} → {one_line(after)}"
            for name, before, after in parts
            if before != after
        )


def tag_differences(
    here: Sequence[Tag], tags: Iterable[exchange.TagItem], taken: Sequence[Tag]
) -> tuple[TagDifference, ...]:
    """Return the tags of a file that are here otherwise, and stay as they are.

    A tag is known by its id, where it has one, else by its name; those that are ``taken`` in are
    not told. What a file does not say differs in nothing, nor does a name or a key that another
    tag has, or a parent that lies below the tag.
    """
    by_id, by_name = {tag.id: tag for tag in here}, {name_form(tag.name): tag for tag in here}
    placed = {tag.id: tag for tag in (*here, *taken)}
    parents = {tag.name: tag for tag in placed.values()}
    new = {tag.id for tag in taken}
    names, keys = ({getattr(tag, of) for tag in (*here, *taken)} for of in ("name", "key"))
    found = []
    for tag in tags:
        ours = by_id.get(tag.id) or by_name.get(name_form(tag.name))
        if ours is None or ours.id in new:
            continue
        theirs = _tag_as_in_file(ours, tag, names, keys)
        above = parents.get(tag.parent or "")
        if above is not None and above.id not in with_children(placed.values(), [ours.id]):
            theirs = replace(theirs, parent=above.id)
        if theirs != ours:
            placements = (placed.get(one.parent or "") for one in (ours, theirs))
            before, after = (one.name if one else "" for one in placements)
            found.append(TagDifference(ours, theirs, (before, after)))
            placed[ours.id] = theirs
            names.add(theirs.name)
            keys.add(theirs.key)
    return tuple(found)


def _tag_as_in_file(ours: Tag, tag: exchange.TagItem, names: Set[str], keys: Set[str]) -> Tag:
    """Return a tag as a file has it, without the names and keys of others."""
    name = one_line(tag.name) or ours.name
    is_same_color = tag.color.casefold() == ours.color.casefold()
    return replace(
        ours,
        name=ours.name if name in names else name,
        color=ours.color if is_same_color else tag.color or ours.color,  # most tools give none
        key=ours.key if tag.key in keys else tag.key or ours.key,
        description=tag.description or ours.description,
    )
