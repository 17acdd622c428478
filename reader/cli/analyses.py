"""`reader clean` and `reader entities`."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.naming import files_and_parts, only_parts
from reader.cli.options import (
    ANNOTATIONS,
    JSON_LINES,
    PATHS,
    RECOGNISER,
    VERBOSE,
    json_or_text,
    reading,
    recogniser,
)
from reader.cli.output import Faults, put, tell_left_out, tell_notes, tell_team
from reader.cli.querying import QUERY, documents_found
from reader.errors import ReaderError, RecogniserError, one_document
from reader.parallel import in_order
from reader.text import json_line

if TYPE_CHECKING:
    from reader.cleaning import Article, Field
    from reader.corpus import Corpus, Document, Entry, ReadingNote
    from reader.entities import Engine
    from reader.workspace.cache.described import DescribedLine


@click.command(
    epilog="\b\nExample:\n  reader clean news/ | jq -r '[.document, .title.text] | @tsv'"
)
@PATHS
@VERBOSE
@json_or_text("JSON Lines, or the text alone: standfirst and body.")
@QUERY
@ANNOTATIONS
def clean(paths: tuple[Path, ...], style: str, query: str | None, annotations: Path | None) -> int:
    """Print cleaned articles; FILE#ID is one of a file that holds several.

    One JSON object a document: its title, byline, date, source, section and standfirst (null, or
    text, start and end; of what a record, a head or the path says, text and "from"), its url and
    language, the blocks of its body, their text, and a note on what had to be guessed. Offsets are
    code points of the file's decoded text, half-open.
    """
    files, _ = files_and_parts(paths)
    only = None if query is None else documents_found(files, query, annotations)
    if style == "text":
        return print_each(paths, _article_text, between="", only=only)
    return print_each(paths, _article_json, only=only)


@click.command(epilog="\b\nExample:\n  reader entities news/ | jq -r '.mentions[].entity' | sort")
@PATHS
@VERBOSE
@JSON_LINES
@click.option("--whole", is_flag=True, help="Look at the whole source instead of the article.")
@RECOGNISER
def entities(paths: tuple[Path, ...], whole: bool, engine: str | None) -> int:
    """Print the names, dates and amounts in articles.

    One JSON object a document, with start, end, text, type and entity of each mention. Offsets are
    code points of the file's decoded text, half-open.
    """
    from reader.settings import load

    with closing(recogniser(engine, load())) as chosen:
        return print_each(paths, partial(_mentions_json, chosen, whole=whole))


def print_each(
    paths: Sequence[Path],
    analyse: Callable[[Document], str | None],
    between: str | None = None,
    only: Set[str] | None = None,
) -> int:
    """Print the parts that ``analyse`` gives for each document, with any ``between`` them.

    ``paths`` are folders, files, and documents as FILE#ID. ``only`` are the ids of the documents
    that are meant, where not all are. Where ``analyse`` gives None nothing is printed. Documents
    with problems are reported. Returns the exit code.

    Raises:
        RecogniserError: where the recogniser can't work, whatever the document.
    """
    from reader.annotations import belongs_to_store
    from reader.workspace.opening import open_corpus

    files, parts = files_and_parts(paths)
    tell_team(files)
    corpus = open_corpus(files, reading=reading())
    faults, printed = Faults(), 0
    notes: list[ReadingNote] = []
    found = only_parts(corpus.scan(), parts, corpus.root)
    entries = (entry for entry in found if only is None or entry.id in only)
    with closing(in_order(partial(_try, analyse, corpus), entries)) as results:
        for result, own_notes in results:
            notes += own_notes
            if isinstance(result, ReaderError):
                faults.tell(result)
                continue
            if result is None:
                continue
            if printed and between is not None:
                put(between)
            put(result)
            printed += 1
    faults.end()
    tell_notes(notes)
    tell_left_out(corpus.left_out.without(lambda path: belongs_to_store(Path(path))))
    return min(faults.count, 1)


def _try(
    analyse: Callable[[Document], str | None], corpus: Corpus, entry: Entry
) -> tuple[str | ReaderError | None, tuple[ReadingNote, ...]]:
    """Return the result of ``analyse`` for a document, or its failure, and the notes on it."""
    notes: tuple[ReadingNote, ...] = ()
    try:
        with one_document(entry.id):
            document = corpus.read(entry)
            notes = document.notes
            return analyse(document), notes
    except RecogniserError:
        raise
    except ReaderError as error:
        return error, notes


def _article_text(document: Document) -> str:
    from reader.cleaning import Role

    article = _cleaned(document)
    told = (b for b in article.blocks if b.role.is_body or b.role is Role.STANDFIRST)
    return "\n\n".join(map(article.text_of, told))


def _article_json(document: Document) -> str:
    from reader.corpus import text_of_notes
    from reader.text.languages.language import guessed_language
    from reader.workspace.cache.described import described
    from reader.workspace.cache.document_summary import notes_on

    article = _cleaned(document)
    lines = described(document, article)
    language = (
        lines["language"].text if "language" in lines else guessed_language(article.body.text)
    )
    date = _stated(lines.get("date"))
    if date:
        date["iso"] = lines["date"].value
    return json_line(
        {
            "document": document.id,
            "title": _stated(lines.get("title")),
            "byline": _stated(lines.get("byline")),
            "date": date,
            "source": _stated(lines.get("source")),
            "section": _stated(lines.get("section")),
            "standfirst": _field(article.standfirst),
            "url": lines["url"].text if "url" in lines else None,
            "language": language or None,
            "length": lines["length"].text if "length" in lines else None,
            "blocks": [
                {
                    "kind": block.role,
                    "start": block.start,
                    "end": block.end,
                    "text": article.text_of(block),
                }
                for block in article.blocks
                if block.role.is_body
            ],
            "text": article.body.text,
            "note": text_of_notes(notes_on(document, article)) or None,
        }
    )


def _mentions_json(engine: Engine, document: Document, *, whole: bool) -> str:
    from reader.workspace import mentions_of
    from reader.workspace.cache.described import described

    article = _cleaned(document)
    date = described(document, article).get("date")
    mentions = mentions_of(article, engine, date.value if date else "", whole=whole)
    return json_line(
        {
            "document": document.id,
            "mentions": [
                {
                    "start": mention.start,
                    "end": mention.end,
                    "text": document.source[mention.start : mention.end],
                    "type": mention.type,
                    "entity": mention.entity,
                }
                for mention in mentions
            ],
        }
    )


def _cleaned(document: Document) -> Article:
    from reader.workspace.cache.described import cleaned

    return cleaned(document)


def _stated(lines: DescribedLine | None) -> dict[str, object] | None:
    """Return the facts of a document; what its text does not show has no place there."""
    if lines is None:
        return None
    if lines.field is not None:
        return _field(lines.field)
    return {"text": lines.text, "start": None, "end": None, "from": lines.origin}


def _field(field: Field | None) -> dict[str, object] | None:
    return {"text": field.text, "start": field.start, "end": field.end} if field else None
