"""Measure the recogniser: ``python tests/bench/entities.py [SET]``.

Exact-span F1 by type on the development sets and on the real articles' truth, with the rules alone
and any model of spaCy that is installed beside it in the same run; linking of the real articles'
entities; speed, load, memory and size. Nothing that is read here is ever trained on
(``train_entities.py`` reads ``train/`` alone).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
import conll

import reader.entities
from reader.entities import Mention, Type, entities, join, linking, recogniser
from reader.entities.finding.gazetteer import gazetteer
from reader.entities.spacy_recogniser import spacy

SETS = {
    "ww_dev": ["PER", "ORG", "LOC", "NORP", "DATE", "MONEY"],
    "conll03_dev": ["PER", "ORG", "LOC", "NORP"],
    "gmb_dev": ["PER", "ORG", "LOC", "NORP", "DATE"],
}
NAMES = ("PER", "ORG", "LOC")
SEEDS = conll.DATA.parents[1] / "seeds"
PUBLISHED = "2022-05-19"
Recogniser = Callable[..., Sequence[Mention]]
ENGINES: dict[str, Recogniser] = {"model": recogniser.recognise, "rules": recogniser.by_rules}
# The sets label dates that say when by themselves; "last week" and "yesterday" are no dates there.
RELATIVE = ("last", "this", "next", "earlier", "later", "yesterday", "tomorrow")


def spacy_model(model: str) -> Recogniser:
    """Return the recogniser of a model of spaCy, at work in this process so that it is timed."""
    find = spacy(model).spans.function
    return lambda text, date=None: recogniser.by_spans(text, find(text), date=date)


ENGINES |= {name: spacy_model(name) for name in metadata.entry_points(group="spacy_models").names}


def f1(counts: Counter[str]) -> float:
    total = 2 * counts["hit"] + counts["miss"] + counts["false"]
    return 200 * counts["hit"] / total if total else 0.0


def score(documents: Iterable[conll.Labelled], recognise: Recogniser) -> dict[str, Counter[str]]:
    """Return the hits, misses and false alarms by type.

    ``date`` leaves out relative dates, ``prose`` has the names outside lines of results.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        truth = set(document.spans)
        found = {(m.start, m.end, m.type.value) for m in recognise(document.text)}
        for name, spans in (
            ("hit", truth & found),
            ("miss", truth - found),
            ("false", found - truth),
        ):
            for start, end, tag in spans:
                counts[tag][name] += 1
                words = document.text[start:end].lower()
                relative = words.startswith(RELATIVE) or words.endswith(("ago", "earlier"))
                if tag == "DATE" and not relative:
                    counts["date"][name] += 1
                if tag in NAMES and not in_table(document.text, start):
                    counts["prose"][name] += 1
    return counts


def in_table(text: str, offset: int) -> bool:
    """Tell whether a line has figures and no word in small letters, as tables of results do."""
    line = text[text.rfind("\n", 0, offset) + 1 : text.find("\n", offset)]
    return any(map(str.isdigit, line)) and not re.search(r"\b[a-z]{2}", line)


def labelled_sets(only: str | None) -> None:
    for name, tags in SETS.items():
        if only and only not in name:
            continue
        documents = list(conll.read(conll.DATA / "dev" / f"{name}.conll"))
        for label, engine in ENGINES.items():
            counts = score(documents, engine)
            names = sum((counts[tag] for tag in NAMES), Counter[str]())
            shown = [*tags, "date"] if "DATE" in tags else [*tags, "prose"]
            row = " ".join(f"{tag} {f1(counts[tag]):4.1f}" for tag in shown)
            print(f"{name:12} {label}  PER+ORG+LOC {f1(names):4.1f}  {row}")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one real article."""

    name: str
    text: str
    mentions: list[dict[str, object]]
    spans: dict[tuple[int, int], int]  # span, also an alternative one: number of the mention
    body: list[list[int]]
    optional: list[list[int]]

    def kind(self, number: int) -> str:
        """Return the type of a mention in our terms."""
        kind = str(self.mentions[number]["type"])
        return "PRODUCT" if kind in {"WEAPON", "VEHICLE"} else kind

    def counts(self, start: int, end: int) -> bool:
        """Tell whether a false alarm here would count."""
        required = any(first <= start and end <= last for first, last in self.body)
        beside = any(start < last and first < end for first, last in self.optional)
        return required and not beside


def truths() -> Iterator[Truth]:
    for name, document in json.loads((conll.DATA / "seeds_truth.json").read_text())["docs"].items():
        mentions = document["mentions"]
        spans = {}
        for number, mention in enumerate(mentions):
            for span in [(mention["start"], mention["end"]), *map(tuple, mention.get("alt", []))]:
                spans[span] = number
        optional = [[m["start"], m["end"]] for m in mentions if m.get("optional")]
        text = (SEEDS / name).read_text("utf-8")
        optional += document["optional_regions"]
        yield Truth(name, text, mentions, spans, document["body"], optional)


def real_articles() -> None:
    for label, engine in ENGINES.items():
        counts: Counter[str] = Counter()
        for truth in truths():
            hits = set()
            for m in engine(truth.text, date=PUBLISHED):
                number = truth.spans.get((m.start, m.end))
                if number is not None and truth.kind(number) == m.type:
                    hits.add(number)
                elif truth.counts(m.start, m.end):
                    counts["false"] += 1
            required = {n for n, m in enumerate(truth.mentions) if not m.get("optional")}
            counts["hit"] += len(hits & required)
            counts["miss"] += len(required - hits)
        print(f"five articles {label}  all types {f1(counts):4.1f}  {dict(counts)}")


def linked(mentions_of: Callable[[Truth], Sequence[Mention]]) -> None:
    """Print how well entities over the five articles fit the truth's (dates and amounts aside)."""
    listed = list(truths())
    articles = [entities(truth.text, mentions_of(truth)) for truth in listed]
    found: dict[object, set[object]] = defaultdict(set)
    true: dict[object, set[object]] = defaultdict(set)
    names = join(entity for article in articles for entity in article)
    for truth, article in zip(listed, articles, strict=True):
        for number, mention in enumerate(truth.mentions):
            if not mention.get("optional") and truth.kind(number) not in {"DATE", "MONEY"}:
                true[mention["entity"]].add((truth.name, number))
        for entity in article:
            name = names.get((entity.type, entity.name), entity.name)
            cluster = (entity.type in {Type.LOC, Type.NORP}, name)
            for m in entity.mentions:
                number = truth.spans.get((m.start, m.end))
                if number is not None and not truth.mentions[number].get("optional"):
                    found[cluster].add((truth.name, number))
                elif number is None and truth.counts(m.start, m.end):
                    found[cluster].add((truth.name, -m.start))
    exact = sum(cluster in found.values() for cluster in true.values())
    precision, recall = b_cubed(found, true), b_cubed(true, found)
    pairs = [
        {(a, b) for c in side.values() for a in c for b in c if a != b} for side in (found, true)
    ]
    both = len(pairs[0] & pairs[1])
    print(
        f"  exact clusters {exact} of {len(true)}, B-cubed F1 "
        f"{200 * precision * recall / (precision + recall):.1f}, "
        f"pair F1 {200 * both / (len(pairs[0]) + len(pairs[1])):.1f}"
    )


def b_cubed(ours: dict[object, set[object]], theirs: dict[object, set[object]]) -> float:
    home = {item: cluster for cluster in theirs.values() for item in cluster}
    shares = [len(c & home.get(item, set())) / len(c) for c in ours.values() for item in c]
    return sum(shares) / len(shares)


def true_mentions(truth: Truth) -> list[Mention]:
    """Return the truth's mentions, linked by us."""
    kept = [n for n in range(len(truth.mentions)) if truth.kind(n) not in {"DATE", "MONEY"}]
    spans = [(truth.mentions[n]["start"], truth.mentions[n]["end"]) for n in kept]
    surfaces = [
        (" ".join(truth.text[start:end].split()), Type(truth.kind(n)))
        for n, (start, end) in zip(kept, spans, strict=True)
    ]
    names = linking.canonical(surfaces, gazetteer())
    return [
        Mention(*span, kind, name)
        for span, (_, kind), name in zip(spans, surfaces, names, strict=True)
    ]


def names_found(truth: Truth) -> list[Mention]:
    found = recogniser.recognise(truth.text, date=PUBLISHED)
    return [m for m in found if m.type not in {Type.DATE, Type.MONEY}]


MEMORY = 'print(*[line.split()[1] for line in open("/proc/self/status") if "VmRSS" in line])'
COLD = f"""
import time
start = time.process_time()
from reader.entities import recognise
imported = time.process_time()
recognise("Mark Milley spoke in Brussels.")
print(imported - start, time.process_time() - imported)
{MEMORY}
"""


def speed() -> None:
    runs = [
        tuple(map(float, subprocess.check_output([sys.executable, "-c", COLD]).split()))
        for _ in range(7)
    ]
    imported, first, memory = (sorted(column)[len(runs) // 2] for column in zip(*runs, strict=True))
    bare = float(subprocess.check_output([sys.executable, "-c", MEMORY]))
    print(
        f"import {1000 * imported:.0f} ms, first sentence (loads the model) {1000 * first:.0f} ms, "
        f"memory {memory / 1000:.0f} MB (bare Python {bare / 1000:.0f} MB)"
    )
    documents = [d.text for d in conll.read(conll.DATA / "dev" / "ww_dev.conll")]
    for label, engine in ENGINES.items():
        engine(documents[0])
        start = time.process_time()
        for text in documents:
            engine(text)
        spent = time.process_time() - start
        size = sum(map(len, documents))
        print(
            f"{label}: {len(documents) / spent:.0f} documents a CPU second, "
            f"{1000 * spent * 5000 / size:.1f} ms for 5,000 characters"
        )
    big = "\n\n".join(documents)[:1_000_000]
    start = time.process_time()
    found = len(recogniser.recognise(big))
    print(f"{len(big)} characters at once: {time.process_time() - start:.1f} s, {found} mentions")
    data = Path(reader.entities.__file__).parent / "data"
    print(", ".join(f"{file.name} {file.stat().st_size / 1000:.0f} kB" for file in data.iterdir()))


def main() -> None:
    only = sys.argv[1] if len(sys.argv) > 1 else None
    labelled_sets(only)
    if only is None:
        real_articles()
        print("linking, from true mentions:")
        linked(true_mentions)
        print("linking, end to end:")
        linked(names_found)
        speed()


if __name__ == "__main__":
    main()
