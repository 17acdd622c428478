"""Queries over passages: their words, notes and tags, and what their documents are."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from reader.workspace.query.answering import has_value
from reader.workspace.query.documents import DocumentAnswers, tags_of
from reader.workspace.query.syntax import FieldTest, Test
from reader.workspace.query.texts import holds_in

if TYPE_CHECKING:
    from reader.workspace.query.annotated import QueriedPassage
    from reader.workspace.workspace import Workspace

# What a passage has itself; all other fields are those of its document.
_OWN = frozenset({"tag", "only", "note", "author"})
_OWN_PARTS = frozenset({"passage", "tag", "note", "tagged", "untagged", "noted", "carried"})


class PassageAnswers:
    """Tells which passages a test holds for: by their own words, tags, notes and authors.

    Words are looked for in quote, note and names of tags.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._documents = DocumentAnswers(workspace)
        self._passages = workspace.facts.passages
        self._codebook = workspace.facts.codebook

    def all(self) -> Set[str]:
        """Return the ids of all passages."""
        return self._passages.keys()

    def of(self, test: Test) -> Set[str]:
        """Return the ids of the passages that a test holds for."""
        passages = self._passages.items()
        if not isinstance(test, FieldTest):
            return {id_ for id_, one in passages if holds_in(test, one.text, one.folded)}
        if test.name in {"tag", "only"} and test.value:
            tags = tags_of(test, self._codebook)
            return {id_ for id_, one in passages if not tags.isdisjoint(one.tags)}
        if test.name in _OWN or (test.name in {"has", "is"} and test.value in _OWN_PARTS):
            return {id_ for id_, one in passages if _passes(test, one)}
        documents = self._documents.of(test)
        return {id_ for id_, one in passages if one.document in documents}


def _passes(test: FieldTest, passage: QueriedPassage) -> bool:
    values: dict[str, tuple[str, ...]] = {
        "tag": passage.tags,
        "note": (passage.note,),
        "author": (passage.author,),
        "only": passage.tags,
        "has": ("passage", "tag" if passage.tags else "", "note" if passage.note else ""),
        "is": (
            "tagged" if passage.tags else "untagged",
            "noted" if passage.note else "",
            "carried" if passage.origin else "",
        ),
    }
    return has_value(test, values[test.name])
