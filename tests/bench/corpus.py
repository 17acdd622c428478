"""Seconds to scan 100,000 small files and 100,000 records, against a plain walk with a stat each.

Run by hand: ``python tests/bench/corpus.py [COUNT]``. All figures are medians, from a warm cache.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from reader.corpus import Corpus, changes

RUNS = 9
IN_A_FOLDER = 1000
TEXT = "Rain fell on the harbour, and the ferry left late. " * 20


def plain_walk(folder: Path) -> int:
    """Walk a folder and ask for the status of each file: the least that any scan must do."""
    return sum(
        os.stat(os.path.join(path, name)).st_size > 0
        for path, _, names in os.walk(folder)
        for name in names
    )


def seconds(*jobs: Callable[[], object]) -> list[float]:
    """Return the median of each job, run in turns, so that a busy machine is busy for all."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for job, taken in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [median(taken) for taken in times]


def main(count: int) -> None:
    """Make the corpora, measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, file = Path(temporary, "files"), Path(temporary, "feed.jsonl")
        for number in range(count):
            path = folder / f"{number // IN_A_FOLDER:03}" / f"article-{number:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("Rain.")
        with open(file, "w") as stream:
            for number in range(count):
                record = {"id": number, "title": "Rain", "text": TEXT}
                stream.write(json.dumps(record) + "\n")
        files, records = Corpus([folder]), Corpus([file])
        known_files = {entry.id: entry for entry in files.scan()}
        known_records = {entry.id: entry for entry in records.scan()}
        middle = list(known_records.values())[count // 2]
        jobs: dict[str, Callable[[], object]] = {
            "os.walk and os.stat": lambda: plain_walk(folder),
            f"scan of {count:,} files": lambda: list(files.scan()),
            f"scan of {count:,} records, {file.stat().st_size >> 20} MB": lambda: list(
                records.scan()
            ),
            "changes of the files": lambda: changes(known_files, files.scan(known_files)),
            "changes of the records": lambda: changes(known_records, records.scan(known_records)),
            "read one record in the middle": lambda: records.read(middle),
        }
        times = seconds(*jobs.values())
        for name, taken in zip(jobs, times, strict=True):
            print(f"{name:40} {taken:9.4f} s   {taken / times[0]:7.3f} x the plain walk")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
