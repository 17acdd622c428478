"""Results to standard output, messages to standard error."""

from __future__ import annotations

import sys

import click

from reader.corpus import LeftOut
from reader.errors import ReaderError
from reader.text import one_line, printed


def put(line: str) -> None:
    """Write a line to standard output."""
    put_bytes(f"{line}\n".encode())


def put_bytes(data: bytes) -> None:
    """Write to standard output at once, harmless where that is a terminal.

    Text is UTF-8 whatever the locale says.
    """
    if sys.stdout.isatty():
        data = printed(data.decode("utf-8", "replace")).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def report(error: ReaderError) -> None:
    """Tell what went wrong."""
    say(str(error))


def say(message: str) -> None:
    """Write a message to standard error."""
    click.echo(f"reader: {one_line(message).encode(errors='replace').decode()}", err=True)


def tell_left_out(left_out: LeftOut) -> None:
    """Say what in the folders is no document, if anything; with ``--verbose`` list it."""
    from reader.cli.options import is_verbose

    if line := str(left_out):
        say(line if is_verbose() else f"{line} (--verbose lists them)")
    if is_verbose():
        for path, reason in left_out:
            say(f"{path}: {reason}")
