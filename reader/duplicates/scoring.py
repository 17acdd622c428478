"""How likely two versions belong together, how, and what speaks for it."""

from __future__ import annotations

from reader.duplicates.features import (
    Measured,
    Weighed,
    measure,
    measure_sentences,
    measure_words,
)
from reader.duplicates.frequencies import Frequencies, NoCorpus
from reader.duplicates.model import SURE, at_most, likely_copy, likely_event
from reader.duplicates.signature import Signature, signature
from reader.duplicates.values import Candidate, Evidence, Kind, Version

COPY = 0.6
"""From this likelihood on, one text was made from the other, in part or as a whole."""

_ROUNDED = 0.0001
"""Scores are rounded to this."""

_HIDDEN = 0.2
"""A raw page hides so much more of its source than the clean text of it."""


def score(a: Version, b: Version) -> Candidate:
    """Compare two versions, however unlikely it is that they belong together."""
    return score_signatures(signature(a), signature(b), NoCorpus())


def score_signatures(a: Signature, b: Signature, corpus: Frequencies) -> Candidate:
    """Compare two signatures by what is rare in ``corpus``."""
    return _scored(a, b, measure(a, b, corpus))


def score_weighed(a: Weighed, b: Weighed, corpus: Frequencies, least: float) -> Candidate | None:
    """Compare two documents of ``corpus``; return None where the score is below ``least``.

    What can't reach it whatever the sentences say is not compared by sentence.
    """
    found = measure_words(a, b, corpus)
    if a.signed.words != b.signed.words and _likely(at_most(found)) < least - _ROUNDED:
        return None
    candidate = _scored(a.signed, b.signed, measure_sentences(found, a, b))
    return candidate if candidate.score >= least else None


def _scored(a: Signature, b: Signature, measured: Measured) -> Candidate:
    copy = likely_copy(measured)
    event = likely_event(measured)
    kind = _kind(a, b, measured, copy)
    if not a.words or not b.words:
        likely = 0.0
    elif kind is Kind.EXACT:
        likely = 1.0
    else:
        likely = _likely((copy, event))
    same_title = bool(a.title) and a.title == b.title
    names = len(set(a.names).intersection(b.names))
    numbers = sum(code & 1 for code in a.counts.keys() & b.counts.keys())
    return Candidate(
        a.id,
        b.id,
        kind,
        round(likely, 4),
        Evidence(
            share_a=round(measured.share_a, 4),
            share_b=round(measured.share_b, 4),
            longest=measured.longest,
            same_title=same_title,
            names=names,
            numbers=numbers,
            days=measured.days,
            summary=_summary(measured, kind, same_title, names, numbers),
        ),
    )


def _likely(of: tuple[float, float]) -> float:
    """Return how likely a link is, from how likely it is a copy, and about one event."""
    copy, event = of
    return 1 - (1 - copy) * (1 - SURE * event)


def _kind(a: Signature, b: Signature, found: Measured, copy: float) -> Kind:
    """Return the kind of link that the figures speak for."""
    low, high = sorted((found.share_a, found.share_b))
    if low >= 0.9 and abs(a.hidden - b.hidden) >= _HIDDEN:
        return Kind.SAME_PAGE
    if a.words == b.words:
        return Kind.EXACT
    if copy < COPY:
        return Kind.SAME_EVENT
    if found.verbatim >= 0.4 * found.sentences and (low >= 0.6 or high >= 0.85):
        return Kind.EDITED
    told = (found.verbatim + found.close) / max(1, found.sentences)
    return Kind.QUOTING if high < 0.75 and told < 0.6 else Kind.REWORDED


def _summary(found: Measured, kind: Kind, same_title: bool, names: int, numbers: int) -> str:
    """Say in words what speaks for the link."""
    parts: list[str] = []
    of_all = f"of {_counted(found.sentences, 'sentence')}"
    if found.verbatim:
        parts.append(f"{found.verbatim} {of_all} word for word")
    if found.close:
        parts.append(f"{found.close} {'' if found.verbatim else of_all + ' '}reworded")
    if kind in (Kind.QUOTING, Kind.SAME_EVENT) and found.longest >= 6:
        parts.append(f"{found.longest} words in a row")
    if same_title:
        parts.append("same title")
    if names:
        parts.append(f"same {_counted(names, 'name')}")
    elif numbers:
        parts.append(f"same {_counted(numbers, 'number')}")
    if found.days is not None:
        parts.append(_apart(found.days))
    return "; ".join(parts) or "little in common"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _apart(days: int) -> str:
    return "same day" if days == 0 else "one day apart" if days == 1 else f"{days} days apart"
