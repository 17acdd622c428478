"""The recogniser: from a text to its mentions by grammar, names, consistency, and linking."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import MAXYEAR, MINYEAR
from datetime import date as Date  # noqa: N812 (a date in a signature that has ``date``)
from functools import partial

from reader.entities import linking
from reader.entities.finding import name_model, name_postprocess, name_rules, teams
from reader.entities.finding.amounts import amounts
from reader.entities.finding.date_mentions import dates
from reader.entities.finding.foreign_dates import foreign_dates
from reader.entities.finding.gazetteer import gazetteer
from reader.entities.finding.name_rules import RuledName
from reader.entities.finding.tokens_of_text import TokenisedText, split, within
from reader.entities.finding.true_case import spelled
from reader.entities.mention import Mention

_IN_ADDRESS = re.compile(r"(?<=\w\.)[a-z]|(?<=@)\w")  # a name doesn't begin there
Namer = Callable[[TokenisedText, Sequence[str], Sequence[bool]], list[RuledName]]


def recognise(text: str, *, date: str | None = None) -> tuple[Mention, ...]:
    """Return the mentions of an article in order; they don't overlap.

    ``text`` is the article as shown, its blocks joined by a blank line; offsets are code points
    of it. ``date`` is the article's ISO 8601 date, against which "Thursday" is resolved.
    """
    return _recognised(text, _day(date), _by_model)


def by_rules(text: str, *, date: str | None = None) -> tuple[Mention, ...]:
    """Return the mentions of the rules and lists alone: the peer that the model is measured by."""
    return _recognised(text, _day(date), _by_rules)


def by_spans(
    text: str, spans: Iterable[tuple[int, int, str]], *, date: str | None = None
) -> tuple[Mention, ...]:
    """Return the mentions of an article whose names another recogniser has found.

    ``spans`` say where they start and end, and their labels: types, or MISC. They are put right
    and joined as our own are; dates and amounts are ours.
    """
    return _recognised(text, _day(date), partial(_given, list(spans)))


def _recognised(text: str, today: Date | None, namer: Namer) -> tuple[Mention, ...]:
    fixed = _grammar(text, today)
    words = split(text)
    taken = _taken(words, fixed)
    lists = gazetteer()
    texts = spelled(words, lists)
    named = name_postprocess.consistent(texts, namer(words, texts, taken), taken)
    found = [
        name
        for name in teams.in_reports(texts, named, lists)
        if not _IN_ADDRESS.match(text, words.starts[name.first])
    ]
    surfaces = [
        (" ".join(text[words.starts[f.first] : words.ends[f.stop - 1]].split()), f.type)
        for f in found
    ]
    names = linking.canonical(surfaces, lists)
    mentions = [
        Mention(words.starts[f.first], words.ends[f.stop - 1], f.type, name)
        for f, name in zip(found, names, strict=True)
    ]
    return tuple(_without_overlaps(mentions, fixed))


def _without_overlaps(names: Sequence[Mention], fixed: Sequence[Mention]) -> Iterator[Mention]:
    """Yield names, dates and amounts in order. A date within a longer name is part of the name."""
    last = 0
    # Of two that cover the same words, sorting keeps the date or amount first.
    for mention in sorted([*fixed, *names], key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= last:
            yield mention
            last = mention.end


def _by_rules(words: TokenisedText, texts: Sequence[str], taken: Sequence[bool]) -> list[RuledName]:
    return list(name_rules.names(words, texts, gazetteer(), taken))


def _by_model(words: TokenisedText, texts: Sequence[str], taken: Sequence[bool]) -> list[RuledName]:
    lists = gazetteer()
    ruled = list(name_rules.names(words, texts, lists, taken))
    labelled = name_postprocess.going_on(words, name_model.names(words, texts, taken, ruled), lists)
    found = name_postprocess.joined(
        name_postprocess.certain(texts, ruled, lists),
        name_postprocess.fitted(texts, labelled, lists),
    )
    return name_postprocess.with_teams(found, teams.in_results(words, texts, taken, lists))


def _given(
    spans: Sequence[tuple[int, int, str]],
    words: TokenisedText,
    texts: Sequence[str],
    _: Sequence[bool],
) -> list[RuledName]:
    labelled = ((*within(words, start, end), label) for start, end, label in spans)
    return name_postprocess.joined(name_postprocess.fitted(texts, labelled, gazetteer()), [])


def _day(iso: str | None) -> Date | None:
    """Return the day of an ISO date.

    None for what is no day, and for one at an end of the calendar, around which a weekday or "last
    year" can't be reckoned.
    """
    try:
        day = Date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None
    return day if MINYEAR + 1 < day.year < MAXYEAR else None


def _grammar(text: str, today: Date | None) -> list[Mention]:
    """Return the dates and amounts of ``text``; of two that overlap the earlier, longer one."""
    kept: list[Mention] = []
    for mention in sorted(
        [*dates(text, today), *foreign_dates(text, today), *amounts(text)],
        key=lambda mention: (mention.start, -mention.end),
    ):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _taken(words: TokenisedText, mentions: Iterable[Mention]) -> list[bool]:
    taken = [False] * len(words.texts)
    for mention in mentions:
        at = max(0, bisect_left(words.starts, mention.start) - 1)
        while at < len(taken) and words.starts[at] < mention.end:
            taken[at] = taken[at] or words.ends[at] > mention.start
            at += 1
    return taken
