"""Capitals that say nothing (headlines, shouting, scars) taken back."""

from __future__ import annotations

from collections.abc import Container, Iterator

from reader.entities.finding.gazetteer import Gazetteer
from reader.entities.finding.tokens_of_text import TokenisedText


def spelled(words: TokenisedText, known: Gazetteer) -> list[str]:
    """Return the words as they would stand in running text: capitals of headlines taken back.

    What the rest of the article writes, and else the list of common words, tells how.
    """
    texts = list(words.texts)
    shown = headlines(words)
    body = {
        text
        for text, show, opens in zip(texts, shown, words.opens, strict=True)
        if not show | opens
    }
    for at, show in enumerate(shown):
        if show:
            texts[at] = _respelled(texts[at], body, known)
    for at, text in enumerate(texts):
        # "BERLIN (Reuters)", "rUSsia" (a scar of machine spinning).
        if len(text) > 3 and not (text.islower() or text.istitle()) and text not in known.longest:
            title = text.capitalize()
            if title in known.longest or title in known.cities or title in body:
                texts[at] = title
    return texts


def _respelled(text: str, body: Container[str], known: Gazetteer) -> str:
    low = text.lower()
    title = low.capitalize()
    if text.isupper() and len(text) > 1:
        if text in body or (
            text in known.longest and title not in body and title not in known.longest
        ):
            return text
        return low if title not in body and (low in body or low in known.common) else title
    common = low in body or low in known.common
    return low if common and text[:1].isupper() and text not in body else text


def headlines(words: TokenisedText) -> list[bool]:
    """Tell for each word whether it stands in a headline that capitalises every word."""
    flags = [False] * len(words.texts)
    for start, stop in _lines(words):
        if _capitalised(words, start, stop):
            flags[start:stop] = [True] * (stop - start)
    return flags


def _capitalised(words: TokenisedText, start: int, stop: int) -> bool:
    """Tell whether (nearly) all the words of a sentence begin with a capital, as in a headline."""
    long = [text for text in words.texts[start:stop] if len(text) > 3 and text[0].isalpha()]
    if len(long) < 4:
        return len(long) > 1 and all(map(str.isupper, long))
    capitals = sum([text[0].isupper() for text in long])
    return capitals > 0.8 * len(long) and words.texts[stop - 1] != "."


def _lines(words: TokenisedText) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence, in words."""
    start = 0
    for at, opens in enumerate(words.opens):
        if opens and at > start and not words.opens[at - 1]:
            yield start, at
            start = at
    yield start, len(words.texts)
