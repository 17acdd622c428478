"""Results to standard output, messages to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

import click

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


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file so that its name stands for the old content or for all of the new.

    What is no regular file (a pipe, a device) is written to as it is. Raises ReaderError.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name}.new")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines(parts)
            return
        try:
            with beside.open("wb") as file:
                file.writelines(parts)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise ReaderError(
            f"it can't be written ({error.strerror})",
            place=str(path),
            remedy="Name another file with -o",
        ) from error


def refuse_to_overwrite(output: Path, annotations: Path, files: Collection[str]) -> None:
    """Raise ReaderError where output would take the place of the annotations or of an article."""
    target = os.path.realpath(output)
    if target.startswith(os.path.realpath(annotations)) or target in files:
        raise ReaderError(
            "this file belongs to the corpus, and the output would overwrite it",
            place=str(output),
            remedy="Name another file with -o",
        )
