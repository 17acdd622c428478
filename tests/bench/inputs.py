"""Documents a second of CPU time, and memory, for a folder of files of each form.

Run by hand: ``python tests/bench/inputs.py [COUNT]``. Each form is read in a process of its own:
scanned, each document read once; the files are written by the tests of forms. Memory is the most
that the process has held, in MB. One file of each folder is broken: it must be named.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from reader.corpus import Corpus
from reader.errors import CorpusError
from tests.corpus.samples import makers


def read(folder: str) -> tuple[int, int, float, int]:
    """Return the documents of a folder, those with problems, the seconds, and the memory."""
    start = time.process_time()
    corpus = Corpus([folder])
    documents = problems = 0
    for entry in corpus.scan():
        try:
            corpus.read(entry)
            documents += 1
        except CorpusError:
            problems += 1
    taken = time.process_time() - start
    return documents, problems, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main(count: int) -> None:
    """Write the folders, read them and print."""
    heads = f"{'documents':>9} {'broken':>6} {'CPU s':>7} {'a second':>9} {'MB':>5}"
    print(f"{'form':20} {'files':>6} {heads}", flush=True)
    for name, make in makers().items():
        with tempfile.TemporaryDirectory() as temporary:
            first = Path(temporary, name)
            make(first)
            for number in range(1, count):
                Path(temporary, f"{number}-{name}").write_bytes(first.read_bytes())
            Path(temporary, f"broken-{name}").write_bytes(b"\x01\x02\x03\xff" * 50)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                documents, problems, taken, memory = pool.apply(read, (temporary,))
        speed = documents / taken
        row = f"{documents:9,} {problems:6} {taken:7.1f} {speed:9,.0f} {memory:5}"
        print(f"{name:20} {count:6,} {row}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
