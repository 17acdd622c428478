"""The group of subcommands, and what becomes of errors."""

from __future__ import annotations

from collections.abc import Sequence

import click

from reader import __version__
from reader.cli.analyses import clean, duplicates, entities
from reader.cli.opening import open_app
from reader.cli.output import report
from reader.cli.transfer import export, import_
from reader.errors import ReaderError

_INTERRUPTED = 130

_EXAMPLES = """
\b
Examples:
  reader                              open the sample corpus
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
        own = {"--help", "-h", "--version", *self.commands}
        return super().parse_args(ctx, args if args and args[0] in own else ["open", *args])


@click.group(
    cls=_CommandsOrCorpus,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[CORPUS... | COMMAND ...]",
    epilog=_EXAMPLES,
)
@click.version_option(__version__, prog_name="reader")
def reader() -> None:
    """Read a folder of scraped news cleaned, tag passages, link duplicates, keep and export.

    CORPUS is a folder, or files (.txt, .md, .html, .jsonl with one document a line). The commands
    print JSON Lines; messages go to standard error.
    """


for _command in (open_app, clean, entities, duplicates, export, import_):
    reader.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, and return the exit code.

    Raises SystemExit where standard output was closed by its reader: quietly, with code 1.
    """
    try:
        code = reader.main(arguments, prog_name="reader", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except ReaderError as error:
        report(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except OSError as error:
        report(ReaderError(error.strerror or str(error), place=str(error.filename or "")))
        return ReaderError.exit_code
