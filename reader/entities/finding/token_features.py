"""Features of each word for the model: its form, its neighbours, the lists, the whole article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from reader.entities.finding.gazetteer import Gazetteer
from reader.entities.finding.name_rules import RuledName
from reader.entities.finding.tokens_of_text import TokenisedText

# Words further than this from one that may begin a name are no part of one, and not looked at.
REACH = 2
_NEIGHBOURS = 12  # words beside the same word elsewhere in an article: more tell nothing new
_EDGE = "¶"  # stands for what is before a sentence and after it
_RUN_LINKS = frozenset(
    ["of", "for", "and", "de", "the", "-", "&", "al", "bin", "van", "von", "'s", "’s"]
)
_PLACED = frozenset(["in", "at", "from", "near", "to", "across", "outside", "around", "into"])
_SAYS = frozenset(["said", "says", "told", "added", "who", "has", "was", "is", "had"])
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


# Tuples, as the garbage collector passes over those that hold text alone.
Names = tuple[str, ...]
TEMPLATES = (
    *("l", "s", "c", "e3", "w", "f"),  # of a word alone, by ``Seen``
    *("p2", "p3", "p4", "e1", "e2", "e4"),  # of its spelling
    *("k", "k-", "k+", "kw", "wk", "G", "-1G", "+1G", "g", "o", "taken", "respelled"),
    *("rb", "ra", "r", "rh", "rf", "rl", "rk", "rg"),  # of its run of capitalised words
    *("d", "d+1", "d-1"),  # of the whole article
)
"""The names of the features of a word, up to their ``=``: what a model is trained on.

A feature that tells of another word has a place of ``PLACES`` before its name.
"""

# Where a word stands that tells of the word that is labelled: it is that word, or one or two before
# it or after it; and just before or after it where that has a capital (X), or has none (x).
PLACES = ("", "-1:", "+1:", "-2:", "+2:", "-1X:", "-1x:", "+1X:", "+1x:")


class FeatureRow(NamedTuple):
    """The features of a word: itself, the words around it, and the features of its place."""

    word: str
    left: str
    right: str
    left2: str
    right2: str
    extra: list[str]


class Sight(NamedTuple):
    """The features of a word alone, by the words that they tell of, and its class."""

    own: Names  # of itself
    near: Names  # of itself and the words beside it
    beside: Names  # of the words beside it
    wide: Names  # of itself and the words up to two away
    far: Names  # of the words two away
    kind: str


# The places of each of the five kinds of features, as numbers of ``PLACES``.
COUNTING = ((0,), (0, 1, 2), (1, 2), (0, 1, 2, 3, 4), (3, 4))


def spelling(low: str) -> list[str]:
    """Return the features of how a word is spelled, given in small letters. They tell of itself."""
    size = len(low)
    if not low[0].isalpha():
        return []
    return [
        *(f"p{n}={low[:n]}" for n in (2, 3, 4) if size > n),
        *(f"e{n}={low[-n:]}" for n in (1, 2, 3, 4) if size > n),
    ]


class Seen(dict[str, Sight]):
    """The features of single words but for their spelling, made when a word is first met."""

    def __init__(self, known: Gazetteer) -> None:
        """Begin without any words; ``known`` tells what they may be."""
        super().__init__()
        self.known = known

    def __missing__(self, word: str) -> Sight:
        if len(self) > _MOST_WORDS:
            self.clear()
        low, shape = word.lower(), _shape(word)
        classes = self._classes(word, low)
        listed = [f"c={name}" for name in classes]
        self[word] = sight = Sight(
            (f"l={min(len(word), 12)}{shape[0]}",) if word[0].isalpha() else (),
            (f"s={shape}", *listed[2:]),
            (f"e3={low[-3:]}",) if word[0].isupper() and len(low) > 3 else (),
            (f"w={low}", *listed[:2]),
            (f"f={shape[:2]}",),
            classes[0] if classes else low if word in _RUN_LINKS else shape[:3],
        )
        return sight

    def _classes(self, word: str, low: str) -> list[str]:
        known = self.known
        classes = []
        if word in known.titles:
            classes.append("title")
        head = known.heads.get(word)
        if head is not None:
            classes.append(f"head{head}")
        entry = known.phrases.get(word)
        if entry is not None:
            classes.append(entry.section)
        if word[0].isupper():
            if word in known.cities:
                classes.append("city")
            if word in known.given:
                classes.append("given")
            if word in known.surnames:
                classes.append("surname")
            if word in known.nonames:
                classes.append("noname")
            if low in known.common:
                classes.append("common")
        return classes


def segments(
    words: TokenisedText,
    texts: Sequence[str],
    taken: Sequence[bool],
    ruled: Sequence[RuledName],
    seen: Seen,
) -> Iterator[tuple[int, list[FeatureRow]]]:
    """Yield the stretches of words that may hold names: where each begins, its words' features.

    ``texts`` are the words as they would be spelled in running text, ``taken`` tells which are
    dates and amounts, ``ruled`` what the rules take for names.
    """
    known = seen.known
    guesses = {
        at: f"{'B' if at == name.first else 'I'}{name.type}"
        for name in ruled
        for at in range(name.first, name.stop)
    }
    count = len(texts)
    capital = [text[:1].isupper() for text in texts]
    phrases = _phrases(texts, capital, known)
    article = _article(words, texts, capital, guesses, known)
    runs = _runs(words, texts, capital, seen)
    # At -1, the last place, is what stands for everything outside the sentence.
    texts = [*texts, _EDGE]
    lower = [text.lower() for text in texts]
    opens = words.opens
    # A date begins no name, nor does a common word that has its capital from the sentence.
    begins = [
        is_capital and not took and not (opening and seen[text].kind == "common")
        for text, is_capital, took, opening in zip(texts, capital, taken, opens, strict=False)
    ]
    for start, stop in _stretches(opens, begins):
        rows = []
        for at in range(start, stop):
            text = texts[at]
            # A sentence's first word has nothing before it, its last word nothing after it.
            before = at > 0 and not (opens[at] and not opens[at - 1])
            after = at + 1 < count and not (opens[at + 1] and not opens[at])
            left = at - 1 if before else -1
            right = at + 1 if after else -1
            left2 = at - 2 if before and at > 1 and not opens[at - 1] else -1
            right2 = at + 2 if after and at + 2 < count and not opens[at + 2] else -1
            own = seen[text].kind
            kind_left, kind_right = seen[texts[left]].kind, seen[texts[right]].kind
            guess = guesses.get(at, "O")
            extra = [
                f"k={kind_left}|{own}|{kind_right}",
                f"k-={kind_left}|{own}",
                f"k+={own}|{kind_right}",
                f"kw={lower[left]}|{own}",
                f"wk={own}|{lower[right]}",
                f"G={guess}",
                f"-1G={guesses.get(at - 1, 'O')}{guess}",
                f"+1G={guess}{guesses.get(at + 1, 'O')}",
            ]
            phrase = phrases.get(at)
            if phrase is not None:
                extra.append(f"g={phrase}")
            if opens[at]:
                extra.append(f"o={'Xx'[not capital[at]]}")
            if taken[at]:
                extra.append("taken")
            if words.texts[at] != text:
                extra.append("respelled")
            if capital[at]:
                extra += runs[at]
                extra += article.get(text, ())
            rows.append(
                FeatureRow(text, texts[left], texts[right], texts[left2], texts[right2], extra)
            )
        yield start, rows


def flat(row: FeatureRow, seen: Seen) -> list[str]:
    """Return all the features of a word in one list, as training wants them."""
    names = [*row.extra, *spelling(row.word.lower())]
    for place, word in enumerate(row[:5]):
        for listed, places in zip(seen[word][:5], COUNTING, strict=True):
            if place in places:
                names += [f"{PLACES[place]}{name}" for name in listed]
    case = "X" if row.word[0].isupper() else "x"
    names += [f"-1{case}:w={row.left.lower()}", f"+1{case}:w={row.right.lower()}"]
    return names


def _stretches(opens: Sequence[bool], begins: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the stretches near words that may begin a name; none goes on where a sentence opens."""
    start = stop = 0
    for at, may_begin in enumerate(begins):
        if opens[at] and at < stop:
            yield start, at
            start = stop = at
        if may_begin:
            if at - REACH > stop:
                if stop > start:
                    yield start, stop
                start = at - REACH
                while any(opens[start + 1 : at + 1]):
                    start += 1
            stop = min(at + 1 + REACH, len(begins))
    if stop > start:
        yield start, stop


def _phrases(texts: Sequence[str], capital: Sequence[bool], known: Gazetteer) -> dict[int, str]:
    """Return for each word of a name of the lists which part of what kind of name it is."""
    parts: dict[int, str] = {}
    at, count = 0, len(texts)
    while at < count:
        if not capital[at] and texts[at] not in known.longest:
            at += 1
            continue
        length, section = _listed(texts, at, capital, known)
        for place in range(at, at + length):
            parts[place] = f"{'B' if place == at else 'I'}{section}{min(length, 3)}"
        at += length or 1
    return parts


def _listed(
    texts: Sequence[str], at: int, capital: Sequence[bool], known: Gazetteer
) -> tuple[int, str]:
    """Return the number of words of the longest listed name from here, and its list."""
    for length in range(min(known.longest.get(texts[at], 0), len(texts) - at), 0, -1):
        entry = known.phrases.get(" ".join(texts[at : at + length]))
        if entry is not None:
            return length, entry.section
    if capital[at]:
        longest = 1 + sum(capital[at + 1 : at + 3])
        for length in range(longest, 0, -1):
            if " ".join(texts[at : at + length]) in known.cities:
                return length, "city"
    return 0, ""


def _runs(
    words: TokenisedText,
    texts: Sequence[str],
    capital: Sequence[bool],
    seen: Seen,
) -> dict[int, Names]:
    """Return for each capitalised word what the run of such words around it looks like."""
    known = seen.known
    result: dict[int, Names] = {}
    first, count = 0, len(texts)
    while first < count:
        if not capital[first]:
            first += 1
            continue
        stop = first + 1
        while stop < count and not words.opens[stop]:
            if capital[stop]:
                stop += 1
            elif texts[stop] in _RUN_LINKS and stop + 1 < count and capital[stop + 1]:
                stop += 2
            else:
                break
        run = texts[first:stop]
        head = next(
            (known.heads[text].value for text in reversed(run) if text in known.heads), "no"
        )
        given = "given" if run[0] in known.given else ""
        before = texts[first - 1].lower() if first and not words.opens[first] else _EDGE
        after = texts[stop].lower() if stop < count else _EDGE
        size = min(len(run), 5)
        kinds = " ".join([seen[text].kind for text in run[:5]])
        opening, closing = run[0].lower(), run[-1].lower()
        for n in range(len(run)):
            place = "1" if size == 1 else "B" if n == 0 else "E" if n == len(run) - 1 else "I"
            result[first + n] = (
                f"rb={before}",
                f"ra={after}",
                f"r={place}{size}",
                f"rh={head}{place}",
                f"rf={opening}{place}",
                f"rl={closing}{place}",
                f"rk={kinds}{n}",
                f"rg={given}{place}{size}",
            )
        first = stop
    return result


def _article(
    words: TokenisedText,
    texts: Sequence[str],
    capital: Sequence[bool],
    guesses: dict[int, str],
    known: Gazetteer,
) -> dict[str, Names]:
    """Return the features of each capitalised word in the whole article.

    Of a word that it has more than once, that is also which words stand beside it.
    """
    clues: dict[str, dict[str, None]] = {}
    beside: dict[str, dict[str, None]] = {}
    times: dict[str, int] = {}
    lower = set()
    opens = words.opens
    for at, text in enumerate(texts):
        if not capital[at]:
            lower.add(text)
            continue
        times[text] = times.get(text, 0) + 1
        clue = clues.setdefault(text, {})
        neighbours = beside.setdefault(text, {})
        previous = texts[at - 1] if at else ""
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if at in guesses:
            clue[f"G{guesses[at]}"] = None
        neighbours[f"d+1={following.lower()}"] = None
        if opens[at]:
            continue
        neighbours[f"d-1={previous.lower()}"] = None
        clue["mid"] = None
        if previous in known.titles:
            clue["title"] = None
        elif previous in known.given and capital[at - 1]:
            clue["given"] = None
        elif previous in _PLACED:
            clue["in"] = None
        elif previous in {"the", "The"}:
            clue["the"] = None
        if following in _SAYS:
            clue["says"] = None
        head = known.heads.get(following)
        if head is not None and following[:1].isupper():
            clue[f"head{head.value}"] = None
        if previous == "(" and following == ")":
            clue["bracket"] = None
    return {
        text: (
            *(f"d={name}" for name in clue),
            *(["d=lower"] if text.lower() in lower else []),
            *(
                [f"d={'many' if times[text] > 3 else 'again'}", *islice(beside[text], _NEIGHBOURS)]
                if times[text] > 1
                else []
            ),
        )
        for text, clue in clues.items()
    }
