"""`reader export` and `reader import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reader import safe_files
from reader.cli.differing_tags import named_differences, tell_differences
from reader.cli.opened_corpus import opened_corpus
from reader.cli.options import (
    ANNOTATIONS,
    BY_ENDING,
    CORPUS,
    FORCE,
    OUTPUT,
    STANDARD_STREAM,
    VERBOSE,
    WORDS,
    one_corpus,
)
from reader.cli.output import progress, put_bytes, say, tell_left_out, write_out
from reader.cli.querying import QUERY, asked, tell_nothing
from reader.errors import FormatError
from reader.files_out import check_target
from reader.text import numbered

if TYPE_CHECKING:
    from reader.exchange import Bundle, ExchangeFormat, TextKind

_STATUSES = ("unread", "reading", "done", "flagged")
_CODEBOOKS = ("csv", "qdc")  # which hold tags alone where they are read
_SHOWN = 20  # things that were left out
_FORMAT = click.option("--format", "name", metavar="NAME", help=f"The format.  {BY_ENDING}")


def _print_schema(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from reader.exchange import schema_text

        put_bytes(schema_text().encode())
        ctx.exit()


@click.command(
    epilog="\b\nExamples:\n  reader export news/ -o work.json\n"
    "  reader export news/ --format doccano --text clean --tag claim -o claims.jsonl"
)
@CORPUS
@_FORMAT
@OUTPUT
@FORCE
@VERBOSE
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of the json format, and exit.",
)
@click.option(
    "--text",
    "kind",
    type=click.Choice(["source", "clean"]),
    default="source",
    show_default=True,
    help="The text that goes along, and that offsets count in. Those of json and candidates always"
    " count in the source.",
)
@click.option("--strict", is_flag=True, help="Fail where the format can't hold everything.")
@click.option(
    "--tag", "tags", type=WORDS, multiple=True, metavar="NAME", help="Only passages with this tag."
)
@click.option(
    "--author", "authors", type=WORDS, multiple=True, metavar="NAME", help="Only this one's work."
)
@click.option("--status", "statuses", multiple=True, type=click.Choice(_STATUSES))
@click.option("--since", default="", metavar="DATE", help="Only what was changed since then.")
@click.option(
    "--document",
    "documents",
    type=WORDS,
    multiple=True,
    metavar="PATH",
    help="Only these; * stands for any.",
)
@QUERY
@ANNOTATIONS
def export(
    *,
    paths: tuple[Path, ...],
    name: str | None,
    output: Path,
    force: bool,
    kind: TextKind,
    strict: bool,
    tags: tuple[str, ...],
    authors: tuple[str, ...],
    statuses: tuple[str, ...],
    since: str,
    documents: tuple[str, ...],
    query: str | None,
    annotations: Path | None,
) -> int:
    """Export the annotations, in a format of ours or of another tool.

    What people made and the format can't hold is told on standard error, with how many; with
    --strict nothing is written then, and the exit code is 1. What reader set by itself (keys of
    tags, the colours it gave them, times) is told, and no loss. Where nothing fits, nothing is
    written, and the exit code is 1 as well.
    """
    from reader.exchange import Selection, select, with_tags_in_use
    from reader.workspace.actions.transfer.exporting import export_as, exported, to_gather
    from reader.workspace.query.answering import answer
    from reader.workspace.query.documents import DocumentAnswers
    from reader.workspace.query.parsing import parse

    chosen = _format(name, output)
    _check_writing(chosen, output, kind)
    wanted = Selection(
        tags=tags, authors=authors, statuses=statuses, since=since, documents=documents
    )
    asked_for = parse(query or "")
    with asked(paths, asked_for, annotations) as workspace:
        only = None if query is None else answer(asked_for, DocumentAnswers(workspace))
        if not only:
            tell_nothing(asked_for)
        if output != STANDARD_STREAM:
            check_target(output, protected=workspace.protected, replace=force)
        tell_left_out(workspace.left_out)
        if others := len(workspace.not_named()):
            beside = numbered(others, "annotated document")
            say(f"left out, for CORPUS does not name them: {beside} beside it")
        with progress("Gathering", most := to_gather(workspace, only)) as tell:
            gathered = exported(workspace, only, tell)
            chosen_items = select(gathered, wanted)
            tell(most)
        if only is not None or wanted != Selection():
            chosen_items = with_tags_in_use(chosen_items, tags)
        with progress("Reading texts, counting losses", len(chosen_items.documents) + 1) as tell:
            made = export_as(workspace, chosen_items, chosen, kind, tell)
    _tell_links_out(gathered, chosen_items)
    for what, count in made.losses.items():
        say(f"{chosen.name} can't hold {what}: {count:,}")
    if made.of_reader:
        say(made.own_sorts_text)
    if made.losses and strict:
        say("nothing was written (--strict)")
        return 1
    with progress("Writing", made.size) as tell:
        write_out(output, made.parts(tell), workspace, force=force)
    return 0


@click.command("import", epilog="\b\nExample:\n  reader import news/ work.json")
@one_corpus
@click.argument("file", type=click.File("rb"))
@_FORMAT
@VERBOSE
@click.option(
    "--theirs",
    type=WORDS,
    multiple=True,
    metavar="TAG",
    help="Take what differs of this tag from the file; * of all.",
)
@ANNOTATIONS
def import_(
    corpus: Path,
    file: BinaryIO,
    name: str | None,
    theirs: tuple[str, ...],
    annotations: Path | None,
) -> int:
    """Take in annotations from a file, or candidates for links.

    FILE may be - for standard input. A codebook (.csv, .qdc) is taken in as reader tags does it.

    Of what is here already, the newer revision stays. The import of annotations can be undone in
    the app, as one step. A passage whose place does not hold its quote is set where the quote
    stands; where that is not certain, it is left out by name, and the exit code is 1. A tag that is
    here with another name, colour, key or description is told, and stays as it is unless --theirs
    names it. What another tool only suggests is accepted or rejected in the app. Candidates are
    taken where neither document has changed since and nobody has judged the pair.
    """
    from reader.settings import load
    from reader.workspace.actions.transfer.format_guess import check_file, read_as
    from reader.workspace.actions.transfer.import_planning import plan_import
    from reader.workspace.actions.transfer.taking_in import carry_out

    named = str(STANDARD_STREAM) if file is sys.stdin.buffer else file.name
    is_codebook = (name or Path(named).suffix[1:].lower()) in _CODEBOOKS
    if name is not None and not is_codebook:
        _format(name, Path())  # tells at once that there is none
    try:
        data = safe_files.read_opened(file, Path(named))
    except safe_files.UnsafeFileError as error:
        raise FormatError(f"it can't be read ({error.strerror})", place=named) from error
    codebook = _codebook(name, named, data) if is_codebook else None
    if codebook is not None:
        bundle = codebook
    else:
        check_file(data, named)
        bundle = read_as(_format(name, Path(named)), named, data)
    settings = load(corpus=corpus)
    with opened_corpus(
        [corpus], annotations, read_only=False, codebook=settings.codebook
    ) as workspace:
        if codebook is not None:
            from reader.cli.tags import take_in_codebook

            take_in_codebook(workspace, codebook, theirs)
            return 0
        for _ in workspace.scan():
            pass
        tell_left_out(workspace.left_out)
        with progress("Placing passages", len(bundle.passages) + len(bundle.suggested)) as tell:
            plan = plan_import(workspace, bundle, tell)
        wanted = named_differences(plan, theirs)
        with progress("Taking them in", len(plan.records)) as tell:
            report = carry_out(workspace, plan, wanted, tell)
    say(report.done)
    tell_differences(plan, wanted)
    for passage in report.left_out[:_SHOWN]:
        say(f"left out: {passage}")
    if len(report.left_out) > _SHOWN:
        say(f"left out: {len(report.left_out) - _SHOWN:,} more")
    return min(len(report.left_out), 1)


def _codebook(name: str | None, file: str, data: bytes) -> Bundle | None:
    """Return the tags of a file; None for a table of passages, which has their quotes.

    Raises FormatError for what is neither.
    """
    from reader.exchange import CODEBOOK_FORMATS

    style = name or Path(file).suffix[1:].lower()
    if style == "csv" and b"quote" in data.partition(b"\n")[0]:
        return None
    return CODEBOOK_FORMATS[style].read(data, file)


def _tell_links_out(gathered: Bundle, chosen: Bundle) -> None:
    """Report the links of the chosen documents that are not in the selection."""
    paths = {one.path for one in chosen.documents}
    linked = sum(not paths.isdisjoint((known.a, known.b)) for known in gathered.links)
    if linked > len(chosen.links):
        out = numbered(linked - len(chosen.links), "link")
        say(f"{out} of these documents not in the selection: left out")


def _format(name: str | None, file: Path) -> ExchangeFormat:
    """Return the format that was named, else that of a file's ending; without one, JSON.

    Raises:
        UsageError: where there is none of that name, or not one alone has that ending.
    """
    from reader.exchange import FORMATS

    if name is None:
        suffix = file.suffix.lower()
        fitting = [one.name for one in FORMATS.values() if one.suffix == suffix]
        if not suffix or "json" in fitting:
            fitting = ["json"]
        if len(fitting) > 1:
            fault = f"{', '.join(fitting)} have files that end in {suffix}"
            raise click.UsageError(f"{fault}. Name one with --format")
        if not fitting:
            fault = f"No format has files that end in {suffix}. Name one with --format:"
            raise click.UsageError(f"{fault}{_format_names()}")
        name = fitting[0]
    if name not in FORMATS:
        raise click.UsageError(f"There is no format {name!r}. Formats:{_format_names()}")
    return FORMATS[name]


def _format_names() -> str:
    from reader.exchange import FORMATS

    return "".join(f"\n  {one.name:17}{one.summary}" for one in FORMATS.values())


def _check_writing(chosen: ExchangeFormat, output: Path, kind: TextKind) -> None:
    """Raise UsageError where a file would be something else than its name or --text says."""
    suffix = output.suffix.lower()
    if chosen.is_binary and suffix not in ("", chosen.suffix):
        raise click.UsageError(
            f"{chosen.name} writes a {chosen.suffix} file, not {suffix}: name it"
            f" {output.with_suffix(chosen.suffix).name}"
        )
    if kind == "clean" and chosen.no_clean:
        raise click.UsageError(
            f"{chosen.no_clean}: leave --text clean out, or take another format, as webannotation"
        )
