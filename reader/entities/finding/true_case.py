"""Capitals that say nothing (headlines, shouting, scars) taken back."""

from __future__ import annotations

from collections.abc import Container

from reader.entities.finding.gazetteer import Gazetteer
from reader.entities.finding.tokens_of_text import TokenisedText


def spelled(words: TokenisedText, lists: Gazetteer) -> list[str]:
    """Return the words as they would stand in running text: capitals of headlines taken back.

    What the rest of the article writes, and else the list of common words, tells how.
    """
    texts = list(words.texts)
    shown = words.headlines
    body = {
        text
        for text, show, opens in zip(texts, shown, words.opens, strict=True)
        if not show | opens
    }
    for at, show in enumerate(shown):
        if show:
            texts[at] = _respelled(texts[at], body, lists)
    odd = [at for at, text in enumerate(texts) if not (text.islower() or text.istitle())]
    for at in odd:
        # "BERLIN (Reuters)", "rUSsia" (a scar of machine spinning).
        text = texts[at]
        if len(text) > 3 and text not in lists.longest:
            title = text.capitalize()
            if title in lists.longest or title in lists.cities or title in body:
                texts[at] = title
    return texts


def _respelled(text: str, body: Container[str], lists: Gazetteer) -> str:
    low = text.lower()
    title = low.capitalize()
    if text.isupper() and len(text) > 1:
        if text in body or (
            text in lists.longest and title not in body and title not in lists.longest
        ):
            return text
        return low if title not in body and (low in body or low in lists.common) else title
    common = low in body or low in lists.common
    return low if common and text[:1].isupper() and text not in body else text
