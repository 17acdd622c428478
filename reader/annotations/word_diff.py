"""The comparison of two versions of a text, word by word.

Only what is certain is said. Where two alignments are equally good, the words that they disagree
on count as gone; so do words that stand alone in the middle of other text (every article has a
"the" to offer). Stretches that were moved are found by runs of words that stand once in both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from reader.text import Span, folded, words

_RUN = 5  # words in a row that tell a moved stretch
_RELATED = 0.1  # of the shorter text that two versions share at least
_NOISE = 4  # words in a row that may be there by chance
_AT_ONCE = 100_000_000  # pairs of words that are compared in one piece: 12 MB
_MANY = 10_000  # lines that are compared where there are too many

# Words that agree: the first in each text, and how many.
Match: TypeAlias = tuple[int, int, int]


class WordDiff:
    """The words of an old and a new text, and which of the new each of the old has become.

    ``to_new`` holds for each old word the number of the new one, or -1 where it is gone, and
    ``to_old`` the way back.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.old_words, self.new_words = list(_parts(old)), list(_parts(new))
        self._old_starts = [word.start for word in self.old_words]
        numbers: dict[str, int] = {}
        self._old_keys = _numbered(old, self.old_words, numbers)
        self._new_keys = _numbered(new, self.new_words, numbers)
        self.to_new = [-1] * len(self.old_words)
        self.to_old = [-1] * len(self.new_words)
        for match in _without_noise(self._aligned(), len(self.old_words), len(self.new_words)):
            self._note(match)
        self._find_moved()

    @cached_property
    def related(self) -> bool:
        """Tell whether the texts share enough words to be two states of one article."""
        there = sum(new >= 0 for new in self.to_new)
        return there >= _RELATED * min(len(self.to_new), len(self.to_old))

    def words_in(self, span: Span) -> range:
        """Return the numbers of the old words that ``span`` touches."""
        first = bisect_left(self._old_starts, span.start)
        if first and self.old_words[first - 1].end > span.start:
            first -= 1
        return range(first, max(first, bisect_left(self._old_starts, span.end)))

    def agree(self, old: int, new: int) -> bool:
        """Tell whether an old and a new word are the same; outside of the texts none is."""
        return (
            0 <= old < len(self._old_keys)
            and 0 <= new < len(self._new_keys)
            and self._old_keys[old] == self._new_keys[new]
        )

    def repeats(self, old: range) -> bool:
        """Tell whether the words ``old`` stand there twice in a row."""
        run, count = self._old_keys[old.start : old.stop], len(old)
        before = self._old_keys[max(0, old.start - count) : old.start]
        return run in (before, self._old_keys[old.stop : old.stop + count])

    def widened(self, own: range, left: int, right: int) -> range:
        """Return the old words ``own`` with some before and after them, of the same lines."""
        first, last = own.start, own.stop - 1
        while first > own.start - left and self._same_line(first - 1):
            first -= 1
        while last < own.stop - 1 + right and self._same_line(last):
            last += 1
        return range(first, last + 1)

    def _same_line(self, old: int) -> bool:
        """Tell whether an old word and the next one are on one line."""
        if not 0 <= old < len(self.old_words) - 1:
            return False
        return self.old.find("\n", self.old_words[old].end, self.old_words[old + 1].start) < 0

    def only_place(self, old: range) -> int | None:
        """Return the place of the words ``old`` in the new text, if they stand once in each."""
        run = self._old_keys[old.start : old.stop]
        place = self._new_keys.find(run)
        if place < 0 or self._new_keys.find(run, place + 1) >= 0:
            return None
        alone = self._old_keys.find(run) == old.start
        return place if alone and self._old_keys.find(run, old.start + 1) < 0 else None

    def _note(self, match: Match) -> None:
        old, new, count = match
        self.to_new[old : old + count] = range(new, new + count)
        self.to_old[new : new + count] = range(old, old + count)

    def _aligned(self) -> list[Match]:
        """Return the matches that are the same however ties are broken."""
        found: list[Match] = []
        for old, new in self._pieces():
            one, other = self._old_keys[old.start : old.stop], self._new_keys[new.start : new.stop]
            backward = [
                (len(one) - a - n, len(other) - b - n, n)
                for a, b, n in _matches(one[::-1], other[::-1])
            ]
            certain = sorted(_pairs(_matches(one, other)) & _pairs(backward))
            found += ((old.start + a, new.start + b, n) for a, b, n in _runs(certain))
        return found

    def _pieces(self) -> Iterator[tuple[range, range]]:
        """Yield the stretches of words to compare: all at once, or line by line where that's much.

        What lies between two equal lines and is still too much counts as new.
        """
        old, new = range(len(self.old_words)), range(len(self.new_words))
        if len(old) * len(new) <= _AT_ONCE:
            yield old, new
            return
        old_lines, new_lines = _lines(self.old, self.old_words), _lines(self.new, self.new_words)
        numbers: dict[str, int] = {}
        one, other = (
            "".join(_sign(numbers, keys[line.start : line.stop]) for line in lines)
            for keys, lines in ((self._old_keys, old_lines), (self._new_keys, new_lines))
        )
        if len(one) * len(other) > _AT_ONCE:
            one, other = one[:_MANY], other[:_MANY]
        last_old = last_new = 0
        for a, b, count in [*_matches(one, other), (len(one), len(other), 0)]:
            between = _joined(old_lines[last_old:a]), _joined(new_lines[last_new:b])
            if len(between[0]) * len(between[1]) <= _AT_ONCE:
                yield between
            yield from zip(old_lines[a : a + count], new_lines[b : b + count], strict=True)
            last_old, last_new = a + count, b + count

    def _find_moved(self) -> None:
        """Match runs of words that stand once in each text, and are gone here and new there."""
        gone = _once(self._old_keys, self.to_new)
        fresh = _once(self._new_keys, self.to_old) if gone else {}
        for run, old in gone.items():
            new = fresh.get(run)
            if new is not None and self._free(old, new):
                self._note(self._grown(old, new))

    def _grown(self, old: int, new: int) -> Match:
        """Return the longest match around a pair of words, of those that have none yet."""
        first = last = 0
        while self._free(old + first - 1, new + first - 1):
            first -= 1
        while self._free(old + last, new + last):
            last += 1
        return old + first, new + first, last - first

    def _free(self, old: int, new: int) -> bool:
        return self.agree(old, new) and self.to_new[old] < 0 and self.to_old[new] < 0


def _parts(text: str) -> Iterator[Span]:
    """Yield the words of ``text``; of a number like 1,250.75 each group of digits."""
    for word in words(text):
        if len(word) > 1 and text[word.start].isdigit():
            start = word.start
            for place in range(word.start, word.end):
                if text[place] in ".,:":
                    yield Span(start, place)
                    start = place + 1
            yield Span(start, word.end)
        else:
            yield word


def _numbered(text: str, spans: Sequence[Span], numbers: dict[str, int]) -> str:
    """Return a character for each word, the same for the same word: fast to compare."""
    return "".join(_sign(numbers, folded(span.of(text))) for span in spans)


def _sign(numbers: dict[str, int], word: str) -> str:
    return chr(numbers.setdefault(word, len(numbers)) % 0x110000)


def _lines(text: str, spans: Sequence[Span]) -> list[range]:
    """Return the words of each line that has some."""
    lines: list[range] = []
    first = 0
    for number, span in enumerate(spans):
        if number and "\n" in text[spans[number - 1].end : span.start]:
            lines.append(range(first, number))
            first = number
    return [*lines, range(first, len(spans))] if spans else []


def _joined(lines: Sequence[range]) -> range:
    return range(lines[0].start, lines[-1].stop) if lines else range(0)


def _matches(one: str, other: str) -> list[Match]:
    """Return a longest common subsequence, as runs."""
    from rapidfuzz.distance import LCSseq

    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in LCSseq.opcodes(one, other)
        if code.tag == "equal"
    ]


def _pairs(matches: Iterable[Match]) -> set[tuple[int, int]]:
    return {(old + n, new + n) for old, new, count in matches for n in range(count)}


def _runs(pairs: Sequence[tuple[int, int]]) -> list[Match]:
    """Return pairs in order as runs."""
    runs: list[Match] = []
    for old, new in pairs:
        if runs and (old, new) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((old, new, 1))
    return runs


def _without_noise(matches: Sequence[Match], old: int, new: int) -> list[Match]:
    """Leave out short matches between longer stretches of other text on both sides.

    It is what diff-match-patch calls semantic cleanup (Fraser, "Diff Strategies", 2006).
    """
    kept = list(matches)
    while True:
        ends = [(0, 0, 0), *kept, (old, new, 0)]
        left = [
            match
            for before, match, after in zip(ends, kept, ends[2:], strict=False)
            if match[2] > _NOISE or match[2] >= min(_gap(before, match), _gap(match, after))
        ]
        if len(left) == len(kept):
            return kept
        kept = left


def _gap(one: Match, other: Match) -> int:
    """Return the number of words between two matches, in the text where there are more."""
    return max(other[0] - one[0] - one[2], other[1] - one[1] - one[2])


def _once(keys: str, taken: Sequence[int]) -> dict[str, int]:
    """Return the runs of words that stand once in a text, and where, if none has a match yet."""
    free = [
        place
        for place in range(len(keys) - _RUN + 1)
        if taken[place] < 0 and max(taken[place : place + _RUN]) < 0
    ]
    if not free:
        return {}
    counts = Counter(keys[place : place + _RUN] for place in range(len(keys) - _RUN + 1))
    return {run: place for place in free if counts[run := keys[place : place + _RUN]] == 1}
