"""Choose a part of the annotations: by tag, author, status, time and document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatchcase
from typing import TypeVar

from reader.errors import ReaderError
from reader.exchange.values import Bundle, DocumentItem, Item, LinkItem, PassageItem, TagItem

T = TypeVar("T", bound=Item)
P = TypeVar("P", bound=PassageItem)
_TIME = re.compile(r"(\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d(\.\d+)?)?)?Z?)?)?)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The choice of an export; an empty field takes all.

    ``tags`` are names, their children with them; ``authors`` made an item; ``statuses`` are those
    of documents; ``since`` is the day or time (ISO 8601) after which an item was last changed;
    ``documents`` are paths, or patterns of them (``news/*``).
    """

    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str = ""
    documents: tuple[str, ...] = ()


def select(bundle: Bundle, wanted: Selection) -> Bundle:
    """Return the part of a bundle that a selection takes, with all tags of the codebook.

    Documents stay in where anything in them is left, or where nothing is asked of their passages;
    what is of no document or tag, where none of these is asked for. A link stays with one of its
    documents; of the other no more is said than what it is.

    Raises:
        ReaderError: for a tag that is not in the codebook, and for what is no date.
    """
    _check(bundle, wanted)
    tags = _with_children(bundle.tags, wanted.tags)
    paths = {each.path for each in bundle.documents if _takes_document(each, wanted)}

    def taken(passages: Iterable[P]) -> tuple[P, ...]:
        return tuple(
            each
            for each in passages
            if each.document in paths and _takes_passage(each, wanted, tags)
        )

    def of_corpus(items: Iterable[T]) -> tuple[T, ...]:
        if wanted.tags or wanted.statuses or wanted.documents:
            return ()
        return tuple(each for each in items if _takes_item(each, wanted))

    passages, suggested = taken(bundle.passages), taken(bundle.suggested)
    links = tuple(link for link in bundle.links if _takes_link(link, wanted, paths))
    ends = {end for link in links for end in (link.a, link.b)}
    if wanted.tags or wanted.authors or wanted.since:
        paths &= {passage.document for passage in (*passages, *suggested)} | ends
    kept = paths | ends
    return replace(
        bundle,
        documents=tuple(
            each if each.path in paths else _unsaid(each)
            for each in bundle.documents
            if each.path in kept
        ),
        passages=passages,
        suggested=suggested,
        links=links,
        corrections=of_corpus(bundle.corrections),
        views=of_corpus(bundle.views),
        texts={path: text for path, text in bundle.texts.items() if path in paths},
    )


def with_tags_in_use(bundle: Bundle, wanted: Iterable[str] = ()) -> Bundle:
    """Return a bundle with the tags that are on something in it, the ``wanted`` ones, and those
    above them.
    """
    parents = {tag.name: tag.parent for tag in bundle.tags}
    kept = bundle.tags_in_use.union(wanted)
    while more := {above for name in kept if (above := parents.get(name))} - kept:
        kept |= more
    tags = tuple(tag for tag in bundle.tags if tag.name in kept)
    return replace(bundle, tags=tags, unused=frozenset())


def _takes_passage(passage: PassageItem, wanted: Selection, tags: Set[str]) -> bool:
    return _takes_item(passage, wanted) and not (wanted.tags and tags.isdisjoint(passage.tags))


def _takes_link(link: LinkItem, wanted: Selection, paths: Set[str]) -> bool:
    return not wanted.tags and not paths.isdisjoint((link.a, link.b)) and _takes_item(link, wanted)


def _unsaid(document: DocumentItem) -> DocumentItem:
    """Return a document without what people said of it."""
    bare = DocumentItem(path=document.path)
    defaults = {spec.name: getattr(bare, spec.name) for spec in fields(Item)}
    return replace(document, status=bare.status, tags=bare.tags, note=bare.note, **defaults)


def _check(bundle: Bundle, wanted: Selection) -> None:
    """Refuse a tag that is not in the codebook, and what is no date."""
    names = [tag.name for tag in bundle.tags]
    for name in wanted.tags:
        if name not in names:
            tags_in_words = f"Tags: {', '.join(names)}" if names else "The codebook has no tags"
            raise ReaderError(f"there is no tag “{name}”", remedy=tags_in_words)
    if not _TIME.fullmatch(wanted.since):
        remedy = "A year, month or day, or a time of one: 2022, 2022-05-31, 2022-05-31T14:30"
        raise ReaderError(f"“{wanted.since}” is no date", remedy=remedy)


def _takes_item(item: Item, wanted: Selection) -> bool:
    return (not wanted.authors or item.author in wanted.authors) and item.modified >= wanted.since


def _takes_document(document: DocumentItem, wanted: Selection) -> bool:
    return (not wanted.statuses or document.status in wanted.statuses) and (
        not wanted.documents
        or any(fnmatchcase(document.path, pattern) for pattern in wanted.documents)
    )


def _with_children(tags: tuple[TagItem, ...], names: tuple[str, ...]) -> set[str]:
    """Return names of tags with those of all tags below them."""
    found = set(names)
    while more := {tag.name for tag in tags if tag.parent in found} - found:
        found |= more
    return found
