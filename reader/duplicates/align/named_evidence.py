"""The evidence of two aligned articles by name: things shared, and things contradicted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence, Set
from itertools import chain, zip_longest

from reader.duplicates.align.entity_names import same_entity
from reader.duplicates.align.facts import Fact, fact_span, facts, is_same
from reader.duplicates.align.sentence_words import ComparedTexts, SentenceWords
from reader.duplicates.values import (
    CONTRADICTED,
    Alignment,
    ChangeKind,
    Contradiction,
    NamedEvidence,
)
from reader.text import Span, one_line, sentences
from reader.text.dates.calendar_date import CalendarDate
from reader.text.languages.language import is_function_word
from reader.text.numbers.clock_times import CLOCKED
from reader.text.numbers.quantity import Quantity

# So many of each sort are named.
_MOST = 20
# A bare number below this stands in too many articles to be evidence.
_PLAIN = 10
# Shorter words are too frequent to be evidence.
_LONG = 7
# A name of which so many letters stayed, out of 1, was misread where the text is noisy.
_MISREAD = 0.6


def named_evidence(
    a: str,
    b: str,
    alignment: Alignment,
    names_a: Sequence[Span] = (),
    names_b: Sequence[Span] = (),
    *,
    noisy: bool = False,
) -> NamedEvidence:
    """Return the evidence for and against two articles telling one story.

    ``alignment`` is that of the texts ``a`` and ``b``; all spans count in these. Where they are
    ``noisy``, the names that a machine has misread contradict nothing.
    """
    sides = ComparedTexts.of(a, b, names_a, names_b)
    one = [sides.words_a(span) for span in sentences(a)]
    other = [sides.words_b(span) for span in sentences(b)]
    of_a, of_b = _by_kind(one), _by_kind(other)
    named_a, named_b = (
        Counter(tuple(_words(one)) for one in of[ChangeKind.NAME]) for of in (of_a, of_b)
    )
    facts_of_a = chain.from_iterable(of_a.values())
    told = {word for of, fact in facts_of_a for word in of.plain[fact.start : fact.end]}
    return NamedEvidence(
        names=_shared_names(named_a, named_b, sides.language),
        numbers=_shared(of_a[ChangeKind.NUMBER], of_b[ChangeKind.NUMBER]),
        dates=_shared(of_a[ChangeKind.DATE], of_b[ChangeKind.DATE]),
        words=_shared_words(one, other, told),
        contradicted=tuple(
            one
            for one in _contradictions(a, b, alignment, noisy)
            if one.kind is not ChangeKind.NAME
            or not (_has(named_b, one.a, sides.language) or _has(named_a, one.b, sides.language))
        )[:_MOST],
    )


_Placed = tuple[SentenceWords, Fact]
_Name = tuple[str, ...]  # its words


def _by_kind(text: Sequence[SentenceWords]) -> dict[ChangeKind, list[_Placed]]:
    found: dict[ChangeKind, list[_Placed]] = defaultdict(list)
    for sentence in text:
        for fact in facts(sentence):
            found[fact.kind].append((sentence, fact))
    return found


def _shared_names(a: Counter[_Name], b: Collection[_Name], language: str) -> tuple[str, ...]:
    """Return the names of ``a`` that ``b`` has too, the most frequent first."""
    kept: list[_Name] = []
    for name, _ in a.most_common():
        is_repeated = any(same_entity(name, one, language) for one in kept)
        if not is_repeated and any(same_entity(name, one, language) for one in b):
            kept.append(name)
        if len(kept) == _MOST:
            break
    return tuple(" ".join(name) for name in kept)


def _has(names: Collection[_Name], name: str, language: str) -> bool:
    """Tell whether a text that has ``names`` names somebody: then it contradicts no such name."""
    return any(same_entity(name.split(), one, language) for one in names)


def _shared(a: Sequence[_Placed], b: Sequence[_Placed]) -> tuple[str, ...]:
    """Return the numbers, or dates, of ``a`` that ``b`` has too, those that tell most first."""
    kept: list[_Placed] = []
    a, b = ([one for one in side if _is_telling(one[1])] for side in (a, b))
    for one in a:
        is_repeated = any(is_same(*one, *other) for other in kept)
        if not is_repeated and any(is_same(*one, *other) for other in b):
            kept.append(one)
    kept.sort(key=lambda one: _tells(one[1]), reverse=True)
    return tuple(_shown(one) for one in kept[:_MOST])


def _is_telling(fact: Fact) -> bool:
    """Tell whether a number or date is evidence: a small number or a weekday stands anywhere."""
    value = fact.value
    if isinstance(value, CalendarDate):
        return value.year is not None or value.day is not None
    return not isinstance(value, Quantity) or bool(
        value.unit not in ("", "ordinal", "about")
        or max(one for one, _ in value.readings) >= _PLAIN
    )


def _tells(fact: Fact) -> float:
    value = fact.value
    if isinstance(value, Quantity):
        is_measured = value.unit not in ("", CLOCKED, "hour")
        return 1e6 * is_measured + min(1e6, max(one for one, _ in value.readings))
    return fact.end - fact.start


def _words(one: _Placed) -> list[str]:
    sentence, fact = one
    return [
        sentence.word(at).removesuffix("’s").removesuffix("'s")
        for at in range(fact.start, fact.end)
    ]


def _shown(one: _Placed) -> str:
    return one_line(fact_span(*one).of(one[0].text))


def _shared_words(
    a: Sequence[SentenceWords], b: Sequence[SentenceWords], facts_of_a: Set[str]
) -> tuple[str, ...]:
    """Return the long words of ``a`` that ``b`` has too, without those of its facts."""
    theirs = {word for sentence in b for word in sentence.plain} - facts_of_a
    counted = Counter(
        word
        for sentence in a
        for word in sentence.plain
        if len(word) >= _LONG and word in theirs and not is_function_word(word, sentence.language)
    )
    ranked = sorted(counted, key=lambda word: (-counted[word], -len(word), word))
    return tuple(ranked[:_MOST])


def _contradictions(a: str, b: str, alignment: Alignment, noisy: bool) -> list[Contradiction]:
    """Return the contradictions of two articles: the first of each kind, then the second ones."""
    found = [
        Contradiction(
            change.kind, one_line(change.a.of(a)), one_line(change.b.of(b)), change.a, change.b
        )
        for pair in alignment.pairs
        for change in pair.changes
        if change.contradicts and change.a and change.b
    ]
    of_kind: dict[ChangeKind, dict[tuple[str, str], Contradiction]] = defaultdict(dict)
    for one in found:
        if not (noisy and _is_misread(one)):
            of_kind[one.kind].setdefault((one.a, one.b), one)
    ordered = [of_kind[kind].values() for kind in CONTRADICTED]
    return [one for row in zip_longest(*ordered) for one in row if one is not None]


def _is_misread(one: Contradiction) -> bool:
    """Tell whether a machine may have made one name of another; a misread number is another one."""
    from rapidfuzz.distance import Levenshtein

    likeness = Levenshtein.normalized_similarity(one.a.casefold(), one.b.casefold())
    return one.kind in (ChangeKind.NAME, ChangeKind.SPEAKER) and likeness >= _MISREAD
