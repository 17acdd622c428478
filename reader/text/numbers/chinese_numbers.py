"""Numbers in Chinese numerals, with ranks, fractions and tenths."""

from __future__ import annotations

from reader.text.languages.number_words import NumberWords
from reader.text.numbers.number_row import NumberRow
from reader.text.numbers.number_values import (
    CHINESE_POINT,
    chinese_value,
    multiplies,
    value_of_word,
)
from reader.text.numbers.quantity import ORDINAL, Quantity
from reader.text.numbers.unit_words import UnitWords

_TENTHS = "成"


class ChineseNumbers:
    """The search for Chinese numerals in a row of words, a sign each."""

    def __init__(self, row: NumberRow, table: NumberWords, units: UnitWords) -> None:
        self._row, self._table, self._units = row, table, units

    def number(self, start: int) -> Quantity | None:
        """Return the number that begins at a word, with its unit."""
        ranked = self._row.words[start] == "第"
        at = start + ranked
        while at < len(self._row.words) and (at == start or self._row.is_glued(at)):
            is_point = (
                self._row.words[at] == CHINESE_POINT and at > start and self._row.is_glued(at + 1)
            )
            if value_of_word(self._table, self._row.words[at + is_point]) is None:
                break
            at += 1
        signs = self._row.words[start + ranked : at]
        if not signs:
            return None
        total = chinese_value(self._table, signs)
        if ranked:
            return self._row.quantity(start, at, {(total, ORDINAL)})
        if part := self._part(start, at, total):
            return part
        if self._row.is_glued(at) and self._row.words[at] == _TENTHS:
            return self._row.quantity(start, at + 1, {(10 * total, "%"), (total / 10, "")})
        end, found = self._units.with_unit(at, {(total, "")})
        weak = len(signs) == 1 and (total == 1 or multiplies(self._table, signs[0]))
        return self._row.quantity(start, end, found, weak)

    def _part(self, start: int, at: int, total: float) -> Quantity | None:
        """Return a fraction that begins with a number: *三分之一*, *一半*."""
        if total == 1 and self._row.is_glued(at) and self._row.words[at] == "半":
            return self._row.quantity(start, at + 1, {(0.5, "")})
        if self._row.words[at : at + 2] != ["分", "之"] or not total:
            return None
        part = self.number(at + 2) if at + 2 < len(self._row.words) else None
        if part is None:
            return None
        shares = {value / total for value, unit in part.readings if not unit}
        percents = {(value, "%") for value, unit in part.readings if not unit and total == 100}
        return self._row.quantity(start, part.end, {(share, "") for share in shares} | percents)
