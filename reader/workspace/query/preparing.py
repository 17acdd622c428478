"""Reading of a corpus what a query asks for, where nothing else does that."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.workspace.query.answering import answer
from reader.workspace.query.documents import DocumentAnswers
from reader.workspace.query.syntax import AllOf, AnyOf, FieldTest, Not, Query, Test
from reader.workspace.workspace import Workspace

_OF_PAIRS = frozenset({"kind", "story", "is"})
_OF_ANNOTATIONS = frozenset({"tag", "only", "note", "status", "author", "document"})


def prepare(
    workspace: Workspace, query: Query | None, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[str]:
    """Read as much of the documents that ``workspace`` has found as a query needs.

    Yields the ids of documents as they are read.
    """
    names = fields_of(query)
    pairs = bool(names & _OF_PAIRS) or any(
        isinstance(test, FieldTest) and test.name == "has" and test.value in {"story", ""}
        for test in tests_of(query)
    )
    if pairs:
        yield from workspace.analyse(cancelled, names=False)
    elif names - _OF_ANNOTATIONS:
        yield from workspace.analysis.read_texts(cancelled)
    if "@" in names:
        yield from workspace.names.gather(cancelled)


def read_found(workspace: Workspace, query: Query) -> Iterator[str]:
    """Read the texts of the documents that a query finds, for the places of its hits.

    What is known of them without their texts, as tags, may be all that ``prepare`` needs. Yields
    the ids of documents as they are read.
    """
    found = answer(query, DocumentAnswers(workspace))
    yield from workspace.analysis.read_texts(only=found)


def reads_texts(query: Query | None) -> bool:
    """Tell whether a query asks for what the index of texts has."""
    return any(not isinstance(test, FieldTest) or test.name == "lang" for test in tests_of(query))


def reads_documents(query: Query | None) -> bool:
    """Tell whether the answer to a query grows while documents are read."""
    return bool(fields_of(query) - _OF_ANNOTATIONS)


def fields_of(query: Query | None) -> set[str]:
    """Return the names of the fields that a query tests; that of the text itself is empty."""
    return {test.name if isinstance(test, FieldTest) else "" for test in tests_of(query)}


def tests_of(query: Query | None) -> Iterator[Test]:
    """Yield all tests of a query, in their order."""
    match query:
        case None:
            return
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_of(part)
        case Not(part):
            yield from tests_of(part)
        case _:
            yield query


def names_entities(query: Query) -> bool:
    """Tell whether a query asks for @names, which must be gathered first."""
    return "@" in fields_of(query)
