"""The values of number words and figures: how the parts of a number make its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod

from reader.text.languages.number_words import NumberWords

# The value of a word, its parts, and whether it is a rank.
_Parts = tuple[float, list[float], bool]
# Korean numbers of several signs: one multiplies, or the word may mean something else.
_DIGIT = "[일이삼사오육칠팔구]"
_SIGNS = re.compile(f"(?:{_DIGIT}?[십백천]){{1,3}}{_DIGIT}?[만억]?|{_DIGIT}[만억]")
# Ends of words and figures for a decade, and what the number ends with instead.
DECADE_ENDS = {"ies": "y", "er": "", "talet": "", "s": ""}


def values_of_figures(figures: str, points: bool) -> set[float]:
    """Return the possible values of figures; ``points`` tells that decimals come after a point.

    ``1.200`` is twelve hundred where they do not, ``1,200`` may be either there.
    """
    plain = figures.replace("٫", ".").replace("٬", ",").replace("'", "")
    marks = [mark for mark in plain if not mark.isdecimal()]
    if not marks:
        return {float(plain)}
    whole = float("".join(filter(str.isdigit, plain)))
    head, _, tail = plain.rpartition(marks[-1])
    digits = "".join(filter(str.isdigit, head))
    decimal = float(f"{digits}.{tail}")
    if len(marks) > 1:
        return {decimal if len(set(marks)) > 1 else whole}
    if len(tail) != 3 or len(digits) > 3 or not digits.strip("0"):
        return {decimal}
    if points:
        return {whole if marks[-1] == "," else decimal}
    return {whole} if marks[-1] == "." else {whole, decimal}


def value_of_word(table: NumberWords, word: str) -> _Parts | None:
    """Return the value of a word in a number, or None."""
    if not word:
        return None
    if word in table.cardinals:
        return table.cardinals[word], [table.cardinals[word]], False
    if word in table.hundred:
        return 100.0, [-100.0], False
    if word in table.scales:
        return table.scales[word], [-table.scales[word]], False
    if word in table.ordinals:
        return table.ordinals[word], [table.ordinals[word]], True
    bare = word[1:] if word[0] == "و" else ""
    if bare and (bare in table.cardinals or bare in table.scales):
        return value_of_word(table, bare)
    if table.signs and _SIGNS.fullmatch(word):
        value = _chinese_whole([table.signs[sign] for sign in word])
        return value, [value], False
    if table.compound and len(word) > 5:
        return _compound(table, word)
    return None


def decade_of_word(table: NumberWords, word: str) -> float | None:
    """Return the number of years in a word such as *nineties*, or None."""
    for ending, instead in DECADE_ENDS.items():
        if (
            word.endswith(ending)
            and (tens := word.removesuffix(ending) + instead) in table.cardinals
        ):
            return table.cardinals[tens]
    return None


def multiplies(table: NumberWords, word: str) -> bool:
    """Tell whether a number word multiplies what stands before it."""
    return word in table.hundred or word in table.scales


def _compound(table: NumberWords, word: str) -> _Parts | None:
    """Return the value of a number that is written in one word (*zweihundertfünfzig*)."""
    found = _segmented(table, word)
    if found is None:
        return None
    values, rank = found
    if not all(
        fits(values[:number], value, linked=True) for number, value in enumerate(values) if number
    ):
        return None
    return composed(values), values, rank


def _segmented(table: NumberWords, word: str) -> tuple[list[float], bool] | None:
    """Return the parts of a compound, longest first, and whether it ends in a rank."""
    if not word:
        return [], False
    if word in table.ordinals:
        return [table.ordinals[word]], True
    for size in range(min(len(word), 12), 1, -1):
        head = word[:size]
        if head in table.linker:
            rest = _segmented(table, word[size:])
            if rest and rest[0]:
                return rest
        value = table.cardinals.get(head)
        if value is None and head in table.hundred:
            value = -100.0
        if value is None and table.scales.get(head, 1e6) <= 1000:
            value = -table.scales[head]
        if value is not None:
            rest = _segmented(table, word[size:])
            if rest is not None:
                return [value, *rest[0]], rest[1]
    return None


def fits(values: list[float], value: float, linked: bool) -> bool:
    """Tell whether a number word can go on the number of the ``values`` before it."""
    if not values:
        return True
    if value < 0:
        return value == -100.0 or values[-1] != value
    tail = _tail(values)
    if values[-1] < 0:  # after a hundred or a scale
        return value < -values[-1] or values[-1] == -12.0
    if value < 10:
        return (tail >= 20 and tail % 10 == 0) or (tail == 10 and value >= 7) or tail % 100 == 0
    if value < 20:
        return tail % 100 in (0, 60, 80) or (value == 10 and tail < 10 and not linked)
    if value < 100:
        return tail % 100 == 0 or (tail % 100 < 10 and linked) or (value == 20 and tail == 4)
    return False


def _tail(values: list[float]) -> float:
    """Return the sum since the last scale."""
    return composed(
        values[max((n for n, one in enumerate(values) if one < -100), default=-1) + 1 :]
    )


def composed(values: Sequence[float]) -> float:
    """Return the value of number words; those that multiply are below zero."""
    total = current = last = 0.0
    for value in values:
        if value == -100.0:
            current = max(current, 1.0) * 100
        elif value < 0:
            if total and -value > last:  # "a thousand million", "mil doscientos millones"
                total = (total + current) * -value
            else:
                total += max(current, 1.0) * -value
            current, last = 0.0, -value
        elif value == 20 and current == 4:
            current = 80.0
        else:
            current += value
    return total + current


CHINESE_POINT = "点"


def chinese_value(table: NumberWords, signs: Sequence[str]) -> float:
    """Return the value of Chinese numerals; a point may stand before decimals."""
    point = signs.index(CHINESE_POINT) if CHINESE_POINT in signs else len(signs)
    whole, decimals = (
        [part[1][0] for sign in of if (part := value_of_word(table, sign))]
        for of in (signs[:point], signs[point + 1 :])
    )
    digits = "".join(f"{value:.0f}" for value in decimals if value >= 0)
    scale = prod(-value for value in decimals if value < 0)
    return (_chinese_whole(whole) + float(f"0.{digits}")) * scale


def _chinese_whole(signs: Sequence[float]) -> float:
    """Return the value of whole numerals; those that multiply are below zero."""
    if all(sign >= 0 for sign in signs) and len(signs) > 1:
        return float("".join(str(int(sign)) for sign in signs))
    total = section = current = 0.0
    for sign in signs:
        if sign >= 0:
            current = sign
        elif sign <= -10_000:
            total = (total + section + current or 1.0) * -sign
            section = current = 0.0
        else:
            section += (current or 1.0) * -sign
            current = 0.0
    return total + section + current


def goes_on(values: list[float], part: tuple[float, list[float], bool], linked: bool) -> bool:
    """Tell whether a number word may follow the values of those before it."""
    worth, more, rank = part
    if rank and not fits(values, worth, linked):
        return False
    return all(fits([*values, *more[:number]], one, linked) for number, one in enumerate(more))
