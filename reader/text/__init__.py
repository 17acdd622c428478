"""Spans, offset maps, tokens, sentences and graphemes: values and pure functions on text."""

from typing import TYPE_CHECKING

from reader.lazy import lazy_names
from reader.text.excerpt import Excerpt, Piece
from reader.text.format import Format
from reader.text.graphemes import cluster_at, cluster_before, snapped
from reader.text.numbered import counted, numbered
from reader.text.safe import harmless, json_line, one_line, printed, visible
from reader.text.sentences import sentence_ends, sentences
from reader.text.spans import Span, merged, trimmed
from reader.text.tokens import folded, found_words, word_finder, words

# Nothing is searched at the start.
if TYPE_CHECKING:
    from reader.text.folding import LINE_HYPHEN, FoldedText, fold, folded_text, has_words, name_form
    from reader.text.line_ends import in_line_feeds, with_line_feeds
    from reader.text.wording import WORD, WordFinder, Wording, indexed_text, is_beginning
else:
    __getattr__ = lazy_names(__name__)
