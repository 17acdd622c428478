"""The articles of a corpus as records, for the search for duplicates beyond one machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from reader.corpus import Corpus, Entry
from reader.parallel import in_order
from reader.text import json_line, one_line
from reader.workspace.analyses.reading.examining import examined, version_of


def write_records(corpus: Corpus, entries: Iterable[Entry], path: Path) -> list[str]:
    """Write a line of JSON for each article: its text and names, and the hash of its source.

    Returns the documents that can't be read.
    """
    found = list(entries)
    unread: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        for entry, one in zip(found, in_order(partial(examined, corpus, True), found), strict=True):
            summary = one.summary
            if summary.problem:
                unread.append(entry.id)
            elif one.text:
                made = version_of(entry.id, summary, one.text, one.names)
                names = "\n".join(map(one_line, made.names))
                record = {**asdict(made), "date": summary.date, "names": names}
                file.write(json_line({**record, "sha256": summary.sha256}) + "\n")
    return unread
