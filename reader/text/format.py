"""The formats that texts are written in."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """The format of a source, as far as the ending of its file says so.

    ``TEXT`` may still hold Markdown or HTML: cleaning looks at the text itself. ``WHOLE`` is that
    of several articles that nobody could part: cleaning hides nothing of it.
    """

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WHOLE = "whole"
