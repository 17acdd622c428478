"""`reader passages`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    style_of,
)
from reader.cli.output import tell_left_out, write_out
from reader.cli.querying import read_for, tell_nothing

if TYPE_CHECKING:
    from reader.workspace import Workspace
    from reader.workspace.analyses.passages.passage_background import PassageBackground
    from reader.workspace.query.syntax import Query

_GROUPINGS = ("story", "tag", "document", "author", "date")
_SORTINGS = ("place", "work", "date")
_FIGURES = ("source", "month", "author", "group", "passage", "paragraph", "document")
_ENDINGS = {".csv": "csv", ".md": "markdown", ".markdown": "markdown"}


@click.command(
    epilog="\b\nExamples:\n"
    "  reader passages news/ --tag claim -o claims.csv\n"
    "  reader passages news/ --query 'tag:claim -tag:quote date:2023-06' --group story\n"
    "  reader passages news/ --figures month --format csv"
)
@CORPUS
@click.option(
    "--query",
    "text",
    type=WORDS,
    default="",
    metavar="QUERY",
    help="As on the screen: words, also near each other, stand in the passage, its note or tags;"
    " date:, source: and the like ask about its document.",
)
@click.option(
    "--tag", type=WORDS, multiple=True, help="Only with this tag or one below it; all of several."
)
@click.option(
    "--without-tag", type=WORDS, multiple=True, help="Only without this tag and those below it."
)
@click.option("--untagged", is_flag=True, help="Only without any tag.")
@click.option("--author", type=WORDS, help="Only by this author.")
@click.option("--note", type=WORDS, help="Only with these words in the note.")
@click.option("--story", type=WORDS, help="Only of stories with these words in a title.")
@click.option("--date", help="Only of articles of this date, month, or FROM..TO.")
@click.option("--group", type=click.Choice(_GROUPINGS), default="story", show_default=True)
@click.option("--sort", type=click.Choice(_SORTINGS), default="place", show_default=True)
@click.option(
    "--fold",
    is_flag=True,
    help="One line for the versions of a passage in a group; figures count them as one.",
)
@click.option(
    "--figures",
    type=click.Choice(_FIGURES),
    help="Count tags by source, month, author or document group, or tags together in a passage,"
    " paragraph or document.",
)
@click.option("--format", "style", type=click.Choice(["json", "csv", "markdown"]), help=BY_ENDING)
@OUTPUT
@FORCE
@VERBOSE
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
    style: str | None,
    output: Path,
    force: bool,
    annotations: Path | None,
) -> None:
    """Write the passages of a corpus, or how many there are of each tag.

    QUERY and the options leave passages out; they are written in their groups and order, as the
    screen exports them. Offsets are code points of the decoded text, half-open.
    """
    from reader.files_out import check_target

    given = {"author": author, "note": note, "story": story, "date": date}
    fields = [(name, value) for name, value in given.items() if value is not None]
    fields += [("tag", one) for one in tag] + [("-tag", one) for one in without_tag]
    fields += [("is", "untagged")] if untagged else []
    query = _query(text, fields)
    form = (group, sort, style_of(style, output, _ENDINGS))
    if fold and group == "document" and figures is None:
        raise click.UsageError("--fold: by document no versions share a line; --group story")
    with opened_corpus(paths, annotations) as workspace:
        read_for(workspace, query, workspace.analyse(names=False))
        if output != STANDARD_STREAM:
            check_target(output, protected=workspace.protected, replace=force)
        data = _written(workspace, query, form, fold, figures)
        left_out = workspace.left_out
    write_out(output, [data], workspace, force=force)
    tell_left_out(left_out)


def _query(text: str, fields: Sequence[tuple[str, str]]) -> Query | None:
    """Return the query of words and all of the fields; those with ``-`` are left out.

    Raises:
        QueryError: for what can't be understood.
    """
    from reader.text.dates.day_range import days_of
    from reader.workspace.query.parsing import parse
    from reader.workspace.query.syntax import AllOf, FieldTest, Not

    asked = parse(text)
    parts: list[Query] = [] if asked is None else [asked]
    for name, value in fields:
        if name == "date" and days_of(value) is None:
            raise click.BadParameter(f"{value} is no date", param_hint="--date")
        test = FieldTest(name.removeprefix("-"), " ".join(value.split()))
        parts.append(Not(test) if name.startswith("-") else test)
    return AllOf(tuple(parts)) if parts else None


def _written(
    workspace: Workspace,
    query: Query | None,
    form: tuple[str, str, str],
    fold: bool,
    figures: str | None,
) -> bytes:
    from reader.workspace.actions.transfer.passage_export import written_passages
    from reader.workspace.analyses.passages.passage_list import Grouping, Sorting, among, arranged
    from reader.workspace.overviews.tag_figures import (
        counted,
        figures_csv,
        figures_json,
        figures_markdown,
    )
    from reader.workspace.query.asking import passages_of

    grouping, sorting, style = form
    background = _background(workspace)
    found = passages_of(workspace, query)
    if not found:
        tell_nothing(query)
    left = among(workspace.passages.by_document(), found)
    if figures is not None:
        table = counted(workspace, left, figures, background, folds=fold)
        writers = {"csv": figures_csv, "json": figures_json, "markdown": figures_markdown}
        return writers[style](table)
    rows = arranged(left, Grouping(grouping), Sorting(sorting), background, folds=fold)
    return written_passages(workspace, rows, background, style)


def _background(workspace: Workspace) -> PassageBackground:
    from reader.workspace.analyses.passages.passage_background import PassageBackground
    from reader.workspace.analyses.stories.story_names import story_names

    stories = story_names(workspace.duplicates.stories())
    return PassageBackground(workspace.store.tags(), workspace.summaries, stories)
