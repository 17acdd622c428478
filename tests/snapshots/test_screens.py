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
# What is pressed from the list on: "*" waits for the workers, NAME.svg is a picture.
RUNS = (
    "list.svg question_mark * help.svg",
    "slash raw-page.txt enter enter * } s article.svg escape g g * H mentions.svg",
    "D * j stories.svg enter * compare.svg",
    "i * entities.svg",
    "ctrl+f b r i d g e enter * search.svg",
    "slash raw-page.txt enter enter * } s 1 q P * passages.svg escape B * codebook.svg escape"
    " ctrl+e * export.svg escape f3 notes.jsonl enter * import.svg",
)
NOTES = '{"text": "The bridge is closed.", "label": [[4, 10, "claim"], [14, 20, "state"]]}'
_SHOT = re.compile(r"(\w+)\.svg")
_RUN_ID = re.compile(r"terminal-\d+-")
_MADE = re.compile(r"mina&#160;[-\d]+&#160;[\d:]+")  # when a passage was set
_LINE = re.compile(r'<text [^>]*?y="([\d.]+)"[^>]*>(.*?)</text>', re.DOTALL)


@pytest.mark.parametrize("keys", RUNS, ids=lambda keys: "-".join(_SHOT.findall(keys)))
async def test_screens_look_as_they_were_kept(
    keys: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READER_SETTINGS", "settings.toml")  # help shows where they are
    Path("notes.jsonl").write_text(NOTES, "utf-8")
    async with running(corpus) as app:
        changed = []
        for key in keys.split():
            if key == "*":
                await app.settled()
            elif key.endswith(".svg"):
                await app.settled()
                changed.append(difference(key, app.app.export_screenshot(title="reader")))
            elif "." in key:
                await app.type(key)
            else:
                await app.press(key)
    if any(changed):
        pytest.fail("".join(changed))


def difference(name: str, picture: str) -> str:
    """Keep a picture where pictures are written; else return its difference from the kept one."""
    drawn = _MADE.sub("mina&#160;2025-01-31&#160;12:00", _RUN_ID.sub("terminal-", picture))
    kept, new = PICTURES / name, PICTURES / f"{name.removesuffix('.svg')}.new.svg"
    if WRITES:
        kept.write_text(drawn, "utf-8")
        return ""
    before = kept.read_text("utf-8") if kept.exists() else ""
    if drawn == before:
        new.unlink(missing_ok=True)
        return ""
    new.write_text(drawn, "utf-8")
    changed = "\n".join(unified_diff(lines(before), lines(drawn), "kept", "now", lineterm="", n=0))
    return (
        f"{name} looks different (only its colours, if no line follows). Look at {new}; to keep it:"
        f" READER_SNAPSHOTS=write pytest {PICTURES}\n{printed(changed)}\n"
    )


def lines(picture: str) -> list[str]:
    """Return the lines of text on a picture."""
    rows: dict[float, str] = {}
    for y, words in _LINE.findall(picture):
        rows[float(y)] = rows.get(float(y), "") + unescape(words).replace("\xa0", " ")
    return [rows[y] for y in sorted(rows)]
