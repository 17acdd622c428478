"""How long a key takes to the last byte, in the reading view and in Textual's own widgets.

    python tests/bench/screen.py [--size 80x24] [--repeat 40] [--megabytes 1] [--apps ...]

Each app runs in a pseudo-terminal of its own, and a key's time ends with the last byte that it
caused. The article has 10,000 highlights; the peers show the same text without any, and ``Lines``
only a fixed line in each row: what the framework itself takes.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static, TextArea

from reader.cleaning import Article, Block, Role, StyledRun
from reader.resources import styles_folder
from reader.ui.article.view import ArticleView, Badge, MarkedSpan, TaggedSpan

HIGHLIGHTS = 10_000
WORDS = "the bridge in Velna will close for three weeks says minister Novak of roads and ferries"
KINDS = ("PER", "ORG", "LOC", "DATE", "MONEY")
DOWN, PAGE, END = "\x1b[B", "\x1b[6~", "\x1b[1;5F"
LOAD = "\x1b[15~"  # F5
SELECT_DOWN = "\x1b[1;2B"
# Silence after which a key is taken to have done all it does, in seconds.
QUIET = 0.08


def paragraphs(size: int) -> list[str]:
    """Return some text, the same every time."""
    chance = random.Random(1)
    words = WORDS.split()
    made: list[str] = []
    while size > 0:
        made.append(" ".join(chance.choices(words, k=chance.randint(30, 120))) + ".")
        size -= len(made[-1]) + 2
    return made


class Bench(App[None]):
    """Shows the text when F5 is pressed."""

    CSS_PATH: ClassVar = [str(styles_folder() / name) for name in ("article.tcss", "types.tcss")]
    BINDINGS = [("f5", "load", "Load")]  # noqa: RUF012

    def __init__(self, size: int) -> None:
        super().__init__()
        self._paragraphs = paragraphs(size)


class Reader(Bench):
    """The reading view, with two layers of highlights."""

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def action_load(self) -> None:
        source, blocks = "", []
        parts = []
        start = 0
        for text in self._paragraphs:
            blocks.append(Block(Role.PARAGRAPH, (StyledRun(start, start + len(text)),)))
            parts.append(text + "\n\n")
            start += len(parts[-1])
        source = "".join(parts)
        step = len(source) // HIGHLIGHTS
        view = self.query_one(ArticleView)
        view.show(Article(source, tuple(blocks)))
        view.mentions = [
            MarkedSpan(start, start + 12, KINDS[start % len(KINDS)])
            for start in range(0, len(source) - 12, step * 10 // 9)
        ]
        view.passages = [
            TaggedSpan(start, start + 150, (Badge("c", "red"), Badge("q", "blue")))
            for start in range(40, len(source) - 200, step * 10)
        ]
        view.focus()


class Lines(ScrollView, can_focus=True):
    """The least that a scrolling widget can do: a line of fixed text for each row."""

    def render_line(self, y: int) -> Strip:
        text = f"{round(self.scroll_y) + y} {WORDS}"[: self.size.width]
        return Strip([Segment(text)], len(text))

    def action_scroll_down(self) -> None:
        self.scroll_to(y=self.scroll_y + 1, animate=False)

    def action_page_down(self) -> None:
        self.scroll_to(y=self.scroll_y + self.size.height - 2, animate=False)


class PeerLines(Bench):
    """What Textual itself takes to scroll and to change its size."""

    def compose(self) -> ComposeResult:
        yield Lines()

    def action_load(self) -> None:
        lines = self.query_one(Lines)
        lines.virtual_size = Size(40, 20_000)
        lines.focus()


class PeerTextArea(Bench):
    """Textual's editor."""

    def compose(self) -> ComposeResult:
        area = TextArea(read_only=True, soft_wrap=True)
        area.cursor_blink = False
        yield area

    def action_load(self) -> None:
        self.query_one(TextArea).load_text("\n\n".join(self._paragraphs))


class PeerStatic(Bench):
    """Textual's static text in a container that scrolls."""

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(markup=False)

    def action_load(self) -> None:
        self.query_one(Static).update("\n\n".join(self._paragraphs))
        self.query_one(VerticalScroll).focus()


APPS: dict[str, type[Bench]] = {
    "ArticleView": Reader,
    "Lines": PeerLines,
    "TextArea": PeerTextArea,
    "Static": PeerStatic,
}


class Terminal:
    """An app in a pseudo-terminal."""

    def __init__(self, name: str, size: int, columns: int, rows: int) -> None:
        self.process, self._handle = pty.fork()
        if not self.process:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(
                sys.executable, [sys.executable, __file__, "--app", name, "--bytes", str(size)]
            )
        self.resize(columns, rows)
        self._until_quiet(30, 1.0)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and say so."""
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.process, signal.SIGWINCH)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._handle, keys.encode())

    def timed(self, act: Callable[[], None], patience: float = 2, quiet: float = QUIET) -> float:
        """Do something, and return the milliseconds to the last byte (below 0 if there is none)."""
        start = time.perf_counter()
        act()
        return (self._until_quiet(patience, quiet) - start) * 1000

    def close(self) -> None:
        """End the app."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._handle)

    def _until_quiet(self, patience: float, quiet: float) -> float:
        last = 0.0
        while select.select([self._handle], [], [], patience)[0]:
            os.read(self._handle, 1 << 16)
            last = time.perf_counter()
            patience = quiet
        return last


def measured(name: str, arguments: argparse.Namespace) -> Iterator[tuple[str, Sequence[float]]]:
    """Yield what was done and the milliseconds that it took each time."""
    columns, rows = map(int, arguments.size.split("x"))
    terminal = Terminal(name, int(arguments.megabytes * 1_000_000), columns, rows)
    times = range(arguments.repeat)
    yield "load", [terminal.timed(lambda: terminal.press(LOAD), patience=60, quiet=0.5)]
    terminal.timed(lambda: terminal.press("x"), quiet=1)
    for what, key in (("page down", PAGE), ("one line down", DOWN), ("grow", SELECT_DOWN)):
        yield what, [terminal.timed(lambda key=key: terminal.press(key)) for _ in times]
    sizes = [(columns - 1 - n % 2 * 10, rows) for n in times]
    yield (
        "resize",
        [terminal.timed(lambda size=size: terminal.resize(*size), patience=20) for size in sizes],
    )
    yield "to the end", [terminal.timed(lambda: terminal.press(END), patience=5)]
    terminal.close()


def main() -> None:
    """Measure, and print a line for each thing done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--repeat", type=int, default=40)
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument(
        "--apps", nargs="*", default=["ArticleView", "Lines", "TextArea"], choices=APPS
    )
    parser.add_argument("--app", help=argparse.SUPPRESS)
    parser.add_argument("--bytes", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.app:
        APPS[arguments.app](arguments.bytes).run()
        return
    print(f"{arguments.megabytes} MB, {arguments.size}, milliseconds to the last byte")
    ours: dict[str, float] = {}
    for name in arguments.apps:
        for what, each in measured(name, arguments):
            found = [milliseconds for milliseconds in each if milliseconds > 0]
            if not found:
                continue
            median = statistics.median(found)
            ours.setdefault(what, median)
            ratio = f"  ours / its {ours[what] / median:5.2f}" if name != arguments.apps[0] else ""
            print(f"{name:12} {what:14} median {median:8.1f}  worst {max(found):8.1f}{ratio}")


if __name__ == "__main__":
    main()
