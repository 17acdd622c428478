"""`reader compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.evidence_fields import evidence_fields
from reader.cli.naming import Named, entry_named, named_document
from reader.cli.opened_corpus import opened_corpus
from reader.cli.options import VERBOSE, WordsCommand, how_to_read, json_or_text
from reader.cli.output import put, tell_left_out
from reader.text import json_line, one_line

if TYPE_CHECKING:
    from reader.corpus import Entry
    from reader.duplicates import Candidate
    from reader.text import Span
    from reader.workspace import Workspace
    from reader.workspace.cache.comparison import Comparison


@click.command(
    cls=WordsCommand,  # -#ID is an id in standard input
    epilog="\b\nExample:\n  reader compare news/a.txt news/b.txt --format text",
)
@click.argument("a")
@click.argument("b")
@json_or_text("One JSON object, or sentences beside each other.")
@how_to_read
@VERBOSE
def compare(a: str, b: str, style: str) -> None:
    """Print the kind, the score and the changes of two documents.

    A and B are files; FILE#ID is a document of a file that holds several, and - is standard input.
    The JSON object has the kind (null where they are hardly versions of one story) and the score of
    the pair, the names, numbers, dates and rare words that both share, what they contradict, and
    the pairs of sentences with their status
    (verbatim, edited, reworded, quoted, added or dropped), whether they were moved, and their
    changes. Offsets are code points of the decoded texts, half-open.
    """
    named = [named_document(name) for name in (a, b)]
    files = [one.file for one in named]
    with opened_corpus(files) as workspace:
        root = workspace.corpus.root
        entries = list(workspace.scan())
        one, other = (entry_named(entries, each, root) for each in named)
        comparison = workspace.duplicates.compare(one.id, other.id)
        ids = (one.id, other.id)
        if any(each.name[:1] == "-" for each in named):  # the paths of both have nothing in common
            ids = (_shown(one, named[0]), _shown(other, named[1]))
        if style == "json":
            put(_json(comparison, ids))
        else:
            _print_text(comparison, ids, workspace)
        tell_left_out(workspace.left_out)


def _shown(entry: Entry, named: Named) -> str:
    """Return a document as it was named; one in standard input as all commands call it."""
    return entry.id[entry.id.index(named.file.name) :] if named.name[:1] == "-" else named.name


def _json(comparison: Comparison, ids: tuple[str, str]) -> str:
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
            "a": ids[0],
            "b": ids[1],
            "kind": _kind(candidate),
            "score": candidate.score,
            **evidence_fields(comparison.evidence),
            "pairs": pairs,
        }
    )


def _kind(candidate: Candidate) -> str | None:
    """Return the kind of a pair that is likely enough to be listed; None below that."""
    from reader.duplicates import LISTED

    return candidate.kind if candidate.score >= LISTED else None


def _offsets(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _print_text(comparison: Comparison, ids: tuple[str, str], workspace: Workspace) -> None:
    """Print the sentences with - before those of A, + before those of B, none where both agree."""
    candidate = comparison.candidate
    first, second = (workspace.document(end).source for end in (candidate.a, candidate.b))
    kind = _kind(candidate) or "no versions of one story"
    put(f"{ids[0]} and {ids[1]}: {kind} · {candidate.evidence.summary}")
    if named := comparison.evidence.in_words(None):
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
