"""The trained model of names: a linear-chain model over words, read and decoded here.

It is trained with python-crfsuite (``tests/training/train_entities.py``) and packed into one small
file, which is read in a few milliseconds and needs no library but NumPy. See ``MODEL.md``.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pkgutil import get_data
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from reader.entities.finding.gazetteer import Gazetteer, gazetteer
from reader.entities.finding.name_rules import RuledName
from reader.entities.finding.token_features import COUNTING, PLACES, TEMPLATES, FeatureRow, segments
from reader.entities.finding.tokens_of_text import TokenisedText
from reader.entities.finding.word_features import FeatureNames, Seen, spelling

# A feature's weights, for all labels at all places, are one Python integer of 16 bits each, so that
# a word's scores are one sum of integers. Weights have ``BIAS`` added, which is the same for all
# labels; a sum has room for 257 features. Features with other words in them are too many for that:
# those of all words at hand are looked up in one table of numbers.
LANE = 2
BIAS = 1 << 7  # of weights, which are from -128 to 127
_NEVER = -(1 << 40)  # a score that no path takes
_MOST_WORDS = 50_000  # words kept; a cache
_MOST_FEATURES = 50_000  # features kept, by themselves and as they go together; caches
_AT_ONCE = 512  # so many stretches of words are labelled at a time: that bounds the memory
_BUCKETS = 1 << 16  # by the first 16 bits of a key


def _checksum(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass"))


def _numbers(code: str, data: bytes) -> array[int]:
    """Return the numbers of ``data``, which has their lowest bytes first."""
    numbers = array(code, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class _Parts(NamedTuple):
    """The starts of buckets in a file, and the checksum's lower half, place and weights of rows."""

    starts: array[int]
    lows: array[int]
    places: bytes
    weights: bytes


def _parts(data: bytes, rows: int) -> _Parts:
    """Return the parts of a file with so many rows of weights."""
    at = 4 * (_BUCKETS + 1)
    starts, lows = _numbers("I", data[:at]), _numbers("H", data[at : at + 2 * rows])
    at += 2 * rows
    return _Parts(starts, lows, data[at : at + rows], data[at + rows :])


class _Weights(dict[str, int]):
    """The weights of the features that were met so far, for all labels at all places.

    The file has no names of features, but their CRC-32: that is read in no time, and of 100,000
    features that the model has and as many that it hasn't, two or three are mistaken. Its rows of
    weights are in the order of checksums. Where those of each upper half of a checksum start stands
    first (32 bits each), then the lower halves (16 bits), the places, and the weights (8 bits).
    """

    def __init__(self, parts: _Parts, labels: int) -> None:
        super().__init__()
        row, lanes = struct.Struct(f"{labels}B"), struct.Struct(f"<{labels}H")
        self._parts = *parts, row, lanes

    def __missing__(self, name: str) -> int:
        if len(self) > _MOST_FEATURES:
            self.clear()
        self[name] = weights = self.read(name)
        return weights

    def read(self, name: str) -> int:
        """Return the weights of a feature as they stand in the file; 0 where it has none."""
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
        return weights


class _Own(dict[FeatureNames, int]):
    """The weights of features of few kinds of a word that is labelled, met so far."""

    def __init__(self, weights: _Weights, bits: int) -> None:
        super().__init__()
        # A checksum may be that of a feature of another place, too.
        self._read, self._one = weights.read, (1 << bits) - 1

    def __missing__(self, names: FeatureNames) -> int:
        if len(self) > _MOST_FEATURES:
            self.clear()
        self[names] = weights = sum([self._read(name) & self._one for name in names])
        return weights


class _OwnTable:
    """The weights of all features of a word that is labelled, in the order of their checksums.

    Of features with words in them there are too many to be kept, and most stand in one article.
    """

    def __init__(self, parts: _Parts, labels: int) -> None:
        starts, lows, places, weights = parts
        own = np.frombuffer(places, np.uint8) == 0
        highs = np.repeat(np.arange(_BUCKETS, dtype=np.uint32), np.diff(starts))
        # What has no row here finds the last one, which has no weights.
        self._keys = np.append((highs << 16 | np.array(lows, np.uint32))[own], ~np.uint32(0))
        held = np.frombuffer(weights, np.uint8).reshape(-1, labels)[own]
        self._weights = np.vstack([held, np.zeros((1, labels), np.uint8)])

    def sums(self, names: Sequence[str], counts: Sequence[int]) -> NDArray[np.uint32]:
        """Return the sums of the weights of as many features in a row as each of the counts says.

        Shape ``(n_counts, n_labels)``.
        """
        checksums = map(crc32, "\n".join(names).encode("utf-8", "surrogatepass").split(b"\n"))
        numbers = np.fromiter(checksums, np.uint32, len(names))
        rows = self._keys.searchsorted(numbers)
        rows[self._keys[rows] != numbers] = -1
        sums = np.zeros((len(names) + 1, self._weights.shape[1]), np.uint32)
        self._weights.take(rows, axis=0).cumsum(axis=0, out=sums[1:])
        stops = np.array(counts, np.intp).cumsum()
        found: NDArray[np.uint32] = sums[stops] - sums[stops - counts]
        return found


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
        own, near, beside, wide, far, _ = self._seen.sight(word)
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

    def __init__(self, packed: bytes, lists: Gazetteer) -> None:
        """Read a model as ``pack`` writes it; ``lists`` are those that it was trained with.

        Raises:
            ValueError: where it was trained on other features or places, or in another order.
        """
        header, _, rest = packed.partition(b"\n")
        about = json.loads(header)
        _require("features", about["features"], TEMPLATES)
        _require("places", about["places"], PLACES)  # the file has their numbers
        self.labels: list[str] = about["labels"]
        self.seen = Seen(lists)
        count = len(self.labels)
        self._width = LANE * count
        parts = _parts(rest, about["rows"])
        self._weights = _Weights(parts, count)
        self._worth = _Worth(self._weights, self.seen, 8 * self._width)
        self._own = _Own(self._weights, 8 * self._width)
        self._table = _OwnTable(parts, count)
        worths: list[list[int]] = about["transitions"]
        # I-PER comes after B-PER and I-PER alone; O and B-PER come after every label.
        self._steps = np.array(
            [
                [
                    worth if label[0] != "I" or before[1:] == label[1:] else _NEVER
                    for worth, before in zip(row, self.labels, strict=True)
                ]
                for row, label in zip(worths, self.labels, strict=True)
            ],
            np.int64,
        )

    def tag(self, stretches: Sequence[Sequence[FeatureRow]]) -> list[list[str]]:
        """Return the best labels of the words of each stretch (Viterbi, in all of them at once)."""
        lengths = np.array([*map(len, stretches)], np.intp)
        ends = lengths.cumsum()
        order = np.argsort(-lengths, kind="stable")
        starts, falling = (ends - lengths)[order], -lengths[order]
        worths = self._worths([row for rows in stretches for row in rows])
        best = np.empty(len(worths), np.intp)
        scores = np.full((len(lengths), len(self.labels)), _NEVER)
        scores[:, self.labels.index("O")] = 0
        backs = []
        for step in range(lengths.max(initial=0)):
            count = int(falling.searchsorted(-step))  # of stretches that are longer
            ways = scores[:count, None] + self._steps
            at = starts[:count] + step
            backs.append((at, ways.argmax(2)))
            scores[:count] = np.maximum.reduce(ways, axis=2) + worths[at]
        last, rows = scores.argmax(1), np.arange(len(lengths))  # those of the longest first
        for at, back in reversed(backs):
            count = len(at)
            best[at] = last[:count]
            last[:count] = back[rows[:count], last[:count]]
        labels = [*map(self.labels.__getitem__, best.tolist())]
        return [labels[end - size : end] for end, size in zip(ends, lengths, strict=True)]

    def _worths(self, rows: Iterable[FeatureRow]) -> NDArray[np.uint32]:
        """Return what each label is worth for each word by itself, shape ``(words, labels)``."""
        own, worth, width = self._own.__getitem__, self._worth.__getitem__, self._width
        totals, names, counts = [], list[str](), []
        for word, left, right, left2, right2, few, many in rows:
            near = 1 if word[0].isupper() else 2
            around = worth(left)[near] + worth(right)[near + 2] + worth(left2)[5] + worth(right2)[6]
            total = sum(map(own, few)) + worth(word)[0] + around
            totals.append(total.to_bytes(width, "little"))
            names += many
            counts.append(len(many))
        sums = np.frombuffer(b"".join(totals), f"<u{LANE}").reshape(-1, len(self.labels))
        return sums + self._table.sums(names, counts)


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
    found = segments(words, texts, taken, ruled, model.seen)
    while part := list(islice(found, _AT_ONCE)):
        tagged = model.tag([rows for _, rows in part])
        for (start, _), labels in zip(part, tagged, strict=True):
            yield from _names_in(start, labels)


def _names_in(start: int, labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the names among the words from ``start`` on that have these labels."""
    first, kind = 0, ""
    for at, label in enumerate([*labels, "O"], start):
        if kind and label != f"I-{kind}":
            yield first, at, kind
            kind = ""
        if label[0] == "B":
            first, kind = at, label[2:]
