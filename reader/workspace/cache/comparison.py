"""Two documents beside each other, and candidates as bytes for the cache."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from reader.duplicates import KINDS, Alignment, Candidate, Evidence, NamedEvidence, Trait
from reader.text import Excerpt, Span


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
    """Return candidates as bytes for the cache."""
    return json.dumps([(*_parts(one), _figures(one.evidence)) for one in candidates]).encode()


def decoded_candidates(state: bytes) -> tuple[Candidate, ...]:
    """Return the candidates that ``encoded_candidates`` wrote."""
    return tuple(
        Candidate(a, b, KINDS[kind], score, _evidence(figures))
        for a, b, kind, score, figures in json.loads(state)
    )


def _evidence(figures: list[Any]) -> Evidence:
    evidence = Evidence(*figures)
    return replace(evidence, trait=_TRAITS.get(evidence.trait or ""))


_TRAITS: dict[str, Trait] = {trait.value: trait for trait in Trait}
_parts = attrgetter("a", "b", "kind", "score")
_figures = attrgetter(*(one.name for one in fields(Evidence)))
