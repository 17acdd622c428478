"""Measure the export and the import of each format beside the standard library's own JSON.

    python tests/bench/exchange.py [PASSAGES] [DOCUMENTS]

Each format runs in a process of its own, on the same passages (two tags on every third, a note on
every tenth): seconds of the processor to write and to read back, megabytes of the file, and the
peak of memory in megabytes, with what the passages take by themselves. ``json.dumps`` writes the
bare rows. The last lines are the whole way, from an annotation file to a file and into a fresh one,
by the commands.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from time import process_time

WORDS = "The mayor said on Monday that the bridge 👩 would stay closed until May.\r\n" * 20
NAMES = ("claim", "quote", "number", "to check", "source “named”")
BARE = "json.dumps"


def main(passages: int, documents: int) -> None:
    """Print a table."""
    from reader.exchange import FORMATS

    heads = ("write s", "read s", "file MB", "peak MB")
    print(f"{passages:,} passages in {documents:,} documents")
    print(f"{'format':16}", *(f"{head:>9}" for head in heads))
    for name in (BARE, *(name for name in FORMATS if name != "candidates")):
        found = run("--format", name, passages, documents)
        figures = (f"{found[head]:9.2f}" if head in found else " " * 9 for head in heads)
        print(f"{name:16}", *figures, flush=True)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        commands(Path(folder), passages, documents)


def run(*arguments: object) -> dict[str, float]:
    """Return what a process of its own finds."""
    command = [sys.executable, __file__, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def one(name: str, passages: int, documents: int) -> None:
    """Print the figures of one format as JSON."""
    from reader.exchange import FORMATS

    made = bundle(passages, documents)
    found: dict[str, float] = {}
    start = process_time()
    if name == BARE:
        data = json.dumps([asdict(each) for each in made.passages]).encode()
    else:
        data = FORMATS[name].write(made).data
    found["write s"] = process_time() - start
    start = process_time()
    if name == BARE:
        count = len(json.loads(data))
    elif FORMATS[name].reads:
        count = len(FORMATS[name].read(data, "file").passages)
    else:
        count = passages
    if name == BARE or FORMATS[name].reads:
        found["read s"] = process_time() - start
    if count != passages:
        raise SystemExit(f"{name}: {count:,} of {passages:,} passages came back")
    found["file MB"] = len(data) / 1e6
    found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps(found))


def bundle(passages: int, documents: int):  # type: ignore[no-untyped-def]
    """Return so many passages, no two of a document at one place."""
    from uuid import uuid4

    from reader.exchange import Bundle, DocumentItem, PassageItem, TagItem

    said = {
        "author": "ada",
        "created": "2024-01-01T00:00:00Z",
        "modified": "2024-01-01T00:00:00Z",
        "revision": 1,
    }
    texts = {f"news/{number:05}.txt": WORDS for number in range(documents)}
    paths = list(texts)
    found = []
    for number in range(passages):
        start = WORDS.index(" ", number // documents * 11) + 1
        end = start + 40 + number % 5
        cut = WORDS[start:end]
        kept = PassageItem(
            id=str(uuid4()),
            **said,
            document=paths[number % documents],
            sha256="ab" * 32,
            start=start,
            end=start + len(cut.rstrip()),
            quote=cut.rstrip(),
            prefix=WORDS[max(0, start - 64) : start],
            suffix=WORDS[end : end + 64],
            tags=tuple({NAMES[number % 5], NAMES[number % 3]}) if number % 3 == 0 else NAMES[:1],
            note="Ask the harbour master" if number % 10 == 0 else "",
        )
        found.append(kept)
    return Bundle(
        corpus="news",
        exported="2024-01-01T00:00:00Z",
        tags=tuple(TagItem(id=str(uuid4()), name=name, **said) for name in NAMES),
        documents=tuple(DocumentItem(path=path) for path in paths),
        passages=tuple(found),
        texts=texts,
    )


def commands(folder: Path, passages: int, documents: int) -> None:
    """Print the processor's seconds of the two commands, from one annotation file to another."""
    from reader.exchange import FORMATS

    corpus = folder / "news"
    (corpus / "news").mkdir(parents=True)
    made = bundle(passages, documents)
    for path, text in made.texts.items():
        (corpus / path).write_bytes(text.encode())
    first = folder / "first.doccano"
    first.write_bytes(FORMATS["doccano"].write(made).data)
    spent = timed("import", corpus, first, "--format", "doccano")
    print(f"{'by the commands':16} {'export s':>9} {'peak MB':>9} {'import s':>9} {'peak MB':>9}")
    print(f"{'first import':16} {'':9} {'':9} {spent[0]:9.1f} {spent[1]:9.0f}", flush=True)
    for name, kind in FORMATS.items():
        if name == "candidates":
            continue
        out = folder / f"{name}-out{kind.suffix}"
        figures = [*timed("export", corpus, "--format", name, "-o", out)]
        if kind.reads:
            fresh = folder / f"{name}.json"
            figures += timed("import", corpus, out, "--format", name, "--annotations", fresh)
        print(f"{name:16}", *(f"{one:9.1f}" for one in figures), flush=True)


def timed(*arguments: object) -> tuple[float, float]:
    """Return the seconds of the processor that a command takes, and its peak of megabytes."""
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {said}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3


if __name__ == "__main__":
    if sys.argv[1:2] == ["--format"]:
        one(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(*(int(each) for each in (*sys.argv[1:], "100000", "2000")[:2]))
