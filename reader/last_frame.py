"""The first screen as it was left last, drawn before the program that draws it is loaded."""

from __future__ import annotations

import json
import os
import signal
import sys
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import platformdirs

from reader import __version__

# Turns a terminal to the screen beside that of the shell, and clears it.
TO_OTHER_SCREEN = "\x1b[?1049h"
# Clears the rest of a line, in the colour of its ground.
TO_THE_EDGE = "\x1b[K"
_BACK = "\x1b[?1049l\x1b[?25h"
_HIDDEN_CURSOR, _HOME = "\x1b[?25l", "\x1b[H"
# Whether a line that is too long goes on in the next one.
_WRAPPED, _UNWRAPPED = "\x1b[?7h", "\x1b[?7l"


class LastFrame:
    """The frame that a command left in a terminal, drawn at its next start.

    While it ``stands`` nobody has taken the terminal over. Keys that are typed at it wait for who
    does: they are not echoed, and Enter stays Enter.
    """

    def __init__(self) -> None:
        self.stands = self.is_drawn = False
        self._modes: list[Any] = []  # of the terminal, as it was found

    def draw(self) -> None:
        """Draw the last frame of the same command, in as many lines as there are now."""
        with suppress(OSError, ValueError):
            asked_by, size = _asked_by(), os.get_terminal_size(_terminal())
            kept_for, _, kept = _place(asked_by).read_text("utf-8").partition("\n")
            if kept_for == asked_by and os.isatty(0):
                above, blank, below = json.loads(kept)
                frame = fitted(above, blank, below, size.lines)
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

    def keep(self, above: Sequence[str], blank: str, below: Sequence[str]) -> None:
        """Keep the lines of a frame, as ``fitted`` takes them, for the next start."""
        from reader import safe_files

        with suppress(OSError):
            asked_by = _asked_by()
            path = _place(asked_by)
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = f"{asked_by}\n{json.dumps([above, blank, below])}".encode()
            safe_files.replace(path, [kept], safe_files.PRIVATE)


LAST_FRAME = LastFrame()


def fitted(above: Sequence[str], blank: str, below: Sequence[str], height: int) -> str:
    """Return the lines of a frame as they are written to a terminal of any ``height``.

    Those ``below`` stand at its lower edge; those ``above`` are left out where there is no room,
    or followed by ``blank`` ones. The terminal cuts what is too long for it.
    """
    height = height or len(above) + len(below)  # nobody knows it of some terminals
    room = max(0, height - len(below))
    lines = [*above[:room], *[blank] * (room - len(above)), *below[-height:]]
    drawn = (f"\x1b[{number}H{line}" for number, line in enumerate(lines, 1))
    return f"{_UNWRAPPED}{''.join(drawn)}{_WRAPPED}"


def _place(asked_by: str) -> Path:
    return platformdirs.user_cache_path("reader") / f"{zlib.crc32(asked_by.encode()):08x}.frame"


def _asked_by() -> str:
    """Return, on one line, all that decides which frame is meant.

    Raises OSError on Windows, and for drivers that draw elsewhere: no frame is kept of these.
    """
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        raise OSError
    asked = [os.path.abspath(word) if os.path.exists(word) else word for word in sys.argv[1:]]
    terminal = [os.environ.get(name, "") for name in ("TERM", "COLORTERM", "NO_COLOR")]
    return json.dumps([__version__, asked, terminal])


def _terminal() -> int:
    """Return the stream that Textual draws on, whatever stands for it in the meantime."""
    if sys.__stderr__ is None:
        raise OSError
    return sys.__stderr__.fileno()


def _write(text: str) -> None:
    os.write(_terminal(), text.encode("utf-8", "replace"))
