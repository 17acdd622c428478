"""Arguments and options that several commands have."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.errors import CorpusError, RecogniserError, SettingsError
from reader.files_out import descriptor_of

if TYPE_CHECKING:
    from reader.corpus import Reading
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


class _WordsType(click.types.StringParamType):
    """Text that is no path: in UTF-8, also where the locale knows only other characters."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words; bytes that the locale has no characters for are read as UTF-8.

        What is no UTF-8 either is replaced: no file that is written could hold it.
        """
        text = str(super().convert(value, param, ctx))
        try:
            text.encode()
        except UnicodeEncodeError:
            return os.fsencode(text).decode("utf-8", "replace")
        return text


WORDS = _WordsType()


class WordsCommand(click.Command):
    """A command whose arguments may begin with ``-``: no letter behind it is an option.

    It has no options of one letter; of what stands before ``--``, only ``-h`` asks for help.
    """

    def __init__(self, **settings: Any) -> None:
        kept_whole = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
        super().__init__(context_settings=kept_whole, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part options from words. Raises NoSuchOption for ``--`` before a name that is none."""
        end = args.index("--") if "--" in args else len(args)
        own = {name for param in self.get_params(ctx) for name in param.opts}
        for one in args[:end]:
            if one.startswith("--") and one.partition("=")[0] not in own:
                raise click.NoSuchOption(one, ctx=ctx)
        first = ["--help" if one == "-h" else one for one in args[:end]]
        return super().parse_args(ctx, first + args[end:])


class NamedPath(click.Path):
    """A path argument that refuses an empty text: Click would take the current folder for it."""

    def __init__(self, *, dir_okay: bool = True, exists: bool = False) -> None:
        super().__init__(path_type=Path, dir_okay=dir_okay, exists=exists)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path. Raises CorpusError for an empty one."""
        if not os.fspath(value):
            given = param.get_error_hint(ctx or click.get_current_context()) if param else ""
            raise CorpusError("it is empty: that names no file or folder", place=given)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


class CorpusPath(NamedPath):
    """A folder or file of a corpus; ``-`` is a file that holds standard input for the command."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, or that of what standard input is kept in until the command ends."""
        path = super().convert(value, param, ctx)
        return path if path != STANDARD_STREAM else _standard_input(ctx)


class _KeptCorpusPath(NamedPath):
    """A folder or file whose annotations can be kept."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; refuse standard input."""
        return kept_or_read(super().convert(value, param, ctx), reads=False)


class OutputPath(NamedPath):
    """A file to write; ``-`` is standard output, by any of its names."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        path = super().convert(value, param, ctx)
        return STANDARD_STREAM if descriptor_of(path) == 1 else path


STANDARD_STREAM = Path("-")
Command = TypeVar("Command", bound=Callable[..., Any])


def _kept(context: click.Context, option: click.Parameter, value: object) -> object:
    """Keep the options of files for ``reading``, so that no command has to pass them on."""
    context.meta[f"reader.{option.name}"] = value
    return value


def reading() -> Reading:
    """Return the reading of files that the options of the command ask for.

    Raises:
        SettingsError: where they name a field or an encoding that there is not.
    """
    from reader.corpus import Reading
    from reader.encoding_names import python_encoding

    meta = click.get_current_context().meta
    pairs = [each.partition("=") for each in meta.get("reader.field", ())]
    wrong = next((field for field, _, name in pairs if not name), None)
    if wrong is not None:
        raise SettingsError(f"--field {wrong} names no field", remedy="Write --field text=body")
    fields = {field.strip(): name.strip() for field, _, name in pairs}
    encoding = python_encoding(meta.get("reader.encoding", ""), "--encoding")
    return Reading.of(fields, encoding, "--field")


_READING = (
    click.option(
        "--encoding",
        metavar="NAME",
        default="",
        expose_value=False,
        callback=_kept,
        help="The encoding of the files that are no UTF-8; encoding in .reader.toml of the folder"
        " keeps it, [encodings] that of single files.  [default: it is guessed]",
    ),
    click.option(
        "--field",
        metavar="FIELD=NAME",
        multiple=True,
        expose_value=False,
        callback=_kept,
        help="The name of a field in records, as in text=body; for title, byline, date, source,"
        " url, language and section, too. The app keeps it in .reader.toml of the folder.",
    ),
)


def how_to_read(command: Command) -> Command:
    """Give a command the options that say how the files of its corpus are read."""
    for option in _READING:
        command = option(command)
    return command


def _files(path: click.Path, **settings: Any) -> Callable[[Command], Command]:
    """Return the argument that names files, with the options that say how these are read."""

    def decorated(command: Command) -> Command:
        return click.argument("paths", nargs=-1, type=path, **settings)(how_to_read(command))

    return decorated


def kept_or_read(corpus: Path, *, reads: bool) -> Path:
    """Return a corpus; for ``-``, which can only be read, what standard input is kept in."""
    if corpus != STANDARD_STREAM:
        return corpus
    if not reads:
        raise click.UsageError(
            "What is read from standard input can't be annotated: keep it in a file"
        )
    return _standard_input(None)


def one_corpus(command: Command) -> Command:
    """Give a command the argument of a corpus that it works in, and how its files are read."""
    return click.argument("corpus", type=_KeptCorpusPath())(how_to_read(command))


PATHS = _files(CorpusPath(), required=True)
CORPUS = _files(CorpusPath(), required=True, metavar="CORPUS...")
CORPUS_OR_SAMPLE = _files(_KeptCorpusPath(), metavar="[CORPUS]...")
ANNOTATIONS = click.option(
    "--annotations",
    metavar="FILE",
    type=NamedPath(dir_okay=False),
    help="The annotation file.  [default: CORPUS/annotations.json]",
)
OUTPUT = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=OutputPath(),
    default=STANDARD_STREAM,
    help="The file to write; - is standard output.  [default: -]",
)
FORCE = click.option("--force", is_flag=True, help="Replace the file that -o names.")
_VERBOSE = "reader.verbose"
_INPUT = "reader.standard-input"
_START = 1 << 16  # bytes
# By the first character that is no blank; all else is plain text.
_ENDINGS = {b"{": ".jsonl", b"<": ".html"}
BY_ENDING = "[default: by the ending of the file, else json]"
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


def style_of(style: str | None, output: Path, endings: Mapping[str, str]) -> str:
    """Return the format that was named, else that of a file's ending, else JSON."""
    return style or endings.get(output.suffix.lower(), "json")


def _standard_input(ctx: click.Context | None) -> Path:
    """Return a file that holds standard input, with the ending of what that seems to be."""
    context = ctx or click.get_current_context()
    kept: Path | None = context.meta.get(_INPUT)
    if kept is None:
        kept_in = TemporaryDirectory(prefix="reader-")
        context.call_on_close(kept_in.cleanup)
        folder = Path(kept_in.name) / STANDARD_STREAM  # what exports and reports call the corpus
        folder.mkdir()
        stream = sys.stdin.buffer
        start = stream.read(_START)
        sign = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        kept = folder / f"stdin{_ENDINGS.get(sign, '.txt')}"
        with kept.open("wb") as file:
            file.write(start)
            shutil.copyfileobj(stream, file)
        context.meta[_INPUT] = kept
    return kept


def as_named(file: Path) -> Path:
    """Return the name of a file in messages: ``-`` if it is beside what holds standard input."""
    kept: Path | None = click.get_current_context().meta.get(_INPUT)
    return STANDARD_STREAM if kept and file.parent == kept.parent else file


def is_verbose() -> bool:
    """Tell whether ``--verbose`` was given to the command that runs."""
    return bool(click.get_current_context().meta.get(_VERBOSE))
