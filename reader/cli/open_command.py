"""`reader CORPUS`: open the app."""

from __future__ import annotations

import os
import shutil
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from article_reader import KEEP_APART
from reader.cli.options import ANNOTATIONS, CORPUS_OR_SAMPLE, RECOGNISER, WORDS, reading, recogniser
from reader.errors import ReaderError, SettingsError
from reader.processes import end_with_workers
from reader.resources import seeds_folder

if TYPE_CHECKING:
    from reader.entities import Engine
    from reader.settings import Settings


@click.command("open")
@CORPUS_OR_SAMPLE
@ANNOTATIONS
@click.option("--as", "author", type=WORDS, metavar="NAME", help="Who annotates.")
@click.option("--tour", is_flag=True, help="Learn reader by doing, on a copy of the sample corpus.")
@RECOGNISER
def open_app(
    paths: tuple[Path, ...],
    annotations: Path | None,
    author: str | None,
    tour: bool,
    engine: str | None,
) -> int:
    """Open a corpus in the app.

    The word `open` may be left out. With no CORPUS, the sample corpus is opened.
    """
    if tour:
        code = _toured(author, engine)
    else:
        code = None
        while code is None:  # the tour comes between
            code = _opened(paths, annotations, author, engine)
            if code is None:
                code = _toured(author, engine)
    end_with_workers(code or 0)
    return code or 0


def _toured(author: str | None, engine: str | None) -> int | None:
    """Lead through the tour, and return its exit code; None where it was left for one's own."""
    from reader.settings import load
    from reader.ui import ReaderApp
    from reader.ui.tour import write_lesson

    with TemporaryDirectory(prefix="reader-tour-") as folder:
        copy = Path(shutil.copytree(seeds_folder(), Path(folder) / "tour"))
        write_lesson(copy, ReaderApp, load().keys)
        return _opened((copy,), None, author, engine, is_tour=True)


def _opened(
    paths: tuple[Path, ...],
    annotations: Path | None,
    author: str | None,
    engine: str | None,
    *,
    is_tour: bool = False,
) -> int | None:
    """Run the app, and return its exit code; None where it was left for the tour, or the tour."""
    from reader.cli.output import say
    from reader.settings import load
    from reader.workspace import Workspace
    from reader.workspace.rescuing import rescue

    settings = load(corpus=paths[0] if len(paths) == 1 else None)
    chosen, no_recogniser = recogniser_or_embedded(engine, settings)
    workspace = Workspace.open(
        paths,
        annotations=annotations,
        author=settings.signature(author),
        history=settings.history,
        recogniser=chosen,
        reading=reading(),
        codebook=None if is_tour else settings.codebook,  # the tour tells of reader's own tags
    )
    # This tells at once that there is nothing to read. One file may hold several documents: of more
    # none need be looked into, which would load and compile what the first frame does not need.
    found = list(islice(workspace.corpus.scan(looking=False), 2))
    if len(found) == 1:
        found = list(islice(workspace.corpus.scan(), 2))
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

    # Annotations beside the corpus may be those of somebody else.
    is_first = not any(path.exists() for path in (settings.path, workspace.view_state.folder))
    warnings = (_not_kept(paths), settings.warning, no_recogniser, _warning())
    app = ReaderApp(
        workspace,
        settings,
        lone,
        is_tour=is_tour,
        offers_tour=is_first and not is_tour,
        warning="" if is_tour else "\n".join(filter(None, warnings)),
    )
    try:
        app.run()
    finally:
        if rescued := rescue(workspace.store):
            say(rescued)
        workspace.close()
        if is_tour:
            workspace.forget()
    return None if app.goes_on else app.return_code or 0


def recogniser_or_embedded(name: str | None, settings: Settings) -> tuple[Engine, str]:
    """Return the recogniser; for one of the settings that won't do the embedded one, and why."""
    from reader.entities import EMBEDDED

    try:
        return recogniser(name, settings), ""
    except SettingsError as error:
        return EMBEDDED, f"{error}. Until then names are found by the embedded one"


def _not_kept(paths: tuple[Path, ...]) -> str:
    """Keep the names of fields for the next time; return why that can't be done, if so."""
    from reader.workspace.opening import keep_fields

    try:
        keep_fields(paths, reading())
    except ReaderError as error:
        return f"The names given with --field are not kept: {error}"
    return ""


def _warning() -> str:
    """Return the warning at the start of another package of our name."""
    place = foreign_reader()
    if place is None:
        return ""
    return f"Another package named reader is installed in {place}. {KEEP_APART}"


def foreign_reader() -> str | None:
    """Return the path of a package that has our import name, None where there is none."""
    for folder in filter(os.path.isdir, sys.path):
        if any(Path(folder).glob("reader-[0-9]*.dist-info")):
            return folder
    return None
