"""Teams named after towns: in lines of results, and in the prose of sports reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.entities.finding.gazetteer import Gazetteer
from reader.entities.finding.name_rules import RuledName
from reader.entities.finding.tokens_of_text import TokenisedText
from reader.entities.mention import Type
from reader.text.word_tables import word_table

_JOINTS = frozenset(["-", "'", "’", "'s", "’s", "."])
_LONGEST = 5  # words of a side
_AT = frozenset(["at", "AT", "At"])
_FIXTURES = 3  # lines, at least: "Fire at Harbour House" alone is a headline

# An article with many of the first words is about sports; teams stand after the second ones and
# before the third.
_OF_TEAMS = word_table("reader.entities.finding", "of teams")
_SPORTS, _BEFORE, _AFTER = (frozenset(_OF_TEAMS[one]) for one in ("sports", "before", "after"))
_MANY, _DIFFERENT = 6, 3  # words of a line, and different ones
# What tells a place, whatever plays there.
_PLACED = frozenset(["across", "around", "at", "from", "in", "into", "near", "of", "outside", "to"])
_PLACE_ENDS = frozenset([",", ":"])


def in_results(
    words: TokenisedText, texts: Sequence[str], taken: Sequence[bool], lists: Gazetteer
) -> Iterator[RuledName]:
    """Yield the teams in lines of results, and those that travel in lines of fixtures.

    A line of results holds names and figures alone: two names have a figure each, or one has
    three. A line of fixtures says but which team is where, and there are several of them.
    """
    visitors: list[RuledName] = []
    start = 0
    for at in [*(at for at, opens in enumerate(words.opens) if opens), len(texts)]:
        # After a quotation mark that opens a sentence its first word opens it too.
        if at > 0 and (texts[at - 1][0].isalnum() or not words.opens[at - 1]):
            if at - start > 2 and _figures_alone(texts[start:at]):
                found = list(_scored(texts, start, at, taken))
                if len(found) > 1 or (found and _figures(texts[found[0].stop : at]) > 2):
                    yield from found
            visitors += _visitors(texts, start, at)
            start = at
    if len(visitors) >= _FIXTURES:
        yield from (team for team in visitors if not _is_country(texts, team, lists))


def in_reports(
    texts: Sequence[str], found: Sequence[RuledName], lists: Gazetteer
) -> list[RuledName]:
    """Return the names with the towns that play in a sports report as teams.

    The team of a country stays a place.
    """
    words = [text.lower() for text in texts if text.lower() in _SPORTS]
    if len(words) < _MANY or len(set(words)) < _DIFFERENT:
        return list(found)
    towns: dict[RuledName, str] = {}
    for name in found:
        if name.type is Type.LOC and not _is_country(texts, name, lists):
            towns[name] = " ".join(texts[name.first : name.stop])
    playing = {town for name, town in towns.items() if _plays(texts, name)}
    return [
        RuledName(name.first, name.stop, Type.ORG)
        if towns.get(name) in playing and not _is_place(texts, name)
        else name
        for name in found
    ]


def _is_country(texts: Sequence[str], name: RuledName, lists: Gazetteer) -> bool:
    entry = lists.phrases.get(" ".join(texts[name.first : name.stop]))
    return entry is not None and entry.section == "country"


def _plays(texts: Sequence[str], name: RuledName) -> bool:
    before, after = _around(texts, name)
    return before in _BEFORE or after in _AFTER


def _is_place(texts: Sequence[str], name: RuledName) -> bool:
    before, after = _around(texts, name)
    return before in _PLACED or after in _PLACE_ENDS or (len(after) == 4 and after.isdigit())


def _around(texts: Sequence[str], name: RuledName) -> tuple[str, str]:
    before = texts[name.first - 1].lower() if name.first else ""
    return before, texts[name.stop].lower() if name.stop < len(texts) else ""


def _visitors(texts: Sequence[str], start: int, end: int) -> Iterator[RuledName]:
    """Yield the first town of a line such as "Ohio at Kansas", where it is one."""
    line = texts[start : min(end, start + 2 * _LONGEST + 1)]
    middle = start + next((at for at, text in enumerate(line) if text in _AT), 0)
    sides = texts[start:middle], texts[middle + 1 : end]
    if all(0 < len(side) <= _LONGEST and all(map(_in_name, side)) for side in sides):
        yield RuledName(start, middle, Type.ORG)


def _in_name(word: str) -> bool:
    return word[0].isupper() or word in _JOINTS


def _figures(line: Sequence[str]) -> int:
    return sum(map(_is_number, line))


def _figures_alone(line: Sequence[str]) -> bool:
    return not any(word.islower() and len(word) > 1 for word in line) and _figures(line) > 0


def _scored(
    texts: Sequence[str], start: int, end: int, taken: Sequence[bool]
) -> Iterator[RuledName]:
    first = None
    for at in range(start, end):
        word = texts[at]
        if _is_number(word) and first is not None and not taken[at] and at - first <= _LONGEST:
            yield RuledName(first, at, Type.ORG)
            first = None
        if not (_in_name(word) and (first is not None or word[0].isupper())):
            first = None
        elif first is None:
            first = at


def _is_number(word: str) -> bool:
    return word[0].isdigit() and word.replace(".", "").replace(",", "").isdigit()
