"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.errors import RecogniserError, SettingsError

if TYPE_CHECKING:
    from reader.entities import Engine
    from reader.settings import Settings

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
FORCE = click.option("--force", is_flag=True, help="Replace the file that -o names.")
_VERBOSE = "reader.verbose"
VERBOSE = click.option(
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=lambda context, _, value: context.meta.update({_VERBOSE: value}),
    help="List what is left out of the corpus, and why.",
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
RECOGNISER = click.option(
    "--recogniser",
    "engine",
    metavar="NAME",
    help="What finds names: embedded, or spacy:MODEL with a model's package or folder.  [default:"
    " that of the settings, else embedded]",
)


def recogniser(name: str | None, settings: Settings) -> Engine:
    """Return the recogniser that an option names, else the settings.

    Raises:
        RecogniserError: where the option names one that is not there.
        SettingsError: where the settings do.
    """
    from reader.entities import engine

    try:
        return engine(name or settings.recogniser)
    except RecogniserError as error:
        if name:
            raise
        place = f"{settings.path}: recogniser = {error.place}"
        raise SettingsError(error.message, place=place, remedy=error.remedy) from error


def is_verbose() -> bool:
    """Return whether ``--verbose`` was given to the command that runs."""
    return bool(click.get_current_context().meta.get(_VERBOSE))
