"""Measure how passages are found again when the text of their article has changed.

    python tests/bench/anchoring.py [ROUNDS]

Real articles and 14 kinds of mutation with known results, from ../shared/bench/anchoring. A passage
counts as found where more than half of what is covered by the place found and the true one is
covered by both; as wrong, where it was put anywhere else or should not be there any more.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from reader.annotations import Anchor, Passage, reanchor

DATA = Path(__file__).parents[3] / "shared" / "bench" / "anchoring"
LENGTHS = {"1-4 words": (1, 4), "5-60 words": (5, 60)}


def main(rounds: int) -> None:
    """Print a line for each kind of mutation and length of passages."""
    mutations = load_mutations()
    texts = mutations.load()
    times: list[float] = []
    names = ("there", "found", "edges", "wrong", "gone", "kept")
    print(" " * 31 + "".join(f"{name:>8}" for name in names))
    totals = {length: Counter[str]() for length in LENGTHS}
    for name in mutations.MUTS:
        for length in LENGTHS:
            counts = measure(mutations, texts, name, length, rounds=rounds, times=times)
            report(name, length, counts)
            totals[length] += counts
    for length, counts in totals.items():
        report("all", length, counts)
    times.sort()
    print(
        f"an article: median {median(times) * 1000:.1f} ms, 99 of 100 within"
        f" {times[len(times) * 99 // 100] * 1000:.1f} ms, worst {times[-1] * 1000:.1f} ms"
    )


def measure(
    mutations: Any, texts: list[str], name: str, length: str, *, rounds: int, times: list[float]
) -> Counter[str]:
    """Return the counts for one kind of mutation; add the seconds for each article to ``times``."""
    rnd = random.Random(f"{name} {length}")
    counts: Counter[str] = Counter()
    for number, text in list(enumerate(texts)) * rounds:
        spans = mutations.passages(text, rnd, 20, *LENGTHS[length])
        passages = [
            Passage(document="", anchor=Anchor.of(text, "", start, end)) for start, end in spans
        ]
        for new, truths in mutations.cases(texts, number, spans, name, rnd):
            asked = [(passages[i], truth) for i, truth in truths if truth != "skip"]
            began = perf_counter()
            found = reanchor(text, new, [passage for passage, _ in asked])
            times.append(perf_counter() - began)
            for (_, truth), finding in zip(asked, found, strict=True):
                count(counts, truth, finding.span)
    return counts


def count(counts: Counter[str], truth: tuple[int, int] | None, found: Any) -> None:
    """Count one result."""
    if truth is None:
        counts["gone"] += 1
        counts["kept"] += found is not None
        return
    counts["there"] += 1
    if found is not None:
        shared = max(0, min(found.end, truth[1]) - max(found.start, truth[0]))
        covered = max(found.end, truth[1]) - min(found.start, truth[0])
        counts["found" if 2 * shared > covered else "wrong"] += 1
        counts["edges"] += (found.start, found.end) == truth


def report(name: str, length: str, counts: Counter[str]) -> None:
    """Print one line."""
    there = counts["there"] or 1
    print(
        f"{name:20} {length:10}{counts['there']:8}{counts['found'] / there:8.2%}"
        f"{counts['edges'] / there:8.2%}{counts['wrong']:8}{counts['gone']:8}{counts['kept']:8}"
    )


def load_mutations() -> Any:
    """Return the module that makes the mutations."""
    spec = importlib.util.spec_from_file_location("mutations", DATA / "mutations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
