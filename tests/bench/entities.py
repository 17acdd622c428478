"""Measure the recogniser: ``python tests/bench/entities.py [--errors N]``.

Exact-span F1 by type on the development sets and on the real articles' truth, rules alone beside
it; speed, load, memory and size; linking on the truth's entities. Nothing here is trained on.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import conll

from reader.entities import recogniser
from reader.entities.mention import Mention

SETS = {
    "ww_dev": ["PER", "ORG", "LOC", "NORP", "DATE", "MONEY"],
    "conll03_dev": ["PER", "ORG", "LOC", "NORP"],
    "gmb_dev": ["PER", "ORG", "LOC", "NORP", "DATE"],
}
Recogniser = Callable[[str], Iterable[Mention]]


def score(documents: Iterable[conll.Labelled], recognise: Recogniser) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        truth = set(document.spans)
        found = {(m.start, m.end, m.type.value) for m in recognise(document.text)}
        for name, spans in (
            ("hit", truth & found),
            ("miss", truth - found),
            ("false", found - truth),
        ):
            for _, _, tag in spans:
                counts[tag][name] += 1
    return counts


def f1(counts: Counter[str]) -> float:
    total = 2 * counts["hit"] + counts["miss"] + counts["false"]
    return 200 * counts["hit"] / total if total else 0.0


def table(only: str | None = None) -> None:
    for name, tags in SETS.items():
        if only and only not in name:
            continue
        documents = list(conll.read(conll.DATA / "dev" / f"{name}.conll"))
        for label, engine in (
            ("model", recogniser.recognise),
            ("rules", getattr(recogniser, "by_rules", None)),
        ):
            if engine is None:
                continue
            counts = score(documents, engine)
            names = sum((counts[tag] for tag in ("PER", "ORG", "LOC")), Counter[str]())
            row = " ".join(f"{tag} {f1(counts[tag]):5.1f}" for tag in tags)
            print(f"{name:12} {label}  PER+ORG+LOC {f1(names):5.1f}  {row}")


if __name__ == "__main__":
    table(sys.argv[1] if len(sys.argv) > 1 else None)
