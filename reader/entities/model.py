"""The trained model of names: a linear-chain model over words, read and decoded here.

It is trained with python-crfsuite (``tests/bench/train_entities.py``) and packed into one small
file, which is read in a few milliseconds and needs no library. See ``MODEL.md``.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from operator import add
from pkgutil import get_data
from zlib import crc32

from reader.entities.features import Row, Seen, segments
from reader.entities.gazetteer import gazetteer
from reader.entities.rules import Found
from reader.entities.words import Words

# A feature's weights for all labels are one Python integer of 32 bits a label, so that a word's
# scores are one sum of integers. Weights have ``BIAS`` added, which is the same for all labels.
LANE = 4
BIAS = 1 << 7
_NEVER = -(1 << 40)
_MOST_WORDS = 50_000
_MOST_FEATURES = 300_000


def _checksum(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass"))


class _Weights(dict[str, int]):
    """The weights of the features that were met so far.

    The file has no names of features, but their CRC-32, in order: that is read in no time, and of
    100,000 features that the model has and as many that it hasn't, two or three are mistaken.
    """

    def __init__(self, data: bytes, features: int, labels: int) -> None:
        super().__init__()
        self._hashes = array("I", data[: 4 * features])
        if sys.byteorder == "big":
            self._hashes.byteswap()
        self._rows, self._at = struct.Struct(f"<{labels}B"), 4 * features
        self._lanes = struct.Struct(f"<{labels}I")
        self._data = data

    def __missing__(self, name: str) -> int:
        if len(self) > _MOST_FEATURES:
            self.clear()
        number = _checksum(name)
        place = bisect_left(self._hashes, number)
        weights = 0
        if place < len(self._hashes) and self._hashes[place] == number:
            row = self._rows.unpack_from(self._data, self._at + place * self._rows.size)
            weights = int.from_bytes(self._lanes.pack(*row), "little")
        self[name] = weights
        return weights


class Model:
    """Weights of features and of transitions between labels (IOB2)."""

    def __init__(self, packed: bytes) -> None:
        """Read a model as ``pack`` writes it."""
        header, _, rest = packed.partition(b"\n")
        about = json.loads(header)
        self.labels: list[str] = about["labels"]
        count = len(self.labels)
        self._width = LANE * count
        self._weights = _Weights(rest, about["features"], count)
        self._word_scores: dict[str, tuple[int, ...]] = {}
        self._unpack = struct.Struct(f"<{count}I").unpack
        # I-PER comes after B-PER and I-PER alone; O and B-PER come after every label.
        number = {label: at for at, label in enumerate(self.labels)}
        worths: list[list[int]] = about["transitions"]
        self._inside = [
            (begin, worths[inside][begin], inside, worths[inside][inside])
            for label, inside in number.items()
            if label[0] == "I" and (begin := number[f"B-{label[2:]}"]) < inside
        ]
        self._free = worths[: count - len(self._inside)]
        # By how much a label may do better than another one before the free ones. One that lies
        # further behind the best is before none of them on the best path.
        self._margins = [
            [max(worth[other] - worth[best] for worth in self._free) for other in range(count)]
            for best in range(count)
        ]

    def tag(self, rows: Sequence[Row], seen: Seen) -> list[str]:
        """Return the best labels of a stretch of words (Viterbi)."""
        weigh, word_scores = self._weights.__getitem__, self._word_scores
        unpack, width = self._unpack, self._width
        scores = [0 if label == "O" else _NEVER for label in self.labels]
        backs: list[list[int]] = []
        for row in rows:
            total = sum(map(weigh, row.extra))
            for place, word in enumerate(row[:5]):
                total += (word_scores.get(word) or self._score(word, seen))[place]
            here = unpack(total.to_bytes(width, "little"))
            top = max(scores)
            best_before = scores.index(top)
            live = [
                at
                for at, (score, margin) in enumerate(
                    zip(scores, self._margins[best_before], strict=True)
                )
                if score + margin >= top
            ]
            if len(live) == 1:
                back = live * len(self._free)
                best = [top + worth[best_before] for worth in self._free]
            else:
                back, best = [], []
                for worth in self._free:
                    ways = [scores[at] + worth[at] for at in live]
                    best.append(max(ways))
                    back.append(live[ways.index(best[-1])])
            for begin, worth_begin, inside, worth_inside in self._inside:
                fresh, going = scores[begin] + worth_begin, scores[inside] + worth_inside
                best.append(max(fresh, going))
                back.append(begin if fresh >= going else inside)
            scores = list(map(add, best, here))
            backs.append(back)
        at = scores.index(max(scores))
        path = []
        for back in reversed(backs):
            path.append(self.labels[at])
            at = back[at]
        return path[::-1]

    def _score(self, word: str, seen: Seen) -> tuple[int, ...]:
        """Return what a word is worth where it stands, and beside the word that is labelled."""
        if len(self._word_scores) > _MOST_WORDS:
            self._word_scores.clear()
        weigh = self._weights.__getitem__
        scores = tuple([sum(map(weigh, names)) for names in seen.of(word)[:5]])
        self._word_scores[word] = scores
        return scores


def pack(
    labels: Sequence[str],
    transitions: Sequence[Sequence[int]],
    weights: dict[str, Sequence[int]],
) -> bytes:
    """Return a model as bytes.

    The labels that begin with I come last. Weights are whole numbers, at least
    ``-BIAS`` and less than ``BIAS``.
    ``transitions`` has a row for each label, of what it is worth after each other one.
    """
    rows = {_checksum(name): row for name, row in weights.items()}
    hashes = sorted(rows)
    values = [weight + BIAS for number in hashes for weight in rows[number]]
    header = json.dumps({"labels": labels, "features": len(rows), "transitions": transitions})
    return header.encode() + b"\n" + struct.pack(f"<{len(hashes)}I", *hashes) + bytes(values)


@cache
def _loaded() -> tuple[Model, Seen]:
    packed = get_data("reader.entities", "data/names.model") or b""
    return Model(packed), Seen(gazetteer())


def names(
    words: Words, texts: Sequence[str], taken: Sequence[bool], ruled: Sequence[Found]
) -> Iterator[tuple[int, int, str]]:
    """Yield the names among ``words`` in order: first word, stop, label.

    ``texts``, ``taken`` and ``ruled`` are as for ``features.segments``.
    """
    model, seen = _loaded()
    for start, rows in segments(words, texts, taken, ruled, seen):
        first, kind = 0, ""
        for at, label in enumerate([*model.tag(rows, seen), "O"]):
            if kind and label != f"I-{kind}":
                yield start + first, start + at, kind
                kind = ""
            if label[0] == "B":
                first, kind = at, label[2:]
