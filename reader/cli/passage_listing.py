"""`reader passages`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.options import ANNOTATIONS, CORPUS, FORCE, OUTPUT, STANDARD_STREAM
from reader.cli.output import put_bytes

if TYPE_CHECKING:
    from reader.workspace import Workspace
    from reader.workspace.analyses.passage_filter import PassageFacts, Term

_GROUPINGS = ("story", "tag", "document", "author", "date")
_SORTINGS = ("place", "work", "date")
_FIGURES = ("source", "month", "author", "group", "passage", "paragraph", "document")


@click.command(
    epilog="\b\nExamples:\n"
    "  reader passages news/ --tag claim --format csv -o claims.csv\n"
    "  reader passages news/ --filter 'tag:claim -tag:quote date:2023-06' --group story\n"
    "  reader passages news/ --figures month --format csv"
)
@CORPUS
@click.option("--filter", "text", default="", metavar="FILTER", help="As on the screen.")
@click.option("--tag", multiple=True, help="Only with this tag or one below it; all of several.")
@click.option("--without-tag", multiple=True, help="Only without this tag and those below it.")
@click.option("--untagged", is_flag=True, help="Only without any tag.")
@click.option("--author", help="Only by this author.")
@click.option("--note", help="Only with these words in the note.")
@click.option("--story", help="Only of stories with these words in a title.")
@click.option("--date", help="Only of articles of this date, month, or FROM..TO.")
@click.option("--group", type=click.Choice(_GROUPINGS), default="document", show_default=True)
@click.option("--sort", type=click.Choice(_SORTINGS), default="place", show_default=True)
@click.option("--fold", is_flag=True, help="One line for the versions of a passage.")
@click.option(
    "--figures",
    type=click.Choice(_FIGURES),
    help="Count tags by source, month, author or document group, or tags together in a passage,"
    " paragraph or document.",
)
@click.option("--format", "style", type=click.Choice(["json", "csv", "markdown"]), default="json")
@OUTPUT
@FORCE
@ANNOTATIONS
def passages(
    *,
    paths: tuple[Path, ...],
    text: str,
    tag: tuple[str, ...],
    without_tag: tuple[str, ...],
    untagged: bool,
    author: str | None,
    note: str | None,
    story: str | None,
    date: str | None,
    group: str,
    sort: str,
    fold: bool,
    figures: str | None,
    style: str,
    output: Path,
    force: bool,
    annotations: Path | None,
) -> None:
    """Write the passages of a corpus, or how many there are of each tag.

    FILTER and the options leave passages out; they are written in their groups and order, as the
    screen exports them. Offsets are code points of the decoded text, half-open.
    """
    from reader.files_out import check_target, write_file
    from reader.workspace import Workspace
    from reader.workspace.analyses.passage_filter import Term, parsed_terms

    terms = [*parsed_terms(text)]
    terms += [Term("tag", one) for one in tag] + [Term("tag", one, True) for one in without_tag]
    given = {"author": author, "note": note, "story": story, "date": date}
    terms += [Term(field, value) for field, value in given.items() if value is not None]
    terms += [Term("is", "untagged")] if untagged else []
    tells_stories = fold or group == "story" or any(term.field == "story" for term in terms)
    with closing(Workspace.open(paths, annotations=annotations, read_only=True)) as workspace:
        for _ in workspace.scan():
            pass
        if output != STANDARD_STREAM:
            check_target(output, protected=workspace.protected, replace=force)
        data = _written(
            workspace, terms, (group, sort, style), fold, figures, tells_stories=tells_stories
        )
    if output == STANDARD_STREAM:
        put_bytes(data)
    else:
        write_file(output, [data], protected=workspace.protected, replace=force)


def _written(
    workspace: Workspace,
    terms: list[Term],
    form: tuple[str, str, str],
    fold: bool,
    figures: str | None,
    *,
    tells_stories: bool,
) -> bytes:
    from reader.exchange import PASSAGE_FORMATS
    from reader.workspace.actions.passage_export import passage_records
    from reader.workspace.analyses.passage_filter import filtered
    from reader.workspace.analyses.passage_list import Grouping, Sorting, arranged
    from reader.workspace.analyses.tag_figures import counted, figures_csv, figures_json

    grouping, sorting, style = form
    for _ in workspace.passages.build():
        pass
    by_document = workspace.passages.by_document()
    facts = _facts(workspace, tells_stories=tells_stories)
    left = filtered(by_document, terms, facts)
    if figures is not None:
        if style == "markdown":
            raise click.UsageError("Figures are written as csv or json")
        table = counted(workspace, left, figures, facts)
        return figures_csv(table) if style == "csv" else figures_json(table)
    rows = arranged(left, Grouping(grouping), Sorting(sorting), facts, folds=fold)
    return PASSAGE_FORMATS[style](passage_records(workspace, rows, facts))


def _facts(workspace: Workspace, *, tells_stories: bool) -> PassageFacts:
    """Return what filters and groups need; the whole corpus is read only where stories count."""
    from reader.annotations import Passage
    from reader.workspace.analyses.passage_filter import PassageFacts
    from reader.workspace.analyses.story_names import StoryNames, story_names

    with click.progressbar(
        _read(workspace, tells_stories=tells_stories),
        label="Reading",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as read:
        for _ in read:
            pass
    store = workspace.store
    return PassageFacts(
        store.tags(),
        workspace.cards,
        story_names(workspace.clusters(), workspace.cards) if tells_stories else StoryNames(),
        store.rows(Passage).lines,
        lambda key: store.get(Passage, key),
    )


def _read(workspace: Workspace, *, tells_stories: bool) -> Iterator[str]:
    from reader.errors import CorpusError

    if tells_stories:
        yield from workspace.analyse()
        return
    for document in workspace.store.annotated():
        try:
            workspace.card(document)
        except CorpusError:
            continue  # its passages are listed all the same
        yield document
