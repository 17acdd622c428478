"""The signature of a text to find and score its duplicates: numbers instead of words."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as calendar_date
from datetime import datetime
from functools import cache
from struct import Struct
from zlib import crc32

from reader.duplicates.values import Version
from reader.lazy import lazy_re
from reader.text import folded, found_words, sentence_ends, word_finder
from reader.text.misdecoded import read_back
from reader.text.tokens import spelled, unhyphenated

# It stands between a title and its text where both are read back, and in no text.
_BETWEEN = "\x1f"
# So many words keep their codes in memory; those of the others are worked out each time.
_VOCABULARY = 100_000
# So many characters tell whether a script has capitals.
_SCRIPT_SAMPLE = 500
# Words of so many letters are subjects of a text, not function words, as long as they are not more
# than so often there, or so large a share of it (chosen on Arabic pairs of SemEval-2022).
_FEW_TIMES, _OFTEN, _LEAST_LETTERS = 3, 0.02, 2
# What words leave out, and a text may differ in all the same. Each begins with the characters that
# it is looked for by, which makes it fast.
_COINS = r"$\u00a2-\u00a5\u20a0-\u20bf"
_SIGNED = lazy_re(
    rf"[-+\u2010-\u2015\u2212<>\u2264\u2265~\u2248\u00b1{_COINS}]"
    rf"(?:(?<=[{_COINS}])[-\u2212]?\s?|(?<![\w)].)[{_COINS}]?)\d+(?:[.,:]\d+)*"
)
_UNIT = lazy_re(rf"[%\u2030\u066a\u00b0{_COINS}](?:(?<=\d.)|(?<=\d\s.))")
_QUOTED = lazy_re(
    r"[\"'\u2018-\u201f\u2039\u203a\u300c\u300e\u00ab\u00bb](?<!\w.)(?:(?<=\u00ab)\s)?([^\W\d]+)"
)
# So many characters before a unit tell which number it is of.
_UNIT_OF = 8
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))

_HEAD = Struct("<f?IIIIIII")


@dataclass(frozen=True)
class Signature:
    """A version as the index keeps it; a word is a code of 32 bits, odd for a number.

    ``letters`` has a bit for each letter of a word, whichever there are, for the words in order.
    ``lengths`` are the words of each sentence, in order. ``proper`` are the words with a capital
    letter inside a sentence, or in a name. ``grams`` are a sample of the nine characters in a row.
    ``date`` is in ISO 8601, with the time where it is known; empty where none is. ``signs`` is a
    hash of what the words leave out: the signs of numbers, and where quotations begin. ``garbled``
    tells that the text was decoded wrongly: all the rest is of what it was before.
    """

    id: str
    words: array[int]
    letters: array[int]
    lengths: array[int]
    title: array[int]
    proper: array[int]
    grams: array[int]
    names: array[int]
    date: str
    hidden: float
    signs: int
    garbled: bool

    @classmethod
    def of(cls, version: Version) -> Signature:
        """Return the signature of ``version``."""
        whole = f"{version.title}{_BETWEEN}{version.text}"
        readable = read_back(whole)
        title_text, _, body = readable.partition(_BETWEEN)
        text, headline = spelled(unhyphenated(body)), spelled(title_text)
        words_of = word_finder(text)
        often: Counter[str] | None = None if _has_capitals(text) else Counter()
        words, lengths = list[str](), array("I")
        proper, first, start, head = set[str](), set[str](), 0, 0
        names = [*map(spelled, version.names)]
        for end in sentence_ends(text):
            found = words_of(text[start:end])
            start = end
            if found:
                words += found
                lengths.append(len(found))
                head = head or end
                if often is None:
                    proper.update([word for word in found[1:] if word[0].isupper()])
                    first.add(found[0])
                else:
                    often.update(found)
        # Of a list an array is made in half the time.
        codes, letters = (array("I", [*map(each, words)]) for each in (_code, _letters))
        if often is not None:
            proper.update(_subjects(often, len(words)))
        else:
            proper |= first & {word for name in names for word in found_words(name)}
        title = array("I", map(_code, found_words(headline)))
        if len(lengths) > 1 and codes[: lengths[0]] == title:
            # A title above the text is no part of it.
            del codes[: lengths[0]], letters[: lengths[0]], lengths[0]
        else:
            head = 0
        return cls(
            id=version.id,
            words=codes,
            letters=letters,
            lengths=lengths,
            title=title,
            proper=_distinct(proper),
            grams=_grams(text),
            names=_distinct(
                {" ".join(name.split()) for name in names or _full_name().findall(text)} - {""}
            ),
            date=_moment(version.date or ""),
            hidden=version.hidden,
            signs=_signs(text[head:]),
            garbled=readable != whole,
        )

    @property
    def day(self) -> int:
        """The proleptic ordinal of the date; 0 for none."""
        return _day(self.date)

    def pack(self) -> bytes:
        """Return all but the id as bytes."""
        parts = (self.lengths, self.title, self.proper, self.grams, self.names)
        identity = f"{self.date}\n{self.id}".encode("utf-8", "surrogatepass")
        sizes = (len(part) for part in parts)
        head = _HEAD.pack(self.hidden, self.garbled, self.signs, *sizes, len(identity))
        words = (self.words, self.letters)
        return head + identity + b"".join(part.tobytes() for part in (*parts, *words))

    @classmethod
    def unpack(cls, packed: bytes) -> Signature:
        """Return the signature that ``pack`` gave."""
        hidden, garbled, signs, *sizes, identity = _HEAD.unpack_from(packed)
        start = _HEAD.size + identity
        parts: list[array[int]] = []
        for size in sizes:
            part = array("I", packed[start : start + 4 * size])
            parts.append(part)
            start += 4 * size
        lengths, title, proper, grams, names = parts
        identity_text = packed[_HEAD.size : _HEAD.size + identity].decode("utf-8", "surrogatepass")
        date, _, id_ = identity_text.partition("\n")
        words = array("I", packed[start:])
        half = len(words) // 2
        return cls(
            *(id_, words[:half], words[half:], lengths, title, proper, grams, names),
            *(date, hidden, signs, garbled),
        )


# Where nobody has looked for names: two words and more with capitals, within a sentence.
@cache
def _full_name() -> re.Pattern[str]:
    capital = "[A-ZÀ-ÖØ-ÞŁŚŽŠČĆА-ЯΑ-Ω]"
    return re.compile(rf"(?<=[\w,;:] )(?:{capital}\w+[ -])+{capital}\w+")


def _has_capitals(text: str) -> bool:
    """Tell whether a text is in a script that has capital letters."""
    sample = text[:_SCRIPT_SAMPLE]
    if sample.isascii():  # as most are
        return True
    letters = [letter for letter in sample if letter.isalpha()]
    return 2 * sum(letter.lower() != letter.upper() for letter in letters) >= len(letters)


def _subjects(often: Counter[str], words: int) -> Iterator[str]:
    """Yield the words that a text without capitals comes back to: most names are among them.

    ``often`` says how often each word stands in the text of so many ``words``.
    """
    most = max(_FEW_TIMES, _OFTEN * words)
    for word, times in often.items():
        if 2 <= times <= most and len(word) >= _LEAST_LETTERS:
            yield word


class _Codes(dict[str, int]):
    """The code of each word: a hash of it as it is compared, its last bit set for a number."""

    def __missing__(self, word: str) -> int:
        code = crc32(folded(word).encode("utf-8", "surrogatepass"))
        code = code | 1 if word[0].isdigit() else code & ~1
        if len(self) < _VOCABULARY:
            self[word] = code
        return code


_code = _Codes().__getitem__


class _Letters(dict[str, int]):
    """The letters of each word as bits, the same one for letters that are 32 apart in Unicode."""

    def __missing__(self, word: str) -> int:
        letters = 0
        for letter in folded(word):
            letters |= 1 << (ord(letter) & 31)
        if len(self) < _VOCABULARY:
            self[word] = letters
        return letters


_letters = _Letters().__getitem__


def code_of(word: str) -> int:
    """Return the code of a word (32 bits, odd for a number)."""
    return _code(word)


# A gram is taken where its first character is one of about a sixteenth of all characters (in
# English: g, m and w): a sample by content, so that two texts take the same ones.
@cache
def _gram() -> re.Pattern[str]:
    first = "".join(chr(code) for code in range(0x80, 0xD800) if code % 16 in (7, 13))
    return re.compile(f"([gmw{re.escape(first)}])(?=(.{{8}}))")


def _distinct(found: set[str]) -> array[int]:
    return array("I", sorted({_code(word) for word in found}))


def _grams(text: str) -> array[int]:
    plain = " ".join(text.casefold().split())
    found = map("".join, _gram().findall(plain))
    codes = {crc32(gram.encode("utf-8", "surrogatepass")) for gram in found}
    return array("I", sorted(codes))


def _signs(text: str) -> int:
    """Return a hash of the signs of numbers, and of the words that begin quotations."""
    signed = ["".join(one.translate(_MINUS).split()) for one in _SIGNED.findall(text)]
    places = ((one.start(), one[0]) for one in _UNIT.finditer(text))
    units = [text[max(0, at - _UNIT_OF) : at].rsplit(maxsplit=1)[-1] + sign for at, sign in places]
    quoted = map(folded, _QUOTED.findall(text))
    found = "\n".join((*signed, "", *units, "", *quoted))
    return crc32(found.encode("utf-8", "surrogatepass"))


def _moment(iso: str) -> str:
    """Return a date with its time where it has one; empty where it is no date."""
    if not _day(iso):
        return ""
    try:
        return datetime.fromisoformat(iso).isoformat() if iso[10:] else iso
    except ValueError:
        return iso[:10]


def _day(iso: str) -> int:
    try:
        return calendar_date.fromisoformat(iso[:10]).toordinal() if iso else 0
    except ValueError:
        return 0
