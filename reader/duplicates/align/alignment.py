"""Sentences of two texts beside each other."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from reader.duplicates.align.changes import difference
from reader.duplicates.align.lost_letters import with_letters_of
from reader.duplicates.align.sentence_words import ComparedTexts
from reader.duplicates.values import Alignment, Pair, PairStatus
from reader.text import Span, words
from reader.text.diff import diff
from reader.text.plain_marks import with_plain_marks
from reader.text.tokens import comparable, spelled, unhyphenated

# From this overlap on two sentences say the same (measured on the hand-aligned articles).
_LEAST = 0.29
# What a sentence needs to stand beside one that has its equal already.
_AGAIN = 0.8
# In fewer sentences a word that both texts have would weigh next to nothing.
_FEW = 4
# A word in more sentences than this brings none of them together.
_FREQUENT = 60


def align_texts(
    a: str, b: str, names_a: Sequence[Span] = (), names_b: Sequence[Span] = ()
) -> Alignment:
    """Put the sentences of ``a`` and ``b`` that say the same beside each other.

    A sentence may stand in several pairs, where the other text says it twice, splits it or joins
    it with another. ``names_a`` and ``names_b`` are where names stand in the two texts: with them a
    changed name is told from another changed word. Without them capital letters must do. Letters
    that one text has lost to a wrong encoding are no change.
    """
    a, b = with_letters_of(a, b), with_letters_of(b, a)
    sides = ComparedTexts.of(a, b, names_a, names_b)
    first, second = _Sentences(a, sides.sentences_a), _Sentences(b, sides.sentences_b)
    same = _verbatim(first, second)
    links = sorted({*same, *_similar(first, second, same)})
    moved = _moved(links)
    pairs = [_pair(sides, first, second, link, link in moved) for link in links]
    taken_a, taken_b = {i for i, _ in links}, {j for _, j in links}
    dropped = [
        (i, Pair(span, None, PairStatus.DROPPED))
        for i, span in enumerate(first.spans)
        if i not in taken_a
    ]
    rows = sorted([*zip((i for i, _ in links), pairs, strict=True), *dropped], key=lambda r: r[0])
    return Alignment(tuple(_with_added(rows, second, taken_b)))


class _Sentences:
    """The sentences of a text, with the words that they are compared by."""

    def __init__(self, text: str, spans: list[Span]) -> None:
        self.spans = spans
        texts = [span.of(text) for span in spans]
        # Of what a text says again and again, each sentence is looked at once.
        plain = [*map(cache(_plain), texts)]
        # It begins with a line that is no whole sentence.
        self.headline = bool(plain) and plain[0][-1:] not in '.!?"。！？'
        # A caption or a standfirst is the same sentence with its full stop and without.
        self.keys = [one.removesuffix(".") or one for one in plain]
        self.words = [*map(cache(_stems), texts)]

    def __len__(self) -> int:
        return len(self.spans)


def _plain(text: str) -> str:
    """Return a sentence as it is told from another one: its typography does not count."""
    return " ".join(with_plain_marks(spelled(unhyphenated(text))).split())


def _stems(sentence: str) -> Counter[str]:
    return Counter(_stem(comparable(word.of(sentence))) for word in words(sentence))


def _stem(word: str) -> str:
    """Return the compared part of a word: without plural and possessive, its first five letters."""
    word = word.removesuffix("'s")
    if len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    return word[:5]


def _verbatim(a: _Sentences, b: _Sentences) -> list[tuple[int, int]]:
    """Match equal sentences one to one: in order first, then wherever they stand."""
    found = [
        (step.a_start + offset, step.b_start + offset)
        for step in diff(a.keys, b.keys, island=0)
        if step.tag == "equal"
        for offset in range(step.a_end - step.a_start)
    ]
    taken_a, taken_b = {i for i, _ in found}, {j for _, j in found}
    free: dict[str, list[int]] = defaultdict(list)
    for j in reversed(range(len(b))):
        if j not in taken_b:
            free[b.keys[j]].append(j)
    for i, key in enumerate(a.keys):
        if i not in taken_a and free.get(key):
            found.append((i, free[key].pop()))
    return found


def _are_headlines(a: _Sentences, b: _Sentences) -> bool:
    """Tell whether both texts begin with a headline: of one story they may share a single word."""
    return a.headline and b.headline and not a.words[0].keys().isdisjoint(b.words[0])


def _similar(
    a: _Sentences, b: _Sentences, same: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Match each sentence that has no equal with the one that shares most of its rare words."""
    taken_a, taken_b = {i for i, _ in same}, {j for _, j in same}
    frequency = Counter(word for sentence in (*a.words, *b.words) for word in sentence)
    total = max(len(a) + len(b), _FEW) + 1
    weight = {word: math.log(total / count) for word, count in frequency.items()}
    mass_a, mass_b = _masses(a, weight), _masses(b, weight)
    holders, free = _holders(b, set()), _holders(b, taken_b)
    overlap: dict[tuple[int, int], float] = {}
    for i, sentence in enumerate(a.words):
        shared: dict[int, float] = defaultdict(float)
        here = free if i in taken_a else holders
        for word, count in sentence.items():
            places = here.get(word, ())
            if len(places) <= _FREQUENT:
                for j in places:
                    shared[j] += weight[word] * min(count, b.words[j][word])
        for j, mass in shared.items():
            dice = 2 * mass / (mass_a[i] + mass_b[j])
            if dice >= (_AGAIN if i in taken_a or j in taken_b else _LEAST):
                overlap[i, j] = dice
    if _are_headlines(a, b) and 0 not in taken_a and 0 not in taken_b:
        overlap[0, 0] = 1.0
    return _best(overlap, taken_a, taken_b)


def _moved(links: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the pairs, given in the order of ``a``, that leave the order of ``b``.

    As few of them as possible: the others are a longest chain that rises on both sides.
    """
    ends: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(links):
        length = bisect_right(ends, place)
        before.append(chains[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        chains[length : length + 1] = [number]
    kept: set[tuple[int, int]] = set()
    number = chains[-1] if chains else -1
    while number >= 0:
        kept.add(links[number])
        number = before[number]
    return set(links) - kept


def _holders(text: _Sentences, taken: set[int]) -> dict[str, list[int]]:
    """Return the sentences that each word stands in, but for those that are taken."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(text.words):
        if number not in taken:
            for word in sentence:
                holders[word].append(number)
    return holders


def _masses(text: _Sentences, weight: dict[str, float]) -> list[float]:
    return [sum(weight[w] * n for w, n in sentence.items()) for sentence in text.words]


def _best(
    overlap: dict[tuple[int, int], float], taken_a: set[int], taken_b: set[int]
) -> list[tuple[int, int]]:
    """Keep the pairs that are the best one for a sentence which has no equal."""
    order = {pair: value + 0.02 * _neighbours(overlap, pair) for pair, value in overlap.items()}
    best_a: dict[int, tuple[int, int]] = {}
    best_b: dict[int, tuple[int, int]] = {}
    for pair in sorted(order, key=lambda pair: (-order[pair], pair)):
        best_a.setdefault(pair[0], pair)
        best_b.setdefault(pair[1], pair)
    return [
        *(pair for i, pair in best_a.items() if i not in taken_a),
        *(pair for j, pair in best_b.items() if j not in taken_b),
    ]


def _neighbours(overlap: dict[tuple[int, int], float], pair: tuple[int, int]) -> float:
    i, j = pair
    return overlap.get((i - 1, j - 1), 0.0) + overlap.get((i + 1, j + 1), 0.0)


def _pair(
    sides: ComparedTexts, first: _Sentences, second: _Sentences, link: tuple[int, int], moved: bool
) -> Pair:
    i, j = link
    a, b = first.spans[i], second.spans[j]
    if first.keys[i] == second.keys[j]:
        return Pair(a, b, PairStatus.VERBATIM, moved=moved)
    status, changes = difference(sides, a, b)
    if status is PairStatus.EDITED and not changes:  # a comma, or the full stop of a caption
        status = PairStatus.VERBATIM
    return Pair(a, b, status, changes, moved)


def _with_added(rows: list[tuple[int, Pair]], b: _Sentences, taken: set[int]) -> Iterable[Pair]:
    """Yield the rows with each added sentence after the one that it follows in ``b``."""
    leader = {span: j for j, span in enumerate(b.spans)}
    after: dict[int, list[Pair]] = defaultdict(list)
    last = -1
    for j, span in enumerate(b.spans):
        if j in taken:
            last = j
        else:
            after[last].append(Pair(None, span, PairStatus.ADDED))
    yield from after.pop(-1, [])
    for _, pair in rows:
        yield pair
        if pair.b is not None:
            yield from after.pop(leader[pair.b], [])
