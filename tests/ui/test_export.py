"""Exporting by key: nothing is replaced unasked."""

from __future__ import annotations

import json
from pathlib import Path

from .driving import running


async def test_export_asks_before_it_replaces_and_never_replaces_an_article(
    corpus: Path, tmp_path: Path
) -> None:
    target, article = tmp_path / "work.json", corpus / "harbor-bridge" / "clean-text.txt"
    target.write_text("mine")
    before = article.read_bytes()

    async with running(corpus) as app:
        await app.settled()
        for path, answer in ((target, "escape"), (article, "y"), (target, "y")):
            assert target.read_text() == "mine"
            await app.press("ctrl+e", "ctrl+u")
            app.app.screen.query_one("Input").value = str(path)
            await app.press("enter", answer)
            await app.settled()
    assert json.loads(target.read_text())["format"] == "article-reader"
    assert article.read_bytes() == before
