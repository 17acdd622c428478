"""`reader compare`."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reader.cli.opened_corpus import opened_corpus
from reader.cli.options import CorpusPath, WordsCommand, how_to_read, json_or_text
from reader.cli.output import put, tell_left_out
from reader.errors import CorpusError
from reader.text import json_line, numbered, one_line

if TYPE_CHECKING:
    from reader.corpus import Entry
    from reader.duplicates import Candidate
    from reader.text import Span
    from reader.workspace import Workspace
    from reader.workspace.cache.comparison import Comparison

_SHOWN = 3  # documents of a file that holds several


@click.command(
    cls=WordsCommand,  # -#ID is an id in standard input
    epilog="\b\nExample:\n  reader compare news/a.txt news/b.txt --format text",
)
@click.argument("a")
@click.argument("b")
@json_or_text("One JSON object, or sentences beside each other.")
@how_to_read
def compare(a: str, b: str, style: str) -> None:
    """Print how two documents stand to each other.

    A and B are files; FILE#ID is a document of a file that holds several, and - is standard input.
    The JSON object has the kind (null where they are hardly versions of one story) and the score of
    the pair, and the pairs of sentences with their status
    (verbatim, edited, reworded, quoted, added or dropped), whether they were moved, and their
    changes. Offsets are code points of the decoded texts, half-open.
    """
    named = [_named(name) for name in (a, b)]
    files = [one.file for one in named]
    with opened_corpus(files) as workspace:
        root = workspace.corpus.root
        entries = list(workspace.scan())
        one, other = (_entry(entries, each, root) for each in named)
        comparison = workspace.duplicates.compare(one.id, other.id)
        ids = (one.id, other.id)
        if any(each.name[:1] == "-" for each in named):  # the paths of both have nothing in common
            ids = (_shown(one, named[0]), _shown(other, named[1]))
        if style == "json":
            put(_json(comparison, ids))
        else:
            _print_text(comparison, ids, workspace)
        tell_left_out(workspace.left_out)


class _Named(NamedTuple):
    """A document as it was named: its file, and its own id where the file holds several."""

    name: str
    file: Path
    own: str | None = None


def _named(name: str) -> _Named:
    """Return the document that ``name`` stands for; files and ids may have ``#`` in them, too.

    Raises:
        CorpusError: for a folder.
    """
    if os.path.isdir(name):
        raise CorpusError("this is a folder", place=name, remedy="Name a file in it, or FILE#ID")
    if name == "-" or name.startswith("-#"):
        return _Named(name, CorpusPath().convert("-", None, None), name[2:] or None)
    at = len(name)
    while at > 0 and not os.path.isfile(name[:at]):
        at = name.rfind("#", 0, at)
    if at in (-1, len(name)):
        return _Named(name, Path(name))
    return _Named(name, Path(name[:at]), name[at + 1 :])


def _entry(entries: list[Entry], named: _Named, root: Path) -> Entry:
    """Return the document that was named in a corpus with this root.

    Raises:
        CorpusError: where it is not there, or its file holds several.
    """
    file = os.path.abspath(named.file)
    before = os.path.relpath(file, root).count("#") + 1  # of an id, the rest is the document's own
    there = {entry.id.split("#", before)[-1]: entry for entry in entries if entry.file == file}
    if named.own is None and len(there) > 1:
        shown = ", ".join(f"{named.name}#{own}" for own in islice(there, _SHOWN))
        more = ", …" if len(there) > _SHOWN else ""
        raise CorpusError(
            f"the file holds {numbered(len(there), 'document')}",
            place=named.name,
            remedy=f"Name one of them: {shown}{more}",
        )
    found = there.get(named.own) if named.own is not None else next(iter(there.values()), None)
    if found is None:
        remedy = "Name a file, or FILE#ID"
        raise CorpusError("there is no such document", place=named.name, remedy=remedy)
    return found


def _shown(entry: Entry, named: _Named) -> str:
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
