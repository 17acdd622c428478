"""A codebook to and from files, on the screen that shows it."""

from __future__ import annotations

import asyncio
import os
from functools import partial

from reader.errors import ReaderError
from reader.ui.shared.commands import undoable
from reader.ui.shared.dialogs.questions import ask_file
from reader.ui.shared.overlays.export_dialog import ExportingScreen, ask_target
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.codebook.codebook_exchange import written_codebook
from reader.workspace.codebook_reading import read_codebook

_ENDINGS = ("csv", "qdc", "json")


async def export_codebook(screen: ExportingScreen) -> None:
    """Ask for a file, write the codebook to it, and tell what its format can't hold."""
    target = await ask_target(screen, "Write the codebook to", "codebook.csv", _ENDINGS)
    if target is None:
        return
    try:
        written = await asyncio.to_thread(written_codebook, screen.store, target.ending)
    except ReaderError as error:
        screen.reader.say_error(error)
        return
    if await screen.write(target, lambda: written.data):
        lost = ", ".join(f"{what}: {count:,}" for what, count in written.losses.items())
        without = f"; {target.ending} can't hold {lost}" if lost else ""
        noted = "".join(f"; {note}" for note in written.notes)
        screen.say(f"Written to {target.path}{without}{noted}")


async def import_codebook(screen: ReaderScreen) -> None:
    """Ask for a file, and take the codebook in it, as one step."""
    folder = screen.workspace.annotations.parent
    path = await ask_file(
        screen.app,
        "Take in which codebook? (.csv, .qdc, .json)",
        f"{folder}{os.sep}",
        read_codebook,
    )
    if path is None:
        return
    bundle = screen.attempt(partial(read_codebook, path))
    if bundle is None:
        return
    from reader.workspace.actions.transfer.taking_codebook import plan_codebook, take_codebook

    plan = plan_codebook(screen.workspace, bundle)
    message = screen.attempt(partial(take_codebook, screen.workspace, plan))
    if message is None:
        return
    if not plan.replaced and plan.records:  # which tells it itself
        message = undoable(message)
    if plan.differences:
        named = ", ".join(f"{one.tag.name} ({one.in_words()})" for one in plan.differences)
        message += f"; otherwise in the file, and left as here: {named}"
    if plan.left_out:
        message += f"; left out: {'; '.join(plan.left_out)}"
    screen.say(message)
