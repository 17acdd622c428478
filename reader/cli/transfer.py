"""`reader export` and `reader import`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reader.cli.options import ANNOTATIONS, CORPUS, FORCE, OUTPUT, STANDARD_STREAM, VERBOSE, reading
from reader.cli.output import put_bytes, say, tell_left_out
from reader.cli.querying import QUERY, documents_found
from reader.files_out import check_target, write_file

if TYPE_CHECKING:
    from reader.exchange import ExchangeFormat
    from reader.workspace import Workspace
    from reader.workspace.actions.exchange_texts import TextKind

_STATUSES = ("unread", "reading", "done", "flagged")
# Where that comes from which only some formats hold.
_ORIGINS = {"candidates": ": those of this corpus were all found here, by `reader duplicates`"}
_SHOWN = 20  # things that were left out
_FORMAT = click.option(
    "--format", "name", metavar="NAME", default="json", show_default=True, help="The format."
)


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
    help="The text that goes along, and that offsets count in.",
)
@click.option("--strict", is_flag=True, help="Fail where the format can't hold everything.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", help="Only passages with this tag.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Only this one's work.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(_STATUSES))
@click.option("--since", default="", metavar="DATE", help="Only what was changed since then.")
@click.option(
    "--document", "documents", multiple=True, metavar="PATH", help="Only these; * stands for any."
)
@QUERY
@ANNOTATIONS
def export(
    *,
    paths: tuple[Path, ...],
    name: str,
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
    """Write what was annotated, in a format of ours or of another tool.

    What the format can't hold is told on standard error, with how many; with --strict nothing is
    written then, and the exit code is 1.
    """
    from reader.exchange import Selection, select
    from reader.workspace import Workspace
    from reader.workspace.actions.exchanging import exported
    from reader.workspace.actions.exporting import written_as

    chosen = _format(name)
    wanted = Selection(
        tags=tags, authors=authors, statuses=statuses, since=since, documents=documents
    )
    only = None if query is None else documents_found(paths, query, annotations)
    opened = Workspace.open(paths, annotations=annotations, read_only=True, reading=reading())
    with closing(opened) as workspace:
        for _ in workspace.scan():
            pass
        if output != STANDARD_STREAM:
            check_target(output, protected=workspace.protected, replace=force)
        _tell_notices(workspace)
        tell_left_out(workspace.left_out)
        chosen_items = select(exported(workspace, only), wanted)
        written = written_as(workspace, chosen_items, chosen, kind)
    if wanted != Selection() and not (
        chosen_items.documents or chosen_items.passages or chosen_items.links
    ):
        say("nothing that was annotated fits what was asked for")
    for what, count in written.losses.items():
        say(f"{name} can't hold: {count:,} {what}")
    if written.losses and strict:
        say("nothing was written (--strict)")
        return 1
    if not written.data:
        say(f"there is nothing to export as {name}{_ORIGINS.get(name, '')}")
    if output == STANDARD_STREAM:
        put_bytes(written.data)
    else:
        write_file(output, [written.data], protected=workspace.protected, replace=force)
    return 0


@click.command("import", epilog="\b\nExample:\n  reader import news/ work.json")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.argument("file", type=click.File("rb"))
@_FORMAT
@VERBOSE
@ANNOTATIONS
def import_(corpus: Path, file: BinaryIO, name: str, annotations: Path | None) -> int:
    """Take in annotations from a file, or candidates for links.

    FILE may be - for standard input. Of what is here already, the newer revision stays. The import
    of annotations can be undone in the app, as one step. A passage whose place does not hold its
    quote is set where the quote stands; where that is not certain, it is left out by name, and the
    exit code is 1. Candidates become suggestions where neither document has changed since and
    nobody has judged the pair.
    """
    from reader.workspace import Workspace
    from reader.workspace.actions.exchanging import take

    chosen = _format(name)
    bundle = chosen.read(file.read(), file.name)
    with closing(Workspace.open([corpus], annotations=annotations)) as workspace:
        for _ in workspace.scan():
            pass
        _tell_notices(workspace)
        tell_left_out(workspace.left_out)
        report = take(workspace, bundle)
    say(report.done)
    for passage in report.left_out[:_SHOWN]:
        say(f"left out: {passage}")
    if len(report.left_out) > _SHOWN:
        say(f"left out: {len(report.left_out) - _SHOWN:,} more")
    return min(len(report.left_out), 1)


def _format(name: str) -> ExchangeFormat:
    from reader.exchange import FORMATS

    if name not in FORMATS:
        known = "; ".join(f"{one.name}: {one.summary}" for one in FORMATS.values())
        raise click.UsageError(f"There is no format {name!r}. Formats: {known}")
    return FORMATS[name]


def _tell_notices(workspace: Workspace) -> None:
    for notice in workspace.store.notices:
        say(notice)
