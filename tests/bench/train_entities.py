"""Train the model of names: ``python tests/bench/train_entities.py -o reader/entities/data/names.crf``."""

from __future__ import annotations

import argparse
import random
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import conll
import pycrfsuite

from reader.entities import recogniser, rules
from reader.entities.casing import spelled
from reader.entities.features import Seen, segments
from reader.entities.gazetteer import Gazetteer, gazetteer
from reader.entities.model import BIAS, pack
from reader.entities.words import Words, split

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
        if result[at] == "O" and entry is not None and words.texts[at + 1] == "-":
            if words.ends[at] == words.starts[at + 1] and entry.section in SURE:
                result[at] = f"B-{entry.type}"
    return result


def examples(document: conll.Labelled, seen: Seen) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield the features and labels of each stretch of a document that may hold names."""
    words = split(document.text)
    taken = recogniser._taken(words, recogniser._grammar(document.text, None))
    truth = labels(words, document.spans, seen.known)
    texts = spelled(words, seen.known)
    ruled = list(rules.names(words, texts, seen.known, taken))
    for start, rows in segments(words, texts, taken, ruled, seen):
        yield rows, truth[start : start + len(rows)]


def headlined(document: conll.Labelled, shout: bool) -> conll.Labelled:
    change = str.upper if shout else str.title
    text = change(document.text)
    return conll.Labelled(text, document.spans) if len(text) == len(document.text) else document


STEP = 8  # a weight of 1 is this many whole units


def packed(path: str, smallest: float) -> bytes:
    """Return the model that crfsuite wrote, packed; weights below ``smallest`` left out."""
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
        if abs(weight) >= smallest:
            row = weights.setdefault(feature, [0] * len(labels))
            row[number[label]] = max(-BIAS, min(BIAS - 1, round(STEP * weight)))
    print(len(weights), "features")
    return pack(labels, transitions, weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--sets", default="gmb,redocred,politics")
    parser.add_argument("--gmb", type=float, default=1.0)
    parser.add_argument("--c1", type=float, default=0.1)
    parser.add_argument("--c2", type=float, default=0.01)
    parser.add_argument("--algorithm", default="lbfgs")
    parser.add_argument("--iterations", type=int, default=80)
    parser.add_argument("--minfreq", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    trainer = pycrfsuite.Trainer(algorithm=options.algorithm, verbose=False)
    parameters = {"max_iterations": options.iterations, "feature.minfreq": options.minfreq}
    if options.algorithm == "lbfgs":
        parameters |= {"c1": options.c1, "c2": options.c2}
    trainer.set_params(parameters)
    seen = Seen(gazetteer())
    chance = random.Random(5)
    count = 0
    for name in options.sets.split(","):
        for document in conll.read(conll.DATA / "train" / f"{name}_train.conll"):
            if name == "gmb" and chance.random() > options.gmb:
                continue
            if chance.random() < 0.04:
                document = headlined(document, chance.random() < 0.6)
            for _ in range(1 if name == "gmb" else options.repeat):
                for rows, truth in examples(document, seen):
                    trainer.append(rows, truth)
                    count += len(rows)
    print(count, "words", flush=True)
    trainer.train(options.output)
    print(Path(options.output).stat().st_size)


if __name__ == "__main__":
    main()
