"""Count the items that a format has no place for: no export loses any in silence.

A loss is what a person made. What reader set by itself (the colours it gave tags, keys, times) is
told as well, and is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from reader.exchange.values import Bundle, PassageItem


def _nothing(_: Bundle) -> int:
    return 0


class _ItemCounts(NamedTuple):
    """A sort of things in a bundle: how many a person made, and how many reader set by itself.

    One that is ``of`` another sort is lost with it, unsaid.
    """

    by_person: Callable[[Bundle], int]
    by_reader: Callable[[Bundle], int] = _nothing
    of: str = ""


def _with(items: str, field: str) -> Callable[[Bundle], int]:
    """Return the count of the items of a bundle that have something in a field."""
    return lambda bundle: sum(bool(getattr(one, field)) for one in getattr(bundle, items))


def _of_tags(field: str) -> _ItemCounts:
    """Return the sort of a field of tags."""

    def values(bundle: Bundle) -> Iterator[tuple[object, object]]:
        for tag in bundle.tags:
            if value := getattr(tag, field):
                yield value, getattr(bundle.given.get(tag.name), field, None)

    return _ItemCounts(
        lambda bundle: sum(value != given for value, given in values(bundle)),
        lambda bundle: sum(value == given for value, given in values(bundle)),
    )


def _is_starting(name: str, bundle: Bundle) -> bool:
    return name in bundle.given and bundle.given[name].name == name


_signed = _with("passages", "author")


def _has_authors(bundle: Bundle) -> bool:
    """Tell whether others than who exports made passages."""
    return bool({one.author for one in bundle.passages} - {"", bundle.exporter})


def _orphans(bundle: Bundle) -> int:
    """Return the number of passages whose words are not in the source; none stands in texts."""
    sources = {document.path: document.sha256 for document in bundle.documents}
    passages = () if bundle.texts else bundle.passages
    return sum(one.sha256 not in {"", sources.get(one.document)} for one in passages)


# The sorts of things in a bundle, by the words that a person is told.
_SORTS: Mapping[str, _ItemCounts] = {
    "links": _ItemCounts(lambda bundle: len(bundle.links)),
    "notes of links": _ItemCounts(_with("links", "note"), of="links"),
    "authors of links": _ItemCounts(
        lambda bundle: sum(one.author not in {"", bundle.exporter} for one in bundle.links),
        of="links",
    ),
    "evidence of links": _ItemCounts(_nothing, _with("links", "evidence"), of="links"),
    "times of links": _ItemCounts(_nothing, _with("links", "created"), of="links"),
    "notes": _ItemCounts(_with("passages", "note")),
    "passages without a tag": _ItemCounts(
        lambda bundle: sum(not one.tags for one in bundle.passages)
    ),
    "tags of documents": _ItemCounts(lambda bundle: sum(len(one.tags) for one in bundle.documents)),
    "notes of documents": _ItemCounts(_with("documents", "note")),
    "authors of notes of documents": _ItemCounts(
        lambda bundle: sum(
            bool(one.note) and one.author not in {"", bundle.exporter} for one in bundle.documents
        ),
        of="notes of documents",
    ),
    "statuses of documents": _ItemCounts(
        lambda bundle: sum(one.status in {"done", "flagged"} for one in bundle.documents),
        lambda bundle: sum(one.status == "reading" for one in bundle.documents),
    ),
    "tags that are on nothing": _ItemCounts(
        lambda bundle: sum(not _is_starting(name, bundle) for name in bundle.unused),
        lambda bundle: sum(_is_starting(name, bundle) for name in bundle.unused),
    ),
    "parents of tags": _of_tags("parent"),
    "descriptions of tags": _of_tags("description"),
    "colours of tags": _of_tags("color"),
    "keys of tags": _ItemCounts(_nothing, _with("tags", "key")),
    "authors of passages": _ItemCounts(
        lambda bundle: _signed(bundle) * _has_authors(bundle),
        lambda bundle: _signed(bundle) * (not _has_authors(bundle)),
    ),
    "times of passages": _ItemCounts(_nothing, _with("passages", "created")),
    "places of passages whose words are not in their text any more": _ItemCounts(_orphans),
    "saved views": _ItemCounts(lambda bundle: len(bundle.views)),
    "corrections of names": _ItemCounts(lambda bundle: len(bundle.corrections)),
    "suggestions of other tools": _ItemCounts(
        lambda bundle: sum(one.answer == "open" for one in bundle.suggested)
    ),
}
# What a format holds that loses nothing.
EVERYTHING = frozenset(_SORTS)


def unheld(bundle: Bundle, holds: Collection[str]) -> Counter[str]:
    """Return the number of things of each sort that people made and a format does not hold.

    ``holds`` names the sorts that it does.
    """
    found = {name: sort.by_person(bundle) for name, sort in _left_out(holds)}
    return Counter({name: count for name, count in found.items() if count})


def unheld_of_reader(bundle: Bundle, holds: Collection[str]) -> tuple[str, ...]:
    """Return the sorts of things that reader set by itself and that a format does not hold."""
    return tuple(name for name, sort in _left_out(holds) if sort.by_reader(bundle))


def _left_out(holds: Collection[str]) -> Iterator[tuple[str, _ItemCounts]]:
    """Yield the sorts that a format does not hold, but for those that another one tells of."""
    for name, sort in _SORTS.items():
        if name not in holds and (not sort.of or sort.of in holds):
            yield name, sort


def joined(bundle: Bundle, *, by_author: bool = False, untagged: bool = False) -> Counter[str]:
    """Return the loss of a format that joins passages on one place.

    Those of another author stay apart where it holds them (``by_author``); those without a tag
    count where it holds these.
    """
    kept = [one for one in in_texts(bundle) if one.tags or untagged]
    places = {(one.document, one.start, one.end, by_author and one.author) for one in kept}
    return Counter({"passages on a place that has one: joined": len(kept) - len(places)})


def in_texts(bundle: Bundle) -> Iterator[PassageItem]:
    """Yield the passages of documents that have a text."""
    return (one for one in bundle.passages if one.document in bundle.texts)


def line_breaks(what: str, texts: Iterable[str]) -> Counter[str]:
    """Return the loss of a format that has ``what`` people wrote on one line."""
    return Counter(
        {f"line breaks of {what}": sum("".join(one.splitlines()) != one for one in texts)}
    )


def lost_blanks(bundle: Bundle) -> Counter[str]:
    """Return the losses of a format whose passages begin and end with a word."""
    found = Counter[str]()
    for one in in_texts(bundle):
        words = one.quote.strip()
        found["passages of blanks alone"] += not words
        found["blanks at the ends of passages"] += bool(words) and words != one.quote
    return found
