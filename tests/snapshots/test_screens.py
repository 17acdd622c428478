"""The main screens over the sample corpus, as they were last looked at.

    READER_SNAPSHOTS=write pytest tests/snapshots        keep the screens as they are now

Where a screen differs from the stored picture, the test shows the lines that changed, and leaves
the new picture beside the old one (NAME.new.svg). Look at it, and keep it if it is what you want.
"""

from __future__ import annotations

import os
import re
from difflib import unified_diff
from html import unescape
from pathlib import Path

import pytest

from reader.text import printed

from ..ui.driving import running

PICTURES = Path(__file__).parent
WRITES = os.environ.get("READER_SNAPSHOTS") == "write"
# What is pressed from the list on; "*" waits for the workers.
SCENES = {
    "list": "",
    "article": "slash raw-page.txt enter enter * } s",
    "raw": "slash raw-page.txt enter enter * H",
    "stories": "D * j",
    "compare": "D * j enter *",
    "entities": "i *",
    "search": "ctrl+f b r i d g e enter *",
    "help": "question_mark *",
}
_RUN_ID = re.compile(r"terminal-\d+-")
_LINE = re.compile(r'<text [^>]*?y="([\d.]+)"[^>]*>(.*?)</text>', re.DOTALL)


@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_looks_as_it_was_kept(
    name: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READER_SETTINGS", "settings.toml")  # help shows where they are
    async with running(corpus) as app:
        for key in SCENES[name].split():
            if key == "*":
                await app.settled()
            elif "." in key:
                await app.type(key)
            else:
                await app.press(key)
        await app.settled()
        drawn = _RUN_ID.sub("terminal-", app.app.export_screenshot(title="reader"))
    kept, new = PICTURES / f"{name}.svg", PICTURES / f"{name}.new.svg"
    if WRITES:
        kept.write_text(drawn, "utf-8")
        return
    before = kept.read_text("utf-8") if kept.exists() else ""
    if drawn == before:
        new.unlink(missing_ok=True)
        return
    new.write_text(drawn, "utf-8")
    changed = "\n".join(unified_diff(lines(before), lines(drawn), "kept", "now", lineterm="", n=0))
    pytest.fail(
        f"{name} looks different (only its colours, if no line follows). Look at {new}; to keep it:"
        f" READER_SNAPSHOTS=write pytest {PICTURES}\n{printed(changed)}"
    )


def lines(picture: str) -> list[str]:
    """Return the lines of text on a picture."""
    rows: dict[float, str] = {}
    for y, words in _LINE.findall(picture):
        rows[float(y)] = rows.get(float(y), "") + unescape(words).replace("\xa0", " ")
    return [rows[y] for y in sorted(rows)]
