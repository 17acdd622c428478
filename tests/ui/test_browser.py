"""A page is opened in a browser that leaves the terminal to reader."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from reader.ui.shared.browser import open_page

from .driving import running

URL = "https://example.org/a"


@pytest.mark.parametrize(("name", "is_told"), [("lynx", True), ("helper", False)])
def test_a_browser_of_the_terminal_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_told: bool
) -> None:
    log, program = tmp_path / "log", tmp_path / name
    log.touch()
    program.write_text(f"#!/bin/sh\ntest -t 0 || echo $1 > {log}\n")
    program.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(program))
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    assert ("would take this terminal" in open_page(URL)) is is_told
    if is_told:
        assert not log.read_text()


async def test_enter_on_a_link_opens_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    (tmp_path / "a.md").write_text(f"# The ferry\n\n[The council]({URL}) closed the ferry.\n")
    async with running(tmp_path) as app:
        await app.open("a.md")
        await app.press("right_curly_bracket", "enter")
        await app.settled()
        assert f"opened {URL}" in app.shown
