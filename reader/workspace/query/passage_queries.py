"""Queries over passages: their words, notes and tags, and what their documents are."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cached_property
from typing import TYPE_CHECKING

from reader.text import fold
from reader.workspace.query.answering import has_value
from reader.workspace.query.documents import DocumentAnswers, tags_of
from reader.workspace.query.syntax import FieldTest, PatternTest, Test, TextTest, WordsTest
from reader.workspace.query.texts import holds_in, may_hold_in

if TYPE_CHECKING:
    from reader.annotations import Glance
    from reader.workspace.workspace import Workspace

# Values of a passage itself; all else is asked of its document.
_HAS = ("passage", "tag", "note")
_IS = ("tagged", "untagged", "noted", "carried")


class PassageAnswers:
    """Finds the passages that pass a test of their words, tags, notes and authors.

    Words are looked for in quote, note and names of tags.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index = workspace.facts.index
        self._passages = workspace.facts.passages
        self._codebook = workspace.facts.codebook

    @cached_property
    def _documents(self) -> DocumentAnswers:
        documents = {one.document for one in self._passages.values()}
        return DocumentAnswers(self._workspace, documents=documents)

    def all(self) -> Set[str]:
        """Return the ids of all passages."""
        return self._passages.keys()

    def of(self, test: Test) -> Set[str]:
        """Return the ids of the passages that a test holds for."""
        if not isinstance(test, FieldTest):
            return self._with_words(test)
        if test.name in {"tag", "only"}:
            tags = tags_of(test, self._codebook)
            return self._where(
                lambda one: not tags.isdisjoint(one.tags) if test.value else not one.tags
            )
        if test.name == "note":
            return self._noted(test)
        if test.name == "author":
            authors = {one.author for one in self._passages.values()}
            passing = {author for author in authors if has_value(test, [author])}
            return self._where(lambda one: one.author in passing)
        own = {"has": _HAS, "is": _IS}.get(test.name, ())
        if asked := {value for value in own if has_value(test, [value])}:
            values = _had if test.name == "has" else _standing
            return self._where(lambda one: not asked.isdisjoint(values(one)))
        documents = self._documents.of(test)
        return self._where(lambda one: one.document in documents)

    def _where(self, holds: Callable[[Glance], bool]) -> set[str]:
        return {id_ for id_, one in self._passages.items() if holds(one)}

    def _with_words(self, test: TextTest) -> set[str]:
        index, found = self._index, self._with_tag_of(test)
        if isinstance(test, WordsTest):
            near = index.words().with_words(test.wording.alike)
            if not test.wording.exact:
                return near | found if found else near
        else:
            near = {id_ for id_, text in index.words().items() if may_hold_in(test, text)}
        return found | {id_ for id_ in near if holds_in(test, index.text(id_), "")}

    def _with_tag_of(self, test: TextTest) -> set[str]:
        """Return the passages with a tag in whose name the words stand."""
        if isinstance(test, PatternTest):
            return set()
        tags = self._codebook.values()
        named = {tag.id for tag in tags if holds_in(test, tag.name, fold(tag.name))}
        if not named:
            return set()
        return self._where(lambda one: not named.isdisjoint(one.tags))

    def _noted(self, test: FieldTest) -> set[str]:
        if not test.value:
            return self._where(lambda one: not one.has_note)
        near = [*self._index.notes().with_words(test.wording.alike)]
        if not test.exact:
            return set(near)
        notes = zip(near, self._index.notes_of(near), strict=True)
        return {id_ for id_, note in notes if has_value(test, [note])}


def _had(passage: Glance) -> tuple[str, ...]:
    """Return what a passage has (a note, a tag), by the values of ``has:``."""
    return "passage", "tag" if passage.tags else "", "note" if passage.has_note else ""


def _standing(passage: Glance) -> tuple[str, ...]:
    """Return the states of a passage, by the values of ``is:``."""
    return (
        "tagged" if passage.tags else "untagged",
        "noted" if passage.has_note else "",
        "carried" if passage.origin else "",
    )
