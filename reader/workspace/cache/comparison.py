"""Two documents beside each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reader.duplicates import Alignment, Candidate, NamedEvidence
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
