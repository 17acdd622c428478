"""Measure the time until the first article text is on the screen, beside a Textual app.

    python tests/bench/startup.py [--runs N] [--text TEXT COMMAND ARGUMENT ...]

The programs run in a pseudo-terminal in turns, in the same run; the time ends when the bytes of
the wanted text have arrived there. Reader is measured with the frame that it was left with, which
is drawn before all is loaded, in a terminal of that size and of another one; without a frame; and
at its very first start, without any cache. Printed are the medians and their ratios to the peer's
(goal: at most 1.3), of the time and of that of the processors, which other work disturbs less.
Without a command, reader opens the sample corpus with a warm cache, and the title of an article is
waited for.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import resource
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from five_widgets import FIXED_TEXT

GOAL = 1.3
_PATIENCE = 30.0
_FILLING, _LEAVING = 5.0, 3.0
_ROWS, _COLUMNS = 30, 100
_PEER = [sys.executable, str(Path(__file__).parent / "five_widgets.py")]
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|[\]P_].*?(?:\x07|\x1b\\)|[()][0-9A-Z]|[=>78])", re.DOTALL
)


class Taken(NamedTuple):
    """The seconds until a text was shown: of the clock, and of the processors."""

    clock: float
    processors: float


def until_shown(
    command: Sequence[str],
    text: str,
    environment: Mapping[str, str],
    stay: float = 0.0,
    last_key: bytes = b"",
    *,
    columns: int = _COLUMNS,
) -> Taken:
    """Start ``command`` in a pseudo-terminal; return the time until it shows ``text``.

    It is ended then, or ``stay`` seconds later; if it has a ``last_key``, by that one.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, columns, 0, 0))
    shown = bytearray()
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        while time.perf_counter() - begin < _PATIENCE:
            if select.select([ours], [], [], 0.1)[0]:
                shown += os.read(ours, 65536)
                if text.encode() in _ESCAPES.sub(b"", shown):
                    seconds = time.perf_counter() - begin
                    before = _of_children()
                    _drain(ours, stay)
                    if last_key:
                        os.write(ours, last_key)
                        _drain(ours, _LEAVING)
                    process.kill()
                    process.wait()
                    return Taken(seconds, _of_children() - before)
        raise SystemExit(f"{command} did not show {text!r}")
    except OSError as error:  # the program ended, and its terminal with it
        said = _ESCAPES.sub(b"", shown).decode(errors="replace")
        raise SystemExit(f"{command} ended before it showed {text!r}:\n{said}") from error
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _of_children() -> float:
    """Return the seconds that ended processes have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _drain(terminal: int, seconds: float) -> None:
    """Take what comes from a terminal for some time."""
    end = time.perf_counter() + seconds
    with suppress(OSError):  # it may end before
        while (left := end - time.perf_counter()) > 0:
            if select.select([terminal], [], [], left)[0]:
                os.read(terminal, 65536)


def _folders(home: str) -> dict[str, str]:
    """Return the variables by which a program keeps all that it keeps in a folder."""
    return dict.fromkeys(("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), home)


def the_sample_corpus() -> tuple[list[str], str]:
    """Return the command that opens the sample corpus, and the title of an article in it."""
    title = "Port Merrin shuts harbor bridge"
    return [sys.executable, "-m", "reader"], title


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--text", help="what to wait for")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command, text = (options.command, options.text) if options.text else the_sample_corpus()
    times: dict[str, list[Taken]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TERM": "xterm-256color", **_folders(home)}
        environment["READER_SETTINGS"] = f"{home}/settings.toml"
        # An installed program has its bytecode, as the peer's library has.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # The first runs fill the caches.
        until_shown(_PEER, FIXED_TEXT, environment)
        until_shown(command, text, environment, _FILLING, last_key=b"q")
        frames = {path: path.read_bytes() for path in Path(home).rglob("*.frame")}
        for _ in range(options.runs):
            times["five widgets"].append(until_shown(_PEER, FIXED_TEXT, environment))
            times["reader"].append(until_shown(command, text, environment))
            other = until_shown(command, text, environment, columns=_COLUMNS - 10)
            times["another size"].append(other)
            for path in frames:
                path.unlink()
            times["without frame"].append(until_shown(command, text, environment))
            for path, frame in frames.items():
                path.write_bytes(frame)
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty:
                first = {**environment, **_folders(empty)}
                times["first start"].append(until_shown(command, text, first))
    print(f"{options.runs} runs each, in turns, {_COLUMNS}x{_ROWS}: clock; processors")
    print(f"goal: a ratio of at most {GOAL}")
    for name, taken in times.items():
        told = f"{name:13}"
        for of, peers in zip(
            zip(*taken, strict=True), zip(*times["five widgets"], strict=True), strict=True
        ):
            low, median, high = (1000 * f(of) for f in (min, statistics.median, max))
            ratio = median / statistics.median(peers) / 1000
            told += f" {median:7.1f} ms ({low:.1f} to {high:.1f}), ratio {ratio:.2f};"
        print(told)


if __name__ == "__main__":
    main()
