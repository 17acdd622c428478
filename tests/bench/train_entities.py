"""Train the model of names: ``python tests/bench/train_entities.py``.

Reads ``../shared/bench/entities/train`` and nothing else, and writes the model that comes with the
package. The same data give the same model. See ``reader/entities/MODEL.md``.
"""

from __future__ import annotations

import random
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import conll
import pycrfsuite

from reader.entities import recogniser, rules
from reader.entities.casing import spelled
from reader.entities.features import Seen, flat, segments
from reader.entities.gazetteer import Gazetteer, gazetteer
from reader.entities.model import BIAS, pack
from reader.entities.words import Words, split

OUTPUT = Path(__file__).resolve().parents[2] / "reader" / "entities" / "data" / "names.model"
# How often each set is read: the largest one was labelled by a machine, the others by people.
SETS = {"gmb": 1, "redocred": 5, "politics": 5}
HEADLINES = 0.04  # of the documents are read in capitals
EPOCHS = 8
LEAST = 8  # a rarer feature is left out
STEP = 8  # a weight of 1 is this many whole units
SMALLEST = 1.5  # a smaller weight is left out
SEED = 5
SURE = {"country", "people", "org"}
TYPES = {"PER", "ORG", "LOC", "NORP", "MISC"}


def labels(words: Words, spans: Iterable[tuple[int, int, str]], known: Gazetteer) -> list[str]:
    """Return the IOB2 label of each word; a word that reaches into a span belongs to it."""
    result = ["O"] * len(words.texts)
    for start, end, tag in spans:
        if tag not in TYPES:
            continue
        at = max(0, bisect_left(words.starts, start) - 1)
        prefix = "B"
        while at < len(result) and words.starts[at] < end:
            if words.ends[at] > start:
                result[at] = f"{prefix}-{tag}"
                prefix = "I"
            at += 1
    # The sets leave "US-led" and the like without a label; here the name in it has one.
    for at, word in enumerate(words.texts[:-1]):
        entry = known.phrases.get(word)
        led = words.texts[at + 1] == "-" and words.ends[at] == words.starts[at + 1]
        if result[at] != "O" or not led:
            continue
        if entry is not None and entry.section in SURE:
            result[at] = f"B-{entry.type}"
        elif word in known.cities and words.texts[at + 2 : at + 3] in (["based"], ["born"]):
            result[at] = "B-LOC"
    return result


def examples(document: conll.Labelled, seen: Seen) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield the features and labels of each stretch of a document that may hold names."""
    words = split(document.text)
    taken = recogniser._taken(words, recogniser._grammar(document.text, None))
    truth = labels(words, document.spans, seen.known)
    texts = spelled(words, seen.known)
    ruled = list(rules.names(words, texts, seen.known, taken))
    for start, rows in segments(words, texts, taken, ruled, seen):
        yield [flat(row, seen) for row in rows], truth[start : start + len(rows)]


def headlined(document: conll.Labelled, shout: bool) -> conll.Labelled:
    """Return a document in capitals, or with a capital for each word."""
    change = str.upper if shout else str.title
    text = change(document.text)
    return conll.Labelled(text, document.spans) if len(text) == len(document.text) else document


def packed(path: str) -> bytes:
    """Return the model that crfsuite wrote, packed."""
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    labels = sorted(tagger.labels(), key=lambda label: ("OBI".index(label[0]), label))
    number = {label: n for n, label in enumerate(labels)}
    transitions = [
        [round(STEP * info.transitions.get((before, after), 0.0)) for before in labels]
        for after in labels
    ]
    weights: dict[str, list[int]] = {}
    for (feature, label), weight in info.state_features.items():
        if abs(weight) >= SMALLEST:
            row = weights.setdefault(feature, [0] * len(labels))
            row[number[label]] = max(-BIAS, min(BIAS - 1, round(STEP * weight)))
    print(len(weights), "features")
    return pack(labels, transitions, weights)


def main() -> None:
    chance = random.Random(SEED)
    seen = Seen(gazetteer())
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": EPOCHS, "feature.minfreq": LEAST})
    count = 0
    for name, times in SETS.items():
        for document in conll.read(conll.DATA / "train" / f"{name}_train.conll"):
            shown = document
            if chance.random() < HEADLINES:
                shown = headlined(document, shout=chance.random() < 0.6)
            for rows, truth in examples(shown, seen):
                for _ in range(times):
                    trainer.append(rows, truth)
                count += len(rows)
    print(count, "words near a capital", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names.crf")
        trainer.train(path)
        model = packed(path)
    OUTPUT.write_bytes(model)
    print(OUTPUT, len(model), "bytes")


if __name__ == "__main__":
    main()
