"""What reaches a real terminal, and how the app comes and goes there."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color

from reader.annotations import Anchor, Link, Passage, Store, Tag
from reader.annotations import DocumentState as State
from reader.text import harmless, one_line, visible
from reader.ui.shared.signs import STATUS_SIGNS
from reader.ui.terminal import TerminalDoor, on_end, outliving

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are Unix's", allow_module_level=True)

from .every_command import END
from .pseudo_terminal import ESCAPES, PATIENCE, running

HOSTILE = (
    "Harmless headline of a hostile page\n\n"
    "The council met on Monday \x1b]0;PWNED\x07 and \x1b[2J\x1b[31mspoke\x1b[0m of it an hour.\n\n"
    "It said [bold]nothing[/bold] and [@click=app.quit]left[/] with \u202edesrever\u202c words.\n\n"
    "A NUL\x00 and a bell\x07 and a C1 \x9b31m control ended the day, the minutes of it say."
)
# Writes the clipboard, colours, turns text round, rings, piles marks up.
PAYLOAD = (
    "\x1b]52;c;UFdO\x07\x1b[31m\x9b35m\u202e\u2066\x07\x00[@click=app.bell]x[/]" + "\u0301" * 40
)
NEVER = ("\x1b]52", "\x1b[31mX", "\x9b", "\u202e", "\u2066", "\x00", "\u0301" * 5)


def hostile(name: str) -> str:
    return f"{name}{PAYLOAD}"


def hostile_corpus(folder: Path) -> str:
    """Make a corpus with orders to the terminal in every name and field; return a document."""
    folder.mkdir()
    told = "The harbor bridge in Port Merrin closed on Monday, said Ilse Brandt of the county. "
    record = {
        key: hostile(key) for key in ("title", "date", "source", "url", "author", "byline", "id")
    }
    for name, more in (("one", ""), ("two", "Nobody was hurt. ")):
        text = f"{hostile(name)}\n\n{told * 3}{more}\n\n{hostile('paragraph')} {told}"
        file = folder / f"{name}\x1b]52;c;UFdO\x07\u202e\u0301\u0301.txt"
        file.write_text(text, "utf-8")
    (folder / "many.jsonl").write_text(json.dumps({**record, "text": told * 4}) + "\n", "utf-8")
    return file.name


def hostile_annotations(corpus: Path, ids: list[str], source: str, sha256: str) -> None:
    first, *others = ids
    author = hostile("author")
    with Store.open(corpus / "annotations.json", author=author) as store, store.step(author):
        tags = [
            store.put(
                Tag(
                    name=hostile(f"tag{number}"),
                    color=hostile("#12"),
                    key="kyz"[number],
                    description=hostile("description"),
                )
            )
            for number in range(3)
        ]
        anchor = Anchor.of(source, sha256, 0, 20)
        gone = Anchor(0, 9, hostile("quote"), hostile("prefix"), hostile("suffix"), "0" * 64)
        for where in (anchor, gone):
            store.put(
                Passage(document=first, anchor=where, tags=(tags[0].id,), note=hostile("note"))
            )
        store.put(State(document=first, sha256=sha256, note=hostile("state")))
        for other in others:
            store.put(
                Link(
                    a=first,
                    b=other,
                    kind=hostile("kind"),
                    note=hostile("linknote"),
                    evidence=hostile("evidence"),
                )
            )


@pytest.fixture
def hostile_folder(tmp_path: Path) -> tuple[Path, str]:
    from reader.workspace import Workspace

    folder = tmp_path / "news\x1b]52;c;UFdO\x07\u202e"
    hostile_corpus(folder)
    workspace = Workspace.open([folder])
    ids = [entry.id for entry in workspace.scan()]
    first = next(id_ for id_ in ids if id_.startswith("one"))
    document = workspace.document(first)
    hostile_annotations(
        folder, [first, *(i for i in ids if i != first)], document.source, document.sha256
    )
    workspace.close()
    return folder, first


def assert_harmless(written: bytes) -> None:
    text = written.decode("utf-8", "replace")
    for order in NEVER:
        assert order not in text, f"{order!r} reached the terminal"


def test_every_screen_shows_names_and_notes_as_harmless_text(
    hostile_folder: tuple[Path, str],
) -> None:
    with running(["tests.ui.every_screen", *map(str, hostile_folder)]) as terminal:
        assert terminal.wait() == 0, terminal.text[-3000:]
        assert_harmless(terminal.written)
        for shown in ("]52;c;UFdO", "tag0", "description", "note", "one"):
            assert shown in terminal.text


COMMANDS = (
    ["clean", "{}"],
    ["clean", "--format", "text", "{}"],
    ["entities", "{}"],
    ["duplicates", "{}"],
    ["search", "{}", "harbor"],
    ["search", "--format", "text", "{}", "harbor"],
    ["export", "{}"],
    ["check", "{}"],
    ["nothing\x1b]52;c;UFdO\x07"],
    ["clean", "{}/none\x9b31m"],
    ["compare", "{}/many.jsonl", "{}/many.jsonl", "--format", "text"],
    ["export", "{}", "-o", "{}/../exported.json"],
    ["import", "{}", "{}/../exported.json"],
    ["import", "{}", "{}/../foreign.json"],
    ["merge", "{}/../none", "{}/../ours.json", "{}/../theirs.json", "-o", "{}/../merged.json"],
    ["merge", "{}/../none", "{}/many.jsonl", "{}/../theirs.json", "-o", "{}/../other.json"],
    ["tags", "{}"],
    ["passages", "{}"],
)


def hostile_files(corpus: Path) -> None:
    """Make files for import and merge beside a corpus, hostile and at odds with each other."""
    theirs = json.loads((corpus / "annotations.json").read_text("utf-8"))
    for name in ("ours", "theirs"):
        for key, row in theirs["passages"].items():
            row["note"] = hostile(name)
            row["document"] = hostile(name)
            theirs["passages"][key] = row
        for row in theirs["tags"].values():
            row["name"] = hostile(name)
            row["key"] = "z"
        theirs["meta"]["1"].pop("crc32", None)
        (corpus.parent / f"{name}.json").write_text(json.dumps(theirs), "utf-8")
    rows = [{"text": hostile("quote"), "id": hostile("id"), "label": [[0, 3, hostile("tag")]]}]
    (corpus.parent / "foreign.json").write_text(json.dumps(rows), "utf-8")


def test_every_command_writes_harmless_text_to_a_terminal(
    hostile_folder: tuple[Path, str],
) -> None:
    folder, _ = hostile_folder
    hostile_files(folder)
    commands = [[part.format(folder) for part in command] for command in COMMANDS]
    with running(["tests.ui.every_command", json.dumps(commands)]) as terminal:
        assert terminal.wait() == 0, terminal.text[-3000:]
    *written, rest = terminal.written.split(END.encode())
    assert not rest.strip()
    for command, text in zip(COMMANDS, written, strict=True):
        assert_harmless(text)
        if command[0] == "import":
            assert text.strip(), command


def test_an_article_reaches_the_terminal_as_harmless_text(tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(HOSTILE, "utf-8")
    with running(["reader", file]) as terminal:
        terminal.wait_for("control ended")
        written, text = terminal.written, terminal.text
    assert "]0;PWNED" in text
    assert "[bold]nothing[/bold]" in text
    assert "[@click=app.quit]left[/]" in text
    assert b"\x1b]0;PWNED" not in written
    assert b"\x1b[31mspoke" not in written
    for character in "\u202e\u202c\x00\x9b\x07":
        assert character not in text


def test_what_is_dropped_from_a_row_and_what_is_shown() -> None:
    assert harmless("a\x1b[31mb\u202ec\n") == "a[31mbc"
    assert harmless("Żółć نیم‌فاصله 👩‍🚀") == "Żółć نیم‌فاصله 👩‍🚀"
    assert one_line("x" + "\u0301" * 300_000) == "x" + "\u0301" * 4
    assert one_line("cl\u200baim") == harmless("cl\u200baim") == "claim"
    assert visible("caf\udce9") == "caf\ufffd"


def test_each_sign_has_a_stand_in_of_its_width() -> None:
    door = TerminalDoor("ascii", ascii_signs=True)
    signs = {*STATUS_SIGNS.values(), *"▲▼☑☐⚠«»‹›↔┊"}
    (drawn,) = door.apply([Segment(" ".join(signs))], Color.parse("black"))
    assert drawn.text.isascii() and "?" not in drawn.text and len(drawn.text) == 2 * len(signs) - 1


def test_a_terminal_without_utf8_gets_one_sign_for_each_character(tmp_path: Path) -> None:
    file = tmp_path / "city.txt"
    file.write_text(
        "The headline 市议 of it\n\nThe council 市议 met and café ended … here.\n", "utf-8"
    )
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with running(["reader", "search", file, "市议"], plain) as terminal:
        assert terminal.wait() == 0
        assert '"match": "??"' in terminal.text  # found, and written in what the terminal has
    with running(["reader", file], plain) as terminal:
        terminal.wait_for("ended . here")
        assert "\\u" not in terminal.text
        assert "? ? " in terminal.text
        assert "caf?" in terminal.text


def test_sigterm_leaves_the_terminal_as_it_was(corpus: Path) -> None:
    with running(["reader", corpus]) as terminal:
        terminal.wait_for("Port Merrin")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in terminal.written[-400:]  # the screen of the shell is back


def test_sigterm_wipes_what_was_drawn_before_the_program(corpus: Path) -> None:
    with running(["reader", corpus]) as terminal:
        terminal.wait_for("undecided")
        terminal.type("D")
        terminal.wait_for("decided 0")  # all is read: no frame is kept before
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
    assert list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.frame"))
    with running(["reader", corpus]) as terminal:
        terminal.wait_for("Port Merrin")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait() != 0
        assert b"\x1b[?1049l" in terminal.written[-400:]


def test_a_hang_up_ends_it(corpus: Path) -> None:
    with running(["reader", corpus]) as terminal:
        terminal.wait_for("Port Merrin")
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
async def test_a_signal_is_heard_however_much_waits_for_the_loop(name: str) -> None:
    number, heard = getattr(signal, name), list[int]()
    on_end(heard.append)
    for _ in range(5_000):  # as that many keys do: then asyncio drops the signal
        asyncio.get_running_loop().call_soon_threadsafe(lambda: None)
    signal.raise_signal(number)  # in this thread, before it goes on
    for _ in range(3):
        await asyncio.sleep(0)
    assert heard == [number]


def test_a_hang_up_that_only_it_hears_leaves_the_terminal_as_it_was(corpus: Path) -> None:
    with running(["reader", corpus]) as terminal:
        terminal.wait_for("Port Merrin")
        terminal.type("jk" * 500)  # nobody reads what these draw until it hears
        terminal.process.send_signal(signal.SIGHUP)
        terminal.wait_for_order(b"\x1b[?1049l")
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP


def test_a_hang_up_ends_it_when_the_terminal_took_nothing_any_more(corpus: Path) -> None:
    with running(["reader", corpus]) as terminal:
        terminal.wait_for("Port Merrin")
        for _ in range(200):  # nobody reads what these draw, so that there is no room for more
            terminal.type("jk")
        terminal.type("?" * 20)
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP


def test_it_ends_at_once_whatever_it_works_at(corpus: Path) -> None:
    with running(["tests.ui.endless_analysis", corpus]) as terminal:
        terminal.wait_for("Open")
        terminal.type("q")
        assert terminal.wait() == 0


def test_ctrl_z_suspends_and_the_shell_brings_it_back(corpus: Path) -> None:
    with running(["reader", corpus]) as terminal:
        terminal.wait_for("Port Merrin")
        terminal.type("B")
        terminal.wait_for("claim")
        for _ in range(3):  # the first time something might be drawn because it has just changed
            terminal.type("\x1a")
            terminal.wait_for_stop()
            terminal.wait_for_order(b"\x1b[?1049l")
            terminal.written.clear()
            terminal.process.send_signal(signal.SIGCONT)
            terminal.wait_for("claim")


def packets(written: bytes) -> Iterator[bytes]:
    while written:
        size = int.from_bytes(written[1:5], "big")
        yield written[5 : 5 + size]
        written = written[5 + size :]


def test_it_starts_under_the_driver_of_a_browser(corpus: Path) -> None:
    web = {
        **os.environ,
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "COLUMNS": "100",
        "ROWS": "30",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", corpus],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=web,
    )
    assert process.stdout is not None
    try:
        written = b""
        while b"Port Merrin" not in ESCAPES.sub(b"", written):
            part = os.read(process.stdout.fileno(), 65536)
            assert part, written[-2000:]
            written += part
        assert written.startswith(b"__GANGLION__\n")
    finally:
        process.kill()
        process.wait()


async def test_a_terminal_that_tells_no_size_has_the_same_for_all_that_draws(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With two sizes each was laid out anew for the other, for ever."""
    from textual.drivers.linux_driver import LinuxDriver

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("LINES", raising=False)
    app = App[None]()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    driver = outliving(LinuxDriver)(app)
    for number, handler in handlers.items():  # which the driver took for its own
        signal.signal(number, handler)
    assert isinstance(driver, LinuxDriver)
    assert driver._get_terminal_size() == tuple(app.console.size)
