"""Which documents a filter of the list leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from reader.workspace.cache.document_summary import Card

_PART = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))')
# ``is`` asks how a document stands in the corpus.
STANDINGS = ("linked", "likely", "undecided", "single", "new", "gone", "marked")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a filter can ask of a document: its card, and what people and analyses say of it.

    ``tags`` are names, ``kinds`` those of the versions of it, ``standing`` some of ``STANDINGS``.
    """

    document: str
    card: Card
    status: str
    tags: Collection[str]
    kinds: Collection[str]
    standing: Collection[str]


Test = Callable[[Listed], bool]


def matches(text: str) -> Test:
    """Return what tells whether a document has all that a filter asks for.

    Parts of a filter are words of title, source, date, path or status, and fields (``status:``,
    ``tag:``, ``source:``, ``date:``, ``kind:``, ``is:``); ``-`` before a part asks for the others.
    """
    tests = [_test(*match.groups(default="")) for match in _PART.finditer(text)]
    return lambda listed: all(test(listed) for test in tests)


def _test(minus: str, field: str, quoted: str, bare: str) -> Test:
    value = (quoted or bare).casefold()
    if field in _FIELDS:
        of = _FIELDS[field]
        found: Test = (
            (lambda listed: _is_between(listed.card.date, value))
            if field == "date"
            else (lambda listed: any(value in one.casefold() for one in of(listed)))
        )
    else:
        words = f"{field}:{value}" if field else value
        found = lambda listed: words in _line(listed)  # noqa: E731  # one of three tests
    return (lambda listed: not found(listed)) if minus else found


_FIELDS: Mapping[str, Callable[[Listed], Collection[str]]] = {
    "status": lambda listed: (listed.status,),
    "tag": lambda listed: listed.tags,
    "source": lambda listed: (listed.card.source,),
    "date": lambda listed: (listed.card.date,),
    "kind": lambda listed: listed.kinds,
    "is": lambda listed: listed.standing,
}


def _line(listed: Listed) -> str:
    card = listed.card
    return f"{card.title} {card.source} {card.date} {listed.document} {listed.status}".casefold()


def _is_between(day: str, wanted: str) -> bool:
    """Tell whether a day lies in a day, month, year or range of them: ``2023-05..2023-06``."""
    first, dots, last = wanted.partition("..")
    last = last if dots else first
    return bool(day) and day[: len(first)] >= first and (not last or day[: len(last)] <= last)
