"""Train the two models of ``reader.duplicates`` on ../shared/bench/duplicates.

    python tests/training/train_duplicates.py            write reader/duplicates/weights.json

Needs NumPy. Weights come from ridge-regularised logistic regression; no text goes into them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.duplicates import CandidateIndex, Version
from reader.duplicates.score.pair_features import Features, Measured, likeness, measure
from reader.duplicates.score.pair_form import PairForm
from reader.duplicates.score.score_model import INPUTS, inputs, logistic
from reader.duplicates.search.nearest import families, nearest
from reader.duplicates.signatures.frequencies import Frequencies, NoCorpus
from reader.duplicates.signatures.signature import Signature
from reader.duplicates.signatures.signature_arrays import Texts, weighed_pairs

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "bench" / "duplicates"
FOLDS = 5
EVENTS = ("same_event", "same_event_reuse", "other_event_pair")
GIVEN: dict[str, dict[str, float]] = {"copy": {}, "event": {"near": 0.5, "far": -6.0}}
EVENT_WEIGHT = 0.1
"""What two reports of one event count against likely copies: there are many more of them, and some
are copies that nobody marked."""
RIDGE = {False: 0.1, True: 1.0}
"""More of it where there is no corpus to say what is rare: the figures are less steady there."""
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()  # noqa: SIM905

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Benchmark:
    """The documents and what is known of their pairs (by their places)."""

    documents: list[dict[str, Any]]
    versions: list[Version]
    truth: dict[tuple[int, int], str]
    neutral: set[frozenset[str]]

    @classmethod
    def read(cls, folder: Path = DATA) -> Benchmark:
        documents = list(_lines(folder / "docs.dev.jsonl.gz"))
        place = {document["id"]: number for number, document in enumerate(documents)}
        truth = {
            (min(a, b), max(a, b)): pair["kind"]
            for pair in _lines(folder / "pairs.dev.jsonl.gz")
            for a, b in [(place[pair["a"]], place[pair["b"]])]
        }
        with gzip.open(folder / "ignore.dev.json.gz", "rt", encoding="utf-8") as file:
            ignored = json.load(file)
        neutral = {frozenset(pair) for pair in (*ignored["pairs"], *ignored["events"])}
        versions = [
            Version(d["id"], d["text"], d["title"] or "", _iso(d["date"] or "")) for d in documents
        ]
        return cls(documents, versions, truth, neutral)

    def kind(self, a: int, b: int) -> str:
        """What is known of a pair: its kind, or copy, other_event_pair, neutral, unrelated."""
        known = self.truth.get((min(a, b), max(a, b)))
        if known:
            return known
        one, other = self.documents[a], self.documents[b]
        if one["cluster"] == other["cluster"]:
            return "copy"
        if one["event"] == other["event"]:
            return "other_event_pair"
        ids, events = frozenset((one["id"], other["id"])), frozenset((one["event"], other["event"]))
        return "neutral" if ids in self.neutral or events in self.neutral else "unrelated"

    def folds(self) -> list[int]:
        """The fold of each document: all that belong together are in one."""
        parents = list(range(len(self.documents)))

        def root(number: int) -> int:
            while parents[number] != number:
                number = parents[number]
            return number

        first: dict[str, int] = {}
        for number, document in enumerate(self.documents):
            for key in ("cluster", "event"):
                other = first.setdefault(f"{key} {document[key]}", number)
                parents[root(number)] = root(other)
        for a, b in self.truth:
            parents[root(a)] = root(b)
        names = (str(root(number)) for number in range(len(parents)))
        return [int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS for name in names]


@dataclass(frozen=True)
class Pairs:
    """The candidates of the benchmark and its true pairs, measured."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    kinds: NDArray[np.str_]
    found: NDArray[np.bool_]
    figures: Measured


def found_pairs(
    benchmark: Benchmark, index: CandidateIndex, limit: int = 20
) -> set[tuple[int, int]]:
    """Return the pairs that the index would have a closer look at."""
    place = {version.id: number for number, version in enumerate(benchmark.versions)}
    index._counted()
    held, numbers = index._held, index._numbers
    ids = [*numbers]
    pairs = set[tuple[int, int]]()
    for number, version in enumerate(benchmark.versions):
        texts, own = Texts.of([Signature.of(version)]), np.array([numbers[version.id]])
        keyed = families(texts, index.words(texts.codes))
        for other in nearest(keyed, own, held, len(index), limit)[1].tolist():
            pairs.add((min(number, place[ids[other]]), max(number, place[ids[other]])))
    return pairs


def measured(benchmark: Benchmark, found: set[tuple[int, int]], corpus: Frequencies) -> Pairs:
    """Measure the pairs that were found, and those that should have been."""
    texts = Texts.of([Signature.of(version) for version in benchmark.versions])
    pairs = sorted(found | benchmark.truth.keys())
    a, b = np.array(pairs).T
    parts = [
        measure(
            likeness(*weighed_pairs(texts, a[at : at + 2000], b[at : at + 2000], corpus), corpus)
        )
        for at in range(0, len(a), 2000)
    ]
    return Pairs(
        a,
        b,
        np.array([benchmark.kind(a, b) for a, b in pairs]),
        np.array([pair in found for pair in pairs]),
        _joined(parts),
    )


def _joined(parts: Sequence[Measured]) -> Measured:
    """Return what was measured of all pairs from that of parts of them."""
    arrays = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Measured)
        if field.name not in ("features", "form", "alone")
    }
    features = Features(*map(np.concatenate, zip(*(part.features for part in parts), strict=True)))
    form = PairForm(*map(np.concatenate, zip(*(part.form for part in parts), strict=True)))
    return Measured(features=features, form=form, alone=parts[0].alone, **arrays)


def fit(rows: Floats, wanted: Floats, counts: Floats, ridge: float) -> Floats:
    """Return the weights and, last, the bias of a logistic regression (Newton's method).

    ``counts`` says how often each row counts.
    """
    padded = np.column_stack([rows, np.ones(len(rows))])
    weights = np.zeros(padded.shape[1])
    penalty = np.full(len(weights), ridge)
    penalty[-1] = 1e-6
    for _ in range(30):
        likely = logistic(padded @ weights)
        slope = padded.T @ (counts * (likely - wanted)) + penalty * weights
        curve = (padded * (counts * likely * (1 - likely))[:, None]).T @ padded + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def training(pairs: Pairs, model: str, left_out: tuple[str, ...] = ()) -> tuple[Floats, Floats]:
    """Return how often each pair counts when a model is trained, and what it should say of it."""
    kinds = pairs.kinds
    event, unrelated = np.isin(kinds, EVENTS), kinds == "unrelated"
    known = ~np.isin(kinds, ("neutral", *left_out))
    if model == "event":
        return known.astype(float), (~unrelated).astype(float)
    # Passages are the business of the long run; reused events are copies that nobody marked.
    known &= ~np.isin(kinds, ("quote", "merge", "same_event_reuse"))
    return np.where(event, EVENT_WEIGHT, 1.0) * known, (~unrelated & ~event).astype(float)


def trained(pairs: Pairs, model: str, counts: Floats, wanted: Floats) -> Floats:
    """Return the weights of a model's ``INPUTS`` and the bias, trained on the pairs that count.

    What the benchmark can't teach, because few of its sources have dates, is set
    by hand.
    """
    names, given, chosen = INPUTS[model], GIVEN[model], counts > 0
    learned = [number for number, name in enumerate(names) if name not in given]
    rows = inputs(pairs.figures.features, model)[chosen][:, learned]
    fitted = fit(rows, wanted[chosen], counts[chosen], RIDGE[pairs.figures.alone])
    weights = np.array([*(given.get(name, 0.0) for name in names), fitted[-1]])
    weights[learned] = fitted[:-1]
    return weights


def main() -> None:
    benchmark = Benchmark.read()
    index = CandidateIndex()
    for version in benchmark.versions:
        index.add(version)
    found = found_pairs(benchmark, index)
    table = {}
    for alone, corpus in enumerate((index, NoCorpus())):
        pairs = measured(benchmark, found, corpus)
        for model in GIVEN:
            weights = trained(pairs, model, *training(pairs, model))
            table[f"{model} alone" if alone else model] = {
                name: round(float(weight), 3)
                for name, weight in zip((*INPUTS[model], "bias"), weights, strict=True)
            }
    path = ROOT / "reader" / "duplicates" / "weights.json"
    path.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _iso(date: str) -> str | None:
    found = re.match(r"\s*(\d\d?)-([A-Z]{3})-(\d{4})", date)
    if found:
        return f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
    return date[:10] if re.match(r"\d{4}-\d\d-\d\d", date) else None


if __name__ == "__main__":
    main()
