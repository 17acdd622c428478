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
from itertools import repeat
from operator import add

from reader.entities.features import Row, Seen, segments
from reader.entities.gazetteer import gazetteer
from reader.entities.rules import Found
from reader.entities.words import Words

# A feature's weights for all labels are one Python integer of 32 bits a label, so that a word's
# scores are one sum of integers. Weights have ``BIAS`` added, which is the same for all labels.
LANE = 4
BIAS = 1 << 15
_NEVER = -(1 << 40)
_MOST_WORDS = 50_000


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
        filled = bytearray(half * LANE)
        filled[0::LANE], filled[1::LANE] = planes[:half], planes[half:]
        count = len(self.labels)
        self._width = width = LANE * count
        lanes = bytes(filled)
        rows = [lanes[place : place + width] for place in range(0, len(lanes), width)]
        self._weights = {
            name: int.from_bytes(row, "little") for name, row in zip(names, rows, strict=True)
        }
        self._word_scores: dict[str, list[int]] = {}
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
        weigh, word_scores = self._weights.get, self._word_scores
        unpack, width, zeros = self._unpack, self._width, repeat(0)
        scores = [0 if label == "O" else _NEVER for label in self.labels]
        backs: list[list[int]] = []
        for row in rows:
            total = sum(map(weigh, row.extra, zeros))
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

    def _score(self, word: str, seen: Seen) -> list[int]:
        """Return what a word is worth where it stands, and beside the word that is labelled."""
        if len(self._word_scores) > _MOST_WORDS:
            self._word_scores.clear()
        weigh = self._weights.get
        scores = [sum(weigh(name, 0) for name in names) for names in seen.of(word)[:5]]
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
        for at, label in enumerate([*model.tag(rows, seen), "O"]):
            if kind and label != f"I-{kind}":
                yield start + first, start + at, kind
                kind = ""
            if label[0] == "B":
                first, kind = at, label[2:]
