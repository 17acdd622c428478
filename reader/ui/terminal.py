"""The door to the terminal: what is drawn, made harmless and fit for it; signals of its end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, TextIO, cast

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual.app import App
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter

from reader.last_frame import LAST_FRAME, TO_OTHER_SCREEN
from reader.text import harmless
from reader.ui.shared.colors import legible_style

# What stands for a sign, in as many columns, on a terminal that lacks it.
_ASCII = str.maketrans(
    "●◐○✓⚑▸▾▶◀▲▼⏎≡≈∥☑☐⚠✔✗✎⇄⌀❙↕−–—·•…“”„‘’«»‹›×→←↑↓↔├└┌┐┘┤┬┴┼╭╮╰╯│┃║┊▌▐▎▏▕─━═╌┄▔▰█▇▆▅▄▀▱▃▂▁",
    'oc.+!>v><^v<#~|x.!+x*=0|/---.*."""\'\'<><>x><^v=+++++++++++++|||||||||------#######.___',
)
# What is drawn with lines and blocks is no text: borders, bars, lanes.
_DRAWN = " " + "".join(map(chr, range(0x2500, 0x25A0)))
# Their fonts have few signs besides letters.
_WITHOUT_SIGNS = {"linux", "dumb", "vt100", "vt220"}


class TerminalDoor(LineFilter):
    """Passes on what is drawn: without orders to the terminal, in characters that it has, legible.

    All widgets are drawn through it. Each character keeps its columns; letters that stand out too
    little from their background are made lighter or darker. ``encoding`` is that of the terminal;
    ``is_dark`` tells which ground its own colours stand on, None in themes without them,
    ``in_256`` that it has no more colours than these.
    """

    def __init__(
        self,
        encoding: str,
        *,
        ascii_signs: bool,
        is_dark: Callable[[], bool | None] = lambda: None,
        in_256: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self._is_dark, self._in_256 = is_dark, in_256
        self._encoding = "" if encoding.lower().startswith("utf") else encoding
        self._ascii_signs = ascii_signs or bool(self._encoding)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments with the same styles and columns, and text that is safe to write."""
        dark, in_256 = self._is_dark(), self._in_256()
        return [
            Segment(self._fit(text), _readable(text, style, dark, in_256), control)
            for text, style, control in segments
        ]

    def _fit(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        text = harmless(text)
        if text.isascii():
            return text
        if self._ascii_signs:
            text = text.translate(_ASCII)
        return "".join(map(self._encodable, text)) if self._encoding else text

    def _encodable(self, character: str) -> str:
        try:
            character.encode(self._encoding)
        except UnicodeEncodeError:
            width = get_character_cell_size(character)
            return "?".ljust(width) if width else ""
        return character


def _readable(text: str, style: Style | None, dark: bool | None, in_256: bool) -> Style | None:
    """Return the style in which a text can be read; lines, bars and blanks keep theirs."""
    if style is None or not text.strip(_DRAWN):
        return style
    return legible_style(style, dark, in_256=in_256)


def terminal_door(
    is_dark: Callable[[], bool | None], *, in_256: Callable[[], bool]
) -> TerminalDoor:
    """Return the door to the terminal that the app was started in."""
    # Textual draws on standard error; a driver of another makes its own way, in UTF-8.
    encoding = "utf-8" if constants.DRIVER else getattr(sys.__stderr__, "encoding", "utf-8")
    ascii_signs = os.environ.get("TERM", "") in _WITHOUT_SIGNS
    return TerminalDoor(encoding, ascii_signs=ascii_signs, is_dark=is_dark, in_256=in_256)


class _Patient:
    """A terminal's file that takes what is written when the terminal is gone.

    Textual's thread that writes would end there, and who hands it more would wait for ever: the
    hang-up would never be heard.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def outliving(driver: type[Driver]) -> type[Driver]:
    """Return a driver that goes on when its terminal is gone, until the hang-up is heard."""
    if sys.platform == "win32":
        return driver
    from textual.drivers.linux_driver import LinuxDriver

    if driver is not LinuxDriver:
        return driver

    class OutlivingDriver(LinuxDriver):
        """A driver for terminals that may go away while something is written to them."""

        def __init__(self, app: App[Any], **options: Any) -> None:
            super().__init__(app, **options)
            self._file = cast("Any", _Patient(cast("TextIO", self._file)))

        def _get_terminal_size(self) -> tuple[int, int]:
            """Return the size that the app draws in: of a terminal of none Textual says another."""
            width, height = self._app.console.size
            return width, height

        def write(self, data: str) -> None:
            """Write to the terminal; what the last frame stands on is not cleared."""
            if data == TO_OTHER_SCREEN and LAST_FRAME.stands:
                LAST_FRAME.hand_over()
            else:
                super().write(data)

    return OutlivingDriver


# Ends what Textual's driver asked of the terminal: mouse, pasting, sizes, focus, keys, the screen
# beside that of the shell, the hidden cursor.
_HANDED_BACK = (
    b"\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?2048l\x1b[?1004l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h"
)


# One that still takes what was drawn before has room again sooner, in seconds.
_ROOM = 1.0


def hand_back(driver: Driver | None) -> None:
    """Leave the terminal as it was, without waiting for one that takes nothing any more."""
    before, file = getattr(driver, "attrs_before", None), sys.__stderr__
    if before is None or file is None:
        return
    import select
    import termios

    with suppress(OSError, termios.error):
        number = file.fileno()
        os.set_blocking(number, False)
        try:
            select.select([], [number], [], _ROOM)
            os.write(number, _HANDED_BACK)
        finally:
            os.set_blocking(number, True)
        termios.tcsetattr(number, termios.TCSANOW, before)


# So often it is asked whether the terminal is still there, in seconds.
_LOOK = 1.0


def on_end(end: Callable[[int], None]) -> None:
    """Call ``end`` with the number of a signal that ends the process: SIGTERM, or a hang-up.

    A terminal that does not control the process goes away without a signal: Textual would read its
    end again and again. That is a hang-up, too.
    """
    loop = asyncio.get_running_loop()

    def heard(number: int, _: FrameType | None) -> None:
        loop.call_soon_threadsafe(end, number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # `nohup reader` asks to go on after a hang-up.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            try:
                loop.add_signal_handler(number, lambda: None)  # wakes it, whatever thread hears
            except (NotImplementedError, RuntimeError, ValueError):  # Windows, other threads
                return
            # What asyncio itself would call is lost where some hundred keys wait for the loop,
            # and Python writes a complaint over the screen.
            signal.signal(number, heard)
            signal.set_wakeup_fd(signal.set_wakeup_fd(-1), warn_on_full_buffer=False)

    if sys.platform == "win32" or constants.DRIVER:
        return

    def look() -> None:
        if os.isatty(0):
            loop.call_later(_LOOK, look)
        else:
            end(signal.SIGHUP)

    loop.call_later(_LOOK, look)
