"""Measure the store beside TinyDB's own storages, in one run.

    python tests/bench/store.py [SIZE...]

For each number of annotations: one insert until it is safe on the disk (median and worst), opening
until the passages of an article are there, and memory. After each insert of the store, a line of
the same length is written and synced with nothing around it: that is the disk's own share of a safe
insert. CachingMiddleware is counted as it comes: its inserts are not safe until it is closed.
Then 10,000 records get another note in one step, safe on the disk and undone by one key, beside
TinyDB's own ``update`` of as many.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

SIZES = (100, 1_000, 10_000, 100_000)
INSERTS = 200
SLOW = 3  # inserts of those that take seconds
BULK = 10_000
SOURCE = "The mayor said on Monday that the bridge would stay closed until May. " * 20


def main(sizes: list[int]) -> None:
    """Print a table."""
    heads = ("insert ms", "worst", "open ms", "memory MB", f"{BULK:,} ms", "undo ms")
    print(f"{'annotations':30}", *(f"{head:>10}" for head in heads))
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            path = Path(folder) / "annotations.json"
            fill(path, size)
            for kind in ("store", "JSONStorage", "CachingMiddleware"):
                copy = shutil.copy(path, path.with_name(f"{kind}.json"))
                command = [sys.executable, __file__, "--run", kind, copy, str(size)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                found = json.loads(done.stdout)
                if "sync" in found:
                    print(f"{size:11} {'(the disk alone)':18} {found['sync']:10.3f}")
                names = ("insert", "worst", "open", "memory", "bulk", "undo")
                figures = (f"{found[name]:10.2f}" if name in found else "" for name in names)
                print(f"{size:11} {kind:18}", *figures)


def fill(path: Path, size: int) -> None:
    """Write a file of ``size`` passages, twenty an article."""
    from reader.annotations import Store

    with Store.open(path, author="ada") as store, store.step() as step:
        for number in range(size):
            step.put(passage(number))


def passage(number: int) -> Any:
    """Return a passage of a usual size."""
    from reader.annotations import Anchor, Passage

    start = number % 900
    return Passage(
        document=f"news/2024/article-{number // 20:05d}.txt",
        anchor=Anchor.of(SOURCE, "ab" * 32, start, start + 60 + number % 120),
        tags=("019a0000-0000-7000-8000-000000000001",),
    )


def run(kind: str, path: Path, size: int) -> dict[str, float]:
    """Measure one kind in a process of its own."""
    if kind == "store":
        return run_store(path)
    return run_tinydb(kind, path, size)


def run_store(path: Path) -> dict[str, float]:
    """Measure this project's store."""
    import reader.annotations.file.storage  # noqa: F401  # loading TinyDB is not opening
    from reader.annotations import Passage, Store

    began = perf_counter()
    store = Store.open(path, author="ada")
    store.passages("news/2024/article-00003.txt")
    opened = (perf_counter() - began) * 1000
    used = memory()

    def insert() -> None:
        with store.step("tag") as step:
            step.put(passage(61))

    times, syncs = [], []
    with (path.parent / "line").open("ab", buffering=0) as file:
        for _ in range(INSERTS):
            times.append(timed(insert))
            syncs.append(timed(lambda: (file.write(b"x" * 900), os.fsync(file))))
    records = store.all(Passage)[:BULK]

    def change() -> None:
        with store.step("note") as step:
            for record in records:
                step.put(replace(record, note="changed"))

    bulk, undo = timed(change), timed(store.undo)
    store.close()
    return {
        "insert": median(times),
        "worst": max(times),
        "sync": median(syncs),
        "open": opened,
        "memory": used,
        "bulk": bulk,
        "undo": undo,
    }


def run_tinydb(kind: str, path: Path, size: int) -> dict[str, float]:
    """Measure TinyDB as it comes, on the same file."""
    from tinydb import JSONStorage, TinyDB, where
    from tinydb.middlewares import CachingMiddleware
    from tinydb.table import Document, Table

    from reader.annotations.record_codec import encode

    Table.document_id_class = str  # type: ignore[assignment]
    storage: Any = CachingMiddleware(JSONStorage) if kind == "CachingMiddleware" else JSONStorage
    began = perf_counter()
    table = TinyDB(path, storage=storage).table("passages")
    table.search(where("document") == "news/2024/article-00003.txt")
    opened = (perf_counter() - began) * 1000
    used = memory()
    count = INSERTS if size <= 1000 or kind == "CachingMiddleware" else SLOW
    rows = [Document(encode(passage(61)), f"new-{number}") for number in range(min(count, 50))]
    times = [timed(lambda row=row: table.insert(row)) for row in rows]  # type: ignore[misc]
    ids = [row.doc_id for row in table.all()[:BULK]]
    bulk = timed(lambda: table.update({"note": "changed"}, doc_ids=ids))
    figures = {"insert": median(times), "worst": max(times), "open": opened, "memory": used}
    return figures | {"bulk": bulk}


def timed(act: Any) -> float:
    """Return the milliseconds that ``act`` takes."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def memory() -> float:
    """Return the resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(run(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
