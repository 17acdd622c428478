"""The lead of an article on a page: what stands between its headline and its text, by its name.

The line models hide many of them, as they are set apart from the text in the page.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import groupby

from reader.cleaning.features.element_features import path_of
from reader.cleaning.parse.lines import Element, Line
from reader.cleaning.wording.line_wording import ends_sentence, units

_LEADS = frozenset(
    """abstract anreisser bajada chapeau chapo description einleitung entradilla excerpt ingress
    intro introduction introtext lead lede summary teaser vorspann""".split()  # noqa: SIM905
)
# These are no part of the text but say in a line what it is about.
_DECKS = frozenset("deck dek standfirst subhead subheading subheadline subtitle".split())  # noqa: SIM905
_OTHERS = frozenset("author caption figure image media photo".split())  # noqa: SIM905
# A lead has so many words, stands within so many lines below the headline, and is named by one of
# so many elements around it.
_SHORTEST, _BELOW, _AROUND = 8, 12, 3
_LINKED = 0.3  # share of a line's characters


def lead(
    lines: Sequence[Line], keep: Sequence[bool], title: int, barred: Container[int]
) -> tuple[list[int], int | None]:
    """Return the hidden lines below the headline that begin the text, and the standfirst.

    They are those of the first element between the headline and the text shown that is named for a
    lead; the standfirst is its first line that is no sentence, or of an element named for one.
    Where none is named so, it is the line right under the headline in the same element.
    """
    first = next((index for index in range(title, len(lines)) if keep[index]), len(lines))
    shown = {line.text for line, each in zip(lines, keep, strict=True) if each}
    free = [
        index
        for index in range(title + 1, min(first, title + _BELOW))
        if index not in barred
        and units(lines[index].text) >= _SHORTEST
        and lines[index].linked < _LINKED
        and lines[index].text not in shown
    ]
    for named, members in groupby(free, lambda index: _named(lines[index])):
        if named is not None:
            siblings = list(members)
            is_deck = not named.words.isdisjoint(_DECKS)
            text = [] if is_deck else [i for i in siblings if ends_sentence(lines[i].text)]
            return text, next((index for index in siblings if index not in text), None)
    under = title + 1
    is_apart = first < len(lines) and under in free and are_siblings(lines[title], lines[under])
    return [], under if is_apart else None


def are_siblings(first: Line, second: Line) -> bool:
    """Tell whether one element holds those that two lines stand in."""
    return (
        first.within is not None
        and second.within is not None
        and first.within.around is second.within.around
    )


def _named(line: Line) -> Element | None:
    """Return the element around a line that is named for a lead, and for no picture."""
    for element in path_of(line.within)[:_AROUND]:
        if element.words & (_LEADS | _DECKS) and element.words.isdisjoint(_OTHERS):
            return element
    return None
