"""The value of a number in running text: all that it may mean, with units."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.text.numbers import units

# A value and its unit (in one word, empty where there is none).
Reading = tuple[float, str]
# The units of ranks, and of ten and a hundred years.
ORDINAL, DECADE, CENTURY = "ordinal", "decade", "century"

# The unit of a range begins with it, its high end behind that, then the unit of both ends.
RANGE = "to "


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
        return any(_equal(mine, theirs) for mine in self.readings for theirs in other.readings)

    @property
    def ends(self) -> tuple[Quantity, Quantity] | None:
        """The two numbers of a range; None of a single one."""
        pairs = [
            ((value, unit), (float(high), unit))
            for value, range_ in self.readings
            if range_.startswith(RANGE)
            for high, _, unit in [range_.removeprefix(RANGE).partition(" ")]
        ]
        if not pairs:
            return None
        low, high = (frozenset(one) for one in zip(*pairs, strict=True))
        return replace(self, readings=low), replace(self, readings=high)

    @property
    def unit(self) -> str:
        """The unit of the first reading that has one, or nothing."""
        return next((unit for _, unit in sorted(self.readings) if unit), "")


def _equal(one: Reading, other: Reading) -> bool:
    (value, unit), (other_value, other_unit) = one, other
    if unit != other_unit and units.PARTS.get(unit) and units.PARTS.get(other_unit):
        return _close(*(value * units.PARTS[unit][1] for value, unit in (one, other))) and (
            units.PARTS[unit][0] == units.PARTS[other_unit][0]
        )
    return _close(value, other_value) and (
        unit == other_unit
        or unit.startswith(f"{other_unit} ".lstrip())
        or other_unit.startswith(f"{unit} ".lstrip())
    )


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))
