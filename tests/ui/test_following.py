"""Annotations go with texts that change and files that are renamed."""

from __future__ import annotations

import json
from pathlib import Path

from reader.text import Span

from .driving import running

CLEAN = "harbor-bridge/clean-text.txt"


async def test_passages_go_with_their_text_and_what_is_lost_is_listed(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("right_curly_bracket", "s", "1")
        await app.press("right_curly_bracket", "right_curly_bracket", "s", "2")
        kept, lost = app.article.store.passages(CLEAN)
    file = corpus / CLEAN
    text = file.read_text("utf-8").replace(lost.anchor.quote, "")
    file.write_text(f"A line that was not there.\n{text}", "utf-8")
    async with running(corpus) as app:
        await app.open(CLEAN)
        assert "1 passage went with it, 1 other not found" in app.shown
        [shown] = app.article.view.passages
        source = app.article.source.source
        assert Span(shown.start, shown.end).of(source) == kept.anchor.quote
        await app.press("O")
        assert lost.anchor.quote[:40] in app.shown
        await app.press("x", "q")
        assert [p.id for p in app.article.store.passages(CLEAN)] == [kept.id]
        await app.press("u", "O")
        assert lost.anchor.quote[:40] in app.shown


async def test_annotations_go_with_a_renamed_file(corpus: Path) -> None:
    async with running(corpus) as app:
        await app.open(CLEAN)
        await app.press("s", "1", "m")
    new = "harbor-bridge/renamed.txt"
    (corpus / CLEAN).rename(corpus / new)
    async with running(corpus) as app:
        assert f"{CLEAN} is now {new}" in app.shown
        assert len(app.list.store.passages(new)) == 1
        await app.press("u")
        assert len(app.list.store.passages(CLEAN)) == 1


async def test_annotations_go_with_the_parts_of_a_file_that_have_other_numbers(
    tmp_path: Path,
) -> None:
    file = tmp_path / "rows.jsonl"
    rows = [json.dumps({"text": f"The {word} bridge is closed.\n"}) for word in ("old", "new")]
    file.write_text("\n".join(rows), "utf-8")
    async with running(tmp_path) as app:
        for part in ("rows.jsonl#1", "rows.jsonl#2"):
            await app.open(part)
            await app.press("s", "1", "q")
    file.write_text("\n".join(['{"text": "A ferry."}', *rows]), "utf-8")
    async with running(tmp_path) as app:
        assert "and 1 more: the annotations went with it" in app.shown
        store = app.list.store
        assert sorted(store.annotated()) == ["rows.jsonl#2", "rows.jsonl#3"]
        assert (store.state("rows.jsonl#1"), store.count("rows.jsonl#3")) == (None, 1)
        await app.press("u")
        assert sorted(store.annotated()) == ["rows.jsonl#1", "rows.jsonl#2"]
