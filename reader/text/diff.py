"""What differs between two sequences of words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

_LONG = 2000
"""From so many words on a sequence is cut before it is compared."""


class Opcode(NamedTuple):
    """A step of the way from ``a`` to ``b``: what becomes of ``a[a_start:a_end]``."""

    tag: Literal["equal", "replace", "delete", "insert"]
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def diff(a: Sequence[str], b: Sequence[str], island: int = 1) -> list[Opcode]:
    """Return the steps that turn ``a`` into ``b``, in order, equal stretches included.

    A run of at most ``island`` equal words between two changes that are both longer than it counts
    as changed too: one clear change reads better than two with a stray "the" between them.
    """
    steps: list[_Step] = []
    for step in _steps(a, b):
        if steps and step[4] and steps[-1][4]:
            steps[-1] = (steps[-1][0], step[1], steps[-1][2], step[3], True)
        else:
            steps.append(step)
    return list(_joined(steps, island))


_Step = tuple[int, int, int, int, bool]


def _steps(a: Sequence[str], b: Sequence[str]) -> Iterator[_Step]:
    """Yield the stretches of ``a`` and ``b`` beside each other, and whether they are equal.

    Long sequences are first cut where both have the same word once (as in Cohen's patience diff):
    the time for the best way grows with the product of the lengths.
    """
    from rapidfuzz.distance import Levenshtein

    start_a = start_b = 0
    for end_a, end_b in [*_anchors(a, b), (len(a), len(b))]:
        first, second = a[start_a:end_a], b[start_b:end_b]
        if first == second:
            if first:
                yield start_a, end_a, start_b, end_b, True
        else:
            for step in Levenshtein.opcodes(first, second):
                yield (
                    step.src_start + start_a,
                    step.src_end + start_a,
                    step.dest_start + start_b,
                    step.dest_end + start_b,
                    step.tag == "equal",
                )
        start_a, start_b = end_a, end_b


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return where words stand that both have once, as many in one order as there are."""
    if min(len(a), len(b)) < _LONG:
        return []
    once_a, once_b = _once(a), _once(b)
    places = [(place, once_b[word]) for word, place in once_a.items() if word in once_b]
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


def _once(words: Sequence[str]) -> dict[str, int]:
    """Return the place of each word that is there once, in order."""
    counts = Counter(words)
    return {word: place for place, word in enumerate(words) if counts[word] == 1}


def _joined(steps: list[_Step], island: int) -> Iterator[Opcode]:
    """Yield opcodes with neighbouring changes, and the tiny islands between them, joined."""
    change: tuple[int, int, int, int] | None = None
    for number, (a0, a1, b0, b1, equal) in enumerate(steps):
        if equal and not (
            change is not None
            and a1 - a0 <= island
            and number + 1 < len(steps)
            and _size(change) > a1 - a0
            and _size(steps[number + 1][:4]) > a1 - a0
        ):
            if change is not None:
                yield _changed(change)
                change = None
            yield Opcode("equal", a0, a1, b0, b1)
        else:
            change = (a0, a1, b0, b1) if change is None else (change[0], a1, change[2], b1)
    if change is not None:
        yield _changed(change)


def _size(step: Sequence[int]) -> int:
    return max(step[1] - step[0], step[3] - step[2])


def _changed(change: tuple[int, int, int, int]) -> Opcode:
    a0, a1, b0, b1 = change
    return Opcode("insert" if a0 == a1 else "delete" if b0 == b1 else "replace", a0, a1, b0, b1)
