"""`reader compare`."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.output import put
from reader.errors import CorpusError
from reader.text import json_line, one_line

if TYPE_CHECKING:
    from reader.corpus import Entry
    from reader.text import Span
    from reader.workspace import Workspace
    from reader.workspace.cache.comparison import Comparison


@click.command(epilog="\b\nExample:\n  reader compare news/a.txt news/b.txt --format text")
@click.argument("a")
@click.argument("b")
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "text"]),
    default="json",
    show_default=True,
    help="One JSON object, or sentences beside each other.",
)
def compare(a: str, b: str, style: str) -> None:
    """Print how two documents stand to each other.

    A and B are files; FILE.jsonl#ID is a record. The JSON object has the kind and score of the
    pair, and the pairs of sentences with their status (verbatim, edited, reworded, quoted, added or
    dropped), whether they were moved, and their changes. Offsets are code points of the decoded
    texts, half-open.
    """
    from reader.workspace import Workspace

    files = [_file(name) for name in (a, b)]
    with closing(Workspace.open(files, read_only=True)) as workspace:
        entries = list(workspace.scan())
        one, other = (_entry(entries, name) for name in (a, b))
        comparison = workspace.compare(one.id, other.id)
        if style == "json":
            put(_json(comparison))
        else:
            _print_text(comparison, workspace)


def _file(name: str) -> Path:
    """Return the file that ``name`` is, or has before the ``#`` of a record."""
    path = Path(name)
    return path if path.exists() else Path(name.rpartition("#")[0] or name)


def _entry(entries: list[Entry], name: str) -> Entry:
    """Return the document that ``name`` stands for."""
    path = _file(name)
    record = name[len(str(path)) + 1 :] if str(path) != name else None
    file = os.path.abspath(path)
    for entry in entries:
        if entry.file == file and (record is None or entry.id.endswith(f"#{record}")):
            return entry
    raise CorpusError("there is no such document", place=name, remedy="Name a file, or FILE#ID")


def _json(comparison: Comparison) -> str:
    candidate = comparison.candidate
    pairs = [
        {
            "a": _offsets(pair.a),
            "b": _offsets(pair.b),
            "status": pair.status,
            "moved": pair.moved,
            "changes": [
                {"kind": change.kind, "a": _offsets(change.a), "b": _offsets(change.b)}
                for change in pair.changes
            ],
        }
        for pair in comparison.alignment.pairs
    ]
    return json_line(
        {
            "a": candidate.a,
            "b": candidate.b,
            "kind": candidate.kind,
            "score": candidate.score,
            "pairs": pairs,
        }
    )


def _offsets(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _print_text(comparison: Comparison, workspace: Workspace) -> None:
    """Print the sentences with - before those of A, + before those of B, none where both agree."""
    candidate = comparison.candidate
    first, second = (workspace.document(end).source for end in (candidate.a, candidate.b))
    put(f"{candidate.a} and {candidate.b}: {candidate.kind}. {candidate.evidence.summary}")
    if named := comparison.evidence.in_words():
        put(one_line(named))
    for pair in comparison.alignment.pairs:
        old = one_line(pair.a.of(first)) if pair.a else ""
        new = one_line(pair.b.of(second)) if pair.b else ""
        if old == new and not pair.moved:
            put(f"\n  {old}")
            continue
        kinds = ", ".join(dict.fromkeys(change.kind.value for change in pair.ranked))
        moved = ", moved" if pair.moved else ""
        put(f"\n{pair.status}{moved}{': ' if kinds else ''}{kinds}")
        if old == new:
            put(f"  {old}")
            continue
        for sign, sentence in (("-", old), ("+", new)):
            if sentence:
                put(f"{sign} {sentence}")
