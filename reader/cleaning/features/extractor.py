"""The article of an HTML page according to trafilatura: a second opinion for the line model.

It looks at the tree of elements, of which lines know little (Barbaresi 2021, "Trafilatura: A web
scraping library and command-line tool for text discovery and extraction").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np

from reader.cleaning.features.page_features import FeatureArray
from reader.cleaning.parse.lines import Line
from reader.text.ascii_runs import WORD_SIGNS, ascii_runs
from reader.text.crowded_tags import without_crowded_tags

# Pages have 1,500 tags, and few more than 4,000; what a hostile one takes grows with their square.
_MOST_TAGS = 20_000
_WORDS = re.compile(r"\w+")
_GRAM = 4  # so many words stand together, fewer in a shorter line
_WORDLESS = -0.5  # of a line without words; shares are from 0 to 1


def extracted(source: str, lines: Sequence[Line]) -> FeatureArray | None:
    """Return the share of each line that trafilatura extracts, of shape (lines, 1).

    None for a page that isn't HTML, and where it can't tell.
    """
    if not any(line.within for line in lines) or source.count("<") > _MOST_TAGS:
        return None
    extract = _extractor()
    if extract is None:
        return None
    try:
        found = _words(extract(without_crowded_tags(source)) or "")
    except Exception:  # whatever a broken page does to it: the lines are judged without
        return None
    whole, known = f" {' '.join(found)} ", frozenset(found)
    grams = cache(lambda size: frozenset(_grams(found, size)))
    shares = [_share(_words(line.text), whole, known, grams) for line in lines]
    return np.array(shares, np.float32).reshape(len(lines), 1)


@cache
def _extractor() -> Callable[[str], str | None] | None:
    """Return the extractor of articles, loaded when it is first needed: a seventh of a second.

    None where its installation is broken: cleaning goes on without.
    """
    try:
        from trafilatura import extract
    except ImportError:
        return None
    return extract


def _words(text: str) -> list[str]:
    small = text.lower()
    return ascii_runs(small, WORD_SIGNS) if small.isascii() else _WORDS.findall(small)


def _grams(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)


def _share(
    words: Sequence[str],
    whole: str,
    known: frozenset[str],
    grams: Callable[[int], frozenset[tuple[str, ...]]],
) -> float:
    """Return the share of a line's grams among those of the ``whole`` text of ``known`` words."""
    if not words:
        return _WORDLESS
    if known.isdisjoint(words):
        return 0.0
    if len(words) > _GRAM and f" {' '.join(words)} " in whole:
        return 1.0
    size = min(_GRAM, len(words))
    return sum(map(grams(size).__contains__, _grams(words, size))) / (len(words) - size + 1)
