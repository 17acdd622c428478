"""`reader export` and `reader import`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reader.cli.options import ANNOTATIONS, CORPUS, FORCE, OUTPUT, STANDARD_OUTPUT
from reader.cli.output import put_bytes, say
from reader.cli.querying import QUERY, documents_found
from reader.errors import ReaderError
from reader.files_out import check_target, write_file

if TYPE_CHECKING:
    from reader.exchange import ExchangeFormat
    from reader.workspace import Workspace

_SHOWN = 20  # things that were left out
_FORMAT = click.option(
    "--format", "name", metavar="NAME", default="json", show_default=True, help="The format."
)


def _print_schema(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from reader.exchange import schema_text

        put_bytes(schema_text().encode())
        ctx.exit()


@click.command(epilog="\b\nExample:\n  reader export news/ -o work.json")
@CORPUS
@_FORMAT
@OUTPUT
@FORCE
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of the json format, and exit.",
)
@QUERY
@ANNOTATIONS
def export(
    *,
    paths: tuple[Path, ...],
    name: str,
    output: Path,
    force: bool,
    query: str | None,
    annotations: Path | None,
) -> None:
    """Write everything that was annotated."""
    from reader.workspace import Workspace
    from reader.workspace.actions.exchanging import exported

    chosen = _format(name)
    only = None if query is None else documents_found(paths, query, annotations)
    with closing(Workspace.open(paths, annotations=annotations, read_only=True)) as workspace:
        for _ in workspace.scan():
            pass
        if output != STANDARD_OUTPUT:
            check_target(output, protected=workspace.protected, replace=force)
        _tell_notices(workspace)
        data = chosen.write(exported(workspace, only))
    if output == STANDARD_OUTPUT:
        put_bytes(data)
    else:
        write_file(output, [data], protected=workspace.protected, replace=force)


@click.command("import", epilog="\b\nExample:\n  reader import news/ work.json")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.argument("file", type=click.File("rb"))
@_FORMAT
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
    if chosen.read is None:
        raise ReaderError(f"the format {name} can't be read back, only written")
    bundle = chosen.read(file.read(), file.name)
    with closing(Workspace.open([corpus], annotations=annotations)) as workspace:
        for _ in workspace.scan():
            pass
        _tell_notices(workspace)
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
