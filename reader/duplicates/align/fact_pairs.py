"""The names, numbers and dates of two sentences, paired by what they mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

from reader.duplicates.align.countries import country_of
from reader.duplicates.align.entity_names import spelled_out
from reader.duplicates.align.facts import Fact, fact_words, facts, is_same, may_be_year
from reader.duplicates.align.sentence_words import SentenceWords
from reader.duplicates.values import ChangeKind
from reader.text.dates.calendar_date import CalendarDate
from reader.text.diff import Opcode
from reader.text.languages.language import is_function_word
from reader.text.numbers.quantity import Quantity

# What two facts of one value are worth as a pair.
_SAME = 4.0
# What two facts of other values are worth where one stands in the place of the other.
_FACING = 1.5
# What dates of one sort, and numbers of one unit or noun, are worth elsewhere.
_ALIKE = 1.0
# Where one name was put for another one, so many other words were changed with it at most.
_BESIDE = 3
# How far, counted in facts of one place, they are compared then.
_NEAR = 1
# Of a sentence with more facts than that those in one place alone are compared.
_MOST = 60
# Words between the members of a list.
_JOINING = frozenset("and or und oder et ou y o e en of och eller и или و أو".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class FactPair:
    """Two facts that say the same, or of which one took the other's place; or one alone."""

    a: Fact | None
    b: Fact | None
    same: bool


class Beside(NamedTuple):
    """The sentences before and behind two sentences in their texts, made when they are needed."""

    a: Callable[[], Iterator[SentenceWords]]
    b: Callable[[], Iterator[SentenceWords]]


def fact_pairs(
    a: SentenceWords, b: SentenceWords, steps: Sequence[Opcode], beside: Beside
) -> list[FactPair]:
    """Return the facts of two sentences as pairs; those that stand in both alike are left out.

    ``steps`` are those of a diff of their words. What stands ``beside`` a sentence is not lost.
    """
    mine, theirs = _changed(a, b, steps)
    found = _exchanged(a, b)
    mine = [one for one in mine if all(one != pair.a for pair in found)]
    theirs = [one for one in theirs if all(one != pair.b for pair in found)]
    mine, theirs = _without_spelled_out(a, mine, b, theirs)
    theirs, mine = _without_spelled_out(b, theirs, a, mine)
    mine, theirs = _without_ends(a, mine, b, theirs)
    theirs, mine = _without_ends(b, theirs, a, mine)
    scored: list[tuple[float, int, int, Fact, Fact, bool]] = []
    for one, other, near in _candidates(mine, theirs, steps):
        facing = near and (one.kind is ChangeKind.DATE or _is_put_for(one, other, steps))
        worth, same = _worth(a, b, one, other, facing)
        if worth:
            scored.append((worth, one.start, other.start, one, other, same))
    scored.sort(key=lambda row: (-row[0], row[1], row[2]))
    taken: set[tuple[str, int, ChangeKind]] = set()
    for _, _, _, one, other, same in scored:
        keys = {("a", one.start, one.kind), ("b", other.start, other.kind)}
        if not keys & taken:
            taken |= keys
            found.append(FactPair(one, other, same))
    left_a = [one for one in mine if ("a", one.start, one.kind) not in taken]
    left_b = [one for one in theirs if ("b", one.start, one.kind) not in taken]
    found += [FactPair(one, None, said) for one, said in _told(a, left_a, b, beside.b)]
    found += [FactPair(None, one, said) for one, said in _told(b, left_b, a, beside.a)]
    return found


def _told(
    side: SentenceWords,
    left: Sequence[Fact],
    other: SentenceWords,
    beside: Callable[[], Iterator[SentenceWords]],
) -> Iterator[tuple[Fact, bool]]:
    """Yield facts without a partner, and whether the other sentence or one beside it has them."""
    known = [_Known(other)]
    for fact in left:
        said = known[0].says(side, fact)
        if not said:
            known[1:] = known[1:] or map(_Known, beside())
            said = any(one.says(side, fact) for one in known[1:])
        yield fact, said


def _exchanged(a: SentenceWords, b: SentenceWords) -> list[FactPair]:
    """Return the two pairs of facts that have changed places (*killed two and wounded nine*).

    Both stand between the same words as the other one did, so that each says another thing. Of a
    list, and where facts of two kinds change places together, the order says nothing.
    """
    there: dict[tuple[ChangeKind, str, str], list[Fact]] = defaultdict(list)
    for other in facts(b)[:_MOST]:
        there[other.kind, *_between(b, other)].append(other)
    faced = [
        (one, other)
        for one in facts(a)[:_MOST]
        for other in there[one.kind, *_between(a, one)]
        if not (one.weak or other.weak) and not is_same(a, one, b, other)
    ]
    found = [
        (FactPair(*first, same=False), FactPair(*last, same=False))
        for first, last in combinations(faced, 2)
        if first[0].kind is last[0].kind
        and first[0].end < last[0].start
        and first[1].end < last[1].start
        and is_same(a, first[0], b, last[1])
        and is_same(a, last[0], b, first[1])
        and not _is_list(a, first[0], last[0])
    ]
    return list(found[0]) if len(found) == 1 else []


def _between(side: SentenceWords, fact: Fact) -> tuple[str, str]:
    """Return the words before and behind a fact, empty at the ends of the sentence."""
    before = side.compared[fact.start - 1] if fact.start else ""
    return before, side.compared[fact.end] if fact.end < len(side) else ""


def _is_list(side: SentenceWords, first: Fact, last: Fact) -> bool:
    """Tell whether nothing but other facts, and words that join, stand between two."""
    within = set(range(first.end, last.start))
    for one in facts(side):
        within.difference_update(range(one.start, one.end))
    return {side.plain[at] for at in within} <= _JOINING


def _candidates(
    mine: Sequence[Fact], theirs: Sequence[Fact], steps: Sequence[Opcode]
) -> Iterator[tuple[Fact, Fact, bool]]:
    """Yield the facts of one kind that may be a pair, and whether one takes the other's place.

    Of a sentence with very many facts only those in one place are compared, and few of these.
    """
    starts_a, starts_b = [step.a_start for step in steps], [step.b_start for step in steps]
    touched = {
        id(one): _touched(one, starts, ends)
        for facts_of, starts, ends in (
            (mine, starts_a, [step.a_end for step in steps]),
            (theirs, starts_b, [step.b_end for step in steps]),
        )
        for one in facts_of
    }
    if len(mine) * len(theirs) <= _MOST**2:
        for one in mine:
            for other in theirs:
                if one.kind is other.kind:
                    yield one, other, not touched[id(one)].isdisjoint(touched[id(other)])
        return
    there: dict[tuple[ChangeKind, int], list[Fact]] = defaultdict(list)
    for other in theirs:
        for step in touched[id(other)]:
            there[other.kind, step].append(other)
    seen: Counter[tuple[ChangeKind, int]] = Counter()
    for one in mine:
        for step in touched[id(one)]:
            at = seen[one.kind, step]
            seen[one.kind, step] += 1
            for other in there[one.kind, step][max(0, at - _NEAR) : at + _NEAR]:
                yield one, other, True


def _is_put_for(one: Fact, other: Fact, steps: Sequence[Opcode]) -> bool:
    """Tell whether a fact was put for another one, not a whole clause for another one.

    Then few words beside the two were changed, or they stand right behind, or before, the same one,
    or they have a word of their own in common.
    """
    for step in steps:
        if step.tag == "equal":
            first = max(0, one.start - step.a_start, other.start - step.b_start)
            size = step.a_end - step.a_start
            if first < min(size, one.end - step.a_start, other.end - step.b_start):
                return True
            continue
        if not (
            one.start < step.a_end
            and step.a_start < one.end
            and other.start < step.b_end
            and step.b_start < other.end
        ):
            continue
        before = max(0, one.start - step.a_start), max(0, other.start - step.b_start)
        behind = max(0, step.a_end - one.end), max(0, step.b_end - other.end)
        follow = step is not steps[0] and max(before) == 0
        precede = step is not steps[-1] and max(behind) == 0
        beside = max(map(sum, zip(before, behind, strict=True)))
        if follow or precede or beside <= _BESIDE:
            return True
    return False


def _touched(fact: Fact, starts: Sequence[int], ends: Sequence[int]) -> set[int]:
    """Return the steps of a diff that hold words of a fact."""
    first = bisect_right(ends, fact.start)
    return {
        step
        for step in range(first, bisect_left(starts, fact.end))
        if starts[step] < fact.end and fact.start < ends[step]
    }


class _Known:
    """The facts of a sentence, for facts of another one that have no partner in it."""

    def __init__(self, side: SentenceWords) -> None:
        self._side = side
        self._words = set(side.plain)
        self._facts: dict[ChangeKind, list[Fact]] = defaultdict(list)
        for one in facts(side):
            self._facts[one.kind].append(one)

    @cached_property
    def _countries(self) -> set[str | None]:
        """The countries that words of the sentence name, one word or two."""
        plain = self._side.plain
        return {country_of(one) for one in (*([word] for word in plain), *pairwise(plain))}

    def says(self, other: SentenceWords, fact: Fact) -> bool:
        """Tell whether a fact of another sentence says nothing that this one does not."""
        if fact.weak:
            return True
        if fact.kind is ChangeKind.NAME:
            name = [one for one in other.plain[fact.start : fact.end] if one not in self._words]
            code = country_of(name)
            if not name or (code is not None and code in self._countries):
                return True
        facts_of_kind = self._facts[fact.kind][:_MOST]
        return any(is_same(other, fact, self._side, one) for one in facts_of_kind)


def _worth(
    a: SentenceWords, b: SentenceWords, one: Fact, other: Fact, facing: bool
) -> tuple[float, bool]:
    """Return the worth of two facts as a pair, and whether they say the same."""
    same = is_same(a, one, b, other)
    match one.value, other.value:
        case Quantity() as first, Quantity() as second:
            noun = bool(first.noun) and first.noun == second.noun
            if same:
                parted = first.noun and second.noun and not noun and not facing
                return _SAME + noun + facing - (3.2 if parted else 0), True
            again = noun or a.plain[one.start : one.end] == b.plain[other.start : other.end]
            if not again and _is_one_another_kind(one, first, other, second, a.language):
                return 0.0, False
            if one.weak or other.weak:
                return facing * _FACING, False
            alike = noun or (bool(first.unit) and first.unit == second.unit)
            return facing * _FACING + alike * _ALIKE, False
        case CalendarDate() as first, CalendarDate() as second:
            if same:
                return _SAME + facing, True
            if first.sort != second.sort:
                # "today" may well be the Tuesday that the other one names.
                relative = "relative" in (first.sort, second.sort)
                return (_FACING if facing else 0.5 * relative, relative)
            return _ALIKE + facing * _FACING, False
    return (_SAME + facing, True) if same else (facing * _FACING, False)


def _is_one_another_kind(
    one: Fact, number: Quantity, other: Fact, second: Quantity, language: str
) -> bool:
    """Tell whether of two numbers one alone counts things, or one alone may be a year."""
    years = may_be_year(one, language), may_be_year(other, language)
    return years[0] is not years[1] or _is_one_a_count(number, second, language)


def _is_one_a_count(one: Quantity, other: Quantity, language: str) -> bool:
    """Tell whether one has a unit, and the other counts things: *91 years* and *two halves*."""
    bare = other if one.unit else one
    return bool(one.unit) is not bool(other.unit) and _names_thing(bare, language)


def _names_thing(number: Quantity, language: str) -> bool:
    """Tell whether a word behind a number says what is counted."""
    return bool(number.noun) and not is_function_word(number.noun, language)


def _changed(
    a: SentenceWords, b: SentenceWords, steps: Sequence[Opcode]
) -> tuple[list[Fact], list[Fact]]:
    """Return the facts of both sentences but for those that stand in both at one place."""
    in_b = {
        step.a_start + offset: step.b_start + offset
        for step in steps
        if step.tag == "equal"
        for offset in range(step.a_end - step.a_start)
    }
    mine, theirs = facts(a), facts(b)
    there = {(one.kind, one.start, one.end): one for one in theirs}
    kept: list[Fact] = []
    for fact in mine:
        places = [in_b.get(at) for at in range(fact.start, fact.end)]
        first = places[0]
        unbroken = first is not None and places == [*range(first, first + len(places))]
        key = (fact.kind, first or 0, (first or 0) + len(places))
        twin = there.get(key) if unbroken else None
        if twin is not None and is_same(a, fact, b, twin):
            del there[key]
        else:
            kept.append(fact)
    left = set(there.values())
    return kept, [one for one in theirs if one in left]


def _without_spelled_out(
    a: SentenceWords, mine: list[Fact], b: SentenceWords, theirs: list[Fact]
) -> tuple[list[Fact], list[Fact]]:
    """Return the facts without acronyms that the other sentence spells out."""
    words = [b.word(at) for at in range(len(b))]
    for fact in [one for one in mine if one.kind is ChangeKind.NAME][:_MOST]:
        found = spelled_out(fact_words(a, fact), words, a.language)
        if found:
            start, end = found
            mine = [one for one in mine if one is not fact]
            theirs = [
                one
                for one in theirs
                if one.kind is not ChangeKind.NAME or one.end <= start or end <= one.start
            ]
    return mine, theirs


def _without_ends(
    a: SentenceWords, mine: list[Fact], b: SentenceWords, theirs: list[Fact]
) -> tuple[list[Fact], list[Fact]]:
    """Return the facts without ranges whose ends the other sentence has (*to 5 from 3*)."""
    for fact in [one for one in mine if isinstance(one.value, Quantity)][:_MOST]:
        assert isinstance(fact.value, Quantity)
        ends = [replace(fact, value=end) for end in fact.value.ends or ()]
        told = [next((one for one in theirs if is_same(a, end, b, one)), None) for end in ends]
        if ends and None not in told:
            mine = [one for one in mine if one is not fact]
            theirs = [one for one in theirs if one not in told]
    return mine, theirs
