"""What a corpus is told to hold, for the tests of many forms."""

from __future__ import annotations

from pathlib import Path

from reader.corpus import Corpus, Document

LOCK = "The council of Marn opened the new lock on Tuesday, two years late."
MILL = "The old mill of Orsk burned on Sunday. Nobody was hurt."
OBJECT = {"title": "Lock opens", "date": "2024-03-05", "source": "Marn Post", "text": LOCK}
SECOND = {"title": "Mill burns", "date": "2024-03-06", "source": "Marn Post", "text": MILL}


def read(path: Path) -> dict[str, Document | str]:
    """Return what each entry of a corpus is, a document or its problem."""
    corpus = Corpus([path])
    return {entry.id: entry.problem or corpus.read(entry) for entry in corpus.scan()}


def told(path: Path) -> list[tuple[str, str, str, str]]:
    found = [one for one in read(path).values() if isinstance(one, Document)]
    return [
        (d.source.strip(), d.declared.title, d.declared.date[:10], d.declared.source) for d in found
    ]
