"""Writing what a screen shows to a file that its user names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from textual import work

from reader.errors import OutputExistsError, ReaderError
from reader.ui.shared.dialogs import Confirmation, ask_file
from reader.ui.shared.screen import ReaderScreen


class ExportingScreen(ReaderScreen):
    """A screen that writes what it shows."""

    @work(group="dialog")
    async def export_to(
        self, question: str, name: str, writers: Mapping[str, Callable[[], bytes]]
    ) -> None:
        """Ask for a file, and write to it in the format of its ending.

        ``writers`` give the bytes by endings. Asks once more where there is such a file already.
        """
        suggested = self.workspace.output_file(name)
        endings = ", ".join(f".{ending}" for ending in writers)
        path = await ask_file(self.app, f"{question} ({endings})", str(suggested))
        if path is None:
            return
        writer = writers.get(path.suffix[1:].lower())
        if writer is None:
            self.say(f"There is no format {path.suffix or 'without an ending'}: {endings}")
            return
        try:
            self._write(path, writer)
        except OutputExistsError:
            if await self.app.push_screen_wait(Confirmation(f"Replace {path}?")):
                self.attempt(lambda: self._write(path, writer, replace=True))
        except ReaderError as error:
            self.reader.say_error(error)

    def _write(self, path: Path, writer: Callable[[], bytes], *, replace: bool = False) -> None:
        """Write a file, and say so. Raises OutputError."""
        from reader.files_out import check_target, write_file

        protected = self.workspace.protected
        check_target(path, protected=protected, replace=replace)
        write_file(path, [writer()], protected=protected, replace=replace)
        self.say(f"Written to {path}")
