"""The articles of a corpus as records, for the search for duplicates beyond one machine."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from reader.corpus import Corpus, Entry
from reader.parallel import in_order
from reader.text import json_line
from reader.workspace.analyses.examining import examined


def write_records(corpus: Corpus, entries: Iterable[Entry], path: Path) -> list[str]:
    """Write a line of JSON for each article: the body of its text, and the hash of its source.

    Returns the documents that can't be read.
    """
    found = list(entries)
    unread: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        for entry, (card, text, *_) in zip(
            found, in_order(partial(examined, corpus, False), found), strict=True
        ):
            if card.problem:
                unread.append(entry.id)
            elif text:
                fields = {"title": card.title, "date": card.date, "hidden": card.hidden}
                record = {"id": entry.id, "text": text, **fields, "sha256": card.sha256}
                file.write(json_line(record) + "\n")
    return unread
