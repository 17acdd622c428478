"""Asking for the work of several people, to show where they differ."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from shlex import split

from reader.errors import ReaderError
from reader.ui.shared.dialogs.questions import Question
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.analyses.agreement.annotators import TOO_FEW, read_annotators


async def ask_annotators(screen: ReaderScreen) -> None:
    """Ask for annotation files, and open where they differ; a worker of the app runs it."""
    app = screen.app
    asked = Question("Annotation files or exports of two people, or more")
    answer = await app.push_screen_wait(asked)
    if not answer:
        return
    try:
        files = [Path(os.path.expanduser(name)) for name in split(answer)]
        if len(files) < 2:
            screen.say(TOO_FEW)
            return
        text_of = screen.workspace.documents.text_of
        compared = await asyncio.to_thread(read_annotators, files, text_of=text_of)
    except ReaderError as error:
        screen.reader.say_error(error)
        return
    except ValueError:
        screen.say("Put names with blanks in quotation marks")
        return
    screen.navigator.open_disputes(compared)
