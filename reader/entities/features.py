"""What the model sees of each word: its form, its neighbours, the lists, the whole article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from typing import NamedTuple

from reader.entities.gazetteer import Gazetteer
from reader.entities.rules import Found
from reader.entities.words import Words

# Words further than this from a capital letter are never part of a name, and aren't looked at.
REACH = 2
_NEIGHBOURS = 12  # words beside the same word elsewhere in an article: more tell nothing new
_EDGE = "¶"  # stands for what is before a sentence and after it
_RUN_LINKS = frozenset(
    ["of", "for", "and", "de", "the", "-", "&", "al", "bin", "van", "von", "'s", "’s"]
)
_PLACED = frozenset(["in", "at", "from", "near", "to", "across", "outside", "around", "into"])
_SAYS = frozenset(["said", "says", "told", "added", "who", "has", "was", "is", "had", "told"])


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
    return "".join(kind for kind, _ in groupby(word[:24].translate(_OUTLINES)))


# Tuples, as the garbage collector passes over those that hold text alone.
Names = tuple[str, ...]
Lists = tuple[Names, Names, Names, Names, Names, str]


class Row(NamedTuple):
    """What is seen of a word: itself, the words around it, and the features of its place."""

    word: str
    left: str
    right: str
    left2: str
    right2: str
    extra: list[str]


@dataclass(slots=True)
class Seen:
    """The features of single words, made once for each word that is met.

    The five lists of a word are for where it stands: here, one before, one after, two before, two
    after the word that is labelled. The last thing is its class in one word.
    """

    known: Gazetteer
    made: dict[str, Lists] = field(default_factory=dict)

    def of(self, word: str) -> Lists:
        """Return the five lists of ``word``."""
        lists = self.made.get(word)
        if lists is None:
            if len(self.made) > 50_000:
                self.made.clear()
            lists = self.made[word] = self._make(word)
        return lists

    def _make(self, word: str) -> Lists:
        low, shape = word.lower(), _shape(word)
        classes = self._classes(word)
        own = [f"w={low}", f"s={shape}", *(f"c={name}" for name in classes)]
        if word[:1].isalpha():
            own += [f"p{n}={low[:n]}" for n in (2, 3, 4) if len(low) > n]
            own += [f"e{n}={low[-n:]}" for n in (1, 2, 3, 4) if len(low) > n]
            own.append(f"l={min(len(word), 12)}{shape[:1]}")
        near = [f"w={low}", f"s={shape}", *(f"c={name}" for name in classes)]
        if word[:1].isupper() and len(low) > 3:
            near.append(f"e3={low[-3:]}")
        far = [f"w={low}", *(f"c={name}" for name in classes[:2]), f"s={shape[:2]}"]
        return (
            tuple(own),
            tuple([f"-1{name}" for name in near]),
            tuple([f"+1{name}" for name in near]),
            tuple([f"-2{name}" for name in far]),
            tuple([f"+2{name}" for name in far]),
            classes[0] if classes else low if word in _RUN_LINKS else shape[:3],
        )

    def _classes(self, word: str) -> list[str]:
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
        if word in known.cities:
            classes.append("city")
        if word in known.given:
            classes.append("given")
        if word in known.surnames:
            classes.append("surname")
        if word in known.nonames:
            classes.append("noname")
        if word[:1].isupper() and word.lower() in known.common:
            classes.append("common")
        return classes


def segments(
    words: Words,
    texts: Sequence[str],
    taken: Sequence[bool],
    ruled: Sequence[Found],
    seen: Seen,
) -> Iterator[tuple[int, list[Row]]]:
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
    lists = [seen.of(text) for text in texts]
    runs = _runs(words, texts, capital, lists, known)
    # At -1, the last place, is what stands for everything outside the sentence.
    texts = [*texts, _EDGE]
    lists.append(seen.of(_EDGE))
    lower = [text.lower() for text in texts]
    opens = words.opens
    for start, stop in _stretches(words, capital):
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
            own, kind_left, kind_right = lists[at][5], lists[left][5], lists[right][5]
            previous, following = lower[left], lower[right]
            guess = guesses.get(at, "O")
            extra = [
                f"-1w0={previous}|{capital[at]}",
                f"0+1w={capital[at]}|{following}",
                f"k={kind_left}|{own}|{kind_right}",
                f"k-={kind_left}|{own}",
                f"k+={own}|{kind_right}",
                f"kw={previous}|{own}",
                f"wk={own}|{following}",
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
            rows.append(Row(text, texts[left], texts[right], texts[left2], texts[right2], extra))
        yield start, rows


def flat(row: Row, seen: Seen) -> list[str]:
    """Return all the features of a word in one list, as training wants them."""
    near = (seen.of(word)[place] for place, word in enumerate(row[:5]))
    return [*chain.from_iterable(near), *row.extra]


def _stretches(words: Words, capital: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the stretches near capitals; none goes on where a sentence opens."""
    start = stop = 0
    for at, is_capital in enumerate(capital):
        if words.opens[at] and at < stop:
            yield start, at
            start = stop = at
        if is_capital:
            if at - REACH > stop:
                if stop > start:
                    yield start, stop
                start = at - REACH
                while any(words.opens[start + 1 : at + 1]):
                    start += 1
            stop = min(at + 1 + REACH, len(capital))
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
    """Return how many words the longest name of the lists from here has, and what list it is."""
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
    words: Words,
    texts: Sequence[str],
    capital: Sequence[bool],
    lists: Sequence[Lists],
    known: Gazetteer,
) -> dict[int, Names]:
    """Return for each capitalised word what the run of such words around it looks like."""
    result: dict[int, Names] = {}
    at, count = 0, len(texts)
    while at < count:
        if not capital[at]:
            at += 1
            continue
        stop = at + 1
        while stop < count and not words.opens[stop]:
            if capital[stop]:
                stop += 1
            elif texts[stop] in _RUN_LINKS and stop + 1 < count and capital[stop + 1]:
                stop += 2
            else:
                break
        first = at
        head = next(
            (
                known.heads[texts[n]].value
                for n in range(stop - 1, first - 1, -1)
                if texts[n] in known.heads
            ),
            "no",
        )
        given = "given" if texts[first] in known.given else ""
        before = texts[first - 1].lower() if first and not words.opens[first] else _EDGE
        after = texts[stop].lower() if stop < count else _EDGE
        further = texts[first - 2].lower() if first > 1 and before != _EDGE else _EDGE
        size = min(stop - first, 5)
        kinds = " ".join(lists[n][5] for n in range(first, min(stop, first + 5)))
        opening, closing = texts[first].lower(), texts[stop - 1].lower()
        of_all = [
            f"rb={before}",
            f"ra={after}",
            f"rbk={before}|{kinds}",
            f"rak={kinds}|{after}",
            f"rb2={further}|{before}",
        ]
        for n in range(first, stop):
            place = "1" if size == 1 else "B" if n == first else "E" if n == stop - 1 else "I"
            result[n] = (
                *of_all,
                f"r={place}{size}",
                f"rh={head}{place}",
                f"rf={opening}{place}",
                f"rl={closing}{place}",
                f"rk={kinds}{n - first}",
                f"rg={given}{place}{size}",
            )
        at = stop
    return result


def _article(
    words: Words,
    texts: Sequence[str],
    capital: Sequence[bool],
    guesses: dict[int, str],
    known: Gazetteer,
) -> dict[str, Names]:
    """Return what the whole article tells of each capitalised word.

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
