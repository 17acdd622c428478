"""How long the screens for the versions of a story take to the last byte, in a pseudo-terminal.

    python tests/bench/versions.py [--size 200x50] [--repeat 25]

Two articles of 40,000 words are compared, and a queue of 20,000 stories with 100,000
candidates is opened. The peers
are Textual's own: its editor opening one of the two texts, and a widget with a fixed line in each
row for the keys.
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import statistics
import sys
import tempfile
from pathlib import Path

from screen import DOWN, LOAD, PAGE, Terminal

from reader.duplicates import Candidate, Evidence, Kind
from reader.settings import Settings
from reader.ui import ReaderApp
from reader.ui.compare.compare_screen import CompareScreen
from reader.workspace import Workspace
from reader.workspace.analyses.duplicate_analysis import DuplicateAnalysis

WORDS = 40_000
CANDIDATES = 100_000
QUEUE = "D"
UP = "\x1b[A"
# How long all of a comparison, and what a key does, may take at most, in seconds.
PATIENCE, WAIT = 30.0, 10.0


class ManyPairs(DuplicateAnalysis):
    """The duplicates of a corpus that has many."""

    pairs = tuple(
        Candidate(
            f"{n // 5}-0.txt",
            f"{n // 5}-{n % 5 + 1}.txt",
            Kind.EDITED,
            n / CANDIDATES,
            Evidence(0.5, 0.5, 12, False, 3, 2, 1, "5 of 12 sentences word for word"),
        )
        for n in range(CANDIDATES)
    )


class Bench(ReaderApp):
    """Compares on F5."""

    BINDINGS = [("f5", "compare", "Compare")]  # noqa: RUF012

    def action_compare(self) -> None:
        """Compare the two articles, which the list has cleaned already."""
        self.push_screen(CompareScreen("a.txt", "b.txt"))


class App(Terminal):
    """The app over a corpus, in a pseudo-terminal."""

    def __init__(self, folder: Path, columns: int, rows: int) -> None:
        self.process, self._handle = pty.fork()
        if not self.process:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(sys.executable, [sys.executable, __file__, "--app", str(folder)])
        self.resize(columns, rows)
        self._until_quiet(60, 3.0)


def write_corpus(folder: Path) -> None:
    """Write an article, and a version of it in which every tenth sentence is another one."""
    chance = random.Random(1)
    made = [f"word{n}" for n in range(5_000)]
    told = [" ".join(chance.choices(made, k=20)).capitalize() + "." for _ in range(WORDS // 20)]
    other = [
        " ".join(chance.choices(made, k=20)).capitalize() + "."
        if not n % 10
        else sentence
        if n % 3
        else sentence.replace(" word1", " other1")
        for n, sentence in enumerate(told)
    ]
    for name, sentences in (("a", told), ("b", other)):
        paragraphs = [" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4)]
        (folder / f"{name}.txt").write_text("\n\n".join(paragraphs), "utf-8")


def median(values: list[float]) -> str:
    """Return the median and the worst of some times."""
    return f"{statistics.median(values):6.1f} ms, worst {max(values):.1f}"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="200x50")
    parser.add_argument("--repeat", type=int, default=25)
    parser.add_argument("--app", type=Path)
    options = parser.parse_args()
    if options.app:
        workspace = Workspace.open([options.app])
        workspace.duplicates.__class__ = ManyPairs
        Bench(workspace, Settings(path=Path("settings.toml"))).run()
        workspace.close()
        return
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / ".cache")
        write_corpus(folder)
        size = (folder / "a.txt").stat().st_size
        peer = Terminal("TextArea", size, columns, rows)
        opening = peer.timed(lambda: peer.press(LOAD), PATIENCE)
        peer.close()
        lines = Terminal("Lines", size, columns, rows)
        lines.timed(lambda: lines.press(LOAD), PATIENCE)
        peers = [lines.timed(lambda: lines.press(DOWN)) for _ in range(options.repeat)]
        lines.close()
        app = App(folder, columns, rows)
        first = app.timed(lambda: app.press(LOAD), PATIENCE, 0.15)
        print(
            f"compare: first look {first:.0f} ms, {first / opening:.1f} x an editor with one text"
        )
        full = app.timed(lambda: None, PATIENCE, 5.0)
        print(f"compare: all of it  {first + full:.0f} ms")
        for what, key in (("next row", DOWN), ("page", PAGE), ("next change", "n")):
            times = [app.timed(lambda key=key: app.press(key), WAIT) for _ in range(options.repeat)]
            ratio = statistics.median(times) / statistics.median(peers)
            print(f"{what:>12}: {median(times)}; {ratio:.1f} x a line of fixed text")
        app.press("q")
        app.timed(lambda: None, 2, 0.5)
        taken = app.timed(lambda: app.press(QUEUE), PATIENCE, 0.5)
        print(f"queue of {CANDIDATES:,}: {taken:.0f} ms")
        app.timed(lambda: None, PATIENCE, 10.0)  # the stories are gathered meanwhile
        for what, keys in (("next one", (DOWN, UP)), ("next story", "n"), ("accept", "a")):
            pressed = (keys[n % len(keys)] for n in range(options.repeat))
            times = [app.timed(lambda key=key: app.press(key), WAIT) for key in pressed]
            ratio = statistics.median(times) / statistics.median(peers)
            print(f"{what:>12}: {median(times)}; {ratio:.1f} x a line of fixed text")
        app.close()


if __name__ == "__main__":
    main()
