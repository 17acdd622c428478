"""Actions on many documents at once, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.annotations import DocumentState, Store, Tag
from reader.workspace.actions.passages.annotating import (
    add_planned,
    state_of,
    tags_to_set,
    toggled,
    toggled_in_words,
)


def tag_documents(store: Store, documents: Sequence[str], tags: Sequence[Tag]) -> str:
    """Put tags on documents themselves, or take those off that all have, as one step.

    Returns what was done, in words.

    Raises:
        StoreError: where the step can't be saved.
    """
    states = [state_of(store, document) for document in documents]
    on = tags_to_set(tags, [state.tags for state in states])
    with store.step(toggled_in_words(tags, on)) as step:  # which knows its documents itself
        add_planned(store, step, *tags)
        for state in states:
            left = toggled(state.tags, tags, on)
            if left != state.tags:
                step.put(replace(state, tags=left))
    return toggled_in_words(tags, on, counted(documents))


def clear_documents(store: Store, documents: Iterable[str]) -> tuple[int, int]:
    """Remove the passages, tags, notes and statuses of documents; links stay.

    Returns:
        How many passages are removed, and how many documents had anything of these.

    Raises:
        StoreError: where the step can't be saved.
    """
    documents = list(documents)
    passages = had = 0
    with store.step("remove passages, tags and notes") as step:
        for document in documents:
            found, state = store.passages(document), store.state(document)
            for passage in found:
                step.delete(passage)
            bare = DocumentState(document=document)
            is_bare = state is None or (state.status, state.tags, state.note) == (
                bare.status,
                bare.tags,
                bare.note,
            )
            if state is not None and not is_bare:
                step.put(replace(state, status=bare.status, tags=(), note=""))
            passages += len(found)
            had += bool(found) or not is_bare
    return passages, had


def counted(documents: Sequence[str]) -> str:
    """Return the documents in words: the only one by name, several by their number."""
    return documents[0] if len(documents) == 1 else f"{len(documents):,} documents"
