"""The group of subcommands, and what becomes of errors."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import StringIO

import click

from reader import __version__
from reader.errors import ReaderError, near_names
from reader.last_frame import LAST_FRAME

_INTERRUPTED = 130  # the shell's exit code for SIGINT, 128 + 2
_FULL = {errno.ENOSPC, errno.EIO, errno.EFBIG}  # what a disk says of an output that it refuses
_NEAR = 0.7  # of the letters of a misspelt command are those of the one that is meant

# Where each subcommand is; its module is loaded when the subcommand is called.
_COMMANDS: Mapping[str, str] = {
    "open": "reader.cli.open_command:open_app",
    "add": "reader.cli.adding:add",
    "clean": "reader.cli.analyses:clean",
    "entities": "reader.cli.analyses:entities",
    "duplicates": "reader.cli.duplicates:duplicates",
    "compare": "reader.cli.comparing:compare",
    "search": "reader.cli.searching:search",
    "export": "reader.cli.transfer:export",
    "import": "reader.cli.transfer:import_",
    "agreement": "reader.cli.annotator_agreement:agreement",
    "tags": "reader.cli.tags:tags",
    "passages": "reader.cli.passage_listing:passages",
    "report": "reader.cli.report:report",
    "cache": "reader.cli.caching:cache",
    "check": "reader.cli.checking:check",
    "merge": "reader.cli.checking:merge",
}

_EXAMPLES = """
\b
Examples:
  reader                              open the sample corpus
  reader --tour                       learn it by doing
  reader news/                        open a folder of articles
  reader a.txt b.html posts.jsonl     open some files
  reader --as Mina news/              sign what is annotated (more: reader open --help)
  reader clean news/ > clean.jsonl    the cleaned articles, one object a line
  reader export news/ -o work.json    everything that was annotated

A folder that is called like a command is opened as ./clean
"""


class _CommandsOrCorpus(click.Group):
    """A group in which anything that is no subcommand is a corpus to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version", *_COMMANDS}
        if args and args[0] not in own:
            _refuse_misspelt(args[0])
            args = ["open", *args]
        return super().parse_args(ctx, args or ["open"])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        module, _, function = _COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command


@click.group(
    cls=_CommandsOrCorpus,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[CORPUS... | COMMAND ...]",
    epilog=_EXAMPLES,
)
@click.version_option(__version__, prog_name="reader")
# For its help: it is passed on to the command that opens.
@click.option("--tour", is_flag=True, expose_value=False, help="Learn reader by doing.")
def reader() -> None:
    """Read a folder of scraped news cleaned, tag passages, link duplicates, keep and export.

    CORPUS is a folder, or files: .txt, .md, .html, .jsonl with one document a line, .json, .csv,
    .xml, .pdf, .docx, .epub, .eml, .warc and others. The commands print JSON Lines; messages go to
    standard error.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, and return the exit code."""
    try:
        try:
            code = reader.main(arguments, prog_name="reader", standalone_mode=False)
        finally:
            LAST_FRAME.wipe()
        return code if isinstance(code, int) else 0
    except ReaderError as error:
        return _print_error(error)
    except click.ClickException as error:
        from reader.text import printed

        message = StringIO()
        error.show(message)
        click.echo(printed(message.getvalue()), nl=False, err=True)  # it quotes arguments
        return error.exit_code
    except SystemExit:  # so click ends where whoever read the output has seen enough
        return 0
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except OSError as error:
        if error.filename is None and error.errno in _FULL:  # click has written help or a version
            from reader.cli.output import given_up

            return _print_error(given_up(error))
        return _print_error(
            ReaderError(error.strerror or str(error), place=str(error.filename or ""))
        )


def _refuse_misspelt(word: str) -> None:
    """Raise UsageError for a word that is no file, and nearly the name of a command."""
    if word.startswith("-") or os.path.lexists(word):
        return
    if near := near_names(word, _COMMANDS, _NEAR):
        raise click.UsageError(
            f"There is no command and no corpus {word!r}. Did you mean: reader {near[0]}"
        )


def _print_error(error: ReaderError) -> int:
    """Print an error, and return its exit code."""
    from reader.cli.output import report

    report(error)
    return error.exit_code
