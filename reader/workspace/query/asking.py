"""Asking a workspace for documents and passages in words: the face of the query language."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING

from reader.workspace.query.answering import answer
from reader.workspace.query.documents import DocumentAnswers, tags_of
from reader.workspace.query.parsing import parse
from reader.workspace.query.passage_queries import PassageAnswers
from reader.workspace.query.preparing import tests_of
from reader.workspace.query.syntax import FieldTest, Query

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def documents_of(
    workspace: Workspace,
    text: str,
    *,
    typing: bool = False,
    marks: Mapping[str, Set[str]] | None = None,
    documents: Set[str] | None = None,
) -> Set[str]:
    """Return the ids of the documents that a query finds, as far as they are read.

    While it is being typed (``typing``) the last word may be the beginning of one. ``marks`` are
    documents that a screen knows more of, asked for as ``is:`` and the mark's name; ``documents``
    are those that are asked about, where it is not the whole corpus.

    Raises:
        QueryError: with the place of what can't be understood.
    """
    return answer(parse(text, typing=typing), DocumentAnswers(workspace, marks, documents))


def unknown_tag(workspace: Workspace, query: Query | None) -> str:
    """Return the words for a tag that a query names and that is not there; empty without one."""
    codebook = workspace.facts.codebook
    named = (test for test in tests_of(query) if isinstance(test, FieldTest) and test.value)
    missing = (
        test.value for test in named if test.name in {"tag", "only"} and not tags_of(test, codebook)
    )
    return next((f"there is no tag “{value}”" for value in missing), "")


def passages_of(workspace: Workspace, query: Query | None) -> Set[str]:
    """Return the ids of the passages that a query finds.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    return answer(query, PassageAnswers(workspace))
