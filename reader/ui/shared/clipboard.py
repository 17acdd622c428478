"""The clipboard: of the terminal by OSC 52, and of the platform where a program serves it."""

from __future__ import annotations

import shutil
import subprocess

from textual.app import App

# Programs that take a text on standard input, in the order in which they are tried.
_PROGRAMS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("clip.exe",),
)
# Seconds that a program may take.
_PATIENCE = 2.0


def copy(app: App[object], text: str) -> None:
    """Put a text on the clipboard."""
    app.copy_to_clipboard(text)
    if not app.is_headless:
        app.run_worker(lambda: _pass_on(text), thread=True, group="clipboard", exit_on_error=False)


def _pass_on(text: str) -> None:
    """Give a text to the first program that takes it; a terminal may have it all the same."""
    for program in _PROGRAMS:
        if shutil.which(program[0]) is None:
            continue
        try:
            subprocess.run(
                program,
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return
