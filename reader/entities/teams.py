"""Teams named after towns: in lines of results, and in the prose of sports reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.entities.gazetteer import Gazetteer
from reader.entities.mention import Type
from reader.entities.rules import Found
from reader.entities.words import Words

_JOINTS = frozenset(["-", "'", "’", "'s", "’s", "."])
_LONGEST = 5

# An article with many of the first words is about sports; teams stand after the second ones and
# before the third.
_SPORTS, _BEFORE, _AFTER = (
    frozenset(words.split())
    for words in (
        "baseball basketball batsman bowler champions championship club clubs coach cricket cup "
        "defender final fixture fixtures football goal goalkeeper goals halftime hockey homer "
        "inning innings league match matches midfield midfielder penalty pitcher playoff playoffs "
        "qualifier quarterback rebounds rematch rugby season semifinal semifinals side soccer "
        "standings striker team teams touchdown tournament wicket wickets",
        "against beat beating beats blanked champions defeat defeated edged for host hosted hosts "
        "joined leaders over overcame past rivals routed swept thrashed versus v vs",
        "beat beating beats blanked captain clinched coach declared defeated defeats defender drew "
        "edged edges face faced fans forward goalkeeper host hosted hosts lost manager midfielder "
        "overcame routed scored signed skipper striker swept thrash thrashed trail trailed won",
    )
)
_MANY, _DIFFERENT = 6, 3
# What tells a place, whatever plays there.
_PLACED = frozenset(["across", "around", "at", "from", "in", "into", "near", "of", "outside", "to"])
_PLACE_ENDS = frozenset([",", ":"])


def in_results(words: Words, texts: Sequence[str], taken: Sequence[bool]) -> Iterator[Found]:
    """Yield the names that figures follow in lines that hold nothing but names and figures.

    A line counts where two names have a figure each, or one has three.
    """
    start = 0
    for at in range(1, len(texts) + 1):
        if at == len(texts) or (words.opens[at] and not words.opens[at - 1]):
            if at - start > 2 and _figures_alone(texts[start:at]):
                found = list(_scored(texts, start, at, taken))
                if len(found) > 1 or (found and _is_number(texts[min(found[0].stop + 2, at - 1)])):
                    yield from found
            start = at


def in_reports(texts: Sequence[str], found: Sequence[Found], known: Gazetteer) -> list[Found]:
    """Return the names with the towns that play in a sports report as teams.

    The team of a country stays a place.
    """
    words = [text.lower() for text in texts if text.lower() in _SPORTS]
    if len(words) < _MANY or len(set(words)) < _DIFFERENT:
        return list(found)
    towns: dict[Found, str] = {}
    for name in found:
        town = " ".join(texts[name.first : name.stop])
        entry = known.phrases.get(town)
        if name.type is Type.LOC and (entry is None or entry.section != "country"):
            towns[name] = town
    playing = {town for name, town in towns.items() if _plays(texts, name)}
    return [
        Found(name.first, name.stop, Type.ORG)
        if towns.get(name) in playing and not _is_place(texts, name)
        else name
        for name in found
    ]


def _plays(texts: Sequence[str], name: Found) -> bool:
    before, after = _around(texts, name)
    return before in _BEFORE or after in _AFTER


def _is_place(texts: Sequence[str], name: Found) -> bool:
    before, after = _around(texts, name)
    return before in _PLACED or after in _PLACE_ENDS or (len(after) == 4 and after.isdigit())


def _around(texts: Sequence[str], name: Found) -> tuple[str, str]:
    before = texts[name.first - 1].lower() if name.first else ""
    return before, texts[name.stop].lower() if name.stop < len(texts) else ""


def _figures_alone(line: Sequence[str]) -> bool:
    return any(map(_is_number, line)) and not any(word.islower() and len(word) > 1 for word in line)


def _scored(texts: Sequence[str], start: int, end: int, taken: Sequence[bool]) -> Iterator[Found]:
    first = None
    for at in range(start, end):
        word = texts[at]
        if _is_number(word) and first is not None and not taken[at] and at - first <= _LONGEST:
            yield Found(first, at, Type.ORG)
            first = None
        if not (word[0].isupper() or (first is not None and word in _JOINTS)):
            first = None
        elif first is None:
            first = at


def _is_number(word: str) -> bool:
    return word.replace(".", "").replace(",", "").isdigit()
