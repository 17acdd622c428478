"""Text objects: the units of a text that are selected as a whole, in code points."""

from __future__ import annotations

from collections.abc import Callable

from reader.text import Span
from reader.ui.article.view import motions

Unit = Callable[[str, int], Span]

# The object that a mention is: the view knows where it stands, the text alone doesn't.
NAME = "n"
# The objects around the caret, each by the key that is pressed for it.
OBJECTS = {"w": "word", "s": "sentence", "p": "paragraph", "q": "quotation", NAME: "name"}
UNITS: dict[str, Unit] = {
    "w": motions.word_at,
    "s": motions.sentence_at,
    "p": motions.paragraph_at,
    "q": motions.quotation_at,
}


def object_at(key: str, text: str, index: int) -> Span:
    """Return the object of a key (any but that of names) around ``index``; empty for none."""
    return UNITS[key](text, index)


def grown(selected: Span | None, unit: Unit, text: str, index: int, times: int) -> Span | None:
    """Return a selection grown by the units that follow it, or begun at ``index``."""
    span = selected
    for _ in range(times):
        following = unit(text, motions.ink_at(text, span.end) if span else index)
        span = Span(span.start, max(span.end, following.end)) if span else following
    return span
