"""Arguments and options that several commands have."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.errors import RecogniserError, SettingsError

if TYPE_CHECKING:
    from reader.entities import Engine
    from reader.settings import Settings

Function = TypeVar("Function", bound=Callable[..., Any])


def json_or_text(help: str) -> Callable[[Function], Function]:  # noqa: A002
    """Return the option of a command that prints JSON by default, or text for people."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["json", "text"]),
        default="json",
        show_default=True,
        help=help,
    )


class CorpusPath(click.Path):
    """A folder or file of a corpus; ``-`` is a file that holds standard input for the command."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, or that of what standard input is kept in until the command ends."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        return path if path != STANDARD_STREAM else _standard_input(ctx)


STANDARD_STREAM = Path("-")
PATHS = click.argument("paths", nargs=-1, required=True, type=CorpusPath())
CORPUS = click.argument("paths", nargs=-1, required=True, metavar="CORPUS...", type=CorpusPath())
CORPUS_OR_SAMPLE = click.argument(
    "paths", nargs=-1, metavar="[CORPUS]...", type=click.Path(path_type=Path)
)
ANNOTATIONS = click.option(
    "--annotations",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The annotation file.  [default: CORPUS/annotations.json]",
)
OUTPUT = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=STANDARD_STREAM,
    help="The file to write; - is standard output.  [default: -]",
)
FORCE = click.option("--force", is_flag=True, help="Replace the file that -o names.")
_VERBOSE = "reader.verbose"
_INPUT = "reader.standard-input"
_START = 1 << 16
# By the first character that is no blank; all else is plain text.
_ENDINGS = {b"{": ".jsonl", b"<": ".html"}
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


def _standard_input(ctx: click.Context | None) -> Path:
    """Return a file that holds standard input, with the ending of what that seems to be."""
    context = ctx or click.get_current_context()
    kept: Path | None = context.meta.get(_INPUT)
    if kept is None:
        kept_in = TemporaryDirectory(prefix="reader-")
        context.call_on_close(kept_in.cleanup)
        folder = Path(kept_in.name)
        stream = sys.stdin.buffer
        start = stream.read(_START)
        sign = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        kept = folder / f"standard-input{_ENDINGS.get(sign, '.txt')}"
        with kept.open("wb") as file:
            file.write(start)
            shutil.copyfileobj(stream, file)
        context.meta[_INPUT] = kept
    return kept


def is_verbose() -> bool:
    """Return whether ``--verbose`` was given to the command that runs."""
    return bool(click.get_current_context().meta.get(_VERBOSE))
