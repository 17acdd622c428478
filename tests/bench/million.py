"""A million articles through DuckDB: seconds, memory of all processes, and bytes on the disk.

Run by hand: ``python tests/bench/million.py DOCS.jsonl.gz FOLDER [COUNT]``. The articles are made
of the documents (``title``, ``text``) of the first file, in FOLDER, which needs some 20 GB for a
million: most stand alone, made of words of several; one in four is a copy of another one, as it
is, cut, edited, reordered or with words of others. The file is made once, and found there the next
time. How many of the copies are paired with what they were made of is told too.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_COPIES = 4  # one in so many is a copy
_NEAR = 1_000  # of one of so many before it
_SENTENCES = 24
_BEAT = 1.0  # seconds between two looks at memory and disk


def articles(documents: Path, count: int) -> Iterator[tuple[int | None, list[str]]]:
    """Yield articles as sentences, each with the number of the one that it was made of, if any."""
    chance = random.Random(11)
    with gzip.open(documents, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"].split() for line in lines]
    windows = [text[at : at + 12] for text in texts for at in range(0, len(text) - 12, 12)]

    def sentence() -> str:
        # Words change places, so that no passage is common to articles that stand alone.
        return " ".join(chance.sample(chance.choice(windows), 12))

    others = [sentence() for _ in range(1_000)]
    before: list[list[str]] = []
    for number in range(count):
        if number and number % _COPIES == 0:
            at = chance.randrange(len(before))
            made = MUTATIONS[number // _COPIES % len(MUTATIONS)](before[at], others, chance)
            yield number - len(before) + at, made
        else:
            made = [sentence() for _ in range(_SENTENCES)]
            yield None, made
        before = [*before[-_NEAR + 1 :], made] if len(before) >= _NEAR else [*before, made]


def as_it_is(article: list[str], _: list[str], __: random.Random) -> list[str]:
    """Return a copy."""
    return [*article]


def cut(article: list[str], _: list[str], chance: random.Random) -> list[str]:
    """Return the first half of an article, or a little more."""
    return article[: max(2, int(len(article) * chance.uniform(0.5, 0.7)))]


def edited(article: list[str], others: list[str], chance: random.Random) -> list[str]:
    """Return an article with some sentences left out, and some of others."""
    kept = [one for one in article if chance.random() > 0.15]
    for _ in range(2):
        kept.insert(
            chance.randrange(len(kept) + 1),
            " ".join(chance.sample(chance.choice(others).split(), 12)),
        )
    return kept


def reordered(article: list[str], _: list[str], chance: random.Random) -> list[str]:
    """Return an article with its sentences in another order."""
    return chance.sample(article, len(article))


def reworded(article: list[str], others: list[str], chance: random.Random) -> list[str]:
    """Return an article with a word in seven taken from elsewhere."""
    words = " ".join(chance.sample(others, 20)).split()
    return [
        " ".join(chance.choice(words) if chance.random() < 1 / 7 else word for word in one.split())
        for one in article
    ]


MUTATIONS: tuple[Callable[[list[str], list[str], random.Random], list[str]], ...] = (
    as_it_is,
    cut,
    edited,
    reordered,
    reworded,
)


def make(documents: Path, file: Path, truth: Path, count: int) -> None:
    """Write the articles, and the pairs of each copy with what it was made of."""
    new = file.with_suffix(".part")
    with gzip.open(new, "wt", encoding="utf-8", compresslevel=1) as out, truth.open("w") as pairs:
        for number, (origin, sentences) in enumerate(articles(documents, count)):
            out.write(json.dumps({"id": str(number), "text": ". ".join(sentences)}) + "\n")
            if origin is not None:
                pairs.write(f"{origin} {number}\n")
    new.rename(file)


def memory_of(process: int) -> int:
    """Return the bytes that a process and those below it take, shared pages counted once each."""
    total = 0
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return total
    return total + sum(memory_of(int(child)) for child in children)


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder that are there still when they are looked at."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(path, name)).st_blocks * 512
            except OSError:
                continue
    return total


def main(documents: Path, folder: Path, count: int) -> None:
    """Make the articles, find their candidates, measure and print."""
    folder.mkdir(parents=True, exist_ok=True)
    file, truth = folder / f"{count}.jsonl.gz", folder / f"{count}.pairs"
    if not file.exists():
        start = time.perf_counter()
        make(documents, file, truth, count)
        print(f"{count:,} articles made in {time.perf_counter() - start:.0f} s", flush=True)
    scratch, output = folder / "scratch", folder / f"{count}.candidates.jsonl"
    scratch.mkdir(exist_ok=True)
    start, memory, disk = time.perf_counter(), 0, 0
    command = [sys.executable, "-m", "reader", "duplicates", str(file), "--engine", "duckdb"]
    process = subprocess.Popen(
        [*command, "-o", str(output), "--force"], env={**os.environ, "TMPDIR": str(scratch)}
    )
    ended = threading.Event()
    threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
    while not ended.wait(_BEAT):
        memory, disk = max(memory, memory_of(process.pid)), max(disk, size_of(scratch))
    if process.returncode:
        sys.exit(f"it ended with {process.returncode}")
    print(
        f"{count:,} articles, {file.stat().st_size / 1e6:.0f} MB packed:"
        f" {time.perf_counter() - start:.0f} s, {memory / 1e9:.1f} GB of memory,"
        f" {disk / 1e9:.1f} GB on the disk"
    )
    with output.open(encoding="utf-8") as lines:
        found = {frozenset((row["a"], row["b"])) for row in map(json.loads, lines)}
    made = {frozenset(line.split()) for line in truth.read_text().splitlines()}
    share = len(made & found) / max(1, len(made))
    print(f"{len(found):,} candidates; {share:.1%} of {len(made):,} copies are among them")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
