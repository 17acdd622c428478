"""Letters that a wrong encoding has made question marks of, told by another text that has them."""

from __future__ import annotations

import re
import unicodedata

# A question mark within a word: without one a text has lost no letters.
_SCAR = re.compile(r"[^\W\d_][?\ufffd][^\W\d_]")
_MARKS = r"\s.,;:!()\[\]\"'"
_TOKEN = re.compile(f"[^{_MARKS}]+")
_LOST = re.compile(f"[^{_MARKS}]*[?\ufffd][^{_MARKS}]*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def with_letters_of(text: str, other: str) -> str:
    """Return a text, as long as before, with the letters that it has lost and another text has.

    ``In?s`` is *Inês* where *Inês* is the only word of ``other`` that it can be.
    """
    if not _SCAR.search(text):
        return text
    whole: dict[str, str] = {}
    for word in set(_TOKEN.findall(unicodedata.normalize("NFC", other))):
        lost = _BEYOND_ASCII.sub("?", word)
        if lost != word:
            whole[lost] = "" if lost in whole else word  # nobody knows which of two it is

    def mended(match: re.Match[str]) -> str:
        word = match[0].replace("\ufffd", "?")
        bare = word.rstrip("?")
        found = whole.get(word) or whole.get(bare)
        return found + match[0][len(found) :] if found else match[0]

    return _LOST.sub(mended, text)
