"""Teams in lines of results: "Northfield 2 Easton 1", "EASTON 76 58 .567"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.entities.mention import Type
from reader.entities.rules import Found
from reader.entities.words import Words

_JOINTS = frozenset(["-", "'", "’", "'s", "’s", "."])
_LONGEST = 5


def teams(words: Words, texts: Sequence[str], taken: Sequence[bool]) -> Iterator[Found]:
    """Yield the names that figures follow in lines that hold nothing but names and figures.

    A line counts where two names have a figure each, or one has three.
    """
    start = 0
    for at in range(1, len(texts) + 1):
        if at == len(texts) or (words.opens[at] and not words.opens[at - 1]):
            if at - start > 2 and _figures_alone(texts[start:at]):
                found = list(_scored(texts, start, at, taken))
                if len(found) > 1 or (found and _is_number(texts[min(found[0].stop + 2, at - 1)])):
                    yield from found
            start = at


def _figures_alone(line: Sequence[str]) -> bool:
    return any(map(_is_number, line)) and not any(word.islower() and len(word) > 1 for word in line)


def _scored(texts: Sequence[str], start: int, end: int, taken: Sequence[bool]) -> Iterator[Found]:
    first = None
    for at in range(start, end):
        word = texts[at]
        if _is_number(word) and first is not None and not taken[at] and at - first <= _LONGEST:
            yield Found(first, at, Type.ORG)
            first = None
        if not (word[0].isupper() or (first is not None and word in _JOINTS)):
            first = None
        elif first is None:
            first = at


def _is_number(word: str) -> bool:
    return word.replace(".", "").replace(",", "").isdigit()
