"""The difference of two sequences of words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

# From so many words on a sequence is cut before it is compared.
_LONG = 2000


_Tag = Literal["equal", "replace", "delete", "insert"]


class Opcode(NamedTuple):
    """A step of the way from ``a`` to ``b``: what becomes of ``a[a_start:a_end]``."""

    tag: _Tag
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def diff(a: Sequence[str], b: Sequence[str], island: int = 1) -> list[Opcode]:
    """Return the steps that turn ``a`` into ``b``, in order, equal stretches included.

    A run of at most ``island`` equal words between two changes that are both longer than it counts
    as changed too: one clear change reads better than two with a stray "the" between them.
    """
    steps: list[Opcode] = []
    start_a = start_b = 0
    blocks = [*_joined(_equal(a, b)), (len(a), len(b), 0)]
    for (end_a, end_b, size), following in zip(blocks, [*blocks[1:], blocks[-1]], strict=True):
        if size and size <= island and size < max(end_a - start_a, end_b - start_b):
            after_a, after_b = following[0] - end_a - size, following[1] - end_b - size
            if size < max(after_a, after_b):
                continue
        if start_a == end_a and start_b < end_b:
            steps.append(Opcode("insert", start_a, end_a, start_b, end_b))
        elif start_a < end_a:
            tag: _Tag = "replace" if start_b < end_b else "delete"
            steps.append(Opcode(tag, start_a, end_a, start_b, end_b))
        start_a, start_b = end_a + size, end_b + size
        if size:
            steps.append(Opcode("equal", end_a, start_a, end_b, start_b))
    return steps


# The starts of an equal stretch in ``a`` and in ``b``, and its length.
_Block = tuple[int, int, int]


def _equal(a: Sequence[str], b: Sequence[str]) -> Iterator[_Block]:
    """Yield the stretches that are equal, in order.

    Long sequences are first cut where both have the same word once (as in Cohen's patience diff):
    the time for the best way grows with the product of the lengths.
    """
    from rapidfuzz.distance import Levenshtein

    start_a = start_b = 0
    for end_a, end_b in [*_anchors(a, b), (len(a), len(b))]:
        first, second = a[start_a:end_a], b[start_b:end_b]
        if first == second:
            yield start_a, start_b, len(first)
        else:
            for at_a, at_b, size in Levenshtein.opcodes(first, second).as_matching_blocks():
                yield start_a + at_a, start_b + at_b, size
        start_a, start_b = end_a, end_b


def _joined(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """Yield the blocks with those that touch made one, and without empty ones."""
    start_a = start_b = size = 0
    for at_a, at_b, more in blocks:
        if at_a == start_a + size and at_b == start_b + size:
            size += more
        elif more:
            if size:
                yield start_a, start_b, size
            start_a, start_b, size = at_a, at_b, more
    if size:
        yield start_a, start_b, size


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of words that both have once, as many in one order as there are."""
    if min(len(a), len(b)) < _LONG:
        return []
    once = _once(filter(_once(a).__contains__, b))
    in_b = {word: place for place, word in enumerate(b) if word in once}
    places = [(place, in_b[word]) for place, word in enumerate(a) if word in once]
    lasts: list[int] = []  # the least place in b that ends a chain of each length
    chains: list[int] = []
    before = [-1] * len(places)
    for number, (_, place) in enumerate(places):
        length = bisect_left(lasts, place)
        before[number] = chains[length - 1] if length else -1
        lasts[length : length + 1] = [place]
        chains[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = chains[-1] if chains else -1
    while number >= 0:
        chain.append(places[number])
        number = before[number]
    return chain[::-1]


def _once(words: Iterable[str]) -> set[str]:
    return {word for word, count in Counter(words).items() if count == 1}
