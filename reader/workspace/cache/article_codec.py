"""Articles as bytes for the cache: an article that was read once opens without its engine."""

from __future__ import annotations

import json
from dataclasses import astuple

from reader.cleaning import Article, Block, Field, Role, Style, StyledRun

_FIELDS = ("title", "byline", "date", "publisher", "section", "standfirst")


def encoded_article(article: Article) -> bytes:
    """Return an article without its source as bytes."""
    blocks = [
        (
            block.role,
            block.level,
            block.doubt,
            [(run.start, run.end, run.shown, run.style.value) for run in block.runs],
        )
        for block in article.blocks
    ]
    fields = [getattr(article, name) for name in _FIELDS]
    rows = [None if field is None else astuple(field) for field in fields]
    return json.dumps([blocks, rows, article.note], ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def decoded_article(value: bytes, source: str) -> Article:
    """Return the article that ``encoded_article`` wrote, on its source."""
    blocks, rows, note = json.loads(value.decode("utf-8", "surrogatepass"))
    fields = {
        name: None if row is None else Field(*row) for name, row in zip(_FIELDS, rows, strict=True)
    }
    return Article(
        source,
        tuple(
            Block(
                Role(role),
                tuple(
                    StyledRun(start, end, shown, Style(style)) for start, end, shown, style in runs
                ),
                level,
                doubt,
            )
            for role, level, doubt, runs in blocks
        ),
        **fields,
        note=note,
    )
