"""The tags that a new annotation file starts with."""

from __future__ import annotations

from reader.annotations.records import Tag

# Colours that colour-blind readers tell apart (Okabe and Ito, 2008), on light and on dark.
# Ids are fixed, so that files begun on two machines share these tags when they are merged.
_START = (
    ("019a0000-0000-7000-8000-000000000001", "claim", "c", "#e69f00", "Said to be so: to check"),
    ("019a0000-0000-7000-8000-000000000002", "quote", "q", "#56b4e9", "Somebody's own words"),
    ("019a0000-0000-7000-8000-000000000003", "number", "n", "#009e73", "A figure, amount or count"),
    ("019a0000-0000-7000-8000-000000000004", "source", "s", "#cc79a7", "Who says so"),
    ("019a0000-0000-7000-8000-000000000005", "doubt", "d", "#d55e00", "Something seems wrong here"),
    ("019a0000-0000-7000-8000-000000000006", "key fact", "k", "#f0e442", "What the story rests on"),
)


def starting_tags(author: str, moment: str) -> list[Tag]:
    """Return the tags of a new codebook."""
    return [
        Tag(
            id=known,
            author=author,
            created=moment,
            modified=moment,
            revision=1,
            name=name,
            key=key,
            color=color,
            description=description,
            position=position,
        )
        for position, (known, name, key, color, description) in enumerate(_START)
    ]
