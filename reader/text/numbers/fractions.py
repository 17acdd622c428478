"""Fractions in running text, in figures and in words, and the halves behind numbers."""

from __future__ import annotations

from functools import partial

from reader.text.languages.number_words import NumberWords
from reader.text.numbers.number_row import NumberRow
from reader.text.numbers.number_values import value_of_word
from reader.text.numbers.quantity import Quantity
from reader.text.numbers.unit_words import UnitWords

# Words after *a fifth* that make a part of it.
_OF = frozenset("of de des dos das do da dei degli delle del della di van".split())  # noqa: SIM905
# A part that is told in figures is of at most so many: *9/1000* is none.
_LARGEST_PART = 100


class Fractions:
    """The search for parts of a whole in a row of words."""

    def __init__(self, row: NumberRow, table: NumberWords, units: UnitWords) -> None:
        self._row, self._table, self._units = row, table, units
        self._value = partial(value_of_word, table)

    def in_figures(self, at: int) -> tuple[int, float] | None:
        """Return the end and the value of a fraction in figures (*½*, *1/3*) that begins there."""
        word = self._row.words[at] if at < len(self._row.words) else ""
        above, line, below = word.partition("⁄")
        end = at + 1
        if not line and end < len(self._row.words) and self._row.gap(end) == "/":
            above, below, end = word, self._row.words[end], end + 1
        if not (above.isdecimal() and below.isdecimal()) or self._row.sign_behind(end) == "/":
            return None
        if not 0 < int(above) < int(below) <= _LARGEST_PART:
            return None
        end += self._row.word(end) in self._table.article and bool(self._units.unit(end + 1)[1])
        return end, int(above) / int(below)

    def in_words(self, start: int) -> Quantity | None:
        """Return a fraction: *half a million*, *a third*, *three quarters*."""
        table, word = self._table, self._row.words[start]
        if word in table.half:
            at = start + 1 + (self._row.word(start + 1) in table.article)
            scale = table.scales.get(self._row.word(at))
            if scale:
                end, found = self._units.with_unit(at + 1, {(scale / 2, "")})
                return self._row.quantity(start, end, found)
            end, found = self._units.with_unit(at, {(0.5, "")})
            if end > at:
                return self._row.quantity(start, end, found)
            return self._row.quantity(start, start + 1, {(0.5, "")}, weak=True)
        counts_parts = bool(self._row.word(start)) and self._value(self._row.words[start - 1])
        if word in table.fractions and not counts_parts:  # the two halves of a town are no half
            value, at = table.fractions[word], start + 1
            if value > 1 and self._row.word(at) in table.scales:
                value, at = value * table.scales[self._row.words[at]], at + 1
            return self._row.quantity(start, *self._units.with_unit(at, {(value, "")}))
        return self._counted_part(start)

    def _counted_part(self, start: int) -> Quantity | None:
        """Return a fraction behind its number or article: *three quarters*, *a ninth of*."""
        table, word = self._table, self._row.words[start]
        following = self._row.word(start + 1)
        counted = self._value(word)
        if counted and not counted[2] and len(counted[1]) == 1 and counted[0] < 10:
            fraction = table.fractions.get(following)
            if fraction is not None and counted[0] * fraction < 1:
                part = counted[0] * fraction
                return self._row.quantity(start, *self._units.with_unit(start + 2, {(part, "")}))
        if word in table.article or (counted and counted[0] == 1):
            rank = table.ordinals.get(following, 0)
            if rank > 2 and (word == "one" or self._row.word(start + 2) in _OF):
                return self._row.quantity(start, start + 2, {(1 / rank, "")})
            one = table.fractions.get(following)
            if one is not None:
                return self._row.quantity(start, start + 2, {(one, "")})
        return None

    def one_and_a_half(self, start: int) -> Quantity | None:
        """Return the part behind the article of a unit: *an hour and a half*."""
        if self._row.words[start] not in self._table.article:
            return None
        end, unit = self._units.unit(start + 1)
        more, half = self.and_a_half(end, 1.0)
        return self._row.quantity(start, more, {(half, unit)}) if unit and more > end else None

    def and_a_half(self, at: int, total: float) -> tuple[int, float]:
        """Return the value of *two and a half* million, and where it ends."""
        table, here = self._table, at
        if self._row.word(at) in table.linker:
            here = at + 1 + (self._row.word(at + 1) in table.article)
        elif table.linker:
            return at, total
        if self._row.word(here) not in table.half:
            return at, total
        scale = table.scales.get(self._row.word(here + 1))
        last = table.scales.get(self._row.words[at - 1])
        if scale:
            return here + 2, (total + 0.5) * scale
        return here + 1, total + 0.5 * (last or 1)
