"""Numbers in running text, by their values: in digits of any script, in words, with units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from reader.text import units
from reader.text.clock_times import ClockTimes
from reader.text.number_values import (
    CHINESE_POINT,
    chinese_value,
    composed,
    goes_on,
    multiplies,
    value_of_word,
    values_of_figures,
)
from reader.text.number_words import number_words
from reader.text.spans import Span

Reading = tuple[float, str]
"""A value and its unit (in one word, empty where there is none)."""

_DIGITS = re.compile(r"\d+(?:[.,:٫٬]\d+)*$")
_HYPHENS = frozenset("-–—−‐‑")
_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\-‐]*$")
_STOP = re.compile(r"\.?[\s\u00ad\u200b-\u200f\u2060\-‐]*$")
"""Blanks, perhaps after the full stop of an abbreviation."""

_JOINED_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]$")

_ORDINAL_ENDS = frozenset("st nd rd th e er ère eme ème º ª o a ste de".split())  # noqa: SIM905
_ORDINAL = "ordinal"
_VAGUE = "about"
_CLOCKED = "o'clock"
_TENTHS = "成"
_POINTS = frozenset(["en", "zh", "ar"])
"""Languages that write a point before decimals, and commas between thousands."""

_OF = frozenset("of de des dos das do da dei degli delle del della di van".split())  # noqa: SIM905
"""Words after *a fifth* that make a part of it."""

_LARGEST_WHOLE = 10
"""Of more than so many nobody counts a few out."""

_LARGEST = 40
"""Longer rows of digits are no numbers that anyone counts with."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: the words ``[start, end)`` of it, and all that they may mean.

    ``noun`` is the word after it, ``weak`` tells that it may count nothing (*one*, *first*).
    """

    start: int
    end: int
    readings: frozenset[Reading]
    noun: str
    weak: bool = False

    def equals(self, other: Quantity) -> bool:
        """Tell whether both can mean the same; a unit that one leaves out does not part them."""
        return any(
            abs(mine - theirs) <= 1e-9 * max(1.0, abs(mine), abs(theirs))
            and (
                unit.startswith(f"{their_unit} ".lstrip())
                or their_unit.startswith(f"{unit} ".lstrip())
                or unit == their_unit
            )
            for mine, unit in self.readings
            for theirs, their_unit in other.readings
        )

    @property
    def unit(self) -> str:
        """The unit of the first reading that has one, or nothing."""
        return next((unit for _, unit in sorted(self.readings) if unit), "")


def quantities(
    text: str, places: Sequence[Span], words: Sequence[str], language: str
) -> list[Quantity]:
    """Return the numbers among ``words``, in order.

    ``places`` are where the words stand in ``text``; ``words`` are folded, their digits those of
    ASCII. ``language`` is an ISO 639-1 code (see ``language_of``).
    """
    return list(_Finder(text, places, words, language).found())


class _Finder:
    """The search for numbers in a row of words."""

    def __init__(
        self, text: str, places: Sequence[Span], words: Sequence[str], language: str
    ) -> None:
        self._text, self._places, self._words = text, places, words
        self._gaps = ["\n", *(text[one.end : two.start] for one, two in pairwise(places))]
        # The words that follow others with nothing but blanks between.
        self._following = [
            word if at and _BLANKS.match(self._gaps[at]) else "" for at, word in enumerate(words)
        ]
        self._table = number_words(language)
        self._chinese = language == "zh"
        self._points = language in _POINTS
        self._value = partial(value_of_word, self._table)
        self._clock = ClockTimes(words, self._gap)

    def found(self) -> Iterator[Quantity]:
        """Yield the numbers in order."""
        at = 0
        while at < len(self._words):
            one = self._number(at)
            if one is None:
                at += 1
            else:
                one = self._share(one)
                yield one
                at = one.end

    def _number(self, at: int) -> Quantity | None:
        return self._digits(at) or self._spelled(at)

    def _gap(self, at: int) -> str:
        """Return what stands between a word and the one before it."""
        return self._gaps[at]

    def _word(self, at: int) -> str:
        """Return a word that follows another with nothing but blanks between, or nothing."""
        return self._following[at] if at < len(self._following) else ""

    # -- figures -----------------------------------------------------------------------------

    def _digits(self, start: int) -> Quantity | None:
        word = self._words[start]
        if not word[0].isdigit() or not _DIGITS.match(word) or len(word) > _LARGEST:
            return None
        end, readings = self._figures(start)
        time = self._clock.time(start, end, min(readings))
        if time:
            return self._quantity(start, time[0], {(time[1], _CLOCKED)})
        after = self._word(end)
        if self._glued(end) and after in _ORDINAL_ENDS:
            return self._quantity(start, end + 1, {(value, _ORDINAL) for value in readings})
        scope = self._range(start, end, readings)
        if scope:
            return scope
        bare = {(value, "m") for value in readings} if self._glued(end) and after == "m" else set()
        end, readings = self._scaled(end, readings, start)
        end, found = self._with_unit(end, {(value, "") for value in readings})
        if bare and end == start + 1:
            return self._quantity(start, end + 1, bare | {(v * 1e6, "") for v, _ in bare})
        sign = units.UNIT_SIGNS.get(self._before(start))
        if sign:
            found = {(value, sign) for value, _ in found}
        return self._quantity(start, end, found)

    def _range(self, start: int, end: int, readings: set[float]) -> Quantity | None:
        other = self._range_end(end)
        if other is None:
            return None
        stop, second = other
        both = {(one, f"to {two:g}") for one in readings for two in second}
        return self._quantity(start, *self._with_unit(stop, both))

    def _figures(self, start: int) -> tuple[int, set[float]]:
        """Return where the figures that begin at a word end, and the values they may mean."""
        word, end = self._words[start], start + 1
        if word.isdigit() and len(word) <= 3:
            while (
                end < len(self._words)
                and len(self._words[end]) == 3
                and self._words[end].isdigit()
                and (_JOINED_BLANKS.match(self._gap(end)) or self._gap(end) in ("'", "’"))
            ):
                word += self._words[end]
                end += 1
        return end, values_of_figures(word, self._points)

    def _glued(self, at: int) -> bool:
        return at < len(self._words) and self._gap(at) == ""

    def _range_end(self, at: int) -> tuple[int, set[float]] | None:
        """Return the second number of a range or a score that goes on at a word."""
        if at >= len(self._words):
            return None
        if self._gap(at).strip() in _HYPHENS and self._gap(at) and self._is_digits(at):
            return self._figures(at)
        if self._word(at) in self._table.to and self._is_digits(at + 1) and self._word(at + 1):
            return self._figures(at + 1)
        return None

    def _is_digits(self, at: int) -> bool:
        word = self._words[at] if at < len(self._words) else ""
        return bool(_DIGITS.match(word)) and len(word) <= _LARGEST

    def _scaled(self, at: int, values: set[float], start: int) -> tuple[int, set[float]]:
        """Return the values with the scale words that follow (``1.2 Mio.``)."""
        while at < len(self._words):
            word = self._word(at)
            scale = self._table.scales.get(word) or (100.0 if word in self._table.hundred else None)
            short = units.SHORT_SCALES.get(word)
            money = self._before(start) in units.UNIT_SIGNS or self._unit(at + 1)[1] in (
                "usd",
                "eur",
                "gbp",
            )
            if scale is None and short and (self._glued(at) or len(word) > 1 or money):
                if word in units.DOUBTFUL_SCALES and not money:
                    return at, values
                scale = short
            if scale is None or (word == "mil" and self._unit(at)[1] == "mi" and scale != 1000):
                break
            values = {value * scale for value in values}
            at += 1
        return at, values

    def _before(self, start: int) -> str:
        """Return the sign of a currency right before a word, or nothing."""
        return self._gap(start).rstrip()[-1:]

    def _unit(self, at: int) -> tuple[int, str]:
        """Return where a unit that begins at a word ends, and the unit; the word and nothing."""
        sign = self._gap(at).strip()[:1] if 0 < at < len(self._words) else self._rest(at)
        if sign in units.UNIT_SIGNS:
            return at, units.UNIT_SIGNS[sign]
        follows = 0 < at < len(self._words) and _STOP.match(self._gap(at))
        word = self._words[at] if follows else ""
        if self._chinese:
            for size in (2, 1):
                joined = "".join(self._words[at : at + size])
                if word and joined in units.CHINESE_UNITS:
                    return at + size, units.CHINESE_UNITS[joined]
        if (word, self._word(at + 1)) in units.PERCENT_WORDS:
            return at + 2, "%"
        if word in ("us", "u") and self._word(at + 1) in units.UNITS:
            return at + 2, units.UNITS[self._words[at + 1]]
        if word.startswith("d'") and word[2:] in units.UNITS:
            return at + 1, units.UNITS[word[2:]]
        if word in ("de", "di") and units.UNITS.get(self._word(at + 1), "") in ("usd", "eur"):
            return at + 2, units.UNITS[self._words[at + 1]]
        return (at + 1, units.UNITS[word]) if word in units.UNITS else (at, "")

    def _rest(self, at: int) -> str:
        """Return the sign behind the last word."""
        if at != len(self._words) or not at:
            return ""
        end = self._places[-1].end
        return self._text[end : end + 2].strip()[:1]

    def _with_unit(self, at: int, found: set[Reading]) -> tuple[int, set[Reading]]:
        end, unit = self._unit(at)
        if not unit:
            return at, found
        # "m" may be a million, or metres: both readings stay.
        found = {(value, f"{known} {unit}".strip()) for value, known in found}
        if unit == "%":
            found |= {(value / 100, "") for value, known in found if known == "%"}
        return end, found

    def _quantity(
        self, start: int, end: int, readings: set[Reading], weak: bool = False
    ) -> Quantity:
        return Quantity(start, end, frozenset(readings), self._word(end), weak)

    # -- words -------------------------------------------------------------------------------

    def _spelled(self, start: int) -> Quantity | None:
        if self._chinese:
            return self._chinese_number(start)
        table, word = self._table, self._words[start]
        if word in table.vague:
            return self._quantity(start, start + 1, {(table.vague[word], _VAGUE)})
        part = self._part(start)
        if part:
            return part
        values, end, ordinal = self._parts(start)
        if not values:
            return None
        if end == start + 1 and (table.scales.get(word, 0.0) >= 1e6 or word in units.SHORT_SCALES):
            return None  # the figures before it can't be read, or it is an initial
        total = composed(values)
        weak = total in (1.0, 2.0) if ordinal else total == 1.0 and end == start + 1
        halved, _ = self._and_a_half(end, total)
        if word in table.article and end == start + 1 and halved == end:
            return None if word not in table.cardinals else self._weak_one(start)
        if self._word(end) in table.vague and not ordinal:
            scale = table.vague[self._words[end]]
            return self._quantity(start, end + 1, {(total * scale, _VAGUE)})
        end, total = self._and_a_half(end, total)
        if ordinal:
            return self._quantity(start, end, {(total, _ORDINAL)}, weak)
        end, found = self._with_unit(end, {(total, "")})
        return self._quantity(start, end, found, weak)

    def _weak_one(self, start: int) -> Quantity:
        return self._quantity(start, start + 1, {(1.0, "")}, weak=True)

    def _parts(self, start: int) -> tuple[list[float], int, bool]:
        """Return the values of the number words from one on, their end, whether it is a rank."""
        table = self._table
        values: list[float] = []
        at = start
        while at < len(self._words):
            if at > start and not _BLANKS.match(self._gap(at)):
                break
            word = self._words[at]
            linked = at > start and (word in table.linker or word[0] == "و")
            place = at + 1 if word in table.linker and at > start and self._word(at + 1) else at
            part = self._value(self._words[place])
            if part is None and not values and word in table.article:
                # "a hundred", "eine Million"
                scale = self._value(self._word(at + 1))
                if scale is None or not multiplies(table, self._words[at + 1]):
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

    def _part(self, start: int) -> Quantity | None:
        """Return a fraction: *half a million*, *a third*, *three quarters*."""
        table, word = self._table, self._words[start]
        if word in table.half:
            at = start + 1 + (self._word(start + 1) in table.article)
            scale = table.scales.get(self._word(at))
            if scale:
                end, found = self._with_unit(at + 1, {(scale / 2, "")})
                return self._quantity(start, end, found)
            return self._quantity(start, start + 1, {(0.5, "")}, weak=True)
        counts_parts = bool(self._word(start)) and self._value(self._words[start - 1])
        if word in table.fractions and not counts_parts:  # the two halves of a town are no half
            value, at = table.fractions[word], start + 1
            if value > 1 and self._word(at) in table.scales:
                value, at = value * table.scales[self._words[at]], at + 1
            return self._quantity(start, at, {(value, "")})
        counted = self._value(word)
        if counted and not counted[2] and len(counted[1]) == 1 and counted[0] < 10:
            fraction = table.fractions.get(self._word(start + 1))
            if fraction is not None and counted[0] * fraction < 1:
                return self._quantity(start, start + 2, {(counted[0] * fraction, "")})
        following = self._word(start + 1)
        if word in table.article or (counted and counted[0] == 1):
            rank = table.ordinals.get(following, 0)
            if rank > 2 and (word == "one" or self._word(start + 2) in _OF):
                return self._quantity(start, start + 2, {(1 / rank, "")})
            one = table.fractions.get(following)
            if one is not None:
                return self._quantity(start, start + 2, {(one, "")})
        return None

    def _share(self, part: Quantity) -> Quantity:
        """Return what a number is with the whole it is of: *two in five*, *un train sur trois*."""
        for at in filter(self._word, self._wholes(part)):
            whole = self._number(at)
            shares = {
                (one / all_, "")
                for one, unit in part.readings
                for all_, other in (whole.readings if whole else ())
                if unit == other == "" and 1 <= one < all_ <= _LARGEST_WHOLE
            }
            if whole and shares:
                return self._quantity(part.start, whole.end, shares)
        return part

    def _wholes(self, part: Quantity) -> Iterator[int]:
        """Yield where the whole of a part may be told: behind *out of*, perhaps after a noun."""
        for at in (part.end, part.end + 1):
            # "five goals in six games" are no five of six
            if at > part.end and self._word(at) == "in" and not part.weak:
                continue
            for size in (1, 2):
                if self._word(at) and " ".join(self._words[at : at + size]) in self._table.share:
                    yield at + size

    def _and_a_half(self, at: int, total: float) -> tuple[int, float]:
        """Return the value of *two and a half* million, and where it ends."""
        table = self._table
        if self._word(at) not in table.linker:
            return at, total
        here = at + 1 + (self._word(at + 1) in table.article)
        if self._word(here) not in table.half:
            return at, total
        scale = table.scales.get(self._word(here + 1))
        last = table.scales.get(self._words[at - 1])
        if scale:
            return here + 2, (total + 0.5) * scale
        return here + 1, total + 0.5 * (last or 1)

    def _chinese_number(self, start: int) -> Quantity | None:
        ranked = self._words[start] == "第"
        at = start + ranked
        while at < len(self._words) and (at == start or self._glued(at)):
            is_point = self._words[at] == CHINESE_POINT and at > start and self._glued(at + 1)
            if self._value(self._words[at + is_point]) is None:
                break
            at += 1
        signs = self._words[start + ranked : at]
        if not signs:
            return None
        total = chinese_value(self._table, signs)
        if ranked:
            return self._quantity(start, at, {(total, _ORDINAL)})
        if self._glued(at) and self._words[at] == _TENTHS:
            return self._quantity(start, at + 1, {(10 * total, "%"), (total / 10, "")})
        end, found = self._with_unit(at, {(total, "")})
        weak = len(signs) == 1 and (total == 1 or multiplies(self._table, signs[0]))
        return self._quantity(start, end, found, weak)
