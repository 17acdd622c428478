"""From a text to its mentions: grammar, names, consistency over the article, who is who."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date as Date  # noqa: N812 (a date in a signature that has ``date``)

from reader.entities import linking, rules
from reader.entities.dates import dates
from reader.entities.gazetteer import gazetteer
from reader.entities.mention import Mention, Type
from reader.entities.money import amounts
from reader.entities.rules import Found
from reader.entities.words import Words, split

VERSION = "rules-1"


def recognise(text: str, *, date: str | None = None) -> tuple[Mention, ...]:
    """Return the mentions of an article in order; they don't overlap.

    ``text`` is the article as shown, its blocks joined by a blank line; offsets are code points
    of it. ``date`` is the article's ISO 8601 date, against which "Thursday" is resolved.
    """
    fixed = _grammar(text, _day(date))
    words = split(text)
    taken = _taken(words, fixed)
    known = gazetteer()
    found = list(rules.names(words, known, taken))
    found = _consistent(words, found, taken)
    surfaces = [
        (" ".join(text[words.starts[f.first] : words.ends[f.stop - 1]].split()), f.type)
        for f in found
    ]
    names = linking.canonical(surfaces, known)
    mentions = [
        Mention(words.starts[f.first], words.ends[f.stop - 1], f.type, name)
        for f, name in zip(found, names, strict=True)
    ]
    return tuple(sorted(mentions + fixed))


def _day(iso: str | None) -> Date | None:
    """Return the day of an ISO date; the first one of a month or a year given alone."""
    if iso is None:
        return None
    try:
        return Date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _grammar(text: str, today: Date | None) -> list[Mention]:
    """Return the dates and amounts of ``text``; of two that overlap the earlier, longer one."""
    kept: list[Mention] = []
    for mention in sorted(
        [*dates(text, today), *amounts(text)], key=lambda mention: (mention.start, -mention.end)
    ):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _taken(words: Words, mentions: Iterable[Mention]) -> list[bool]:
    taken = [False] * len(words.texts)
    for mention in mentions:
        at = max(0, bisect_left(words.starts, mention.start) - 1)
        while at < len(taken) and words.starts[at] < mention.end:
            taken[at] = taken[at] or words.ends[at] > mention.start
            at += 1
    return taken


def _consistent(words: Words, found: Sequence[Found], taken: Sequence[bool]) -> list[Found]:
    """Make a surname that stands alone follow the full name seen elsewhere in the article."""
    surnames = {
        words.texts[name.stop - 1]
        for name in found
        if name.type is Type.PER and name.stop - name.first > 1
    }
    kept = [
        Found(name.first, name.stop, Type.PER)
        if name.stop - name.first == 1 and words.texts[name.first] in surnames
        else name
        for name in found
    ]
    inside = list(taken)
    for name in kept:
        inside[name.first : name.stop] = [True] * (name.stop - name.first)
    alone = [
        Found(at, at + 1, Type.PER)
        for at, word in enumerate(words.texts)
        if word in surnames and len(word) > 2 and not inside[at]
    ]
    return sorted([*kept, *alone])
