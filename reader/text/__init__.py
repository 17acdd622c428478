"""Spans, offset maps, tokens, sentences and graphemes: values and pure functions on text."""

from typing import TYPE_CHECKING

from reader.lazy import lazy_names
from reader.text.excerpt import Excerpt, Piece
from reader.text.format import Format
from reader.text.graphemes import cluster_at, cluster_before, snapped
from reader.text.numbered import numbered
from reader.text.safe import harmless, json_line, one_line, printed, visible
from reader.text.sentences import sentence_ends, sentences
from reader.text.spans import Span, merged, trimmed
from reader.text.tokens import folded, found_words, word_finder, words

if TYPE_CHECKING:
    from reader.text.folding import LINE_HYPHEN, FoldedText, fold
    from reader.text.wording import WordFinder, Wording, indexed_text

__all__ = [
    "LINE_HYPHEN",
    "Excerpt",
    "FoldedText",
    "Format",
    "Piece",
    "Span",
    "WordFinder",
    "Wording",
    "cluster_at",
    "cluster_before",
    "fold",
    "folded",
    "found_words",
    "harmless",
    "indexed_text",
    "json_line",
    "merged",
    "numbered",
    "one_line",
    "printed",
    "sentence_ends",
    "sentences",
    "snapped",
    "trimmed",
    "visible",
    "word_finder",
    "words",
]

# Nothing is searched at the start.
__getattr__ = lazy_names(
    __name__,
    {
        "FoldedText": "folding",
        "LINE_HYPHEN": "folding",
        "fold": "folding",
        "WordFinder": "wording",
        "Wording": "wording",
        "indexed_text": "wording",
    },
)
