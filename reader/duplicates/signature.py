"""What is kept of a text to find and score its duplicates: numbers instead of words."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from reader.duplicates.values import Version
from reader.text import folded, sentences, words

SIGNATURE_VERSION = "1"

_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Signature:
    """A version as the index keeps it; words are 32-bit hashes.

    ``sentences`` holds the number of words of each sentence, in order; ``day`` is the proleptic
    ordinal of the date.
    """

    id: str
    words: array[int]
    sentences: array[int]
    title: frozenset[int]
    names: frozenset[int]
    numbers: frozenset[int]
    day: int | None
    hidden: float


class _Codes(dict[str, int]):
    """The hash of each word, worked out once."""

    def __missing__(self, word: str) -> int:
        code = crc32(word.encode("utf-8", "surrogatepass"))
        if len(self) < 1_000_000:
            self[word] = code
        return code


_codes = _Codes()


def signature(version: Version) -> Signature:
    """Return what is kept of ``version``."""
    codes, lengths, numbers = array("I"), array("I"), set[int]()
    for sentence in sentences(version.text):
        found = [
            folded(word.of(version.text))
            for word in words(version.text, sentence.start, sentence.end)
        ]
        if found:
            codes.extend(_codes[word] for word in found)
            lengths.append(len(found))
            numbers.update(_codes[word] for word in found if _NUMBER.match(word))
    return Signature(
        id=version.id,
        words=codes,
        sentences=lengths,
        title=frozenset(_coded(version.title)),
        names=frozenset(_codes[" ".join(name.casefold().split())] for name in version.names),
        numbers=frozenset(numbers),
        day=_day(version.date),
        hidden=version.hidden,
    )


def shingles(codes: array[int]) -> list[int]:
    """Return the hash of each three words in a row."""
    return [hash(three) & 0xFFFFFFFF for three in zip(codes, codes[1:], codes[2:], strict=False)]


def _coded(text: str) -> list[int]:
    return [_codes[folded(word.of(text))] for word in words(text)]


def _day(iso: str | None) -> int | None:
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else None
    except ValueError:
        return None
