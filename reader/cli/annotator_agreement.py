"""`reader agreement`."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.opened_corpus import opened_corpus
from reader.cli.options import VERBOSE, CorpusPath, NamedPath, how_to_read
from reader.cli.output import put, say, tell_left_out
from reader.text import json_line, numbered, one_line

if TYPE_CHECKING:
    from reader.workspace.analyses.agreement.coefficients import Agreement

_HEADS = (
    ("", "", "kappa", "", "alpha", "", "F1", ""),
    ("tag", "passages", "chars", "sent.", "chars", "sent.", "exact", "overlap"),
)


@click.command(
    epilog="\b\nExamples:\n"
    "  reader agreement ada.json mina.json --corpus news/\n"
    "  reader agreement ada.qdpx mina.qdpx --from qdpx --format json"
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="A B...",
    type=NamedPath(dir_okay=False, exists=True),
)
@click.option(
    "--corpus",
    metavar="CORPUS",
    type=CorpusPath(),
    help="Where the texts are.  [default: those in the files]",
)
@how_to_read
@VERBOSE
@click.option(
    "--from",
    "style",
    metavar="NAME",
    help="The format of the files.  [default: by the ending of their names]",
)
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text")
def agreement(files: tuple[Path, ...], corpus: Path | None, style: str | None, kind: str) -> None:
    """Measure the agreement of people who have annotated the same documents.

    A, B and so on are annotation files, or exports. Counted are the documents that at least two
    people have judged: by a passage or a status, or as a part of what another tool exports.

    For each tag: Cohen's kappa (of two people) and Krippendorff's alpha, on characters and on
    sentences, and the F1 of passages that are the same, or overlap. For links: the adjusted Rand
    index of the stories that they make. A measure that is not defined is shown as –.

    Where people differ is settled in the app: ctrl+g, on any screen.
    """
    from reader.exchange import FORMATS
    from reader.workspace.analyses.agreement.annotators import TOO_FEW, read_annotators
    from reader.workspace.analyses.agreement.coefficients import agreement as measured

    if len(files) < 2:
        raise click.UsageError(TOO_FEW)
    if style is not None and (style not in FORMATS or not FORMATS[style].reads):
        readable = ", ".join(name for name, one in FORMATS.items() if one.reads)
        raise click.UsageError(f"There is no format {style!r} to read. Formats: {readable}")
    if corpus is None:
        compared = read_annotators(files, style)
    else:
        with opened_corpus([corpus]) as workspace:
            for _ in workspace.scan():
                pass
            tell_left_out(workspace.left_out)
            hashes = cache(partial(workspace.hashes, unread=True))
            compared = read_annotators(files, style, workspace.documents.text_of, hashes)
    for what in compared.left_out:
        say(f"left out: {what}")
    found = measured(compared.people, compared.texts)
    if kind == "json":
        put(json_line(asdict(found)))
    else:
        for line in _table(found):
            put(line)


def _table(found: Agreement) -> list[str]:
    rows = [
        (
            one_line(one.tag),
            ", ".join(f"{count:,}" for count in one.passages),
            *map(
                _number,
                (
                    one.kappa_characters,
                    one.kappa_sentences,
                    one.alpha_characters,
                    one.alpha_sentences,
                    one.f1_exact,
                    one.f1_overlapping,
                ),
            ),
        )
        for one in found.tags
    ]
    widths = [max(map(len, column)) for column in zip(*_HEADS, *rows, strict=True)]
    return [
        f"{', '.join(map(one_line, found.annotators))}: {numbered(found.documents, 'document')},"
        f" {numbered(found.sentences, 'sentence')}, {numbered(found.characters, 'character')}",
        *(
            "  ".join(
                cell.rjust(width) if number else cell.ljust(width)
                for number, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in (*_HEADS, *rows)
        ),
        f"stories: {_number(found.stories)} (adjusted Rand index)",
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
