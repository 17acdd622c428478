"""`reader check` and `reader merge`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.opened_corpus import tell_renamed
from reader.cli.options import (
    ANNOTATIONS,
    CORPUS,
    FORCE,
    JSON_LINES,
    STANDARD_STREAM,
    VERBOSE,
    NamedPath,
    OutputPath,
    as_named,
    reading,
)
from reader.cli.output import put, put_bytes, say, tell_left_out
from reader.errors import StoreError
from reader.files_out import Protected, write_file
from reader.text import json_line

if TYPE_CHECKING:
    from reader.workspace import Workspace

_FILE = NamedPath(dir_okay=False)
_PRESENT = NamedPath(dir_okay=False, exists=True)


@click.command(epilog="\b\nExample:\n  reader check news/ | jq 'select(.problems != [])'")
@CORPUS
@JSON_LINES
@VERBOSE
@ANNOTATIONS
@click.option(
    "--repair",
    is_flag=True,
    help="First write a damaged file anew, without what is no record; both are kept aside.",
)
def check(paths: tuple[Path, ...], annotations: Path | None, repair: bool) -> int:
    """Tell the present place of each passage, and the soundness of the file.

    One JSON object for each annotated document: its passages, with status (exact, moved, changed or
    orphaned), start, end and quote, and its problems. What the file itself lacks goes to standard
    error. The exit code is 1 where anything needs a person. Nothing is written without --repair: a
    damaged file stays as it is, and is told of each time.
    """
    from reader.annotations import check as reports
    from reader.annotations import health
    from reader.workspace import Workspace

    if annotations is not None and not os.path.lexists(annotations):
        raise StoreError("there is no such file", place=str(annotations))
    standings: Counter[str] = Counter()
    needs_person = False
    if repair:
        with closing(
            Workspace.open(paths, annotations=annotations, reading=reading())
        ) as workspace:
            for notice in workspace.store.repair():
                say(notice)
    opened = Workspace.open(paths, annotations=annotations, read_only=True, reading=reading())
    with closing(opened) as workspace:
        renamed, _ = tell_renamed(workspace)
        annotated = {renamed.get(name, name) for name in workspace.store.documents()}
        faults = {entry.id: entry.problem for entry in workspace.entries.values() if entry.problem}
        for report in reports(workspace.store, _read(workspace, annotated), renamed, faults):
            put(json_line(report.row()))
            standings.update(finding.standing for finding in report.findings)
            needs_person |= report.needs_person
        problems = health(workspace.store)
        standings_in_words = _describe_standings(standings, workspace)
        tell_left_out(workspace.left_out)
    for problem in problems:
        say(problem)
    say(f"{annotations or as_named(workspace.annotations)}: {standings_in_words}")
    return int(needs_person or bool(problems))


@click.command(epilog="\b\nAs a merge driver of git:\n  reader merge %O %A %B -o %A")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_PRESENT)
@click.argument("theirs", type=_PRESENT)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=OutputPath(),
    required=True,
    help="The merged file, which may be OURS; - is standard output.",
)
@FORCE
def merge(base: Path, ours: Path, theirs: Path, output: Path, force: bool) -> int:
    """Merge two annotation files, record by record.

    BASE is the file that OURS and THEIRS both come from; an empty or missing one is none. Of a
    passage both the tags and the notes of both are kept; what both have changed is told. The exit
    code is 1 where something in them was irregular, and 4, with nothing written, where one of them
    can't be read.
    """
    from reader.annotations import merge_files

    merged = merge_files(base, ours, theirs)
    if output == STANDARD_STREAM:
        put_bytes(merged.data)
    else:
        own = output.exists() and output.samefile(ours)
        protected = None if own else _protected((base, ours, theirs))
        write_file(output, [merged.data], protected=protected, replace=force or own)
    for line in (*merged.problems, *merged.clashes):
        say(line)
    return min(len(merged.problems), 1)


def _describe_standings(standings: Mapping[str, int], workspace: Workspace) -> str:
    """Return in words how many passages there are of each standing, as far as it is known."""
    counts = ", ".join(f"{count} {standing}" for standing, count in standings.items())
    if not workspace.notices:
        return counts or "no passages"
    summary = f"{counts}, which may not be all" if counts else "nothing is known of its passages"
    return f"{summary}. {workspace.store.remedy}"


def _protected(inputs: tuple[Path, ...]) -> Protected:
    """Return the files that no merged file may replace; other annotation files it may."""
    from reader.annotations import is_annotations
    from reader.workspace.opening import ANNOTATIONS, documents_beside, owner_of

    def owner(path: Path) -> str:
        is_free = is_annotations(path) or (path.name == ANNOTATIONS and not path.exists())
        return "" if is_free else owner_of(path)

    return Protected(documents_beside(inputs), owner_of=owner)


def _read(workspace: Workspace, wanted: Set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield id, source and hash of those of the documents that can be read."""
    for entry in workspace.entries.values():
        if entry.id in wanted and not entry.problem:
            document = workspace.document(entry.id)
            yield document.id, document.source, document.sha256
