"""How likely two versions belong together, how, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reader.duplicates.arrays import Numbers
from reader.duplicates.documents import Documents, Texts, weighed_pairs
from reader.duplicates.features import Measured, measure
from reader.duplicates.frequencies import Frequencies, NoCorpus
from reader.duplicates.kinds import kinds
from reader.duplicates.model import SURE, either, likely_event, likely_passage, likely_whole
from reader.duplicates.signature import Signature
from reader.duplicates.values import Candidate, Evidence, Kind, Version


def score(a: Version, b: Version) -> Candidate:
    """Compare two versions, however unlikely it is that they belong together."""
    first, second = np.array([0]), np.array([1])
    corpus = NoCorpus()
    texts = Texts.of([Signature.of(a), Signature.of(b)])
    (found,) = scores(*weighed_pairs(texts, first, second, corpus), corpus)
    return found


def scores(
    of: Documents, a: Numbers, b: Numbers, corpus: Frequencies, least: float = 0.0
) -> Iterator[Candidate]:
    """Yield the candidates that ``a`` and ``b`` (places in ``of``) make, from ``least`` on."""
    texts = of.texts
    found = measure(of, a, b, corpus)
    whole, passage = likely_whole(found), likely_passage(found.run)
    likely = either(either(whole, passage), SURE * likely_event(found))
    likely[found.equal] = 1.0
    likely[texts.words[a] * texts.words[b] == 0] = 0.0
    likely = likely.round(4)
    said = kinds(found, whole, passage, np.abs(texts.hidden[a] - texts.hidden[b]))
    for at in np.flatnonzero(likely >= least).tolist():
        pair = _Pair.of(texts, int(a[at]), int(b[at]), found, at)
        yield Candidate(
            texts.ids[pair.a],
            texts.ids[pair.b],
            said[at],
            float(likely[at]),
            pair.evidence(said[at]),
        )


@dataclass(frozen=True, slots=True)
class _Pair:
    """What was measured of one pair."""

    a: int
    b: int
    share_a: float
    share_b: float
    longest: int
    verbatim: int
    close: int
    sentences: int
    same_title: bool
    names: int
    numbers: int
    days: int | None

    @classmethod
    def of(cls, texts: Texts, a: int, b: int, found: Measured, at: int) -> _Pair:
        """Return what was found of the pair at a place."""
        shares = round(float(found.share_short[at]), 4), round(float(found.share_long[at]), 4)
        days = int(found.days[at])
        return cls(
            a,
            b,
            *(shares[::-1] if found.swapped[at] else shares),
            int(found.longest[at]),
            int(found.verbatim[at]),
            int(found.close[at]),
            int(found.sentences[at]),
            bool(texts.title[a] and texts.title[a] == texts.title[b]),
            texts.shared_names(a, b),
            int(found.numbers[at]),
            days if days >= 0 else None,
        )

    def evidence(self, kind: Kind) -> Evidence:
        """Return the figures, and what they say in words."""
        return Evidence(
            share_a=self.share_a,
            share_b=self.share_b,
            longest=self.longest,
            same_title=self.same_title,
            names=self.names,
            numbers=self.numbers,
            days=self.days,
            summary="; ".join(self._said(kind)) or "little in common",
        )

    def _said(self, kind: Kind) -> Iterator[str]:
        of_all = f"of {_counted(self.sentences, 'sentence')}"
        if self.verbatim:
            yield f"{self.verbatim} {of_all} word for word"
        if self.close:
            yield f"{self.close} {'' if self.verbatim else of_all + ' '}reworded"
        if kind in (Kind.QUOTING, Kind.SAME_EVENT) and self.longest >= 6:
            yield f"{self.longest} words in a row"
        if self.same_title:
            yield "same title"
        if self.names:
            yield f"same {_counted(self.names, 'name')}"
        elif self.numbers:
            yield f"same {_counted(self.numbers, 'number')}"
        if self.days is not None:
            yield _apart(self.days)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _apart(days: int) -> str:
    return "same day" if days == 0 else "one day apart" if days == 1 else f"{days} days apart"
