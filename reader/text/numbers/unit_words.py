"""The units and scales behind numbers in running text."""

from __future__ import annotations

from reader.text.languages.number_words import NumberWords
from reader.text.numbers import units
from reader.text.numbers.number_row import NumberRow
from reader.text.numbers.quantity import Reading


class UnitWords:
    """The units and scales in a row of words."""

    def __init__(self, row: NumberRow, table: NumberWords, *, chinese: bool) -> None:
        self._row, self._table, self._chinese = row, table, chinese

    def unit(self, at: int) -> tuple[int, str]:
        """Return the end of a unit that begins at a word, and the unit; the word and nothing."""
        end, unit = self._plain_unit(at)
        if unit in units.LENGTHS and (power := units.POWERS_BEHIND.get(self._row.word(end))):
            return end + 1, unit + power
        if unit == "degree" and (of := self._scale_of_degrees(end)):
            return end + 1, of
        if unit not in ("km", "mi"):
            return end, unit
        words, after = self._row.words, self._row.word(end)
        is_sign = (
            end < len(words) and self._row.gap(end) == "/" and words[end] in units.SIGNS_OF_HOUR
        )
        if is_sign or after in units.IN_AN_HOUR:
            return end + 1, f"{unit}/h"
        if after in units.PER and self._row.word(end + 1) in units.HOUR_OF_SPEED:
            return end + 2, f"{unit}/h"
        return end, unit

    def _scale_of_degrees(self, at: int) -> str:
        """Return the unit of degrees whose scale a word names, or nothing."""
        words = self._row.words
        if at < len(words) and self._row.gap(at).strip() in ("", "°"):
            return units.DEGREES.get(words[at], "")
        return ""

    def _plain_unit(self, at: int) -> tuple[int, str]:
        """Return the end of a unit that is in no other one, and the unit."""
        sign = self._row.sign_behind(at)
        if sign in units.UNIT_SIGNS:
            return at, units.UNIT_SIGNS[sign]
        word = self._row.word_past_stop(at)
        if self._chinese and word and (chinese := self._chinese_unit(at)):
            return chinese
        if phrase := units.PHRASES.get((word, self._row.word(at + 1))):
            return at + 2, phrase
        of_whom = units.DOLLARS_OF.get(word) or ("usd us" if word in ("us", "u") else "")
        if of_whom and units.UNITS.get(self._row.word(at + 1)) == "usd":
            return at + 2, of_whom
        if power := units.POWERS.get(word):
            length = units.UNITS.get(self._row.word_past_stop(at + 1), "")
            return (at + 2, length + power) if length in units.LENGTHS else (at, "")
        if word[-1:] in ("2", "3") and units.UNITS.get(word[:-1]) in units.LENGTHS:  # m²
            return at + 1, units.UNITS[word[:-1]] + "²³"[word[-1] == "3"]
        return self._of_unit(at, word)

    def _chinese_unit(self, at: int) -> tuple[int, str] | None:
        """Return the end of the longest Chinese unit from a character on, and the unit."""
        for size in range(min(units.LONGEST_CHINESE, len(self._row.words) - at), 0, -1):
            joined = "".join(self._row.words[at : at + size])
            if joined in units.CHINESE_UNITS:
                return at + size, units.CHINESE_UNITS[joined]
        return None

    def _of_unit(self, at: int, word: str) -> tuple[int, str]:
        """Return the end of a unit, alone or behind a word for *of*, and the unit."""
        if word.startswith("d'") and word[2:] in units.UNITS:
            return at + 1, units.UNITS[word[2:]]
        if word == "of" and self._row.word(at + 1) in ("a", "an"):
            unit = units.UNITS.get(self._row.word(at + 2), "")
            return (at + 3, unit) if unit else (at, "")
        if word in ("de", "di") and units.UNITS.get(self._row.word(at + 1), "") in units.MONEY:
            return at + 2, units.UNITS[self._row.words[at + 1]]
        return (at + 1, units.UNITS[word]) if word in units.UNITS else (at, "")

    def with_unit(self, at: int, found: set[Reading]) -> tuple[int, set[Reading]]:
        """Return the readings with the unit that begins at a word, and where it ends."""
        end, unit = self.unit(at)
        if not unit:
            return at, found
        # "m" may be a million, or metres: both readings stay.
        found = {
            (value, f"{known} {one}".strip())
            for value, known in found
            for one in units.MEANINGS.get(unit, (unit,))
        }
        if unit == "%":
            found |= {(value / 100, "") for value, known in found if known == "%"}
        return end, found

    def scaled(self, at: int, values: set[float], start: int) -> tuple[int, set[float]]:
        """Return the values with the scale words that follow (``1.2 Mio.``)."""
        while at < len(self._row.words):
            word = self._row.word(at)
            scale = self._table.scales.get(word) or (100.0 if word in self._table.hundred else None)
            short = units.SHORT_SCALES.get(word)
            money = (
                self.sign_before(start) in units.UNIT_SIGNS or self.unit(at + 1)[1] in units.MONEY
            )
            if scale is None and short and (self._row.is_glued(at) or len(word) > 1 or money):
                if word in units.DOUBTFUL_SCALES and not money:
                    return at, values
                scale = short
            if scale is None or (word == "mil" and self.unit(at)[1] == "mi" and scale != 1000):
                break
            values = {value * scale for value in values}
            at += 1
        return at, values

    def sign_before(self, start: int) -> str:
        """Return the sign of a currency right before a word, or nothing."""
        return self._row.gap(start).rstrip()[-1:]

    def currency_before(self, start: int) -> tuple[int, str]:
        """Return the currency whose sign or code is right before a word, and where that begins."""
        code = units.CODES.get(self._row.word_before(start), "")
        if code:
            return start - 1, code
        sign = self.sign_before(start)
        glued = start > 0 and self._row.gap(start).rstrip() == sign
        letters = self._row.words[start - 1] if glued else ""
        if sign == "$" and letters in units.DOLLARS:
            return start - 1, units.DOLLARS[letters]
        return start, units.UNIT_SIGNS.get(sign, "")
