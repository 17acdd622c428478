"""Text folded for searching: what a reader takes for the same becomes the same, with a way back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reader.lazy import lazy_re
from reader.text.plain_marks import DASHES, QUOTES, TORN_HYPHEN
from reader.text.spans import Span
from reader.text.tokens import LINE_END_HYPHEN

# Stands in a folded text for a hyphen at a line end, which may belong to the word or not.
LINE_HYPHEN = "\xad"
# A noncharacter, as the other is: the blanks that a hyphen at a line end is followed by.
_BREAK = "\ufdd1"
# Looking back comes after the hyphen: a pattern that begins with it takes ten times as long. The
# marks are those that decomposed letters end with.
_HYPHENED = r"[-\u2010\xad¬](?<=[^\W\d_].|[\u0300-\u036f\u0653-\u0655\u093c\u3099\u309a].)"
_LINE_END = lazy_re(rf"{_HYPHENED}[^\S\n]*\n\s*(?=[^\W\d_])")
_BARE_LINE_END = lazy_re(rf"{_HYPHENED}\n(?=[^\W\d_])")
# Orders to a terminal, as ECMA-48 has them: with parameters, as a string, and of one character.
_ORDER = lazy_re(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|[@-Z\\]?)")
_FIRST_MARK = "\u0300"

# Letters that have no decomposition, yet are taken for others; Arabic letters that Persian writes
# with other code points, the alef and ta marbuta forms, and those that are written for each other.
# Signs within Hebrew words, typed as quotation marks.
_LETTERS = dict(zip("øđłħŧıŋĸ", "odlhtink", strict=True)) | {
    "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "", "׳": "'", "״": '"',
}  # fmt: skip
# Diacritics that stand beside their letter, as some PDFs have them.
_BESIDE = dict.fromkeys("¨¯¸˘˙˚˛˜˝ˆ", "")
_SAME = _LETTERS | QUOTES | DASHES | _BESIDE
# Marks of the Latin, Greek, Cyrillic, Hebrew and Arabic scripts; those of others are their vowels.
_DROPPED = lazy_re(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)


class _Folding(dict[int, str]):
    """The folding of each character, found when it is first met."""

    def __init__(self, *, exact: bool) -> None:
        super().__init__({ord(TORN_HYPHEN): LINE_HYPHEN, ord(_BREAK): ""})
        self._exact = exact

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) == "Cf":  # soft hyphens, joiners, direction marks
            self[code] = ""
        elif self._exact:
            self[code] = unicodedata.normalize("NFD", character)
        else:
            self[code] = _alike(character)
        return self[code]


def _alike(character: str) -> str:
    """Return the form of a character without its case, marks and width."""
    if character in _SAME:
        return _SAME[character]
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_SAME.get(one, one) for one in _DROPPED.sub("", plain))


def name_form(name: str) -> str:
    """Return the form in which names are compared: without case, signs of no width, and blanks.

    Accents count, in whichever normal form they are written.
    """
    seen = "".join(one for one in name if unicodedata.category(one) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen.casefold()).split())


_ALIKE, _EXACT = _Folding(exact=False), _Folding(exact=True)


@dataclass(frozen=True)
class FoldedText:
    """A text as searches see it; ``to_source`` leads from places in it back to the text.

    Folded are case, normal form, width, diacritics, forms of Arabic letters, quotation marks,
    apostrophes, dashes and the digits of all scripts. ``exact`` folds nothing but the normal form
    and what is not seen. Either way soft hyphens and joiners are gone, and a hyphen at a line end
    is a ``LINE_HYPHEN`` without the line end. Both texts count in code points.
    """

    source: str
    exact: bool = False

    @cached_property
    def text(self) -> str:
        """The folded text."""
        if self.source.isascii():  # as most are, and quickly done
            plain = self._marked if self.exact else self._marked.lower()
            return plain.replace(_BREAK, "").replace(TORN_HYPHEN, LINE_HYPHEN)
        folded = self._marked.translate(self._table)
        # Characters are decomposed one by one: this puts the marks of a letter in order.
        return folded if folded.isascii() else unicodedata.normalize("NFD", folded)

    def to_source(self, span: Span) -> Span:
        """Return the smallest span of the source with the characters of ``span``, marks included.

        An empty span gives an empty one.
        """
        if self._marked.isascii():  # every character stands for itself
            return span if span else Span(span.start, span.start)
        if not span:
            sources = self._sources
            start = sources[span.start] if span.start < len(sources) else len(self.source)
            return Span(start, start)
        return Span(*self.to_sources([(span.start, span.end)])[0])

    def to_sources(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the places of ``to_source`` for starts and ends of spans that are not empty."""
        places = list(places)
        if not places or self._marked.isascii():
            return places
        sources, source = self._sources, self.source
        if source.isascii():
            return [(sources[first], sources[last - 1] + 1) for first, last in places]
        found = []
        for first, last in places:
            end = sources[last - 1] + 1
            while end < len(source) and source[end] >= _FIRST_MARK and _is_mark(source[end]):
                end += 1
            found.append((sources[first], end))
        return found

    @cached_property
    def _marked(self) -> str:
        return _marked(self.source)

    @property
    def _table(self) -> _Folding:
        return _EXACT if self.exact else _ALIKE

    @cached_property
    def _sources(self) -> list[int]:
        """The place in the source of each character of the folded text."""
        if self.source.isascii():
            return [place for place, one in enumerate(self._marked) if one != _BREAK]
        table = self._table
        return [place for place, one in enumerate(self._marked) for _ in table[ord(one)]]


@lru_cache(maxsize=2)  # a text is folded in both ways
def _marked(source: str) -> str:
    """Return a text with what is not seen of it set apart: line ends behind hyphens, and orders.

    It is as long as the text.
    """
    if "\x1b" in source:
        source = _ORDER.sub(lambda order: _BREAK * len(order[0]), source)
    if _may_be_torn(source):  # the blank is a line end to a scan, or to what copied the text
        source = LINE_END_HYPHEN.sub(
            lambda m: m[0] if "\n" in m[0] else TORN_HYPHEN + _BREAK * (len(m[0]) - 1), source
        )
    if "\n" not in source:
        return source
    # As most line ends are, and a third of the time.
    bare = _BARE_LINE_END.sub(TORN_HYPHEN + _BREAK, source)
    return _LINE_END.sub(lambda m: TORN_HYPHEN + _BREAK * (len(m[0]) - 1), bare)


def _may_be_torn(text: str) -> bool:
    """Tell whether a blank stands behind any hyphen of a text."""
    return any(hyphen in text for hyphen in ("- ", "\u2010 ", "\u00ad "))


@lru_cache(maxsize=4)  # one text is searched again and again, for each key that is typed
def folded_text(source: str, exact: bool = False) -> FoldedText:
    """Return a text as searches see it, kept for the next search of it."""
    return FoldedText(source, exact)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def fold(text: str) -> str:
    """Return a text as it is compared in a search, where its places do not matter."""
    if text.isascii() and "\n" not in text:  # as most are, and quickly done
        return text.lower()
    return FoldedText(text).text


def has_words(text: str, words: Iterable[str]) -> bool:
    """Tell whether a line has all ``words``, in any order, both folded."""
    folded = fold(text)
    return all(fold(word) in folded for word in words)
