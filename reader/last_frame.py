"""The first screen as it was left last, drawn before the program that draws it is loaded."""

from __future__ import annotations

import json
import os
import signal
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import platformdirs

from reader import __version__

# Turns a terminal to the screen beside that of the shell, and clears it.
TO_OTHER_SCREEN = "\x1b[?1049h"
_BACK = "\x1b[?1049l\x1b[?25h"
_HIDDEN_CURSOR, _HOME = "\x1b[?25l", "\x1b[H"


class LastFrame:
    """The frame that a command left in a terminal of one size, drawn at its next start.

    While it ``stands`` nobody has taken the terminal over. Keys that are typed at it wait for who
    does: they are not echoed, and Enter stays Enter.
    """

    def __init__(self) -> None:
        self.stands = self.is_drawn = False
        self._modes: list[Any] = []  # of the terminal, as it was found

    def draw(self) -> None:
        """Draw the last frame of the same command in a terminal like this one."""
        with suppress(OSError, ValueError):
            asked_by = _asked_by()
            kept_for, _, frame = _place(asked_by).read_text("utf-8").partition("\n")
            if kept_for == asked_by and os.isatty(0):
                self.stands = self.is_drawn = True
                signal.signal(signal.SIGTERM, self._terminated)  # until the app takes it over
                self._hold_keys()
                _write(f"{TO_OTHER_SCREEN}{_HIDDEN_CURSOR}{frame}{_HOME}")

    def _hold_keys(self) -> None:
        import termios

        with suppress(termios.error):
            self._modes, held = termios.tcgetattr(0), termios.tcgetattr(0)
            held[0] &= ~termios.ICRNL
            held[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(0, termios.TCSANOW, held)

    def hand_over(self) -> None:
        """Let the frame stand, and give the terminal over as it was found."""
        import termios

        self.stands = False
        with suppress(termios.error):
            if self._modes:
                termios.tcsetattr(0, termios.TCSANOW, self._modes)

    def wipe(self) -> None:
        """Give the shell its screen back, where the frame stands."""
        if self.stands:
            self.hand_over()
            with suppress(OSError):
                _write(_BACK)

    def _terminated(self, number: int, _: FrameType | None) -> None:
        self.wipe()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def keep(self, frame: str) -> None:
        """Keep a frame, as it is written to the terminal, for the next start."""
        from reader import safe_files

        with suppress(OSError):
            asked_by = _asked_by()
            path = _place(asked_by)
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = f"{asked_by}\n{frame}".encode("utf-8", "replace")
            safe_files.replace(path, [kept], safe_files.PRIVATE)


LAST_FRAME = LastFrame()


def _place(asked_by: str) -> Path:
    return platformdirs.user_cache_path("reader") / f"{zlib.crc32(asked_by.encode()):08x}.frame"


def _asked_by() -> str:
    """Return, on one line, all that decides which frame fits. Raises OSError without a terminal.

    Of Windows, and of drivers that draw elsewhere, no frame is kept.
    """
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        raise OSError
    terminal = [os.environ.get(name, "") for name in ("TERM", "COLORTERM", "NO_COLOR")]
    size = os.get_terminal_size(_terminal())
    return json.dumps([__version__, os.getcwd(), sys.argv[1:], *size, *terminal])


def _terminal() -> int:
    """Return the stream that Textual draws on, whatever stands for it in the meantime."""
    if sys.__stderr__ is None:
        raise OSError
    return sys.__stderr__.fileno()


def _write(text: str) -> None:
    os.write(_terminal(), text.encode())
