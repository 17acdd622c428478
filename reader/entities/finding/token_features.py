"""Features of each word for the model: its form, its neighbours, the lists, the whole article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from typing import TypeAlias

from reader.entities.finding.gazetteer import Gazetteer
from reader.entities.finding.name_rules import RuledName
from reader.entities.finding.tokens_of_text import TokenisedText
from reader.entities.finding.word_features import RUN_LINKS, FeatureNames, Seen, spelling

# Words further than this from one that may begin a name are no part of one, and not looked at.
REACH = 2
_NEIGHBOURS = 12  # words beside the same word elsewhere in an article: more tell nothing new
_MOST_KINDS = 1 << 14  # of three words in a row; a cache
_EDGE = "¶"  # stands for what is before a sentence and after it
_PLACED = frozenset(["in", "at", "from", "near", "to", "across", "outside", "around", "into"])
_SAYS = frozenset(["said", "says", "told", "added", "who", "has", "was", "is", "had"])
# The names of the features of a word, up to their ``=``: what a model is trained on.
#
# A feature that tells of another word has a place of ``PLACES`` before its name.
TEMPLATES = (
    *("l", "s", "c", "e3", "w", "f"),  # of a word alone, by ``Seen``
    *("p2", "p3", "p4", "e1", "e2", "e4"),  # of its spelling
    *("k", "k-", "k+", "kw", "wk", "G", "-1G", "+1G", "g", "o", "taken", "respelled"),
    *("rb", "ra", "r", "rh", "rf", "rl", "rk", "rg"),  # of its run of capitalised words
    *("d", "d+1", "d-1"),  # of the whole article
)
# Where a word stands that tells of the word that is labelled: it is that word, or one or two before
# it or after it; and just before or after it where that has a capital (X), or has none (x).
PLACES = ("", "-1:", "+1:", "-2:", "+2:", "-1X:", "-1x:", "+1X:", "+1x:")


# The features of a word: itself, the words before and after it, those before and after these, and
# the features of its place: those of few kinds as they go together, then those with words in them.
# Making a plain tuple takes a third of the time that one with names takes.
FeatureRow: TypeAlias = tuple[str, str, str, str, str, list[FeatureNames], list[str]]


# The places of each of the five kinds of features, as numbers of ``PLACES``.
COUNTING = ((0,), (0, 1, 2), (1, 2), (0, 1, 2, 3, 4), (3, 4))


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
    lists = seen.lists
    guesses = ["O"] * (len(texts) + 1)
    for name in ruled:
        for at in range(name.first, name.stop):
            guesses[at] = f"{'B' if at == name.first else 'I'}{name.type}"
    capital = [text[:1].isupper() for text in texts]
    phrases = _phrases(texts, capital, lists)
    article = _article(words, texts, capital, guesses, lists)
    runs = _runs(words, texts, capital, seen)
    # At -1, the last place, is what stands for everything outside the sentence.
    texts = [*texts, _EDGE]
    lower = [text.lower() for text in texts]
    kinds = [*map(seen.__getitem__, texts)]
    opens = words.opens
    # A date begins no name, nor does a common word that has its capital from the sentence.
    begins = [
        is_capital and not took and not (opening and kind == "common")
        for kind, is_capital, took, opening in zip(kinds, capital, taken, opens, strict=False)
    ]
    for start, stop in _name_ranges(opens, begins):
        rows = []
        for at in range(start, stop):
            text = texts[at]
            left2, left, right, right2 = _neighbour_words(opens, at)
            own = kinds[at]
            few = [
                _kinds(kinds[left], own, kinds[right]),
                _guesses(guesses[at - 1], guesses[at], guesses[at + 1]),
            ]
            many = [f"kw={lower[left]}|{own}", f"wk={own}|{lower[right]}"]
            phrase = phrases.get(at)
            if phrase is not None:
                many.append(f"g={phrase}")
            if opens[at]:
                many.append(f"o={'Xx'[not capital[at]]}")
            if taken[at]:
                many.append("taken")
            if words.texts[at] != text:
                many.append("respelled")
            if capital[at]:
                for form, beside in (runs[at], article[text]):
                    few.append(form)
                    many += beside
            around = (texts[left], texts[right], texts[left2], texts[right2])
            rows.append((text, *around, few, many))
        yield start, rows


@lru_cache(_MOST_KINDS)
def _kinds(left: str, own: str, right: str) -> FeatureNames:
    """Return the features of the classes of a word and of those beside it."""
    return f"k={left}|{own}|{right}", f"k-={left}|{own}", f"k+={own}|{right}"


@cache
def _guesses(before: str, own: str, after: str) -> FeatureNames:
    """Return the features of what the rules take a word for, and those beside it."""
    return f"G={own}", f"-1G={before}{own}", f"+1G={own}{after}"


def _neighbour_words(opens: Sequence[bool], at: int) -> tuple[int, int, int, int]:
    """Return the places of the two words before a word, and of the two after it; -1 for none.

    A sentence's first word has nothing before it, its last word nothing after it.
    """
    count = len(opens)
    left = at - 1 if at > 0 and not (opens[at] and not opens[at - 1]) else -1
    right = at + 1 if at + 1 < count and not (opens[at + 1] and not opens[at]) else -1
    return (
        left - 1 if left > 0 and not opens[left] else -1,
        left,
        right,
        right + 1 if 0 < right < count - 1 and not opens[right + 1] else -1,
    )


def flat(row: FeatureRow, seen: Seen) -> list[str]:
    """Return all the features of a word in one list, as training wants them."""
    word, left, right, _, _, few, many = row
    names = [*spelling(word.lower()), *chain.from_iterable(few), *many]
    for place, one in enumerate(row[:5]):
        for listed, places in zip(seen.sight(one)[:5], COUNTING, strict=True):
            if place in places:
                names += [f"{PLACES[place]}{name}" for name in listed]
    case = "X" if word[0].isupper() else "x"
    names += [f"-1{case}:w={left.lower()}", f"+1{case}:w={right.lower()}"]
    return names


def _name_ranges(opens: Sequence[bool], begins: Sequence[bool]) -> Iterator[tuple[int, int]]:
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


def _phrases(texts: Sequence[str], capital: Sequence[bool], lists: Gazetteer) -> dict[int, str]:
    """Return for each word of a name of the lists which part of what kind of name it is."""
    parts: dict[int, str] = {}
    stop = 0
    longest = lists.longest
    for at in [at for at, text in enumerate(texts) if capital[at] or text in longest]:
        if at < stop:
            continue
        length, section = _listed(texts, at, capital, lists)
        stop = at + length
        for place in range(at, stop):
            parts[place] = f"{'B' if place == at else 'I'}{section}{min(length, 3)}"
    return parts


def _listed(
    texts: Sequence[str], at: int, capital: Sequence[bool], lists: Gazetteer
) -> tuple[int, str]:
    """Return the number of words of the longest listed name from here, and its list."""
    for length in range(min(lists.longest.get(texts[at], 0), len(texts) - at), 0, -1):
        entry = lists.phrases.get(" ".join(texts[at : at + length]))
        if entry is not None:
            return length, entry.section
    if capital[at]:
        longest = 1 + sum(capital[at + 1 : at + 3])
        for length in range(longest, 0, -1):
            if " ".join(texts[at : at + length]) in lists.cities:
                return length, "city"
    return 0, ""


def _runs(
    words: TokenisedText, texts: Sequence[str], capital: Sequence[bool], seen: Seen
) -> dict[int, tuple[FeatureNames, list[str]]]:
    """Return for each capitalised word what the run of such words around it looks like.

    That is its form, and the words in it and beside it.
    """
    lists = seen.lists
    result: dict[int, tuple[FeatureNames, list[str]]] = {}
    first, count = 0, len(texts)
    while first < count:
        if not capital[first]:
            first += 1
            continue
        stop = first + 1
        while stop < count and not words.opens[stop]:
            if capital[stop]:
                stop += 1
            elif texts[stop] in RUN_LINKS and stop + 1 < count and capital[stop + 1]:
                stop += 2
            else:
                break
        run = texts[first:stop]
        head = next(
            (lists.heads[text].value for text in reversed(run) if text in lists.heads), "no"
        )
        given = "given" if run[0] in lists.given else ""
        before = texts[first - 1].lower() if first and not words.opens[first] else _EDGE
        after = texts[stop].lower() if stop < count else _EDGE
        beside = f"rb={before}", f"ra={after}"
        size = min(len(run), 5)
        kinds = " ".join(map(seen.__getitem__, run[:5]))
        opening, closing = run[0].lower(), run[-1].lower()
        for n in range(len(run)):
            place = "1" if size == 1 else "B" if n == 0 else "E" if n == len(run) - 1 else "I"
            ends = f"rf={opening}{place}", f"rl={closing}{place}"
            result[first + n] = (
                _run_form(place, size, head, given),
                [*beside, *ends, f"rk={kinds}{n}"],
            )
        first = stop
    return result


@cache
def _run_form(place: str, size: int, head: str, given: str) -> FeatureNames:
    """Return the features of a word's place in a run of so many words, and of the run itself."""
    return f"r={place}{size}", f"rh={head}{place}", f"rg={given}{place}{size}"


def _article(
    words: TokenisedText,
    texts: Sequence[str],
    capital: Sequence[bool],
    guesses: Sequence[str],
    lists: Gazetteer,
) -> dict[str, tuple[FeatureNames, Iterable[str]]]:
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
        if guesses[at] != "O":
            clue[f"G{guesses[at]}"] = None
        neighbours[f"d+1={following.lower()}"] = None
        if not opens[at]:
            neighbours[f"d-1={previous.lower()}"] = None
            clue.update(dict.fromkeys(_clues(previous, following, lists)))
    result: dict[str, tuple[FeatureNames, Iterable[str]]] = {}
    for text, clue in clues.items():
        names = [f"d={name}" for name in clue]
        if text.lower() in lower:
            names.append("d=lower")
        near: Iterable[str] = ()
        if times[text] > 1:
            names.append("d=many" if times[text] > 3 else "d=again")
            near = [*islice(beside[text], _NEIGHBOURS)]
        result[text] = (tuple(names), near)
    return result


def _clues(previous: str, following: str, lists: Gazetteer) -> Iterator[str]:
    """Yield the clues to a capitalised word that the words beside it in its sentence give."""
    yield "mid"
    if previous in lists.titles:
        yield "title"
    elif previous in lists.given and previous[:1].isupper():
        yield "given"
    elif previous in _PLACED:
        yield "in"
    elif previous in {"the", "The"}:
        yield "the"
    if following in _SAYS:
        yield "says"
    head = lists.heads.get(following)
    if head is not None and following[:1].isupper():
        yield f"head{head.value}"
    if previous == "(" and following == ")":
        yield "bracket"
