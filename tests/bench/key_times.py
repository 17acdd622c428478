"""What keys cost the thread that draws, in a corpus that is open and read: CPU, not the clock.

    HOME=... python tests/bench/key_times.py CORPUS [--size 120x40] KEYS...

The app runs in a pseudo-terminal, with the analyses that HOME keeps. ``KEYS`` are names of keys,
each with how often it is pressed (``j ctrl+d*20``), or with a name of its own for its line
(``accept=a*20``). The milliseconds of each: from the key to the first frame, in the longest stretch
in which no other key has its turn, and in all until the screen rests; medians and worst. With
``--show`` also what is on the screen after each.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import pty
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path
from statistics import median
from struct import pack
from tempfile import TemporaryDirectory
from termios import TIOCSWINSZ

from textual import events
from textual.app import App

from reader.ui.app import ReaderApp

# The screen rests when nothing was drawn for so long and no worker is at work, in seconds.
_QUIET, _LOOK, _LONGEST = 0.12, 0.02, 60.0
_OPENING = 8.0


@dataclass
class Stroke:
    """The milliseconds of a key: to its first frame, at the most without a break, and in all."""

    begun: float = 0.0
    first: float = 0.0
    longest: float = 0.0
    whole: float = 0.0
    drawn: float = field(default_factory=time.monotonic)


class Clock:
    """Takes the CPU of the thread that draws, from a key on."""

    def __init__(self) -> None:
        self.stroke = Stroke()
        run, display = asyncio.Handle._run, App._display

        def timed_run(handle: asyncio.Handle) -> None:
            start = time.thread_time()
            run(handle)
            taken = 1000 * (time.thread_time() - start)
            self.stroke.longest = max(self.stroke.longest, taken)
            self.stroke.whole += taken

        def timed_display(app: App[None], *frame: object) -> None:
            display(app, *frame)  # type: ignore[arg-type]
            stroke = self.stroke
            stroke.drawn = time.monotonic()
            stroke.first = stroke.first or 1000 * (time.thread_time() - stroke.begun)

        asyncio.Handle._run = timed_run  # type: ignore[method-assign, assignment]
        App._display = timed_display  # type: ignore[method-assign, assignment]

    async def press(self, app: App[None], key: str) -> Stroke:
        """Press a key as a terminal does, and wait until the screen rests."""
        event = events.Key(key, key if len(key) == 1 else None)
        event.set_sender(app)
        self.stroke = Stroke(time.thread_time())
        assert app._driver is not None
        app._driver.send_message(event)
        await self.rest(app)
        return self.stroke

    async def rest(self, app: App[None]) -> None:
        """Wait until nothing is drawn any more, and no worker is at work."""
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end:
            await asyncio.sleep(_LOOK)
            at_work = any(not worker.is_finished for worker in app.workers)
            if not at_work and time.monotonic() - self.stroke.drawn > _QUIET:
                return


async def drive(app: ReaderApp, clock: Clock, keys: list[str], out: Path) -> None:
    """Press keys one after the other once all is read, and write what each took."""
    await asyncio.sleep(_OPENING)
    while not app.workspace.progress.is_over:
        await asyncio.sleep(_LOOK)
    await clock.rest(app)
    with out.open("w") as rows:
        for key in keys:
            stroke = await clock.press(app, key)
            shown = [strip.text for strip in app.screen._compositor.render_strips()]
            json.dump([stroke.first, stroke.longest, stroke.whole, "\n".join(shown)], rows)
            rows.write("\n")
    app.exit()


def run_app(corpus: str, keys: list[str], out: Path) -> None:
    """Run the app in this process, driven by keys."""
    from reader.__main__ import main as reader

    clock, mount, driving = Clock(), ReaderApp.on_mount, list[asyncio.Task[None]]()

    def on_mount(app: ReaderApp) -> None:
        mount(app)
        driving.append(asyncio.create_task(drive(app, clock, keys, out)))

    ReaderApp.on_mount = on_mount  # type: ignore[method-assign]
    sys.argv = ["reader", corpus]
    reader()


def measured(corpus: str, size: str, keys: list[str]) -> list[tuple[float, float, float, str]]:
    """Run the app in a terminal of a size, and return what each key took and left."""
    columns, lines = map(int, size.split("x"))
    with TemporaryDirectory() as folder:
        out = Path(folder, "rows")
        process, terminal = pty.fork()
        if not process:
            os.environ.update(
                TERM="xterm-256color", COLORTERM="truecolor", COLUMNS=str(columns), LINES=str(lines)
            )
            run_app(corpus, keys, out)
            os._exit(0)
        ioctl(terminal, TIOCSWINSZ, pack("HHHH", lines, columns, 0, 0))
        with suppress(OSError):  # the app has ended
            while os.read(terminal, 1 << 16):
                pass
        os.waitpid(process, 0)
        return [tuple(json.loads(line)) for line in out.read_text().splitlines()]


def main() -> None:
    """Measure, and print a line for each name of a key."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("keys", nargs="+")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    steps: list[tuple[str, str]] = []
    for word in asked.keys:
        pressed, _, times = word.partition("*")
        name, _, key = pressed.rpartition("=")
        steps += [(name or key, key)] * int(times or 1)
    taken: dict[str, list[tuple[float, float, float]]] = {}
    rows = measured(asked.corpus, asked.size, [key for _, key in steps])
    for (name, _), (*times_taken, shown) in zip(steps, rows, strict=True):
        taken.setdefault(name, []).append(tuple(times_taken))
        if asked.show:
            print(f"{name}\n{shown}")
    print(f"{'':20} times  first: median worst   longest   in all")
    for name, each in taken.items():
        columns = [
            f"{median(column):8.1f} {max(column):6.1f}" for column in zip(*each, strict=True)
        ]
        print(f"{name:20} {len(each):5} {'  '.join(columns)}")


if __name__ == "__main__":
    main()
