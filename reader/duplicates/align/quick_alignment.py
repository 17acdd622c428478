"""A first alignment of two long texts, at once: the sentences that are the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reader.duplicates.values import Alignment, Pair, PairStatus
from reader.text import Excerpt, Span, sentences
from reader.text.diff import diff


def align_quickly(a: Excerpt, b: Excerpt) -> Alignment:
    """Return the sentences that two excerpts share in their order, the others as of one side only.

    This is what ``DuplicateAnalysis.compare`` refines. Spans count in the sources of the excerpts.
    """
    return Alignment(tuple(_pairs(a, b)))


def _pairs(a: Excerpt, b: Excerpt) -> Iterator[Pair]:
    told_a, told_b = sentences(a.text), sentences(b.text)
    for step in diff(_keys(a, told_a), _keys(b, told_b), island=0):
        one = [a.to_source(span) for span in told_a[step.a_start : step.a_end]]
        other = [b.to_source(span) for span in told_b[step.b_start : step.b_end]]
        if step.tag == "equal":
            for first, second in zip(one, other, strict=True):
                yield Pair(first, second, PairStatus.VERBATIM)
        else:
            yield from chain(
                (Pair(span, None, PairStatus.DROPPED) for span in one),
                (Pair(None, span, PairStatus.ADDED) for span in other),
            )


def _keys(excerpt: Excerpt, sentences: list[Span]) -> list[str]:
    return [" ".join(span.of(excerpt.text).split()) for span in sentences]
