from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations import Status, Verdict
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.codebook.codebook_editing import new_tag
from reader.workspace.actions.passages import annotating

CLEAN, RAW = "harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"


@pytest.fixture
def annotated(corpus: Path) -> Path:
    """The sample corpus with passages, notes, a link and states."""
    workspace = Workspace.open([corpus], author="Mina")
    list(workspace.scan())
    store = workspace.store
    document = workspace.document(CLEAN)
    start = document.source.index(" ") + 1
    tags = store.tags()
    annotating.toggle_tags(store, document, [Span(start, start + 12)], tags[0])
    annotating.toggle_tags(store, document, [Span(start, start + 12)], tags[1])
    annotating.toggle_tags(store, document, [Span(start + 6, start + 40)], tags[2])
    annotating.note(store, document, Span(start, start + 12), "Says who? “Ja” 🌊\nand\tmore")
    new_tag(store, "Zweifel am Datum")
    annotating.set_status(store, [CLEAN], Status.DONE)
    annotating.set_document_note(store, RAW, "the page itself")
    annotating.link(store, CLEAN, RAW, "same-page", note="sure", evidence="all of it")
    annotating.link(
        store, CLEAN, "island-library/lamp-and-ledger.txt", "edited", verdict=Verdict.REJECTED
    )
    workspace.close()
    return corpus
