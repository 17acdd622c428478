"""Numbers in running text, by their values: in digits of any script, in words, with units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from math import prod

from reader.text.languages.language import UNSPACED
from reader.text.languages.number_words import number_words
from reader.text.numbers import units
from reader.text.numbers.chinese_numbers import ChineseNumbers
from reader.text.numbers.clock_times import CLOCKED, HALVES_OF_DAY, ClockTimes
from reader.text.numbers.fractions import Fractions
from reader.text.numbers.number_row import NumberRow
from reader.text.numbers.number_values import (
    DECADE_ENDS,
    composed,
    decade_of_word,
    goes_on,
    multiplies,
    value_of_word,
    values_of_figures,
)
from reader.text.numbers.quantity import CENTURY, DECADE, ORDINAL, RANGE, Quantity, Reading
from reader.text.numbers.unit_words import UnitWords
from reader.text.spans import Span
from reader.text.word_tables import word_table

_DIGITS = re.compile(r"\d+(?:[.,:٫٬]\d+)*$")
_BETWEEN = word_table("reader.text", "between, and")
_HYPHENS = frozenset("-–—−‐‑")
_JOINED_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]$")

_MINUS = re.compile(
    r"[\s(\[\"'“‘„«:,][-\u2010-\u2013\u2212][$€£¥₽₹]?$|(?<!\w)[-\u2212]$|[$€£¥₽₹][-\u2212]$"
)
_MINUS_WORDS = frozenset(["minus", "минус", "负"])
# Words before *minus* where a number may be above zero as well.
_EITHER_SIGN = frozenset(["or", "plus", "oder", "ou", "of"])
_ORDINAL_ENDS = frozenset("st nd rd th e er ère eme ème º ª o a ste de".split())  # noqa: SIM905
_VAGUE = "about"
# Units of what is no end of a range.
_NO_ENDS = frozenset([ORDINAL, DECADE, CENTURY, CLOCKED, _VAGUE])
# Languages that write a point before decimals, and commas between thousands.
_POINTS = frozenset(["en", "zh", "ja", "ar", "hi"])
_DECADE_GAPS = frozenset(["", "'", "’", "-"])
_DECADES_OF = frozenset("années años anni anos jaren".split())  # noqa: SIM905

_CENTURIES_WORDS = (
    "century centuries jahrhundert jahrhunderts siècle siècles siglo siglos secolo século séculos"
    " eeuw århundradet век века веке wiek wieku القرن सदी"
)
_CENTURIES = frozenset(_CENTURIES_WORDS.split())
_ROMAN = re.compile(r"(?=[ivx])(x{0,2})(ix|iv|v?i{0,3})(?:e|ème|er)?$")
_LAST_CENTURY = 21

_QUARTER = re.compile("q[1-4]$")

# Of more than so many nobody counts a few out.
_LARGEST_WHOLE = 10
# Longer rows of digits are no numbers that anyone counts with.
_LARGEST = 40


def quantities(
    text: str, places: Sequence[Span], words: Sequence[str], language: str
) -> list[Quantity]:
    """Return the numbers among ``words``, in order.

    ``places`` are where the words stand in ``text``; ``words`` are folded, their digits those of
    ASCII. ``language`` is an ISO 639-1 code (see ``language_of``).
    """
    return list(_Finder(text, places, words, language).found())


def _negative(number: Quantity) -> frozenset[Reading]:
    return frozenset((-value, unit) for value, unit in number.readings)


class _Finder:
    """The search for numbers in a row of words."""

    def __init__(
        self, text: str, places: Sequence[Span], words: Sequence[str], language: str
    ) -> None:
        self._row = NumberRow(text, places, words)
        self._table = number_words(language)
        self._points = language in _POINTS
        self._range_words = _BETWEEN.get(language, ("", ""))
        self._value = partial(value_of_word, self._table)
        chinese = language in UNSPACED
        self._units = UnitWords(self._row, self._table, chinese=chinese)
        self._chinese = ChineseNumbers(self._row, self._table, self._units) if chinese else None
        self._fractions = Fractions(self._row, self._table, self._units)
        self._clock = ClockTimes(words, self._row.gap)

    def found(self) -> Iterator[Quantity]:
        """Yield the numbers in order."""
        at = 0
        while at < len(self._row.words):
            one = self._number(at)
            if one is None:
                at += 1
            else:
                one = self._of_century(self._signed(self._share(self._range(one))))
                yield one
                at = one.end

    def _number(self, at: int) -> Quantity | None:
        return self._decade(at) or self._digits(at) or self._roman(at) or self._spelled(at)

    def _range(self, low: Quantity) -> Quantity:
        """Return a number as the range that it begins: *20 and 30* behind *between*, *3% to 5%*.

        The low end has the unit of the high one where it has none, and the scale of it: *3 to 5
        million*.
        """
        at = self._range_end(low)
        high = self._number(at) if at else None
        if high is None or high.start > at or {low.unit, high.unit} & _NO_ENDS:
            return low
        scale = self._scale(at)
        both = {
            (
                one * scale if one < two / scale and not (mine and unit) else one,
                f"{RANGE}{two:.12g} {unit or mine}".strip(),
            )
            for one, mine in low.readings
            for two, unit in high.readings
            if unit == mine or not (unit and mine)
        }
        return self._row.quantity(low.start, high.end, both) if both else low

    def _range_end(self, low: Quantity) -> int:
        """Return where the other number of a range begins, if one does, behind a number; else 0."""
        at, words = low.end, self._row.words
        if at >= len(words):
            return 0
        gap, blank = self._between_units(at), self._row.gap(at)
        if gap in _HYPHENS and gap and self._is_digits(at) and self._is_digits(at - 1):
            return at
        before = self._row.word_before(low.start)
        is_between = (before, words[at]) == self._range_words
        if gap or not blank or not (is_between or words[at] in self._table.to):
            return 0
        return at + 1 if at + 1 < len(words) and not self._between_units(at + 1) else 0

    def _between_units(self, at: int) -> str:
        """Return what stands before a word, without blanks and the signs of units."""
        return "".join(
            sign for sign in self._row.gap(at) if not (sign.isspace() or sign in units.UNIT_SIGNS)
        )

    def _scale(self, at: int) -> float:
        """Return the product of the words that multiply at the end of the number from a word on."""
        if self._is_digits(at):
            end, figures = self._figures(at)
            return (
                max(self._units.scaled(end, figures, at)[1]) / max(figures) if max(figures) else 1.0
            )
        values, _, _ = self._parts(at)
        return prod(-value for value in takewhile(lambda value: value < 0, reversed(values)))

    def _roman(self, at: int) -> Quantity | None:
        """Return the number of a century in Roman figures: *XIXe siècle*, *siglo XIX*."""
        figures = _ROMAN.match(self._row.words[at])
        if figures is None or not self._is_century(at, at + 1):
            return None
        ones = {"ix": 9, "iv": 4}.get(figures[2]) or 5 * ("v" in figures[2]) + figures[2].count("i")
        return self._row.quantity(at, at + 1, {(10.0 * len(figures[1]) + ones, ORDINAL)})

    def _of_century(self, number: Quantity) -> Quantity:
        """Return a rank (*19th*, *19.*) as that of a century where one is named beside it."""
        start, end = number.start, number.end
        is_rank = number.unit == ORDINAL or self._row.word(end) != self._row.word_past_stop(end)
        is_rank |= self._row.word_before(start) in _CENTURIES
        if not is_rank or not self._is_century(start, end):
            return number
        values = {(value, CENTURY) for value, _ in number.readings if value <= _LAST_CENTURY}
        return replace(number, readings=frozenset(values)) if values else number

    def _is_century(self, start: int, end: int) -> bool:
        """Tell whether the word before some words, or the one after them, is that for a century."""
        before = self._row.word_before(start)
        return before in _CENTURIES or self._row.word_past_stop(end) in _CENTURIES

    def _signed(self, number: Quantity) -> Quantity:
        """Return a number as it is with the minus before it, if there is one."""
        start = number.start
        words = self._row.words
        if words[start][0].isdecimal() and _MINUS.search(self._row.gap(start)):
            return replace(number, readings=_negative(number))
        if self._row.word_before(start) in _MINUS_WORDS and not (
            start > 1 and words[start - 2] in _EITHER_SIGN
        ):
            return replace(number, start=start - 1, readings=_negative(number), weak=False)
        return number

    def _decade(self, start: int) -> Quantity | None:
        """Return a decade: *1990s*, *the nineties*, *90er*, *anni Novanta*."""
        word, end = self._row.words[start], start + 1
        is_decade = self._row.word_before(start) in _DECADES_OF
        if word.isdecimal() and len(word) in (2, 4):
            value: float | None = float(word)
            if self._row.words[end : end + 1] and self._row.words[end] in DECADE_ENDS:
                is_decade |= self._row.gap(end) in _DECADE_GAPS
                end += is_decade
        else:
            value = decade_of_word(self._table, word)
            is_decade |= value is not None
            value = value or self._table.cardinals.get(word)
        if not is_decade or not value or value % 10 or value < 20:
            return None
        values = {value} if value > 99 else {value, 1900 + value, 2000 + value}
        return self._row.quantity(start, end, {(value, DECADE) for value in values})

    # -- figures -----------------------------------------------------------------------------

    def _digits(self, start: int) -> Quantity | None:
        word = self._row.words[start]
        if part := self._fractions.in_figures(start):
            return self._row.quantity(start, *self._units.with_unit(part[0], {(part[1], "")}))
        if not word[0].isdecimal() or not _DIGITS.match(word) or len(word) > _LARGEST:
            return None
        end, readings = self._figures(start)
        time = self._clock.time(start, end, min(readings))
        if time:
            return self._row.quantity(start, time[0], {(time[1], CLOCKED)})
        after = self._row.word(end)
        if self._row.is_glued(end) and after in _ORDINAL_ENDS:
            return self._row.quantity(start, end + 1, {(value, ORDINAL) for value in readings})
        is_m = self._row.is_glued(end) and after == "m"  # metres, or millions
        metres = {(value, "m") for value in readings}
        if (part := self._fractions.in_figures(end)) and self._row.word(end) and word.isdecimal():
            end, readings = part[0], {value + part[1] for value in readings}
        end, readings = self._sections(*self._units.scaled(end, readings, start))
        if is_m and end == start + 1:
            millions = {(value * 1e6, "") for value, _ in metres}
            return self._row.quantity(start, end + 1, metres | millions)
        return self._measured(start, end, readings)

    def _measured(self, start: int, end: int, values: set[float]) -> Quantity:
        """Return a number in figures with the unit behind it, or the currency before it."""
        end, found = self._units.with_unit(end, {(value, "") for value in values})
        start, sign = self._units.currency_before(start)
        if sign:
            meanings = units.MEANINGS.get(sign, (sign,))
            found = {(value, one) for value, _ in found for one in meanings}
        return self._row.quantity(start, end, found)

    def _sections(self, end: int, readings: set[float]) -> tuple[int, set[float]]:
        """Return a number in figures with the smaller ones behind its scale (*1亿2000万*)."""
        words, signs = self._row, self._table.signs
        while self._is_digits(end) and (
            words.is_glued(end) if self._chinese else bool(signs and words.word(end))
        ):
            scale = self._table.scales.get(self._row.words[end - 1], 0.0)
            after, figures = self._figures(end)
            after, more = self._units.scaled(after, figures, end)
            if max(more) >= scale:
                break
            end, readings = after, {one + other for one in readings for other in more}
        return end, readings

    def _figures(self, start: int) -> tuple[int, set[float]]:
        """Return the end of the figures that begin at a word, and their possible values."""
        word, end = self._row.words[start], start + 1
        if word.isdecimal() and len(word) <= 3:
            while (
                end < len(self._row.words)
                and len(self._row.words[end]) == 3
                and self._row.words[end].isdecimal()
                and (_JOINED_BLANKS.match(self._row.gap(end)) or self._row.gap(end) in ("'", "’"))
            ):
                word += self._row.words[end]
                end += 1
        return end, values_of_figures(word, self._points)

    def _is_digits(self, at: int) -> bool:
        word = self._row.words[at] if at < len(self._row.words) else ""
        return bool(_DIGITS.match(word)) and len(word) <= _LARGEST

    # -- words -------------------------------------------------------------------------------

    def _spelled(self, start: int) -> Quantity | None:
        if self._chinese:
            return self._chinese.number(start)
        return self._single(start) or self._composed(start)

    def _single(self, start: int) -> Quantity | None:
        """Return a quarter or half of a day or year, a couple, a vague number, or a fraction."""
        word, vague = self._row.words[start], self._table.vague
        if word in HALVES_OF_DAY:
            hours = {(hour, CLOCKED) for hour in HALVES_OF_DAY[word]}
            return self._row.quantity(start, start + 1, hours, weak=True)
        if word == "a" and self._row.words[start + 1 : start + 3] == ["couple", "of"]:
            return self._row.quantity(start, start + 3, {(2.0, "")}, weak=True)
        if _QUARTER.match(word):
            return self._row.quantity(start, start + 1, {(float(word[1]), ORDINAL)})
        if word in vague:
            return self._row.quantity(start, start + 1, {(vague[word], _VAGUE)})
        return self._fractions.in_words(start) or self._fractions.one_and_a_half(start)

    def _composed(self, start: int) -> Quantity | None:
        """Return a number of one or more words, with its unit."""
        table, word = self._table, self._row.words[start]
        values, end, ordinal = self._parts(start)
        if not values:
            return None
        if end == start + 1 and (table.scales.get(word, 0.0) >= 1e6 or word in units.SHORT_SCALES):
            return None  # the figures before it can't be read, or it is an initial
        total = composed(values)
        weak = total in (1.0, 2.0) if ordinal else total == 1.0 and end == start + 1
        halved, _ = self._fractions.and_a_half(end, total)
        if word in table.article and end == start + 1 and halved == end:
            return None if word not in table.cardinals else self._weak_one(start)
        if self._row.word(end) in table.vague and not ordinal:
            scale = table.vague[self._row.words[end]]
            return self._row.quantity(start, end + 1, {(total * scale, _VAGUE)})
        end, total = self._fractions.and_a_half(end, total)
        if ordinal:
            return self._row.quantity(start, end, {(total, ORDINAL)}, weak)
        end, found = self._units.with_unit(end, {(total, "")})
        more, half = self._fractions.and_a_half(end, 0.0)
        if more > end:
            return self._row.quantity(start, more, {(value + half, unit) for value, unit in found})
        return self._row.quantity(start, end, found, weak)

    def _weak_one(self, start: int) -> Quantity:
        return self._row.quantity(start, start + 1, {(1.0, "")}, weak=True)

    def _parts(self, start: int) -> tuple[list[float], int, bool]:
        """Return the values of the number words from one on, their end, whether it is a rank."""
        table = self._table
        values: list[float] = []
        at = start
        while at < len(self._row.words):
            if at > start and not self._row.word(at):
                break
            word = self._row.words[at]
            linked = at > start and (word in table.linker or word[0] == "و")
            place = at + 1 if word in table.linker and at > start and self._row.word(at + 1) else at
            part = self._value(self._row.words[place])
            if part is None and not values and word in table.article:
                # "a hundred", "eine Million"
                scale = self._row.word(at + 1)
                if not multiplies(table, scale) or scale in units.SHORT_SCALES:
                    break
                at += 1
                continue
            if part is None:
                break
            _, more, rank = part
            if values and not goes_on(values, part, linked):
                break
            values += more
            at = place + 1
            if rank:
                return values, at, True
        return values, at, False

    def _share(self, part: Quantity) -> Quantity:
        """Return a number with the whole it is of: *two in five*, *un train sur trois*."""
        for at in filter(self._row.word, self._wholes(part)):
            whole = self._number(at)
            shares = {
                (one / all_, "")
                for one, unit in part.readings
                for all_, other in (whole.readings if whole else ())
                if unit == other == "" and 1 <= one < all_ <= _LARGEST_WHOLE
            }
            if whole and shares:
                return self._row.quantity(part.start, whole.end, shares)
        return part

    def _wholes(self, part: Quantity) -> Iterator[int]:
        """Yield the possible places of a part's whole: behind *out of*, perhaps after a noun."""
        for at in (part.end, part.end + 1):
            # "five goals in six games" are no five of six
            if at > part.end and self._row.word(at) == "in" and not part.weak:
                continue
            for size in (1, 2):
                if (
                    self._row.word(at)
                    and " ".join(self._row.words[at : at + size]) in self._table.share
                ):
                    yield at + size
