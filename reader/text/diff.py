"""What differs between two sequences of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple


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
    from rapidfuzz.distance import Levenshtein

    codes: dict[str, int] = {}
    first = [codes.setdefault(word, len(codes)) for word in a]
    second = [codes.setdefault(word, len(codes)) for word in b]
    steps = Levenshtein.opcodes(first, second)
    return list(
        _joined(
            [(s.src_start, s.src_end, s.dest_start, s.dest_end, s.tag == "equal") for s in steps],
            island,
        )
    )


def _joined(steps: list[tuple[int, int, int, int, bool]], island: int) -> Iterator[Opcode]:
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
