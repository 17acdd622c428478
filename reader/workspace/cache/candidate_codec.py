"""Candidates as bytes, for the cache or another process."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from functools import lru_cache
from io import BytesIO
from itertools import islice
from operator import attrgetter

from reader.duplicates import KINDS, Candidate, Evidence, Kind, Trait
from reader.workspace.cache.sharing import Once

# The kind under which a cache keeps candidates: another one where their form is another.
CANDIDATES = "candidates"
# The evidence of so many is packed together, in a tenth of the memory that it takes as objects, and
# unpacked in 0.1 ms; so many packs stay unpacked.
_TOGETHER, _UNPACKED = 64, 256
_TRAITS: dict[str, Trait] = {trait.value: trait for trait in Trait}
_PAIR = ("a", "b", "kind", "score")
_pair = attrgetter(*_PAIR)
_figures = attrgetter(*(one.name for one in fields(Evidence)))


class _KeptCandidate(Candidate):
    """A candidate whose evidence is unpacked when it is asked for: that of most never is."""

    __slots__ = ("_packed", "_place")
    _packed: bytes
    _place: int

    def __init__(self, pair: tuple[str, str, Kind, float], packed: bytes, place: int) -> None:
        put = object.__setattr__  # it is frozen
        for name, value in zip(_PAIR, pair, strict=True):
            put(self, name, value)
        put(self, "_packed", packed)
        put(self, "_place", place)

    @property
    def evidence(self) -> Evidence:
        return _unpacked(self._packed)[self._place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Candidate) and astuple(self) == astuple(other)

    __hash__ = Candidate.__hash__


def encoded_candidates(candidates: Iterable[Candidate]) -> bytes:
    """Return candidates as bytes: a line for some of them, with the packed evidence behind it."""
    left, written = iter(candidates), BytesIO()
    while some := list(islice(left, _TOGETHER)):
        packed = zlib.compress(json.dumps([_figures(one.evidence) for one in some]).encode())
        written.write(f"{json.dumps([len(packed), list(map(_pair, some))])}\n".encode())
        written.write(packed)
    return written.getvalue()


def decoded_candidates(state: bytes, known: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """Return the candidates that ``encoded_candidates`` wrote; each id and score is there once.

    A large corpus has hundreds of thousands of pairs. Ids that are ``known`` are those there.
    """
    return tuple(_decoded(BytesIO(state), Once.of(known)))


def _decoded(written: BytesIO, ids: Once[str]) -> Iterator[Candidate]:
    scores = Once[float]()
    while line := written.readline():
        size, rows = json.loads(line)
        packed = written.read(size)
        for place, (a, b, kind, score) in enumerate(rows):
            pair = ids[a], ids[b], KINDS[kind], scores[score]
            yield _KeptCandidate(pair, packed, place)


@lru_cache(_UNPACKED)
def _unpacked(packed: bytes) -> list[Evidence]:
    rows = json.loads(zlib.decompress(packed))
    return [Evidence(*(*figures, _TRAITS.get(trait or ""))) for *figures, trait in rows]
