"""A codebook to and from files, on the screen that shows it."""

from __future__ import annotations

import asyncio
import os
from functools import partial

from textual import work

from reader.errors import ReaderError
from reader.ui.commands import command
from reader.ui.shared.dialogs.questions import ask_file
from reader.ui.shared.overlays.export_dialog import ExportingScreen, ask_target
from reader.workspace.actions.codebook.codebook_exchange import written_codebook
from reader.workspace.actions.transfer.importing import ImportPlan
from reader.workspace.codebook_reading import read_codebook

_ENDINGS = ("csv", "qdc")


class CodebookFilesScreen(ExportingScreen):
    """A screen that writes the codebook to a file, and takes one in."""

    BINDINGS = [
        command("codebook.export", "E", "export", "Export", "Write the codebook to a file"),
        command("codebook.import", "I", "import", "Import", "Take in a codebook from a file"),
    ]

    @work(group="dialog")
    async def action_export(self) -> None:
        """Ask for a file, write the codebook to it, and tell what its format can't hold."""
        target = await ask_target(self, "Write the codebook to", "codebook.csv", _ENDINGS)
        if target is None:
            return
        try:
            written = await asyncio.to_thread(written_codebook, self.store, target.ending)
        except ReaderError as error:
            self.reader.say_error(error)
            return
        if await self.write(target, lambda: written.data):
            lost = ", ".join(f"{what}: {count:,}" for what, count in written.losses.items())
            without = f"; {target.ending} can't hold {lost}" if lost else ""
            self.say(f"Written to {target.path}{without}")

    @work(group="dialog")
    async def action_import(self) -> None:
        """Ask for a file, and take the codebook in it, as one step."""
        folder = self.workspace.annotations.parent
        path = await ask_file(self.app, "Take in which codebook? (.csv, .qdc)", f"{folder}{os.sep}")
        if path is None:
            return
        tags = self.attempt(partial(read_codebook, path))
        if tags is None:
            return
        from reader.workspace.actions.transfer.taking_codebook import plan_codebook, take_codebook

        plan: ImportPlan = plan_codebook(self.workspace, tags)
        told = self.attempt(partial(take_codebook, self.workspace, plan))
        if told is None:
            return
        if not plan.replaced and plan.records:  # which tells it itself
            told += "; u takes it back"
        if plan.differences:
            named = ", ".join(f"{one.tag.name} ({one.in_words()})" for one in plan.differences)
            told += f"; otherwise in the file, and left as here: {named}"
        self.say(told)
