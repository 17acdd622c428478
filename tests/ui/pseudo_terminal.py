"""A program in a pseudo-terminal: what it writes, and what is typed to it."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

# Nothing is so slow, on a machine at work for others, too: it only ends what hangs. In seconds.
PATIENCE = 300.0
ESCAPES = re.compile(rb"\x1b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|[\]P_].*?(?:\x07|\x1b\\))", re.DOTALL)
ROOT = Path(__file__).parents[2]


class Terminal:
    """The side of a pseudo-terminal that a person sits at."""

    def __init__(self, ours: int, process: subprocess.Popen[bytes]) -> None:
        self._ours = ours
        self.process = process
        self.written = bytearray()

    @property
    def text(self) -> str:
        """What was written so far, without the orders to the terminal."""
        return ESCAPES.sub(b"", self.written).decode("utf-8", "replace")

    def type(self, keys: str) -> None:
        """Type keys."""
        os.write(self._ours, keys.encode())

    def read(self) -> bool:
        """Take what was written; False where nobody writes any more."""
        if select.select([self._ours], [], [], 0.1)[0]:
            try:
                part = os.read(self._ours, 65536)
            except OSError:  # the other side is closed
                return False
            self.written += part
            return bool(part)
        return self.process.poll() is None

    def wait_for(self, text: str) -> None:
        """Read until a text was written."""
        self._read_until(lambda: text in self.text, text)

    def wait_for_order(self, order: bytes) -> None:
        """Read until an order to the terminal was written."""
        self._read_until(lambda: order in self.written, order)

    def _read_until(self, is_there: Callable[[], bool], sought: object) -> None:
        end = time.monotonic() + PATIENCE
        while not is_there():
            assert self.read() and time.monotonic() < end, f"{sought!r} not in {self.text[-2000:]}"

    def wait_for_stop(self) -> None:
        """Read until the program has stopped itself: it writes all it has before."""
        stopped, end = False, time.monotonic() + PATIENCE
        while not stopped:
            self.read()
            assert time.monotonic() < end, self.text[-2000:]
            pid, status = os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)
            assert not pid or os.WIFSTOPPED(status), f"it has ended: {status}"
            stopped = bool(pid)

    def wait(self) -> int:
        """Read until the program has ended; return its exit code."""
        end = time.monotonic() + PATIENCE
        while self.read():
            assert time.monotonic() < end, self.text[-2000:]
        return self.process.wait(PATIENCE)

    def hang_up(self) -> None:
        """Close the terminal."""
        os.close(self._ours)
        self._ours = -1


@contextmanager
def running(
    arguments: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    *,
    controls: bool = True,
) -> Iterator[Terminal]:
    """Run a module of Python in a pseudo-terminal of its own, until it is left.

    One that does not control the session goes away without a signal.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env={
            **os.environ,
            "TERM": "xterm-256color",
            "COLUMNS": "100",
            "LINES": "40",
            **(environment or {}),
        },
        start_new_session=True,
        preexec_fn=partial(_begin, controls),  # noqa: PLW1509  # no threads run here
    )
    os.close(theirs)
    terminal = Terminal(ours, process)
    try:
        yield terminal
    finally:
        process.kill()
        process.wait()
        if terminal._ours >= 0:
            os.close(ours)


def _begin(controls: bool) -> None:
    """Hear of hang-ups, also in a run under ``nohup``, and of that of standard input if asked to.

    Then it is the terminal that controls this session.
    """
    import fcntl
    import termios

    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if controls:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
