"""The option --query, and the corpus that it is asked of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.opened_corpus import find_documents, opened_corpus
from reader.cli.options import WORDS
from reader.cli.output import say, tell_reading

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from reader.workspace import Workspace
    from reader.workspace.query.syntax import Query

# Fields whose values may be misspelt; a tag that is not there is refused.
_NAMED = frozenset({"author", "by", "document", "folder", "lang", "note", "source", "story", "@"})

QUERY = click.option(
    "--query",
    metavar="QUERY",
    type=WORDS,
    help="Only documents that a query finds, as in the list: ferry status:done date:2022-05..",
)


@contextmanager
def asked(
    paths: Sequence[Path], query: Query | None, annotations: Path | None = None
) -> Iterator[Workspace]:
    """Open a corpus, and read as much of it as a query needs; tell how far that has come."""
    with opened_corpus(paths, annotations) as workspace:
        read_for(workspace, query)
        if trouble := text_trouble(workspace, query):
            say(trouble)
        yield workspace


def read_for(workspace: Workspace, query: Query | None, more: Iterable[str] = ()) -> None:
    """Find documents, read what a query needs, and those of ``more``; tell how far that has come.

    Tell, too, which values of fields the query asks for that nothing in the corpus has.

    Raises:
        QueryError: where the query names a tag that is not there.
    """
    from reader.workspace.query.asking import check_tags
    from reader.workspace.query.documents import DocumentAnswers
    from reader.workspace.query.mistaken import mistaken_field
    from reader.workspace.query.preparing import prepare, tests_of
    from reader.workspace.query.syntax import FieldTest

    check_tags(workspace, query)
    find_documents(workspace)
    tell_reading(workspace, chain(prepare(workspace, query), more))
    answers = DocumentAnswers(workspace)
    for test in tests_of(query):
        if (
            isinstance(test, FieldTest)
            and test.name in _NAMED
            and test.value
            and not answers.of(test)
        ):
            say(f"no document has {test.sign}{test.value}{mistaken_field(test)}")


def text_trouble(workspace: Workspace, query: Query | None) -> str:
    """Return the reason that a query can't be answered for all texts; empty if it can."""
    from reader.workspace.query.preparing import reads_texts

    return workspace.analysis.not_indexed() if reads_texts(query) else ""


def documents_found(paths: Sequence[Path], text: str, annotations: Path | None = None) -> Set[str]:
    """Return the ids of the documents of a corpus that a query finds.

    Raises:
        QueryError: where it can't be understood.
    """
    from reader.workspace.query.answering import answer
    from reader.workspace.query.documents import DocumentAnswers
    from reader.workspace.query.parsing import parse

    query = parse(text)
    with asked(paths, query, annotations) as workspace:
        found = set(answer(query, DocumentAnswers(workspace)))
    if not found:
        tell_nothing(query)
    return found


def tell_nothing(query: Query | None) -> None:
    """Tell what may be meant otherwise in a query that found nothing."""
    from reader.workspace.query.mistaken import mistaken_words

    if meant := mistaken_words(query):
        say(f"nothing was found{meant}")
