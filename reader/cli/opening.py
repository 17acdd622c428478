"""`reader CORPUS`: open the app."""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path

import click

from reader.cli.options import ANNOTATIONS, CORPUS_OR_SAMPLE, RECOGNISER, recogniser
from reader.errors import ReaderError


@click.command("open")
@CORPUS_OR_SAMPLE
@ANNOTATIONS
@click.option("--as", "author", metavar="NAME", help="Who annotates.")
@RECOGNISER
def open_app(
    paths: tuple[Path, ...], annotations: Path | None, author: str | None, engine: str | None
) -> int:
    """Open a corpus in the app.

    The word `open` may be left out. With no CORPUS, the sample corpus is opened.
    """
    from reader.cli.output import say
    from reader.settings import load
    from reader.workspace import Workspace
    from reader.workspace.actions.rescuing import rescue

    settings = load(corpus=paths[0] if len(paths) == 1 else None)
    workspace = Workspace.open(
        paths,
        annotations=annotations,
        author=settings.signature(author),
        history=settings.history,
        recogniser=recogniser(engine, settings),
    )
    found = list(islice(workspace.corpus.scan(), 2))  # tells at once that there is nothing to read
    lone = found[0].id if len(found) == 1 and not found[0].problem else None
    if lone is not None:
        list(workspace.scan())
    # Textual draws on standard error, unless its environment names another driver (a browser's).
    on_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if not (on_terminal or os.environ.get("TEXTUAL_DRIVER")):
        raise ReaderError(
            "the app needs a terminal",
            remedy="In scripts use the commands that `reader --help` lists",
        )
    from reader.ui import ReaderApp

    app = ReaderApp(workspace, settings, lone)
    try:
        app.run()
    finally:
        if told := rescue(workspace.store):
            say(told)
        workspace.close()
    return app.return_code or 0
