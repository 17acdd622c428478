"""`reader search`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.analyses import print_each
from reader.text import json_line, one_line

if TYPE_CHECKING:
    from reader.corpus import Document
    from reader.workspace.analyses.contexts import Context

# Columns of a line of text: enough of both sides for a terminal of 100.
_COLUMNS = 40


@click.command(epilog="\b\nExample:\n  reader search news/ chief of staff --format text")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "text"]),
    default="json",
    show_default=True,
    help="JSON Lines, or keywords in context, one under the other.",
)
@click.option("--whole", is_flag=True, help="Look at the whole source instead of the article.")
def search(corpus: Path, query: tuple[str, ...], style: str, whole: bool) -> int:
    """Print where articles have some words, in a row.

    One JSON object a place: document, start, end, before, match and after. Offsets are code points
    of the file's decoded text, half-open. Words in small letters are found in capitals too.
    """
    write = _json if style == "json" else _text
    return print_each([corpus], partial(_found, " ".join(query), write, whole))


def _found(
    query: str, write: Callable[[Context], str], whole: bool, document: Document
) -> str | None:
    """Return a line for each place in a document, None where there is none."""
    from reader.workspace.analyses.contexts import matches

    return "\n".join(map(write, matches(document, query, whole=whole))) or None


def _json(found: Context) -> str:
    return json_line(
        {
            "document": found.document,
            "start": found.start,
            "end": found.end,
            "before": found.before,
            "match": found.match,
            "after": found.after,
        }
    )


def _text(found: Context) -> str:
    from rich.cells import cell_len, set_cell_size

    before, match = one_line(f"{found.before}|")[:-1], one_line(found.match)
    while cell_len(before) > _COLUMNS:
        before = before[1:]
    before = " " * (_COLUMNS - cell_len(before)) + before
    after = set_cell_size(one_line(f"|{found.after}")[1:], _COLUMNS)
    return f"{before}[{match}]{after}  {one_line(found.document)}"
