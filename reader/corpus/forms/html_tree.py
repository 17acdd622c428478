"""The tree of elements of a page, for the forms that tell articles by their elements."""

from __future__ import annotations

from typing import Any

from lxml import html

from reader.text.crowded_tags import without_crowded_tags


def html_tree(text: str) -> Any:
    """Return the root element of a page."""
    parser = html.HTMLParser(encoding="utf-8")
    return html.fromstring(without_crowded_tags(text).encode(), parser=parser)
