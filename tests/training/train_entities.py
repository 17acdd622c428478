"""Train the model of names: ``python tests/training/train_entities.py``.

Reads ``../shared/bench/entities/train`` and nothing else, and writes the model that comes with the
package. The same data give the same model. See ``reader/entities/MODEL.md``.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import conll
import pycrfsuite

from reader.entities import recogniser
from reader.entities.finding import name_rules
from reader.entities.finding.gazetteer import Gazetteer, gazetteer
from reader.entities.finding.name_model import pack
from reader.entities.finding.token_features import flat, segments
from reader.entities.finding.tokens_of_text import TokenisedText, split
from reader.entities.finding.true_case import spelled
from reader.entities.finding.word_features import Seen

OUTPUT = Path(__file__).resolve().parents[2] / "reader" / "entities" / "data" / "names.model"
HEADLINES = 0.04  # of the documents are read in capitals
# How often each set is read: the largest one was labelled by a machine, the others by people.
SETS = {"gmb": 1, "redocred": 5, "politics": 5}
FEWER = {"gmb": 1, "redocred": 2, "politics": 2}
# What votes: a sparse CRF (it knows the Groningen labels best), and perceptrons, each of which
# reads the sentences in another order. The CRF wants features that are rare for a label; it leaves
# out those that it sees less often than ``LEAST`` in all. From the perceptrons the spelling of some
# words is hidden, and other features at random, so that they learn to tell names that they don't
# know, and to rely on no feature alone.
CRF = {"c1": 0.15, "c2": 0.01, "max_iterations": 60}
LEAST = 4
PERCEPTRON = {"max_iterations": 8, "feature.minfreq": 8}
HIDDEN = 0.4  # of the words, each time that they are read
LOST = 0.1  # of the features
SPELLING = ("w=", "p2=", "p3=", "p4=", "e1=", "e2=", "e3=", "e4=", "rf=", "rl=")
TRAININGS = [
    ("lbfgs", CRF, FEWER, LEAST, 2),
    *[("ap", PERCEPTRON, SETS, 1, 1)] * 4,
]
MOST = 127  # the largest weight, in whole units
FELT = 2  # a feature none of whose weights is as large is left out
SEED = 5
SURE = {"country", "people", "org"}
Stretch = tuple[str, list[list[str]], list[str]]  # its set, features of its words, labels
TYPES = {"PER", "ORG", "LOC", "NORP", "MISC"}


def labels(
    words: TokenisedText, spans: Iterable[tuple[int, int, str]], known: Gazetteer
) -> list[str]:
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
    truth = labels(words, document.spans, seen.lists)
    texts = spelled(words, seen.lists)
    ruled = list(name_rules.names(words, texts, seen.lists, taken))
    for start, rows in segments(words, texts, taken, ruled, seen):
        yield [flat(row, seen) for row in rows], truth[start : start + len(rows)]


def headlined(document: conll.Labelled, shout: bool) -> conll.Labelled:
    """Return a document in capitals, or with a capital for each word."""
    change = str.upper if shout else str.title
    text = change(document.text)
    return conll.Labelled(text, document.spans) if len(text) == len(document.text) else document


@dataclass(frozen=True, slots=True)
class Weights:
    """What was trained: the weights of (feature, label) and of (label before, label)."""

    state: dict[tuple[str, str], float]
    steps: dict[tuple[str, str], float]

    def scaled(self, length: float) -> Weights:
        """Return the weights with ``length`` for that of the first ones as a vector."""
        size = math.sqrt(math.fsum(weight * weight for weight in self.state.values())) / length
        return Weights(
            {key: weight / size for key, weight in self.state.items()},
            {key: weight / size for key, weight in self.steps.items()},
        )


def read(path: str) -> Weights:
    """Return the model that crfsuite wrote."""
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    return Weights(dict(info.state_features), dict(info.transitions))


def total(models: Iterable[Weights]) -> Weights:
    """Return the sum of models: their vote, in one table."""
    state: dict[tuple[str, str], float] = defaultdict(float)
    steps: dict[tuple[str, str], float] = defaultdict(float)
    for model in models:
        for both, one in ((state, model.state), (steps, model.steps)):
            for key, weight in one.items():
                both[key] += weight
    return Weights(state, steps)


def packed(model: Weights) -> bytes:
    """Return a model packed: the features that weigh something, in whole numbers."""
    found = {label for _, label in model.state}
    labels = sorted(found, key=lambda label: ("OBI".index(label[0]), label))
    number = {label: n for n, label in enumerate(labels)}
    step = MOST / max(map(abs, (*model.state.values(), *model.steps.values())))
    rows: dict[str, list[int]] = {}
    for (feature, label), weight in model.state.items():
        rows.setdefault(feature, [0] * len(labels))[number[label]] = round(step * weight)
    steps = [
        [round(step * model.steps.get((before, after), 0.0)) for before in labels]
        for after in labels
    ]
    felt = {feature: row for feature, row in rows.items() if max(map(abs, row)) >= FELT}
    return pack(labels, steps, felt)


def stretches() -> Iterator[Stretch]:
    """Yield all that is trained on; the same feature is the same object everywhere."""
    chance = random.Random(SEED)
    seen = Seen(gazetteer())
    for name in SETS:
        for document in conll.read(conll.DATA / "train" / f"{name}_train.conll"):
            shown = document
            if chance.random() < HEADLINES:
                shown = headlined(document, shout=chance.random() < 0.6)
            for rows, truth in examples(shown, seen):
                yield name, [list(map(sys.intern, row)) for row in rows], truth


def frequent(given: Iterable[Stretch], times: dict[str, int], least: int) -> set[str]:
    """Return the features that are read at least so often."""
    counts: Counter[str] = Counter()
    for name, rows, _ in given:
        for row in rows:
            counts.update(row * times[name])
    return {feature for feature, count in counts.items() if count >= least}


def partial(row: Iterable[str], chance: random.Random) -> list[str]:
    """Return the features of a word without some, and at times without all of its spelling."""
    hidden = chance.random() < HIDDEN
    return [
        feature
        for feature in row
        if chance.random() >= LOST and not (hidden and feature.startswith(SPELLING))
    ]


def main() -> None:
    given = list(stretches())
    chance = random.Random(SEED)
    models = []
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names.crf")
        for algorithm, settings, times, least, voices in TRAININGS:
            trainer = pycrfsuite.Trainer(algorithm=algorithm, verbose=False)
            trainer.set_params(settings)
            noisy = algorithm == "ap"
            chance.shuffle(given)
            kept = frequent(given, times, least)
            for name, rows, truth in given:
                known = [[feature for feature in row if feature in kept] for row in rows]
                for _ in range(times[name]):
                    shown = [partial(row, chance) for row in known] if noisy else known
                    trainer.append(pycrfsuite.ItemSequence(shown), truth)
            trainer.train(path)
            models.append(read(path).scaled(voices))
            print(algorithm, len(models[-1].state), "weights", flush=True)
    model = packed(total(models))
    OUTPUT.write_bytes(model)
    print(OUTPUT, len(model), "bytes")


if __name__ == "__main__":
    main()
