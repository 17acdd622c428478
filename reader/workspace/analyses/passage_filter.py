"""The filter of passages in words, and the passages that it leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.annotations import Glance, Passage, Tag
from reader.errors import ReaderError
from reader.text import fold
from reader.workspace.analyses.finding import has_words
from reader.workspace.analyses.story_names import StoryNames
from reader.workspace.analyses.tag_tree import named_tags, with_children
from reader.workspace.cache.document_summary import Card

FIELDS = ("tag", "only", "author", "note", "story", "date", "document", "source", "is")
# The beginning of a date will do, while it is typed.
_DATES = re.compile(r"[\d-]*\.{0,2}[\d-]*")
_TERM = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))')


class Term(NamedTuple):
    """A part of a filter: a field (empty: words of the passage), a value, and whether not."""

    field: str
    value: str
    negated: bool = False


class PassageFacts(NamedTuple):
    """The facts that a filter needs beside the passages themselves.

    ``lines`` are the passages as they are kept, ``read`` decodes one, and ``cards`` tell of
    documents.
    """

    tags: Sequence[Tag]
    cards: Mapping[str, Card]
    stories: StoryNames
    lines: Mapping[str, bytes]
    read: Callable[[str], Passage | None]

    def card(self, document: str) -> Card:
        """Return the card of a document, an empty one where it is not known yet."""
        return self.cards.get(document) or Card()


def parsed_terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a filter: ``tag:claim -tag:"old claim" author:mina date:2023-06 harbor``.

    A ``tag`` means those below it too, ``only`` does not; several are put together with commas
    (any of them) or as several terms (all). ``is`` is ``untagged``, ``tagged`` or ``noted``; a date
    is the beginning of one, or two with ``..`` between.

    Raises:
        ReaderError: for a field that there is none of.
    """
    terms = []
    for match in _TERM.finditer(text):
        minus, field, quoted, plain = match.groups()
        if field and field not in FIELDS:
            raise ReaderError(f"there is no field {field}", remedy=f"Fields: {', '.join(FIELDS)}")
        terms.append(Term(field or "", plain if quoted is None else quoted, bool(minus)))
    return tuple(terms)


def filtered(
    by_document: Mapping[str, Sequence[Glance]], terms: Iterable[Term], facts: PassageFacts
) -> dict[str, Sequence[Glance]]:
    """Return the passages that all terms leave, by document and in the order given.

    Raises:
        ReaderError: for a value that a term can't have.
    """
    left = dict(by_document)
    for term in sorted(terms, key=lambda one: one.field not in _OF_DOCUMENTS):
        if term.field in _OF_DOCUMENTS:
            fits = _OF_DOCUMENTS[term.field](term.value, facts)
            left = {d: own for d, own in left.items() if fits(d) is not term.negated}
        else:
            keep = _OF_PASSAGES[term.field](term.value, facts)
            kept = {
                document: [glance for glance in own if keep(glance) is not term.negated]
                for document, own in left.items()
            }
            left = {document: own for document, own in kept.items() if own}
    return left


# -- what a term leaves of documents ---------------------------------------------------------


def _date(value: str, facts: PassageFacts) -> Callable[[str], bool]:
    if not _DATES.fullmatch(value):
        raise ReaderError(
            f"“{value}” is no date",
            remedy="A year, month or day, or a range: 2022, 2022-05..2022-06, ..2022-06-30",
        )
    first, between, last = value.partition("..")
    last = last if between else first

    def fits(document: str) -> bool:
        date = facts.card(document).date
        return bool(date) and date >= first and (not last or date[: len(last)] <= last)

    return fits


def _story(value: str, facts: PassageFacts) -> Callable[[str], bool]:
    words = value.casefold().split()
    named = {facts.stories.of(d) for d in facts.cards if has_words(facts.card(d).title, words)}
    return lambda document: facts.stories.of(document) in named


def _document(value: str, _: PassageFacts) -> Callable[[str], bool]:
    part = value.casefold()
    return lambda document: part in document.casefold()


def _source(value: str, facts: PassageFacts) -> Callable[[str], bool]:
    part = value.casefold()
    return lambda document: part in facts.card(document).source.casefold()


# -- what a term leaves of passages ----------------------------------------------------------


def tag_ids(value: str, tags: Sequence[Tag]) -> set[str]:
    """Return the ids of the tags of some names, with commas between them.

    Raises:
        ReaderError: where there is no tag of a name, or of one that has it as a part.
    """
    found: set[str] = set()
    for name in value.split(","):
        named = named_tags(tags, name)
        if not named:
            raise ReaderError(
                f"there is no tag “{name}”", remedy=f"Tags: {', '.join(tag.name for tag in tags)}"
            )
        found.update(tag.id for tag in named)
    return found


def _tag(value: str, facts: PassageFacts) -> Callable[[Glance], bool]:
    meant = with_children(facts.tags, tag_ids(value, facts.tags))
    return lambda glance: not meant.isdisjoint(glance.tags)


def _only(value: str, facts: PassageFacts) -> Callable[[Glance], bool]:
    meant = tag_ids(value, facts.tags)
    return lambda glance: not meant.isdisjoint(glance.tags)


def _author(value: str, _: PassageFacts) -> Callable[[Glance], bool]:
    part = value.casefold()
    return lambda glance: part in glance.author.casefold()


def _is(value: str, _: PassageFacts) -> Callable[[Glance], bool]:
    known: dict[str, Callable[[Glance], bool]] = {
        "untagged": lambda glance: not glance.tags,
        "tagged": lambda glance: bool(glance.tags),
        "noted": lambda glance: glance.has_note,
        "carried": lambda glance: glance.origin is not None,
    }
    if value not in known:
        raise ReaderError(f"no passage is “{value}”", remedy=f"It may be: {', '.join(known)}")
    return known[value]


def _note(value: str, facts: PassageFacts) -> Callable[[Glance], bool]:
    if not value:
        return lambda glance: not glance.has_note
    has = _finder(value, facts, (b'"note": "', b'", "origin"'), lambda passage: passage.note)
    return lambda glance: glance.has_note and has(glance.id)


def _words(value: str, facts: PassageFacts) -> Callable[[Glance], bool]:
    has = _finder(
        value, facts, (b'"quote": "', b'", "prefix"'), lambda passage: passage.anchor.quote
    )
    return lambda glance: has(glance.id)


def _finder(
    value: str,
    facts: PassageFacts,
    ends: tuple[bytes, bytes],
    part: Callable[[Passage], str],
) -> Callable[[str], bool]:
    """Return what tells whether a part of a passage has words.

    ``ends`` are what stands before and after the part in the line of a passage. Most lines can be
    judged as they are: those without an escape between these are ASCII as it was typed.
    """
    words = [fold(word) for word in value.split()]
    plain = [word.encode("ascii") for word in words if word.isascii()]
    before, after = ends

    def has(key: str) -> bool:
        line = facts.lines.get(key, b"")
        start = line.find(before) + len(before)
        end = line.find(after, start)
        if start >= len(before) and end >= 0 and b"\\" not in line[start:end]:
            low = line[start:end].lower()
            return len(plain) == len(words) and all(word in low for word in plain)
        passage = facts.read(key)
        return passage is not None and has_words(" ".join(part(passage).split()), words)

    return has


_OF_DOCUMENTS: Mapping[str, Callable[[str, PassageFacts], Callable[[str], bool]]] = {
    "date": _date,
    "story": _story,
    "document": _document,
    "source": _source,
}
_OF_PASSAGES: Mapping[str, Callable[[str, PassageFacts], Callable[[Glance], bool]]] = {
    "": _words,
    "tag": _tag,
    "only": _only,
    "author": _author,
    "is": _is,
    "note": _note,
}
