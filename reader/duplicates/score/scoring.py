"""The scoring of pairs: probability, kind, and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from reader.duplicates.decision import (
    COPY,
    PASSAGE_RUN,
    SURE,
    UNCASED_FOCUS,
    UNCASED_TOLD,
    UNLISTED,
)
from reader.duplicates.ragged_arrays import Floats, Numbers
from reader.duplicates.score.kinds import kinds
from reader.duplicates.score.pair_features import Measured, likeness, measure
from reader.duplicates.score.score_model import either, likely_event, likely_passage, likely_whole
from reader.duplicates.signatures.frequencies import Frequencies, NoCorpus
from reader.duplicates.signatures.signature import Signature
from reader.duplicates.signatures.signature_arrays import Texts, WeightedTexts, weighed_pairs
from reader.duplicates.values import Candidate, Evidence, Kind, Trait, Version
from reader.text import numbered


def score_pair(a: Version, b: Version) -> Candidate:
    """Compare two versions, however unlikely it is that they belong together."""
    first, second = np.array([0]), np.array([1])
    corpus = NoCorpus()
    texts = Texts.of([Signature.of(a), Signature.of(b)])
    (found,) = scores(*weighed_pairs(texts, first, second, corpus), corpus)
    return found


def scores(
    of: WeightedTexts, a: Numbers, b: Numbers, corpus: Frequencies, least: float = 0.0
) -> Iterator[Candidate]:
    """Yield the candidates that ``a`` and ``b`` (places in ``of``) make, from ``least`` on."""
    texts = of.texts
    alike = likeness(of, a, b, corpus)
    if least:
        # Rules make none more likely, and most pairs are not likely enough for them to be asked.
        copy = either(likely_whole(alike), likely_passage(alike.runs.run))
        likely = either(copy, SURE * likely_event(alike))
        worth = alike.equal | (likely.round(4) >= least)
        a, b, alike = a[worth], b[worth], alike.take(worth)
    found = measure(alike)
    whole, passage = likely_whole(found), likely_passage(found.run)
    likely = likelihood(found, whole, passage, likely_event(found))
    likely[texts.words[a] * texts.words[b] == 0] = 0.0
    likely = likely.round(4)
    particular = traits(found, either(whole, passage))
    kinds_found = kinds(found, whole, passage, np.abs(texts.hidden[a] - texts.hidden[b]))
    kept = np.flatnonzero(likely >= least)
    a, b = a[kept], b[kept]
    short, long, swapped = found.share_short, found.share_long, found.swapped
    figures = map(
        _PairMeasures,
        np.where(swapped, long, short)[kept].tolist(),
        np.where(swapped, short, long)[kept].tolist(),
        found.longest[kept].tolist(),
        found.foreign[kept].tolist(),
        found.verbatim[kept].tolist(),
        found.close[kept].tolist(),
        found.sentences[kept].tolist(),
        ((texts.title[a] == texts.title[b]) & (texts.title[a] > 0)).tolist(),
        map(texts.shared_names, a.tolist(), b.tolist()),
        found.numbers[kept].tolist(),
        found.days[kept].tolist(),
        [particular[at] for at in kept.tolist()],
    )
    columns = (kept.tolist(), texts.ids[a], texts.ids[b], likely[kept].tolist(), figures)
    for at, one, other, how_likely, row in zip(*columns, strict=True):
        yield Candidate(one, other, kinds_found[at], how_likely, row.evidence(kinds_found[at]))


def likelihood(found: Measured, whole: Floats, passage: Floats, event: Floats) -> Floats:
    """Return the chance of each pair to belong together, 0 to 1, shape ``(n_pairs,)``.

    ``whole``, ``passage`` and ``event`` say how likely the whole text and one passage were copied,
    and both are about one event. Equal texts are sure; what is no duplicate by the rules of
    ``reader.duplicates.decision`` is not listed, nor a copy that has no sentence or passage in
    common with the other text.
    """
    copy = either(whole, passage)
    likely = either(copy, SURE * event)
    form = found.form
    has_common = (found.verbatim + found.close > 0) | (found.longest >= PASSAGE_RUN)
    refused = found.same_form | form.house
    refused |= (copy >= COPY) & ~has_common
    if found.alone:
        refused |= form.is_thin(copy)
    else:
        told = (passage >= COPY) | (found.features.order >= UNCASED_TOLD)
        refused |= ~(found.cased | told) & (found.features.focus < UNCASED_FOCUS)
    likely = np.where(refused, np.minimum(likely, UNLISTED), likely)
    return np.where(found.equal, 1.0, likely)


def traits(found: Measured, copy: Floats) -> list[Trait | None]:
    """Return the traits of each pair; ``copy`` is the chance that one is a copy of the other."""
    rules = [
        (Trait.SAME_FORM, found.same_form),
        (Trait.HOUSE_TEXT, found.form.house),
        (Trait.NOISE, (copy >= COPY) & (found.noise | found.garbled)),
        (Trait.REORDERED, found.reordered),
    ]
    chosen = np.select([flags & ~found.equal for _, flags in rules], range(len(rules)), -1)
    return [rules[at][0] if at >= 0 else None for at in chosen.tolist()]


class _PairMeasures(NamedTuple):
    """The measurements of one pair; ``days`` is -1 where a date is not known."""

    share_a: float
    share_b: float
    longest: int
    foreign: bool
    verbatim: int
    close: int
    sentences: int
    same_title: bool
    names: int
    numbers: int
    days: int
    trait: Trait | None

    def evidence(self, kind: Kind) -> Evidence:
        """Return the figures, and what they say in words."""
        return Evidence(
            share_a=round(self.share_a, 4),
            share_b=round(self.share_b, 4),
            longest=self.longest,
            same_title=self.same_title,
            names=self.names,
            numbers=self.numbers,
            days=self.days if self.days >= 0 else None,
            summary="; ".join(self._reasons(kind)) or "little in common",
            trait=self.trait,
        )

    def _reasons(self, kind: Kind) -> Iterator[str]:
        if self.trait:
            yield self.trait.value
        if self.verbatim:
            yield f"{self._of_all(self.verbatim)} word for word"
        if self.close:
            changed = f"{self.close}" if self.verbatim else self._of_all(self.close)
            yield f"{changed} edited or reworded"
        if kind in (Kind.QUOTING, Kind.SAME_EVENT) and self.longest >= 6:
            yield f"{self.longest} words in a row"
        if kind is Kind.QUOTING and self.foreign:
            yield "beside another article"
        if self.same_title:
            yield "same title"
        if self.names:
            yield f"{numbered(self.names, 'name')} in common"
        elif self.numbers:
            yield f"{numbered(self.numbers, 'number')} in common"
        if self.days >= 0:
            yield _days_between(self.days)

    def _of_all(self, count: int) -> str:
        """Return so many of the sentences in words; headline and standfirst are none of them."""
        if self.sentences == 1:
            return "the only body sentence"
        return f"{count} of {self.sentences} body sentences"


def _days_between(days: int) -> str:
    return "same day" if days == 0 else "one day apart" if days == 1 else f"{days} days apart"
