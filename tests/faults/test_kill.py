"""kill -9 at random moments, and the same done to TinyDB as it comes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from reader.annotations import Store

from .work import notes

KILLS = 1000 if os.environ.get("READER_FAULTS") == "full" else 50
LINES = 40  # that a worker may write before it is killed

WORKER = """
import sys
from pathlib import Path
from reader.annotations import Anchor, Passage, Store
anchor = Anchor.of("The bridge stays closed.", "0" * 64, 4, 10)
with Store.open(Path(sys.argv[1]), author="ada") as store:
    for number in range(int(sys.argv[2]), 1_000_000):
        with store.step("tag") as step:
            kept = step.put(Passage(document="a.txt", anchor=anchor, note=str(number)))
        if number % 7 != 3:
            print("put", kept.id, flush=True)
        else:
            with store.step("remove") as step:
                step.delete(kept)
            print("deleted", kept.id, flush=True)
        if number % 10 == 9:
            store._storage.save_beside_commits()
"""

# The cache is written at each thousandth insert, which a busy machine may reach before the kill.
PLAIN = """
import sys, threading
from tinydb import TinyDB, JSONStorage
from tinydb.middlewares import CachingMiddleware
db = TinyDB(sys.argv[1], storage=CachingMiddleware(JSONStorage))
for number in range(int(sys.argv[2]), 500):
    db.insert({"note": number})
    print(number, flush=True)
threading.Event().wait()
"""


def killed(program: str, path: Path, first: int, rnd: random.Random) -> list[str]:
    """Run a worker, kill it at a random moment, and return all that it said it has saved."""
    command = [sys.executable, "-c", program, str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        said = [worker.stdout.readline() for _ in range(rnd.randint(1, LINES))]
        spin = rnd.randrange(20_000)  # into the middle of the next operation
        for _ in range(spin):
            pass
        worker.kill()
        return [line.strip() for line in [*said, *worker.stdout] if line.endswith("\n")]


def test_what_was_acknowledged_survives(tmp_path: Path) -> None:
    rnd = random.Random(3)
    path = tmp_path / "annotations.json"
    put: set[str] = set()
    deleted: set[str] = set()
    for kill in range(KILLS):
        for line in killed(WORKER, path, kill * 1000, rnd):
            word, key = line.split()
            (put if word == "put" else deleted).add(key)
        with Store.open(path, author="bob") as store:
            there = notes(store).keys()
            assert store.notices == []
        assert put - there == set()
        assert deleted & there == set()


def test_tinydb_with_a_cache_loses_work(tmp_path: Path) -> None:
    path = tmp_path / "plain.json"
    said = killed(PLAIN, path, 0, random.Random(3))
    assert said
    assert path.read_text() == ""
