"""What reaches a real terminal when an article means harm."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

HOSTILE = (
    "Harmless headline of a hostile page\n\n"
    "The council met on Monday \x1b]0;PWNED\x07 and \x1b[2J\x1b[31mspoke\x1b[0m of it an hour.\n\n"
    "It said [bold]nothing[/bold] and [@click=app.quit]left[/] with \u202edesrever\u202c words.\n\n"
    "A NUL\x00 and a bell\x07 and a C1 \x9b31m control ended the day, the minutes of it say."
)
_PATIENCE = 60.0
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|[\]P_].*?(?:\x07|\x1b\\))", re.DOTALL)


def shown_until(file: Path, last: str) -> bytes:
    """Open a file in the app in a pseudo-terminal; return all that it wrote until ``last``."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", str(file)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"},
        start_new_session=True,
    )
    os.close(theirs)
    written = bytearray()
    end = time.monotonic() + _PATIENCE
    try:
        while time.monotonic() < end and last.encode() not in _ESCAPES.sub(b"", written):
            if select.select([ours], [], [], 0.1)[0]:
                written += os.read(ours, 65536)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return bytes(written)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are Unix's")
def test_an_article_reaches_the_terminal_as_harmless_text(tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(HOSTILE, "utf-8")
    written = shown_until(file, "control ended")
    text = _ESCAPES.sub(b"", written).decode("utf-8")
    assert "]0;PWNED" in text
    assert "[bold]nothing[/bold]" in text
    assert "[@click=app.quit]left[/]" in text
    assert b"\x1b]0;PWNED" not in written
    assert b"\x1b[31mspoke" not in written
    for character in "\u202e\u202c\x00\x9b\x07":
        assert character not in text
