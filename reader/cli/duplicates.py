"""`reader duplicates`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from reader.cli.evidence_fields import evidence_fields
from reader.cli.opened_corpus import find_documents, opened_corpus
from reader.cli.options import BY_ENDING, CORPUS, FORCE, OUTPUT, STANDARD_STREAM, VERBOSE, style_of
from reader.cli.output import (
    put,
    say,
    tell_left_out,
    tell_notes,
    tell_pipe,
    tell_reading,
    tell_unread,
)
from reader.duplicates import ENGINES, KINDS, Candidate, Evidence, Kind
from reader.errors import CorpusError, ReaderError
from reader.files_out import Protected, check_target, write_file
from reader.text import json_line

if TYPE_CHECKING:
    from reader.duplicates import Engine
    from reader.workspace import Workspace
    from reader.workspace.analyses.stories.story import Moment, Story

PairFields = Mapping[str, Any]
_PAIR_COLUMNS = ("a", "b", "kind", "score")
_EVIDENCE_COLUMNS = tuple(Evidence.__dataclass_fields__)
_NAMED_COLUMNS = ("shared", "contradicted")
_STORY_COLUMNS = ("story", "document", "standing", "kind", "score", "beside", "trait")


@click.command(
    epilog="\b\nExample:\n"
    "  reader duplicates news/ --min-score 0.9 --kind exact --kind edited\n"
    "  reader duplicates news/ --clusters -o stories.csv\n"
    "  reader duplicates news.parquet --engine duckdb -o candidates.jsonl"
)
@CORPUS
@VERBOSE
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="For very many articles: in memory, on disk (DuckDB) or on many machines (Spark). CORPUS"
    " may be a file of JSON Lines (for DuckDB and Spark also Parquet) with id and text, which is"
    " compared as it stands.",
)
@click.option(
    "--clusters",
    "as_stories",
    is_flag=True,
    help="Print stories instead of pairs: the versions of each, as the list of the app has them.",
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in Kind]),
    multiple=True,
    help="Pairs of this kind only; may be given several times.",
)
@click.option(
    "--min-score",
    "least",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Pairs from this score (0 to 1) on only.",
)
@click.option(
    "--evidence",
    "is_named",
    is_flag=True,
    help="Name what the two of each pair share and contradict; each pair is compared, which takes"
    " longer.",
)
@OUTPUT
@FORCE
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "csv"]),
    help="JSON Lines, or a table with a line of names: one pair, or one document, a line."
    f"  {BY_ENDING}",
)
def duplicates(
    *,
    paths: tuple[Path, ...],
    engine: Engine | None,
    as_stories: bool,
    kinds: tuple[str, ...],
    least: float,
    is_named: bool,
    output: Path,
    force: bool,
    style: str | None,
) -> int:
    """Print the pairs of documents that tell one story, or the stories.

    One JSON object a pair, the likeliest first: a, b, kind (exact, same-page, edited, reworded,
    quoting or same-event), score (0 to 1) and the evidence in figures; with --evidence also by
    name: shared (names, numbers, dates, rare words) and contradicted. With --clusters one a story,
    the largest first: its number and its versions, linked ones by date before others; each with its
    standing (first, linked, copy, likely or undecided), the kind and score of the pair that speaks
    for it, the version beside which it does, and what is particular about the two, such as the
    mistakes of a scanner; the first one has none of these.
    With --engine pairs come in no order, with the dates of both and hashes of their sources, for
    `reader import --format candidates`.
    """
    from reader.workspace.actions.transfer.writing_out import in_corpus
    from reader.workspace.analyses.reading.batch_records import write_records

    if is_named and (as_stories or engine is not None):
        raise click.UsageError("--evidence names that of pairs, without --clusters and --engine")
    written = style_of(style, output, {".csv": "csv"})

    def shown(rows: Iterable[PairFields], workspace: Workspace | None = None) -> Iterator[str]:
        chosen = (
            row for row in rows if row["score"] >= least and (not kinds or row["kind"] in kinds)
        )
        if as_stories:
            return _story_lines(_stories(chosen, workspace), written)
        if is_named and workspace is not None:
            chosen = ({**row, **_named(row, workspace)} for row in chosen)
        return _pair_lines(chosen, written, _NAMED_COLUMNS if is_named else ())

    if engine is not None and len(paths) == 1 and paths[0].is_file():
        from reader.workspace.opening import ANNOTATIONS, owner_of

        place = paths[0]
        if not place.stat().st_size:  # the engines find no pairs in it, and say nothing
            raise CorpusError("empty", place=str(place), remedy="Put records into it")
        beside = place.parent / ANNOTATIONS
        write = _lines_out(output, Protected((place,), (beside,), owner_of), force)
        write(shown(_candidates(place, engine)))
        return 0
    with opened_corpus(paths) as workspace:
        find_documents(workspace)
        write = _lines_out(output, workspace.protected, force)
        if engine is not None:
            with TemporaryDirectory() as folder:
                records = Path(folder) / "records.jsonl"
                unread = write_records(workspace.corpus, workspace.entries.values(), records)
                write(shown(_candidates(records, engine), workspace))
        else:
            tell_reading(workspace, workspace.analyse())
            write(shown(map(asdict, workspace.duplicates.pairs), workspace))
            unread = sorted(workspace.summaries.unreadable)
        faults = tell_unread(workspace, unread)
        tell_notes(n for summary in workspace.summaries.values() for n in summary.notes)
        if output != STANDARD_STREAM and (warning := in_corpus(workspace, output)):
            say(warning)
        tell_left_out(workspace.left_out)
        return min(faults, 1)


def _candidates(records: Path, engine: Engine) -> Iterable[PairFields]:
    from reader.duplicates import candidates

    return candidates(records, engine)


def _named(row: PairFields, workspace: Workspace) -> PairFields:
    """Return the evidence of a pair by name; None where a document can't be read any more."""
    try:
        return evidence_fields(workspace.duplicates.compare(row["a"], row["b"]).evidence)
    except ReaderError:
        return dict.fromkeys(_NAMED_COLUMNS)


def _stories(rows: Iterable[PairFields], workspace: Workspace | None) -> list[Story]:
    """Return the stories that pairs make, with the links of a corpus where there is one."""
    from reader.annotations import Link
    from reader.workspace.analyses.stories.likely_stories import stories

    pairs = list(rows)
    links = workspace.store.all(Link) if workspace is not None else []
    found = stories(map(_candidate, pairs), links, _dates(pairs, workspace))
    return sorted(found, key=lambda story: (-len(story.versions), story.documents))


def _dates(rows: Iterable[PairFields], workspace: Workspace | None) -> Moment:
    """Return the dates of documents: as an engine tells them, or else the corpus."""
    dates = {row[end]: row[f"date_{end}"] for row in rows for end in "ab" if f"date_{end}" in row}
    if dates or workspace is None:
        from reader.workspace.analyses.stories.story import date_order

        return lambda document: date_order(dates.get(document, ""))
    return workspace.duplicates.date_of


def _candidate(row: PairFields) -> Candidate:
    evidence = Evidence(**{name: row["evidence"][name] for name in _EVIDENCE_COLUMNS})
    return Candidate(row["a"], row["b"], KINDS[row["kind"]], row["score"], evidence)


# -- lines -----------------------------------------------------------------------------------


def _pair_lines(rows: Iterable[PairFields], style: str, named: Sequence[str] = ()) -> Iterator[str]:
    """Yield pairs as JSON or as a table, which has a column for each of the ``named`` fields."""
    if style == "json":
        yield from map(json_line, rows)
        return
    yield _csv_line([*_PAIR_COLUMNS, *_EVIDENCE_COLUMNS, *named])
    for row in rows:
        evidence = row["evidence"]
        values = [row[name] for name in _PAIR_COLUMNS]
        values += [evidence[name] for name in _EVIDENCE_COLUMNS]
        yield _csv_line([*values, *(_in_a_cell(row[name]) for name in named)])


def _in_a_cell(told: Mapping[str, Sequence[str]] | Sequence[Mapping[str, str]] | None) -> str:
    """Return what a pair shares, or what it contradicts, in a cell of the table."""
    if isinstance(told, Mapping):
        return "; ".join(chain.from_iterable(told.values()))
    return "; ".join(f"{one['a']} against {one['b']}" for one in told or ())


def _story_lines(found: Iterable[Story], style: str) -> Iterator[str]:
    if style == "csv":
        yield _csv_line(_STORY_COLUMNS)
    for number, story in enumerate(found, 1):
        versions = [
            {
                "document": one.document,
                "standing": one.standing,
                "kind": one.kind,
                "score": one.candidate.score if one.candidate else None,
                "beside": one.along or one.beside or None,
                "trait": one.candidate.evidence.trait if one.candidate else None,
            }
            for one in story.versions
        ]
        if style == "csv":
            yield from (_csv_line([number, *one.values()]) for one in versions)
        else:
            yield json_line({"story": number, "versions": versions})


def _csv_line(values: Sequence[object]) -> str:
    from reader.exchange import csv_bytes

    return csv_bytes(values).decode().removesuffix("\r\n")


def _lines_out(output: Path, protected: Protected, force: bool) -> Callable[[Iterable[str]], None]:
    """Return a writer of lines: as they come, or to a file that is whole.

    Raises OutputError at once where that file must not be written.
    """
    if output == STANDARD_STREAM:
        return _print
    check_target(output, protected=protected, replace=force)
    tell_pipe(output)
    return lambda lines: write_file(
        output, (f"{line}\n".encode() for line in lines), protected=protected, replace=force
    )


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        put(line)
