"""Asking a workspace for documents and passages in words: the face of the query language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import TYPE_CHECKING

from reader.errors import near_names
from reader.text import Span, fold
from reader.workspace.query.answering import answer
from reader.workspace.query.documents import DocumentAnswers, tags_of
from reader.workspace.query.parsing import parse
from reader.workspace.query.passage_queries import PassageAnswers
from reader.workspace.query.preparing import tests_of
from reader.workspace.query.syntax import FieldTest, Query, QueryError

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def documents_of(
    workspace: Workspace,
    text: str,
    *,
    typing: bool = False,
    marks: Mapping[str, Set[str]] | None = None,
    documents: Set[str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Set[str]:
    """Return the ids of the documents that a query finds, as far as they are read.

    While it is being typed (``typing``) the last word may be the beginning of one. ``marks`` are
    documents that a screen knows more of, asked for as ``is:`` and the mark's name; ``documents``
    are those that are asked about, where it is not the whole corpus. Where the query is given up
    (``cancelled``) the answer comes at once and is of no use.

    Raises:
        QueryError: with the place of what can't be understood.
    """
    answers = DocumentAnswers(workspace, marks, documents, cancelled=cancelled)
    return answer(parse(text, typing=typing), answers)


def check_tags(workspace: Workspace, query: Query | None) -> None:
    """Refuse a query that names a tag that is not there.

    Raises:
        QueryError: with the place of the tag, and the one that comes nearest to it.
    """
    codebook = workspace.facts.codebook
    for test in tests_of(query):
        if not isinstance(test, FieldTest) or test.name not in {"tag", "only"} or not test.value:
            continue
        if not tags_of(test, codebook):
            names = {fold(tag.name): tag.name for tag in codebook.values()}
            near = near_names(fold(test.value), names)
            remedy = f"Did you mean “{names[near[0]]}”?" if near else "See: reader tags"
            place = f"{test.sign}{test.value}"
            message = f"there is no tag “{test.value}”"
            raise QueryError(message, place, Span(0, len(place)), remedy)


def passages_of(workspace: Workspace, query: Query | None) -> Set[str]:
    """Return the ids of the passages that a query finds.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    return answer(query, PassageAnswers(workspace))
