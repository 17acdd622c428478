"""How well and how fast duplicates are found, beside MinHash (datasketch, rensa) and TF-IDF.

    python tests/bench/duplicates.py               quality on ../shared/bench/duplicates
    python tests/bench/duplicates.py scale 1000 10000 100000
    python tests/bench/duplicates.py diff

Models are trained and judged by cross-validation over clusters: no pair is judged by weights that
have seen one of its documents. Needs NumPy, scikit-learn, datasketch and rensa.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from train_duplicates import (
    EVENTS,
    FOLDS,
    Benchmark,
    Floats,
    Pairs,
    found_pairs,
    measured,
    trained,
    training,
)

from reader.duplicates import (
    Candidate,
    CandidateIndex,
    Evidence,
    Kind,
    Signature,
    Version,
)
from reader.duplicates.decision import COPY, LOOSE, STRONG, SURE
from reader.duplicates.score.kinds import kinds
from reader.duplicates.score.score_model import either, inputs, likely_passage, logistic
from reader.duplicates.score.scoring import likelihood
from reader.parallel import in_order
from reader.text import found_words
from reader.workspace.analyses.stories.likely_stories import stories

PARTIAL = ("merge", "quote")
EDITED, REWORDED = (Kind.EDITED,), (Kind.REWORDED,)
RIGHT: dict[str, tuple[Kind, ...]] = {
    "exact": (Kind.EXACT,),
    "boilerplate": (Kind.SAME_PAGE, Kind.EDITED),
    **dict.fromkeys(("truncate", "reorder", "edit"), EDITED),
    **dict.fromkeys(("sub05", "ocr02", "llm_minimal"), EDITED + REWORDED),
    **dict.fromkeys(("human_light", "human_cut"), EDITED + REWORDED),
    **dict.fromkeys(("sub10", "sub20", "sub40", "spin", "ocr05", "ocr10", "ocr15"), REWORDED),
    **dict.fromkeys(("human_heavy", "llm_concise", "llm_polish"), REWORDED),
    **dict.fromkeys(("llm_refine", "llm_revise", "llm_rewrite"), REWORDED),
    **dict.fromkeys(PARTIAL, (Kind.QUOTING,)),
    "same_event": (Kind.SAME_EVENT,),
}
"""What a person would call the pairs of each kind."""

COPIES = (*(kind for kind in RIGHT if kind not in EVENTS), "copy")
NOT_JUDGED = (*EVENTS, "neutral", "unrelated", "copy")
LEFT_OUT = {
    "OCR": ("ocr",),
    "LLM rewrite": ("llm",),
    "human": ("human",),
    "quote": ("quote",),
    "quote and merge": PARTIAL,
}
WHOLE = 0.8
Links = dict[tuple[int, int], float]
MORE = 200


def quality() -> None:
    """Print the table of the issue."""
    benchmark = Benchmark.read()
    started = time.process_time()
    index = CandidateIndex()
    for version in benchmark.versions:
        index.add(version)
    found = found_pairs(benchmark, index)
    pairs = measured(benchmark, found, index)
    spent = time.process_time() - started
    print(
        f"{len(benchmark.versions)} documents, {len(pairs.a)} pairs measured in {spent:.0f} CPU s"
    )
    folds = np.array(benchmark.folds())
    whole, event = judged(pairs, folds)
    passage = likely_passage(pairs.figures.run)
    copy = either(whole, passage)
    likely = likelihood(pairs.figures, whole, passage, event)
    said = np.array(kinds(pairs.figures, whole, passage, np.zeros(len(whole))))
    report("reader: copies", benchmark, links(pairs, copy, COPY))
    report("reader: all, score >= 0.5", benchmark, links(pairs, likely, 0.5))
    report_kinds(pairs, said)
    report_calibration("a copy", copy, pairs, COPIES)
    report_calibration("a copy or the same event", likely, pairs, (*COPIES, *EVENTS))
    candidates = suggested(benchmark, pairs, likely, said)
    strong = [one for one in candidates if one.score >= STRONG and one.kind not in LOOSE]
    place = {version.id: number for number, version in enumerate(benchmark.versions)}
    for name, groups in (
        ("connected components", joined((place[one.a], place[one.b]) for one in strong)),
        ("stories", grouped(benchmark, candidates)),
    ):
        joint = [(a, b) for a, b in reprints(pairs) if groups.get(a, -1) == groups.get(b)]
        print(
            f"ARI of {name}: {agreement(benchmark, groups):.3f}, with reprints neutral"
            f" {agreement(benchmark, groups, joint):.3f}, as copies"
            f" {agreement(benchmark, groups, reprints(pairs)):.3f}, with those alone of which"
            f" {WHOLE:.0%} of a text is {agreement(benchmark, groups, reprints(pairs, WHOLE)):.3f}"
        )
    for name, starts in LEFT_OUT.items():
        left_out = tuple(k for k in set(pairs.kinds.tolist()) if k.startswith(starts))
        whole, event = judged(pairs, folds, left_out)
        copy = either(whole, passage)
        chosen = np.isin(pairs.kinds, left_out)
        print(
            f"recall on {name} without having trained on it:"
            f" {np.mean((copy >= COPY)[chosen] & pairs.found[chosen]):.3f} as a copy,"
            f" {np.mean((either(copy, SURE * event) >= 0.5)[chosen] & pairs.found[chosen]):.3f}"
            " at all"
        )
    for name, peer in (("MinHash LSH", minhash), ("rensa", rensa), ("TF-IDF >= 0.5", tfidf)):
        started = time.process_time()
        made = peer(benchmark)
        spent = time.process_time() - started
        report(f"{name} ({len(benchmark.versions) / spent:.0f} documents/s)", benchmark, made)


def judged(
    pairs: Pairs, folds: np.ndarray, left_out: tuple[str, ...] = ()
) -> tuple[Floats, Floats]:
    """Return how likely each pair is a copy, and one event, by models that never saw it."""
    likely = {}
    for model in ("copy", "event"):
        counts, wanted = training(pairs, model, left_out)
        rows = inputs(pairs.figures.features, model)
        likely[model] = np.zeros(len(pairs.a))
        for fold in range(FOLDS):
            tested = folds[pairs.a] == fold
            unseen = ~tested & (folds[pairs.b] != fold)
            weights = trained(pairs, model, counts * unseen, wanted)
            likely[model][tested] = logistic(rows[tested] @ weights[:-1] + weights[-1])
    return likely["copy"], likely["event"]


def links(pairs: Pairs, likely: Floats, least: float) -> Links:
    """Return the pairs that were found and are likely enough."""
    chosen = np.flatnonzero(pairs.found & (likely >= least))
    return {(int(pairs.a[i]), int(pairs.b[i])): float(likely[i]) for i in chosen}


def report(name: str, benchmark: Benchmark, made: Iterable[tuple[int, int]]) -> None:
    """Print precision and recall as ``score.py`` of the benchmark counts them."""
    total = Counter(benchmark.truth.values())
    hits = Counter(benchmark.kind(a, b) for a, b in made)
    kinds = sorted(kind for kind in total if kind not in NOT_JUDGED)
    duplicates, wanted = sum(hits[k] for k in kinds), sum(total[k] for k in kinds)
    false = hits["unrelated"]
    print(
        f"{name}: duplicate F1 {f1(duplicates, false, wanted):.3f}"
        f" (precision {duplicates / max(1, duplicates + false):.3f},"
        f" recall {duplicates / wanted:.3f}, {false} false),"
        f" same-event F1 {f1(hits['same_event'], false, total['same_event']):.3f}"
    )
    print("   recall: " + ", ".join(f"{kind} {hits[kind] / total[kind]:.2f}" for kind in kinds))


def f1(hits: int, false: int, wanted: int) -> float:
    return 2 * hits / (hits + false + wanted)


def joined(made: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the connected components of links."""
    parents: dict[int, int] = {}

    def root(number: int) -> int:
        while parents.setdefault(number, number) != number:
            number = parents[number]
        return number

    for a, b in made:
        parents[root(a)] = root(b)
    return {number: root(number) for number in list(parents)}


def suggested(
    benchmark: Benchmark, pairs: Pairs, likely: Floats, said: np.ndarray
) -> list[Candidate]:
    """Return the pairs that were found and are likely enough as candidates."""
    nothing = Evidence(0.0, 0.0, 0, False, 0, 0, None, "")
    versions = benchmark.versions
    return [
        Candidate(
            versions[pairs.a[at]].id,
            versions[pairs.b[at]].id,
            Kind(said[at]),
            float(likely[at]),
            nothing,
        )
        for at in np.flatnonzero(pairs.found & (likely >= 0.5))
    ]


def grouped(benchmark: Benchmark, candidates: list[Candidate]) -> dict[int, int]:
    """Return the groups that surely tell the same in the stories that candidates make."""
    place = {version.id: number for number, version in enumerate(benchmark.versions)}
    return {
        place[document]: number
        for number, group in enumerate(
            {story.surely_with(one) for story in stories(candidates) for one in story.documents}
        )
        if len(group) > 1
        for document in group
    }


def reprints(pairs: Pairs, least: float = 0.0) -> list[tuple[int, int]]:
    """Return the texts of one event that nobody marked as copies, but which share at least 30 % of
    their words in runs of five, and of which the shorter one has at least so much in common."""
    chosen = (pairs.kinds == "same_event_reuse") & (pairs.figures.share_short >= least)
    return [*zip(pairs.a[chosen].tolist(), pairs.b[chosen].tolist(), strict=True)]


def agreement(
    benchmark: Benchmark, groups: dict[int, int], same: Iterable[tuple[int, int]] = ()
) -> float:
    """Return the adjusted Rand index of groups, pages made of two articles left out.

    The pairs in ``same`` are of one cluster, though the benchmark does not say so.
    """
    from sklearn.metrics import adjusted_rand_score

    documents = benchmark.documents
    cluster = [document["cluster"] for document in documents]
    first = {name: number for number, name in reversed([*enumerate(cluster)])}
    one = joined([*((number, first[name]) for number, name in enumerate(cluster)), *same])
    whole = [number for number, of in enumerate(documents) if of["kind"] not in PARTIAL]
    found = [f"group {groups[n]}" if n in groups else f"alone {n}" for n in whole]
    return float(adjusted_rand_score([one[number] for number in whole], found))


def report_kinds(pairs: Pairs, said: np.ndarray) -> None:
    """Print how the pairs of each kind of the benchmark are called."""
    right = 0
    print("kinds:" + "".join(f"{kind:>12}" for kind in Kind))
    for name, kinds_of in RIGHT.items():
        called = Counter(said[(pairs.kinds == name) & pairs.found].tolist())
        hits = sum(called[kind] for kind in kinds_of) / max(1, called.total())
        right += hits / len(RIGHT)
        print(f"   {name:14}" + "".join(f"{called[kind]:>12}" for kind in Kind) + f"  {hits:.2f}")
    print(f"   right, mean over the kinds of the benchmark: {right:.3f}")


def report_calibration(of: str, likely: Floats, pairs: Pairs, true: tuple[str, ...]) -> None:
    """Print the Brier score and the expected calibration error (ten bins) of a likelihood."""
    judged = pairs.found & ~np.isin(pairs.kinds, ("neutral", "same_event_reuse"))
    happens, likely = np.isin(pairs.kinds, true)[judged], likely[judged]
    bins = np.minimum((likely * 10).astype(int), 9)
    gaps = [abs((happens - likely)[bins == one].sum()) for one in range(10)]
    print(
        f"likelihood of {of}: Brier score {np.mean((happens - likely) ** 2):.4f},"
        f" calibration error {sum(gaps) / len(likely):.4f}"
    )


def minhash(benchmark: Benchmark) -> set[tuple[int, int]]:
    """MinHash LSH as it is mostly used: five words in a row, half of them alike."""
    from datasketch import MinHash, MinHashLSH

    lsh, pairs = MinHashLSH(threshold=0.5, num_perm=128), set()
    for number, shingles in enumerate(fives(benchmark)):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in shingles])
        pairs |= {(other, number) for other in lsh.query(sketch)}
        lsh.insert(number, sketch)
    return pairs


def rensa(benchmark: Benchmark) -> set[tuple[int, int]]:
    """The same by rensa, which is written in Rust."""
    from rensa import RMinHash, RMinHashLSH

    lsh, pairs = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), set()
    sketches = []
    for number, shingles in enumerate(fives(benchmark)):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(shingles)
        near = (n for n in lsh.query(sketch) if sketches[n].jaccard(sketch) >= 0.5)
        pairs |= {(other, number) for other in near}
        lsh.insert(number, sketch)
        sketches.append(sketch)
    return pairs


def fives(benchmark: Benchmark) -> Iterator[list[str]]:
    for version in benchmark.versions:
        words = found_words(version.text.casefold())
        yield [" ".join(words[place : place + 5]) for place in range(max(1, len(words) - 4))]


def tfidf(benchmark: Benchmark, least: float = 0.5) -> set[tuple[int, int]]:
    """Cosine of TF-IDF vectors, sublinear."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{version.title} {version.text}" for version in benchmark.versions]
    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    pairs = set()
    for start in range(0, len(texts), 500):
        near = (vectors[start : start + 500] @ vectors.T).tocoo()
        for a, b, cosine in zip(near.row, near.col, near.data, strict=True):
            if cosine >= least and start + a < b:
                pairs.add((int(start + a), int(b)))
    return pairs


def recombined(benchmark: Benchmark, size: int) -> Iterator[Version]:
    """Yield articles made of sentences of the benchmark's, one in ten a changed copy."""
    chance = random.Random(1)
    lines: dict[str, list[str]] = defaultdict(list)
    for document in benchmark.documents:
        lines[document["source"]] += [s for s in document["text"].split("\n") if len(s) > 40]
    sources = sorted(lines)
    last: list[str] = []
    for number in range(size):
        if last and chance.random() < 0.1:
            chosen = [line for line in last if chance.random() < 0.9]
        else:
            pool = lines[chance.choice(sources)]
            words = [word for line in chance.sample(pool, 6) for word in line.split()]
            # Words change places, so that no long passage is common to unrelated articles.
            chosen = [
                " ".join(chance.sample(words[k : k + 12], len(words[k : k + 12]))) + "."
                for k in range(0, len(words), 12)
            ]
            chosen += [chance.choice(pool)]
        last = chosen
        yield Version(str(number), "\n".join(chosen), chosen[0][:60] if chosen else "")


def scale(size: int) -> None:
    """Print what a corpus of ``size`` articles takes; CPU time and memory are of all processes."""
    versions = list(recombined(Benchmark.read(), size + MORE))
    words = sum(len(version.text.split()) for version in versions) / len(versions)
    print(f"{size} documents of {words:.0f} words", flush=True)
    more, before, index, others = versions[size:], memory(os.getpid()), CandidateIndex(), 0.0
    with timed("indexed"):
        for number, signed in enumerate(in_order(Signature.of, versions[:size], alone=1000)):
            index.add_signature(signed)
            if number % 4000 == 0:
                others = sum(memory(one.pid or 0) for one in multiprocessing.active_children())
        parts = len(index.segments)
    with timed(f"{parts} segments paired"):
        found = len(index.pairs())
    own = memory(os.getpid()) - before
    print(f"  {found} links; at the peak {own:.0f} MB, of other processes {others:.0f}", flush=True)
    one = clocked(lambda: [growing(index, version) for version in more]) / MORE
    print(f"  one more, ranked, explained and added: {one * 1000:.1f} CPU ms", flush=True)


def growing(index: CandidateIndex, version: Version) -> None:
    """Take a new article in, and ask for what it belongs with."""
    index.add(version)
    index.pairs(documents={version.id})


def memory(process: int) -> float:
    """The most memory that a process has had, in MB (of Linux: others give 0)."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something takes, by the clock and on all cores."""
    wall, before = time.perf_counter(), os.times()
    yield
    wall, after = time.perf_counter() - wall, os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    print(f"  {what} in {wall:.1f} s, {cpu:.1f} CPU s", flush=True)


def difference() -> None:
    """Compare the diff of two articles of 41,000 words with difflib's."""
    from difflib import SequenceMatcher

    from reader.text.diff import diff

    chance = random.Random(1)
    vocabulary = [f"word{number}" for number in range(8000)]
    weights = [1 / (rank + 3) for rank in range(8000)]
    one = chance.choices(vocabulary, weights, k=41_000)
    other = [chance.choice(vocabulary) if chance.random() < 0.1 else word for word in one]
    ours = min(clocked(lambda: diff(one, other)) for _ in range(5))
    theirs = clocked(lambda: SequenceMatcher(None, one, other, autojunk=False).get_opcodes())
    print(
        f"41,000 words: {ours * 1000:.1f} CPU ms; difflib {theirs:.0f} s, {theirs / ours:.0f} times"
    )


def clocked(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["scale", *sizes]:
            for argument in sizes:
                scale(int(argument))
        case ["diff"]:
            difference()
        case _:
            quality()
