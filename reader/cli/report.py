"""`reader report`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.opened_corpus import find_documents, opened_corpus
from reader.cli.options import (
    ANNOTATIONS,
    CORPUS,
    FORCE,
    STANDARD_STREAM,
    VERBOSE,
    WORDS,
    OutputPath,
)
from reader.cli.output import say, tell_left_out, tell_reading, write_out


@click.command(
    epilog="\b\nExamples:\n"
    "  reader report news/ --story 'harbor bridge' -o bridge.html\n"
    "  reader report news/ --tag claim -o claims.md"
)
@CORPUS
@click.option(
    "--story",
    type=WORDS,
    default="",
    metavar="ID",
    help="A story: a document of it, or words of its title.",
)
@click.option("--tag", type=WORDS, default="", metavar="NAME", help="A tag, and those below it.")
@click.option("--document", type=WORDS, default="", metavar="PATH", help="A document.")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=OutputPath(),
    help="The file to write: .html is a page that needs nothing else, .md is Markdown; - is"
    " standard output, in Markdown.",
)
@FORCE
@VERBOSE
@ANNOTATIONS
def report(
    *,
    paths: tuple[Path, ...],
    story: str,
    tag: str,
    document: str,
    output: Path,
    force: bool,
    annotations: Path | None,
) -> None:
    """Write a page to hand on: a story, a tag, a document, or all that was annotated.

    Of a story it has the versions on a time line, what each changed, and who says what; of all, the
    passages with their notes and citations, and tags counted. Nothing is loaded from elsewhere when
    the page is opened.
    """
    from reader.files_out import check_target, descriptor_of
    from reader.reports import REPORT_WRITERS
    from reader.workspace.overviews.report_model import ReportScope, make_report, story_named

    if sum(map(bool, (story, tag, document))) > 1:
        raise click.UsageError("A report is about one thing: --story, --tag or --document")
    is_file = output != STANDARD_STREAM
    is_stream = not is_file or descriptor_of(output) is not None
    writer = REPORT_WRITERS.get("md" if is_stream else output.suffix[1:].lower())
    if writer is None:
        raise click.UsageError(f"-o names no .html or .md file: {output}")
    with opened_corpus(paths, annotations) as workspace:
        find_documents(workspace)
        if is_file:
            check_target(output, protected=workspace.protected, replace=force)
        tell_left_out(workspace.left_out)
        tell_reading(workspace, workspace.analyse())
        scope = ReportScope(story_named(workspace, story) if story else "", tag, document)
        data = writer(make_report(workspace, scope))
    write_out(output, [data], workspace, force=force)
    if is_file:
        say(f"Written to {output}")
