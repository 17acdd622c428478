"""`reader check` and `reader merge`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.options import ANNOTATIONS, CORPUS, JSON_LINES
from reader.cli.output import put, say
from reader.text import json_line

if TYPE_CHECKING:
    from reader.workspace import Workspace

_FILE = click.Path(path_type=Path, dir_okay=False)
_PRESENT = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command(epilog="\b\nExample:\n  reader check news/ | jq 'select(.problems != [])'")
@CORPUS
@JSON_LINES
@ANNOTATIONS
def check(paths: tuple[Path, ...], annotations: Path | None) -> int:
    """Tell where each passage stands now, and whether the file is sound.

    One JSON object for each annotated document: its passages, with status (exact, moved, changed or
    orphaned), start, end and quote, and its problems. What the file itself lacks goes to standard
    error. The exit code is 1 where anything needs a person.
    """
    from reader.annotations import check as reports
    from reader.annotations import health
    from reader.workspace import Workspace

    standings: Counter[str] = Counter()
    needs_person = False
    with closing(Workspace.open(paths, annotations=annotations)) as workspace:
        for report in reports(workspace.store, _annotated(workspace)):
            put(json_line(report.row()))
            standings.update(finding.standing for finding in report.findings)
            needs_person |= report.needs_person
        problems = health(workspace.store)
    for problem in problems:
        say(problem)
    counts = ", ".join(f"{count} {standing}" for standing, count in standings.items())
    say(f"{annotations or workspace.annotations}: {counts or 'no passages'}")
    return int(needs_person or bool(problems))


@click.command(epilog="\b\nAs a merge driver of git:\n  reader merge %O %A %B -o %A")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_PRESENT)
@click.argument("theirs", type=_PRESENT)
@click.option("-o", "--output", metavar="FILE", type=_FILE, required=True, help="The merged file.")
def merge(base: Path, ours: Path, theirs: Path, output: Path) -> int:
    """Merge two annotation files, record by record.

    BASE is the file that OURS and THEIRS both come from; an empty or missing one is none. The exit
    code is 1 where something in them could not be read.
    """
    from reader.annotations import merge_files

    problems = merge_files(base, ours, theirs, output)
    for problem in problems:
        say(problem)
    return min(len(problems), 1)


def _annotated(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    """Yield id, source and hash of the documents that are annotated and can be read."""
    wanted = workspace.store.documents()
    for entry in workspace.scan():
        if entry.id in wanted and not entry.problem:
            document = workspace.document(entry.id)
            yield document.id, document.source, document.sha256
