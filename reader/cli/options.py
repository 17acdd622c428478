"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
CORPUS = click.argument(
    "paths", nargs=-1, required=True, metavar="CORPUS...", type=click.Path(path_type=Path)
)
CORPUS_OR_SAMPLE = click.argument(
    "paths", nargs=-1, metavar="[CORPUS]...", type=click.Path(path_type=Path)
)
ANNOTATIONS = click.option(
    "--annotations",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The annotation file.  [default: CORPUS/annotations.json]",
)
STANDARD_OUTPUT = Path("-")
OUTPUT = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=STANDARD_OUTPUT,
    help="The file to write; - is standard output.  [default: -]",
)
# There is one format so far; it can be named all the same, as in the other commands.
JSON_LINES = click.option(
    "--format",
    type=click.Choice(["json"]),
    default="json",
    expose_value=False,
    show_default=True,
    help="JSON Lines.",
)
