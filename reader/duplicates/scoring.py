"""How likely two versions belong together, how, and what speaks for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from reader.duplicates.signature import Signature, shingles, signature
from reader.duplicates.values import Candidate, Evidence, Kind, Version

Weight = Callable[[int], float]
"""How much a word tells, by its hash: rare words more than frequent ones."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is measured of two signatures."""

    share_a: float
    share_b: float
    longest: int
    overlap: float
    same_words: bool
    same_title: bool
    title: float
    names: int
    numbers: int
    days: int | None
    verbatim: int
    close: int
    sentences: int
    hidden: float


def score(a: Version, b: Version) -> Candidate:
    """Compare two versions, however unlikely it is that they belong together."""
    return score_signatures(signature(a), signature(b))


def score_signatures(a: Signature, b: Signature, weight: Weight | None = None) -> Candidate:
    """Compare two signatures; ``weight`` is the corpus's, where there is one."""
    features = measure(a, b, weight or _own_weight(a, b))
    kind, likely = _judged(features)
    return Candidate(
        a.id,
        b.id,
        kind,
        likely,
        Evidence(
            share_a=round(features.share_a, 4),
            share_b=round(features.share_b, 4),
            longest=features.longest,
            same_title=features.same_title,
            names=features.names,
            numbers=features.numbers,
            days=features.days,
            summary=_summary(features, kind),
        ),
    )


def measure(a: Signature, b: Signature, weight: Weight) -> Features:
    """Return the features of two signatures."""
    shared = set(shingles(a.words)) & set(shingles(b.words))
    covered_a, longest_a = _covered(a, shared)
    covered_b, longest_b = _covered(b, shared)
    if a.words == b.words:
        covered_a = covered_b = [True] * len(a.words)
        longest_a = longest_b = len(a.words)
    short, short_covered = (a, covered_a) if len(a.words) <= len(b.words) else (b, covered_b)
    verbatim, close = _sentences(short, short_covered, b if short is a else a)
    union = a.title | b.title
    return Features(
        share_a=sum(covered_a) / max(1, len(covered_a)),
        share_b=sum(covered_b) / max(1, len(covered_b)),
        longest=min(longest_a, longest_b),
        overlap=_cosine(a, b, weight),
        same_words=a.words == b.words,
        same_title=bool(a.title) and a.title == b.title,
        title=len(a.title & b.title) / len(union) if union else 0.0,
        names=len(a.names & b.names),
        numbers=len(a.numbers & b.numbers),
        days=abs(a.day - b.day) if a.day is not None and b.day is not None else None,
        verbatim=verbatim,
        close=close,
        sentences=len(short.sentences),
        hidden=abs(a.hidden - b.hidden),
    )


def _own_weight(a: Signature, b: Signature) -> Weight:
    counts = Counter(a.words)
    counts.update(b.words)
    total = sum(counts.values())
    return lambda word: math.log(1 + total / (1 + counts[word]) ** 2)


def _covered(signed: Signature, shared: set[int]) -> tuple[list[bool], int]:
    """Tell which words stand in shared shingles, and how long the longest run of those is."""
    covered = [False] * len(signed.words)
    longest = run = 0
    for place, shingle in enumerate(shingles(signed.words)):
        if shingle in shared:
            covered[place : place + 3] = [True] * 3
            run = run + 1 if run else 3
            longest = max(longest, run)
        else:
            run = 0
    return covered, longest


def _cosine(a: Signature, b: Signature, weight: Weight) -> float:
    if not a.words or not b.words:
        return 0.0
    vectors = [
        {w: (1 + math.log(n)) * weight(w) for w, n in Counter(s.words).items()} for s in (a, b)
    ]
    dot = sum(value * vectors[1].get(word, 0.0) for word, value in vectors[0].items())
    norms = [math.sqrt(sum(value * value for value in vector.values())) for vector in vectors]
    return dot / (norms[0] * norms[1]) if norms[0] and norms[1] else 0.0


def _sentences(signed: Signature, covered: list[bool], other: Signature) -> tuple[int, int]:
    """Count the sentences that the other has word for word, and those that it has reworded."""
    theirs = set()
    start = 0
    for length in other.sentences:
        theirs.add(other.words[start : start + length].tobytes())
        start += length
    verbatim = close = start = 0
    for length in signed.sentences:
        sentence = signed.words[start : start + length]
        if sentence.tobytes() in theirs:
            verbatim += 1
        elif sum(covered[start : start + length]) >= 0.4 * length:
            close += 1
        start += length
    return verbatim, close


def _judged(found: Features) -> tuple[Kind, float]:
    """Return the kind of link that the features speak for, and how likely it is."""
    low, high = sorted((found.share_a, found.share_b))
    if found.same_words and not found.sentences:
        return Kind.EXACT, 0.0
    if low >= 0.9 and found.hidden >= 0.2:
        return Kind.SAME_PAGE, 0.99
    if found.same_words:
        return Kind.EXACT, 1.0
    told = (found.verbatim + found.close) / max(1, found.sentences)
    if found.verbatim >= 0.4 * found.sentences and (low >= 0.75 or high >= 0.9):
        return Kind.EDITED, 0.9 + 0.09 * low
    if high >= 0.3 and (low >= 0.25 or told >= 0.6):
        return Kind.REWORDED, 0.7 + 0.25 * high
    likely = 1 / (1 + math.exp(4 - 12 * found.overlap - 4 * found.title - 0.2 * found.names))
    if found.longest >= 12:
        return Kind.QUOTING, max(likely, min(0.95, 0.4 + found.longest / 50))
    return Kind.SAME_EVENT, min(likely, 0.9)


def _summary(found: Features, kind: Kind) -> str:
    """Say in words what speaks for the link."""
    parts: list[str] = []
    total = f"{found.sentences} {'sentence' if found.sentences == 1 else 'sentences'}"
    if found.verbatim:
        parts.append(f"{found.verbatim} of {total} word for word")
    if found.close:
        parts.append(f"{found.close}{'' if found.verbatim else f' of {total}'} reworded")
    if kind is Kind.QUOTING:
        parts.append(f"{found.longest} words in a row")
    if found.same_title:
        parts.append("same title")
    if found.names:
        parts.append(f"same {found.names} {'name' if found.names == 1 else 'names'}")
    if found.numbers and not found.names:
        parts.append(f"same {found.numbers} {'number' if found.numbers == 1 else 'numbers'}")
    if found.days is not None:
        parts.append(_apart(found.days))
    return "; ".join(parts) or "little in common"


def _apart(days: int) -> str:
    return "same day" if days == 0 else "one day apart" if days == 1 else f"{days} days apart"
