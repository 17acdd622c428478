"""Spans, offset maps, tokens, sentences and graphemes: values and pure functions on text."""

from reader.text.excerpt import Excerpt, Piece
from reader.text.format import Format
from reader.text.graphemes import cluster_at, cluster_before, snapped
from reader.text.safe import harmless, json_line, one_line, printed, visible
from reader.text.sentences import sentence_ends, sentences
from reader.text.spans import Span, merged, trimmed
from reader.text.tokens import folded, found_words, word_finder, words

__all__ = [
    "Excerpt",
    "Format",
    "Piece",
    "Span",
    "cluster_at",
    "cluster_before",
    "folded",
    "found_words",
    "harmless",
    "json_line",
    "merged",
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
