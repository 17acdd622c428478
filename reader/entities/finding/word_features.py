"""Features of a word by itself: its form, its spelling, the lists that have it."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from reader.entities.finding.gazetteer import Gazetteer

# Tuples, as the garbage collector passes over those that hold text alone.
FeatureNames = tuple[str, ...]
# Words in small letters that go on a name between capitalised ones.
RUN_LINKS = frozenset(
    ["of", "for", "and", "de", "the", "-", "&", "al", "bin", "van", "von", "'s", "’s"]
)
_MOST_WORDS = 50_000  # words kept; a cache


class _Outlines(dict[int, str]):
    """A letter for each kind of character, made for each when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = "X" if char.isupper() else "d" if char.isdecimal() else "x"
        self[code] = kind = kind if char.isalnum() else char
        return kind


_OUTLINES = _Outlines()


def _shape(word: str) -> str:
    """Return a word's outline: ``Xx``, ``X``, ``x``, ``d``, ``X.X.`` … runs counted once."""
    if word.isascii() and word.isalpha() and (word.islower() or word.istitle()):
        return "x" if word.islower() else "Xx" if len(word) > 1 else "X"
    return "".join([kind for kind, _ in groupby(word[:24].translate(_OUTLINES))])


class Sight(NamedTuple):
    """The features of a word alone, by the words that they tell of, and its class."""

    own: FeatureNames  # of itself
    near: FeatureNames  # of itself and the words beside it
    beside: FeatureNames  # of the words beside it
    wide: FeatureNames  # of itself and the words up to two away
    far: FeatureNames  # of the words two away
    kind: str


def spelling(low: str) -> list[str]:
    """Return the features of how a word is spelled, given in small letters. They tell of itself."""
    size = len(low)
    if not low[0].isalpha():
        return []
    return [
        *(f"p{n}={low[:n]}" for n in (2, 3, 4) if size > n),
        *(f"e{n}={low[-n:]}" for n in (1, 2, 3, 4) if size > n),
    ]


class Seen(dict[str, str]):
    """The class of each word, found when it is first met. Its other features take a kilobyte."""

    def __init__(self, lists: Gazetteer) -> None:
        """Begin without any words; ``lists`` has the names there are."""
        super().__init__()
        self.lists = lists

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        self[word] = kind = self.sight(word).kind
        return kind

    def sight(self, word: str) -> Sight:
        """Return the features of a word but for its spelling."""
        low, shape = word.lower(), _shape(word)
        classes = self._classes(word, low)
        listed = [f"c={name}" for name in classes]
        return Sight(
            (f"l={min(len(word), 12)}{shape[0]}",) if word[0].isalpha() else (),
            (f"s={shape}", *listed[2:]),
            (f"e3={low[-3:]}",) if word[0].isupper() and len(low) > 3 else (),
            (f"w={low}", *listed[:2]),
            (f"f={shape[:2]}",),
            classes[0] if classes else low if word in RUN_LINKS else shape[:3],
        )

    def _classes(self, word: str, low: str) -> list[str]:
        lists = self.lists
        classes = []
        if word in lists.titles:
            classes.append("title")
        head = lists.heads.get(word)
        if head is not None:
            classes.append(f"head{head}")
        entry = lists.phrases.get(word)
        if entry is not None:
            classes.append(entry.section)
        if word[0].isupper():
            if word in lists.cities:
                classes.append("city")
            if word in lists.given:
                classes.append("given")
            if word in lists.surnames:
                classes.append("surname")
            if word in lists.nonames:
                classes.append("noname")
            if low in lists.common:
                classes.append("common")
        return classes
