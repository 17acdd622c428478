"""The trained model of names: a linear-chain model over words, read and decoded here.

It is trained with python-crfsuite (``tests/training/train_entities.py``) and packed into one small
file, which is read in a few milliseconds and needs no library. See ``MODEL.md``.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import add
from pkgutil import get_data
from zlib import crc32

from reader.entities.finding.gazetteer import Gazetteer, gazetteer
from reader.entities.finding.name_rules import RuledName
from reader.entities.finding.token_features import (
    COUNTING,
    PLACES,
    TEMPLATES,
    FeatureRow,
    segments,
)
from reader.entities.finding.tokens_of_text import TokenisedText
from reader.entities.finding.word_features import Seen, spelling

# A feature's weights, for all labels at all places, are one Python integer of 16 bits each, so that
# a word's scores are one sum of integers. Weights have ``BIAS`` added, which is the same for all
# labels; a sum has room for 257 features.
LANE = 2
BIAS = 1 << 7  # of weights, which are from -128 to 127
_NEVER = -(1 << 40)  # a score that no path takes
_MOST_WORDS = 50_000  # words kept; a cache
_MOST_FEATURES = 300_000  # features kept; a cache
_BUCKETS = 1 << 16  # by the first 16 bits of a key


def _checksum(name: str) -> int:
    try:
        return crc32(name.encode())
    except UnicodeEncodeError:  # a surrogate alone
        return crc32(name.encode("utf-8", "surrogatepass"))


def _numbers(code: str, data: bytes) -> array[int]:
    """Return the numbers of ``data``, which has their lowest bytes first."""
    numbers = array(code, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class _Weights(dict[str, int]):
    """The weights of the features that were met so far, for all labels at all places.

    The file has no names of features, but their CRC-32: that is read in no time, and of 100,000
    features that the model has and as many that it hasn't, two or three are mistaken. Its rows of
    weights are in the order of checksums. Where those of each upper half of a checksum start stands
    first (32 bits each), then the lower halves (16 bits), the places, and the weights (8 bits).
    """

    def __init__(self, data: bytes, rows: int, labels: int) -> None:
        super().__init__()
        at = 4 * (_BUCKETS + 1)
        starts, lows = _numbers("I", data[:at]), _numbers("H", data[at : at + 2 * rows])
        at += 2 * rows
        row, lanes = struct.Struct(f"{labels}B"), struct.Struct(f"<{labels}H")
        self._parts = starts, lows, data[at : at + rows], data[at + rows :], row, lanes

    def __missing__(self, name: str) -> int:
        if len(self) > _MOST_FEATURES:
            self.clear()
        starts, lows, places, rows, row, lanes = self._parts
        number = _checksum(name)
        bucket, low = number >> 16, number & 0xFFFF
        stop = starts[bucket + 1]
        at = bisect_left(lows, low, starts[bucket], stop)
        weights = 0
        while at < stop and lows[at] == low:
            numbers = lanes.pack(*row.unpack_from(rows, at * row.size))
            weights |= int.from_bytes(numbers, "little") << 8 * lanes.size * places[at]
            at += 1
        self[name] = weights
        return weights


class _Worth(dict[str, tuple[int, ...]]):
    """The weights of the words that were met so far for a word that is labelled.

    That word itself; what stands before one with a capital, before one without, after one with,
    after one without; two before, two after.
    """

    def __init__(self, weights: _Weights, seen: Seen, bits: int) -> None:
        super().__init__()
        self._weights, self._seen, self._bits = weights, seen, bits
        self._one = (1 << bits) - 1
        self._masks = [sum(self._one << bits * place for place in places) for places in COUNTING]

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) > _MOST_WORDS:
            self.clear()
        weigh, bits, one = self._weights.__getitem__, self._bits, self._one
        own, near, beside, wide, far, _ = self._seen[word]
        masks = self._masks
        total = (
            (sum(map(weigh, own)) & one)
            + (sum(map(weigh, near)) & masks[1])
            + (sum(map(weigh, beside)) & masks[2])
            + sum(map(weigh, wide))
            + sum(map(weigh, far))
        )
        # The spelling of the words that the model knows is part of their weights.
        if not weigh(wide[0]):
            total += sum(map(weigh, spelling(word.lower()))) & one
        at = [total >> bits * place & one for place in range(len(PLACES))]
        worth = (at[0], at[1] + at[5], at[1] + at[6], at[2] + at[7], at[2] + at[8], at[3], at[4])
        self[word] = worth
        return worth


class NameModel:
    """Weights of features and of transitions between labels (IOB2)."""

    def __init__(self, packed: bytes, known: Gazetteer) -> None:
        """Read a model as ``pack`` writes it; ``known`` are the lists that it was trained with.

        Raises:
            ValueError: where it was trained on other features or places, or in another order.
        """
        header, _, rest = packed.partition(b"\n")
        about = json.loads(header)
        _require("features", about["features"], TEMPLATES)
        _require("places", about["places"], PLACES)  # the file has their numbers
        self.labels: list[str] = about["labels"]
        self.seen = Seen(known)
        count = len(self.labels)
        self._width = LANE * count
        self._weights = _Weights(rest, about["rows"], count)
        self._worth = _Worth(self._weights, self.seen, 8 * self._width)
        self._unpack = struct.Struct(f"<{count}H").unpack
        # I-PER comes after B-PER and I-PER alone; O and B-PER come after every label.
        number = {label: at for at, label in enumerate(self.labels)}
        worths: list[list[int]] = about["transitions"]
        self._inside = [
            (begin, worths[inside][begin], inside, worths[inside][inside])
            for label, inside in number.items()
            if label[0] == "I" and (begin := number[f"B-{label[2:]}"]) < inside
        ]
        free = worths[: count - len(self._inside)]
        self._free = free
        # What each label is worth before the free ones.
        self._before = [[worth[label] for worth in free] for label in range(count)]
        # By how much a label may do better than another one before the free ones. One that lies
        # further behind the best is before none of them on the best path.
        self._margins = [
            [max(worth[other] - worth[best] for worth in free) for other in range(count)]
            for best in range(count)
        ]

    def tag(self, rows: Sequence[FeatureRow]) -> list[str]:
        """Return the best labels of a stretch of words (Viterbi)."""
        weigh, worth = self._weights.__getitem__, self._worth.__getitem__
        unpack, width, inside = self._unpack, self._width, self._inside
        one = (1 << 8 * width) - 1  # a checksum may be that of a feature of another place, too
        scores = [0 if label == "O" else _NEVER for label in self.labels]
        backs: list[list[int]] = []
        for word, left, right, left2, right2, extra in rows:
            near = 1 if word[0].isupper() else 2
            around = worth(left)[near] + worth(right)[near + 2] + worth(left2)[5] + worth(right2)[6]
            total = (sum(map(weigh, extra)) & one) + worth(word)[0] + around
            top = max(scores)
            first = scores.index(top)
            reach = list(map(add, scores, self._margins[first]))
            live = [at for at, most in enumerate(reach) if most >= top]
            if len(live) == 1:
                back = live * len(self._free)
                best = [top + step for step in self._before[first]]
            else:
                back, best = [], []
                for steps in self._free:
                    ways = [scores[at] + steps[at] for at in live]
                    most = max(ways)
                    best.append(most)
                    back.append(live[ways.index(most)])
            for begin, beginning, within, staying in inside:
                fresh, going = scores[begin] + beginning, scores[within] + staying
                if fresh >= going:
                    best.append(fresh)
                    back.append(begin)
                else:
                    best.append(going)
                    back.append(within)
            scores = list(map(add, best, unpack(total.to_bytes(width, "little"))))
            backs.append(back)
        at = scores.index(max(scores))
        path = []
        for back in reversed(backs):
            path.append(self.labels[at])
            at = back[at]
        return path[::-1]


def _require(kind: str, trained: Sequence[str], present: Sequence[str]) -> None:
    """Raise ValueError where a model was trained on other names of a kind than the present."""
    if [*trained] != [*present]:
        raise ValueError(
            f"the model was trained on the {kind} {', '.join(trained)}, not {', '.join(present)}"
        )


def pack(
    labels: Sequence[str],
    transitions: Sequence[Sequence[int]],
    weights: Mapping[str, Sequence[int]],
) -> bytes:
    """Return a model as bytes.

    The labels that begin with I come last. Weights are whole numbers, at least
    ``-BIAS`` and less than ``BIAS``; a feature of a word has its place before its name. A word has
    the weights of its spelling added to its own.
    ``transitions`` has a row for each label, of what it is worth after each other one.
    """
    rows: dict[tuple[int, int], Sequence[int]] = {}
    for name, row in weights.items():
        place = next((place for place in PLACES[1:] if name.startswith(place)), "")
        key = name.removeprefix(place)
        rows[_checksum(key), PLACES.index(place)] = row
        if key.startswith("w="):
            own = [weights[part] for part in (key, *spelling(key[2:])) if part in weights]
            sums = map(sum, zip([0] * len(labels), *own, strict=False))
            rows[_checksum(key), 0] = [max(-BIAS, min(BIAS - 1, weight)) for weight in sums]
    keys = sorted(rows)
    starts = [bisect_left(keys, (bucket << 16, 0)) for bucket in range(_BUCKETS + 1)]
    header = json.dumps(
        {
            "labels": labels,
            "features": TEMPLATES,
            "places": PLACES,
            "rows": len(rows),
            "transitions": transitions,
        }
    )
    return b"".join(
        [
            header.encode() + b"\n",
            struct.pack(f"<{len(starts)}I", *starts),
            struct.pack(f"<{len(keys)}H", *(number & 0xFFFF for number, _ in keys)),
            bytes(place for _, place in keys),
            bytes(weight + BIAS for key in keys for weight in rows[key]),
        ]
    )


@cache
def _loaded() -> NameModel:
    return NameModel(get_data("reader.entities", "data/names.model") or b"", gazetteer())


def names(
    words: TokenisedText, texts: Sequence[str], taken: Sequence[bool], ruled: Sequence[RuledName]
) -> Iterator[tuple[int, int, str]]:
    """Yield the names among ``words`` in order: first word, stop, label.

    ``texts``, ``taken`` and ``ruled`` are as for ``features.segments``.
    """
    model = _loaded()
    for start, rows in segments(words, texts, taken, ruled, model.seen):
        first, kind = 0, ""
        for at, label in enumerate([*model.tag(rows), "O"]):
            if kind and label != f"I-{kind}":
                yield start + first, start + at, kind
                kind = ""
            if label[0] == "B":
                first, kind = at, label[2:]
