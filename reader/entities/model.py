"""The trained model of names: a linear-chain model over words, read and decoded here.

It is trained with python-crfsuite (``tests/bench/train_entities.py``) and packed into one small
file, which is read in a few milliseconds and needs no library. See ``MODEL.md``.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from operator import add

from reader.entities.features import Seen, segments
from reader.entities.gazetteer import gazetteer
from reader.entities.rules import Found
from reader.entities.words import Words

# A feature's weights for all labels are one Python integer of 32 bits a label, so that a word's
# scores are one sum of integers. Weights have ``BIAS`` added, which is the same for all labels.
LANE = 4
BIAS = 1 << 15
_MOST_FEATURES = 300_000


class Weights(dict[str, int]):
    """The weights of features, unpacked when they are first asked for; 0 for unknown ones."""

    def __init__(self, names: Sequence[str], lanes: bytes, width: int) -> None:
        super().__init__()
        self._places = dict(zip(names, range(0, len(lanes), width), strict=True))
        self._lanes = lanes
        self._width = width

    def __missing__(self, feature: str) -> int:
        if len(self) > _MOST_FEATURES:
            self.clear()
        place = self._places.get(feature)
        weights = 0
        if place is not None:
            weights = int.from_bytes(self._lanes[place : place + self._width], "little")
        self[feature] = weights
        return weights


class Model:
    """Weights of features and of transitions between labels (IOB2)."""

    def __init__(self, packed: bytes) -> None:
        """Read a model as ``pack`` writes it."""
        header, _, rest = zlib.decompress(packed).partition(b"\n")
        about = json.loads(header)
        self.labels: list[str] = about["labels"]
        names = rest[: about["names"]].decode().split("\n")
        planes = rest[about["names"] :]
        half = len(planes) // 2
        lanes = bytearray(half * LANE)
        lanes[0::LANE], lanes[1::LANE] = planes[:half], planes[half:]
        self._width = LANE * len(self.labels)
        self._weights = Weights(names, bytes(lanes), self._width)
        self._unpack = struct.Struct(f"<{len(self.labels)}I").unpack
        self._outside = self.labels.index("O")
        # For each label the labels that may stand before it, and what each of these is worth.
        transitions: list[list[int]] = about["transitions"]
        self._before: list[list[int] | None] = []
        self._worth: list[list[int]] = []
        for number, label in enumerate(self.labels):
            allowed = [
                other
                for other, before in enumerate(self.labels)
                if label[0] != "I" or before[2:] == label[2:]
            ]
            self._before.append(allowed if label[0] == "I" else None)
            self._worth.append([transitions[other][number] for other in allowed])
        self._may_begin = [label[0] != "I" for label in self.labels]

    def tag(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """Return the best labels of a stretch of words, given the features of each (Viterbi)."""
        weigh = self._weights.__getitem__
        scores: Sequence[int] = ()
        backs: list[list[int]] = []
        for row in rows:
            here = self._unpack(sum(map(weigh, row)).to_bytes(self._width, "little"))
            if not scores:
                lowest = -(1 << 40)
                scores = [s if ok else lowest for s, ok in zip(here, self._may_begin, strict=True)]
                continue
            best: list[int] = []
            back: list[int] = []
            for own, before, worth in zip(here, self._before, self._worth, strict=True):
                if before is None:
                    ways = list(map(add, scores, worth))
                    top = max(ways)
                    back.append(ways.index(top))
                else:
                    first, second = before
                    top, other = scores[first] + worth[0], scores[second] + worth[1]
                    back.append(first if top >= other else second)
                    top = max(top, other)
                best.append(top + own)
            scores = best
            backs.append(back)
        if not scores:
            return []
        at = scores.index(max(scores))
        path = [at]
        for back in reversed(backs):
            at = back[at]
            path.append(at)
        return [self.labels[number] for number in reversed(path)]


def pack(
    labels: Sequence[str],
    transitions: Sequence[Sequence[int]],
    weights: dict[str, Sequence[int]],
) -> bytes:
    """Return a model as bytes. Weights are whole numbers between ``-BIAS`` and ``BIAS``."""
    names = sorted(weights)
    text = "\n".join(names).encode()
    values = [weight + BIAS for name in names for weight in weights[name]]
    planes = bytes(value & 255 for value in values) + bytes(value >> 8 for value in values)
    header = json.dumps({"labels": labels, "names": len(text), "transitions": transitions})
    return zlib.compress(header.encode() + b"\n" + text + planes, 9)


@cache
def _loaded() -> tuple[Model, Seen]:
    packed = (files("reader.entities") / "data" / "names.model").read_bytes()
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
        for at, label in enumerate([*model.tag(rows), "O"]):
            if kind and label != f"I-{kind}":
                yield start + first, start + at, kind
                kind = ""
            if label[0] == "B":
                first, kind = at, label[2:]
