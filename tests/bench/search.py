"""Searching 100,000 articles: first hit and all hits, beside ripgrep on the same files.

Run by hand: ``python tests/bench/search.py DOCS.jsonl.gz [COUNT]`` with the documents that articles
are made of (``id``, ``title``, ``text``); ``rg`` must be installed. Also tells how long the index
takes to build, and how large it is. ``python tests/bench/search.py FOLDER`` takes a corpus, and the
cache of the user (``HOME``), where its index may be built already. Times are medians: by the clock
to the first hit, and of CPU, which other programs change less, to all of them.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from reader.workspace import Workspace
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.query.answering import answer
from reader.workspace.query.documents import DocumentAnswers
from reader.workspace.query.hits import hits
from reader.workspace.query.parsing import parse

RUNS = 5
SIZE = 1_300  # some sentences are long
QUERIES = ("zairean", "ferry", "monday", "government", "said", "the", '"central bank"', "bank rate")
FILTERS = ("govern*", "bank -rate", "/interest rates?/")


def make(documents: Path, folder: Path, count: int) -> None:
    """Write articles of about 2 KB, each of sentences of a few documents in another order."""
    chance = random.Random(7)
    with gzip.open(documents, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    texts = [[part.strip() for part in one["text"].split(". ") if part.strip()] for one in records]
    for number in range(count):
        sentences = [chance.choice(texts[chance.randrange(len(texts))]) for _ in range(40)]
        paragraphs, size = [], 0
        while sentences and size < SIZE:
            taken, sentences = sentences[:3], sentences[3:]
            paragraphs.append(". ".join(" ".join(one.split()) for one in taken) + ".")
            size += len(paragraphs[-1])
        title = chance.choice(records)["title"] or "News"
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{title}\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")


def cpu() -> float:
    """Return the seconds of CPU that this process and those that it has waited for have taken."""
    return sum(os.times()[:4])


def first_and_all(run: Callable[[], Iterator[int]]) -> tuple[float, float, int]:
    """Return milliseconds to the first result, of CPU to all, and how many places there are."""
    firsts, wholes, places = [], [], 0
    for _ in range(RUNS):
        start, begun = time.perf_counter(), cpu()
        first, places = 0.0, 0
        for found in run():
            first = first or time.perf_counter() - start
            places += found
        firsts.append(first)
        wholes.append(cpu() - begun)
    return 1000 * median(firsts), 1000 * median(wholes), places


def with_reader(workspace: Workspace, text: str) -> Iterator[int]:
    """Yield how many places each article has."""
    query = parse(text)
    assert query is not None
    for found in hits(workspace, query):
        yield len(found.spans)


def with_ripgrep(folder: Path, text: str) -> Iterator[int]:
    """Yield one for each place that ripgrep prints; it has no words apart in one file."""
    words = text.strip('"')  # what stands between quotation marks is found as it is typed
    case = "--ignore-case" if words == text else "--case-sensitive"
    command = [
        "rg",
        case,
        "--word-regexp",
        "--only-matching",
        "--no-heading",
        "--glob=*.txt",
        words,
    ]
    with subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in process.stdout:
            yield 1


def main(given: Path, count: int) -> None:
    """Make the articles unless they are given, index them, measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, annotations = Path(temporary, "news"), Path(temporary, "annotations.json")
        if given.is_dir():
            folder = given
            workspace = Workspace.open([folder], annotations=annotations)
        else:
            make(given, folder, count)
            opened = Workspace.open([folder])
            # Not the user's own cache.
            workspace = Workspace(
                opened.corpus,
                annotations=annotations,
                author="bench",
                history=10,
                cache=Cache(Path(temporary, "cache", "analyses.sqlite")),
                recogniser=opened.recogniser,
            )
        files = [*folder.rglob("*.txt")]
        size, count = sum(path.stat().st_size for path in files), len(files)
        for _ in workspace.scan():
            pass
        start = time.perf_counter()
        for number, _ in enumerate(workspace.analysis.read_texts(), 1):
            if number % 10_000 == 0:
                print(f"{number:,} in {time.perf_counter() - start:.0f} s", flush=True)
        taken = time.perf_counter() - start
        assert workspace.texts.path is not None
        kept = sum(path.stat().st_size for path in workspace.texts.path.parent.glob("texts-*"))
        print(f"{count:,} articles, {size / 1e6:.0f} MB: cleaned and indexed in {taken:.0f} s")
        print(f"index {kept / 1e6:.0f} MB ({kept / size:.2f} of the articles)")
        print(f"{'':20} {'first ms':>9} {'all CPU':>9} {'places':>9}   rg: first, all, places")
        for text in QUERIES:
            mine = first_and_all(lambda text=text: with_reader(workspace, text))  # type: ignore[misc]
            its = first_and_all(lambda text=text: with_ripgrep(folder, text))  # type: ignore[misc]
            print(f"{text:20} {mine[0]:9.1f} {mine[1]:9.0f} {mine[2]:9,}   ", end="")
            print(f"{its[0]:9.1f} {its[1]:9.0f} {its[2]:9,}", flush=True)
        for text in FILTERS:
            begun = cpu()
            found = len(answer(parse(text), DocumentAnswers(workspace)))
            print(f"list: {text:20} {1000 * (cpu() - begun):9.0f} {found:9,}")
        workspace.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
