"""The tokens of a document in the index: its words, and how often each stands in the article."""

from __future__ import annotations

from collections import Counter

from reader.lazy import lazy_re
from reader.text import indexed_text
from reader.text.ascii_runs import LETTERS_AND_DIGITS, ascii_runs

# A letter to the tokenizer, and in no word that is counted.
_MARK = "\ue000"
# So many places of a word in an article, or more, are not told.
MANY = 100
# The token of documents whose words are not counted.
UNCOUNTED = _MARK
_WORD = lazy_re(r"[^\W_]+")
# Besides hyphens at line ends, these are letters to Python or to the tokenizer of SQLite alone, or
# may be in another version of them.
_UNSURE = lazy_re(
    "[^\0-\xac\xae-\u0377\u0384-\u0487\u048a-\u052f\u05d0-\u05ea\u0620-\u06ff\u1e00-\u1eff"
    "\u2000-\u2064\u20a0-\u20b9\u2100-\u2189\u2190-\u23f3\u2460-\u26ff]"
)


def index_tokens(head: str, folded: str) -> str:
    """Return the tokens of a head and an article, both folded, between blanks.

    Most words stand in the article once; the number of the others is a token of its own.
    """
    text = f"{head}\n{folded}"
    tokens = indexed_text(text)
    if not text.isascii() and _UNSURE.search(text):
        return f"{tokens} {UNCOUNTED}"
    counts = Counter(_words(folded))
    several = [number_token(word, number) for word, number in counts.items() if number > 1]
    missing = [number_token(word, 0) for word in _words(head) if word not in counts]
    return " ".join((tokens, *several, *missing))


def number_token(word: str, number: int) -> str:
    """Return the token of the documents whose articles have a word so many times."""
    return f"{word}{_MARK}{number}" if number < MANY else f"{word}{_MARK}{MANY}"


def _words(folded: str) -> list[str]:
    if folded.isascii():
        return ascii_runs(folded, LETTERS_AND_DIGITS)
    return _WORD.findall(folded)
