"""`reader search`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.analyses import print_each
from reader.cli.opened_corpus import opened_corpus
from reader.cli.options import (
    ANNOTATIONS,
    VERBOSE,
    WORDS,
    CorpusPath,
    WordsCommand,
    how_to_read,
    json_or_text,
)
from reader.cli.output import put, say, tell_left_out, tell_notes, tell_unread
from reader.cli.querying import read_for, tell_nothing, text_trouble
from reader.text import Excerpt, Span, json_line, one_line

if TYPE_CHECKING:
    from reader.corpus import Document
    from reader.workspace.overviews.contexts import Context
    from reader.workspace.query.syntax import Query

# Columns of a line of text: enough of both sides for a terminal of 100.
_COLUMNS = 40


@click.command(
    cls=WordsCommand,  # -word leaves a word out
    epilog="\b\nExamples:\n"
    "  reader search news/ ferry -strike --format text\n"
    "  reader search news/ '\"chief of staff\" or minist*' date:2022-05..2022-06\n"
    "  reader search news/ @Marsh resign near minister tag:claim",
)
@click.argument("corpus", type=CorpusPath())
@click.argument("query", nargs=-1, required=True, type=WORDS)
@json_or_text("JSON Lines, or keywords in context, one under the other.")
@click.option("--whole", is_flag=True, help="Look at the whole source instead of the article.")
@VERBOSE
@ANNOTATIONS
@how_to_read
def search(
    corpus: Path, query: tuple[str, ...], style: str, whole: bool, annotations: Path | None
) -> int:
    """Print the hits of a query in articles.

    One JSON object a place: document, start, end, before, match and after. Offsets are code points
    of the file's decoded text, half-open; match is that stretch as it is shown, line ends as
    blanks. Where title, tags or other fields alone have it, match is empty, and start is end. Case,
    accents, quotation marks, dashes and the like do not matter; "words in a row" in quotation marks
    are found exactly as they stand. A /regular expression/ finds capitals too (and ß for ss),
    unless it has some; accents count in it. Where it is a note that has them, it stands as note
    beside the words that it is on.
    """
    from reader.workspace.query.parsing import parse

    asked_for = parse(" ".join(query))
    write = _json if style == "json" else _text
    if asked_for is None:
        raise click.UsageError("The query is empty")
    if whole:
        return print_each([corpus], partial(_in_source, asked_for, write))
    return _in_articles(corpus, asked_for, write, annotations)


def _in_articles(
    corpus: Path, query: Query, write: Callable[[Context, str], str], annotations: Path | None
) -> int:
    """Print the places in articles; return the exit code."""
    from reader.workspace.overviews.contexts import context_of, contexts
    from reader.workspace.query.hits import ELSEWHERE, HitPlaces, hits
    from reader.workspace.query.preparing import read_found

    with opened_corpus([corpus], annotations) as workspace:
        read_for(workspace, query, read_found(workspace, query))
        if trouble := text_trouble(workspace, query):
            say(trouble)
        places = HitPlaces(workspace)
        found = None
        for found in hits(workspace, query):
            excerpt = places.excerpt(found.document)
            around = contexts(found.document, excerpt, places.in_source(found))
            is_noted = found.note is not None and found.note.place is not None
            if not (around or is_noted):
                around = [context_of(found.document, excerpt, Span(*ELSEWHERE))]
            elif not around:  # it is on what the article leaves out
                source = Excerpt.whole(workspace.document(found.document).source)
                around = contexts(found.document, source, places.in_source(found))
            note = one_line(found.note.text) if found.note is not None else ""
            put("\n".join(write(one, note) for one in around))
        if found is None:
            tell_nothing(query)
        summaries = workspace.summaries
        faults = tell_unread(workspace, sorted(summaries.unreadable))
        tell_notes(n for summary in summaries.values() for n in summary.notes)
        tell_left_out(workspace.left_out)
    return int(bool(faults or trouble))


def _in_source(
    query: Query, write: Callable[[Context, str], str], document: Document
) -> str | None:
    """Return a line for each place in the source of a document, None where there is none."""
    from reader.workspace.overviews.contexts import contexts
    from reader.workspace.query.alone import places_in

    excerpt = Excerpt.whole(document.source)
    found = contexts(document.id, excerpt, places_in(excerpt, query))
    return "\n".join(write(one, "") for one in found) or None


def _json(found: Context, note: str) -> str:
    return json_line(
        {
            "document": found.document,
            "start": found.start,
            "end": found.end,
            "before": found.before,
            "match": found.match,
            "after": found.after,
            **({"note": note} if note else {}),
        }
    )


def _text(found: Context, note: str) -> str:
    from rich.cells import cell_len, set_cell_size

    before, match = one_line(f"{found.before}|")[:-1], one_line(found.match)
    if note and cell_len(match) > _COLUMNS:  # what a note is on may be a paragraph
        match = f"{set_cell_size(match, _COLUMNS - 1)}…"
    while cell_len(before) > _COLUMNS:
        before = before[1:]
    before = " " * (_COLUMNS - cell_len(before)) + before
    after = set_cell_size(one_line(f"|{found.after}")[1:], _COLUMNS)
    return f"{before}[{match}]{after}  {one_line(found.document)}{note and f'  ✎ {note}'}"
