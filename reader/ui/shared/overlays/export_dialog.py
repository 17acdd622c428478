"""Write the content of a screen to a file that its user names."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from textual import work

from reader.errors import OutputError, OutputExistsError, ReaderError
from reader.ui.shared.dialogs.questions import Confirmation, ask_file
from reader.ui.shared.screen import ReaderScreen


class Target(NamedTuple):
    """A file to be written; ``replace`` says that the one that is there may go."""

    path: Path
    replace: bool

    @property
    def ending(self) -> str:
        """The ending of its name, small and without the dot."""
        return self.path.suffix[1:].lower()


async def ask_target(
    screen: ReaderScreen, question: str, name: str, endings: Collection[str] = ()
) -> Target | None:
    """Ask for a file to write, offered under a name first, and whether one there is replaced.

    Where ``endings`` are given, they are told, and its own must be one of them. Returns None where
    the question is let go, and where the file can't be written, which is said.
    """
    from reader.files_out import check_target

    app, workspace = screen.app, screen.workspace
    endings_in_words = ", ".join(f".{ending}" for ending in endings)
    asked = f"{question} ({endings_in_words})" if endings_in_words else question

    def check(path: Path) -> None:
        if endings and Target(path, replace=False).ending not in endings:
            what = path.suffix or "without an ending"
            raise OutputError(f"there is no format {what}", remedy=f"Formats: {endings_in_words}")
        with suppress(OutputExistsError):  # which is asked
            check_target(path, protected=workspace.protected)

    path = await ask_file(app, asked, str(workspace.output_file(name)), check)
    if path is None:
        return None
    target = Target(path, replace=False)
    try:
        check_target(path, protected=workspace.protected)
    except OutputExistsError:
        is_meant = await app.push_screen_wait(Confirmation(f"Replace {path}?"))
        return target._replace(replace=True) if is_meant else None
    except ReaderError as error:
        screen.reader.say_error(error)
        return None
    return target


class ExportingScreen(ReaderScreen):
    """A screen that writes what it shows."""

    @work(group="dialog")
    async def export_to(
        self, question: str, name: str, writers: Mapping[str, Callable[[], bytes]]
    ) -> None:
        """Ask for a file, and write to it in the format of its ending.

        ``writers`` give the bytes by endings, each called in a thread.
        """
        target = await ask_target(self, question, name, writers)
        if target is not None and await self.write(target, writers[target.ending]):
            self.say(f"Written to {target.path}")

    async def write(self, target: Target, writer: Callable[[], bytes]) -> bool:
        """Write a file in a thread; tell whether it was written, and say why where not."""
        from reader.workspace.actions.transfer.writing_out import write_output

        def written() -> str:
            return write_output(self.workspace, target.path, [writer()], replace=target.replace)

        try:
            warning = await asyncio.to_thread(written)
        except ReaderError as error:
            self.reader.say_error(error)
            return False
        self.warn(warning)
        return True
