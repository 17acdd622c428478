"""Two documents beside each other, and candidates as bytes for the cache."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from reader.duplicates import KINDS, Alignment, Candidate, Evidence, NamedEvidence, Trait
from reader.text import Excerpt, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of two documents; spans count in the sources of the documents."""

    candidate: Candidate
    alignment: Alignment
    evidence: NamedEvidence = field(default_factory=NamedEvidence)


def in_sources(alignment: Alignment, a: Excerpt, b: Excerpt) -> Alignment:
    """Return an alignment of two excerpts with the spans of their sources."""

    def moved(span: Span | None, excerpt: Excerpt) -> Span | None:
        return None if span is None else excerpt.to_source(span)

    return Alignment(
        tuple(
            replace(
                pair,
                a=moved(pair.a, a),
                b=moved(pair.b, b),
                changes=tuple(
                    replace(change, a=moved(change.a, a), b=moved(change.b, b))
                    for change in pair.changes
                ),
            )
            for pair in alignment.pairs
        )
    )


def evidence_in_sources(evidence: NamedEvidence, a: Excerpt, b: Excerpt) -> NamedEvidence:
    """Return named evidence of two excerpts with the spans of their sources."""
    return replace(
        evidence,
        contradicted=tuple(
            replace(one, span_a=a.to_source(one.span_a), span_b=b.to_source(one.span_b))
            for one in evidence.contradicted
        ),
    )


def encoded_candidates(candidates: Iterable[Candidate]) -> bytes:
    """Return candidates as bytes, for the cache or another process: some of them on each line."""
    rows = ((*_parts(one), _figures(one.evidence)) for one in candidates)
    written = BytesIO()
    while some := list(islice(rows, _ON_A_LINE)):
        written.write(f"{json.dumps(some)}\n".encode())
    return written.getvalue()


def decoded_candidates(state: bytes) -> tuple[Candidate, ...]:
    """Return the candidates that ``encoded_candidates`` wrote; each text and share is there once.

    A large corpus has hundreds of thousands of pairs, and few different things to say of them.
    """
    texts, shares = _Once[str](), _Once[float]()
    return tuple(
        Candidate(texts[a], texts[b], KINDS[kind], shares[score], _evidence(figures, texts, shares))
        for line in BytesIO(state)
        for a, b, kind, score, figures in json.loads(line)
    )


def _evidence(figures: list[Any], texts: _Once[str], shares: _Once[float]) -> Evidence:
    a, b, longest, same_title, names, numbers, days, summary, trait = figures
    told, said = texts[summary], _TRAITS.get(trait or "")
    return Evidence(shares[a], shares[b], longest, same_title, names, numbers, days, told, said)


class _Once(dict[T, T]):
    """The first of all values that are equal."""

    def __missing__(self, value: T) -> T:
        self[value] = value
        return value


# A line of so many is decoded as fast as all at once, and takes little memory meanwhile.
_ON_A_LINE = 1_000
_TRAITS: dict[str, Trait] = {trait.value: trait for trait in Trait}
_parts = attrgetter("a", "b", "kind", "score")
_figures = attrgetter(*(one.name for one in fields(Evidence)))
