"""What is done with many documents at once is one step, which is told once where it was."""

from __future__ import annotations

from reader.workspace import Workspace
from reader.workspace.actions.passages.batching import clear_documents, tag_documents

TWO = ["harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"]


def test_a_step_leaves_it_to_who_tells_it_to_count_its_documents(workspace: Workspace) -> None:
    store = workspace.store
    assert tag_documents(store, TWO, [store.tags()[0]]) == "claim set on 2 documents"
    assert store.undoable is not None and store.undoable.name == "claim set"
    assert set(store.undoable.documents) == set(TWO)
    clear_documents(store, TWO)
    assert store.undoable.name == "remove passages, tags and notes"
