"""Texts that are articles already: how they are told from pages, and their headlines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reader.cleaning.article import Role
from reader.cleaning.features.line_features import LONG, Look
from reader.cleaning.metadata.metadata_fields import is_field_name, is_no_title
from reader.cleaning.parse.fixed_width import is_item
from reader.cleaning.parse.lines import Line
from reader.cleaning.parse.pages_of_print import width_with_next_word
from reader.cleaning.parse.unwrap import is_cut, joins_unspaced
from reader.cleaning.wording.line_wording import ends_sentence, units

# The chance that a title needs: a page has one, so a line that may be it is taken; a clean text
# need not have one.
LEAST_TITLE, LEAST_CLEAN = 0.03, 0.5
# What somebody said, as a headline: without the point of a sentence in it.
_QUOTED = re.compile(
    r"[\"“„«»‹‘‚「『]\s?[^\"“”„«»「」『』]{3,200}[^.\"“”„«»「」『』]\s?[\"”“»«›’‘」』]"
)
_DOUBTED = 0.1  # a line less likely than this may be furniture, or of no article
_FEW_ITEMS = 5
_FEW_LINES, _FEW_WORDS = 0.1, 0.05  # shares


def is_clean(lines: Sequence[Line], looks: Sequence[Look], chances: Sequence[float]) -> bool:
    """Tell whether a page is an article already, with nothing around it.

    Such a text begins and ends with running text, a few short lines aside, and has next to no
    furniture in it; the markup knows of no menu. Nor is the model sure that most of it, as comments
    are, belongs to no article. Where there is no furniture and the model doubts hardly any line,
    lists may begin and end it. (On the training pages: 99 % of the clean texts, 2 % of the dumps.)
    """
    if not lines or any(line.place for line in lines):
        return False
    prose = [index for index, look in enumerate(looks) if _is_prose(lines[index], look)]
    if not prose:  # a recipe: short sentences, and no line that the model is sure of
        return ends_sentence(lines[-1].text) and min(chances) >= _DOUBTED
    furniture = sum(1 for look in looks if look.weight <= -2.0)
    words = sum(look.size for look in looks)
    doubted = [look.size for look, chance in zip(looks, chances, strict=True) if chance < _DOUBTED]
    foreign = sum(doubted)
    is_trusted = len(doubted) <= _FEW_LINES * len(lines) and foreign <= _FEW_WORDS * words
    if is_trusted and not furniture and not any(line.within for line in lines):
        return True
    return (
        _is_around(prose, looks)
        and furniture <= max(1, len(looks) // 40)
        and foreign <= 0.6 * words
    )


def _is_prose(line: Line, look: Look) -> bool:
    # A short sentence counts with its numbers.
    return look.weight > 0 or (bool(look.sentences) and units(line.text) >= LONG)


def _is_around(prose: Sequence[int], looks: Sequence[Look]) -> bool:
    """Tell whether lines of running text begin and end a text, and are enough of it."""
    size, words = sum(looks[index].size for index in prose), sum(look.size for look in looks)
    return prose[0] <= 3 and len(looks) - 1 - prose[-1] <= 9 and size >= 0.2 * words


def clean_headline(
    lines: Sequence[Line], looks: Sequence[Look], chances: Mapping[int, tuple[float, float, float]]
) -> int | None:
    """Return the line of a clean text that must be its headline, if there is one.

    The markup says so of the first line, or authors, a date or a field stand right under a line.
    """
    signed = [
        looks[index].dated
        or looks[index].byline
        or is_field_name(lines[index].text)
        or max(chances.get(index, (0.0,))[1:], default=0.0) >= LEAST_CLEAN
        for index in range(len(lines))
    ]
    titles = {i: title for i, (title, _, _) in chances.items() if not is_no_title(lines[i].text)}
    if _is_below_site(lines, looks, titles, chances.get(1, (0.0, 0.0, 0.0))):
        return 2
    if lines[0].role is Role.HEADING and lines[0].level == 1 and 0 in chances:
        return 0
    if 0 in titles and _is_quoted_title(lines):
        return 0
    # A menu of a few items may stand over the headline of a page of documentation.
    items = next((index for index, line in enumerate(lines) if not is_item(line)), 0)
    if 0 < items <= _FEW_ITEMS and items in titles and stands_over(lines[items:], looks[items:]):
        return items
    likeliest = max(titles, key=titles.__getitem__, default=0)
    if titles.get(likeliest, 0.0) >= LEAST_TITLE and any(signed[likeliest + 1 : likeliest + 4]):
        return likeliest
    above = next((index for index in range(1, min(4, len(lines))) if signed[index]), 0) - 1
    if (
        above in chances
        and 3 <= units(lines[above].text) <= 30
        and not ends_sentence(lines[above].text)
    ):
        return above
    # A running head, "The Courier – 5 March 2024", may stand over the headline.
    first = int(looks[0].dated and len(lines) > 2 and not ends_sentence(lines[0].text))
    return first if first in titles and stands_over(lines[first:], looks[first:]) else None


def _is_below_site(
    lines: Sequence[Line],
    looks: Sequence[Look],
    titles: Mapping[int, float],
    second: tuple[float, float, float],
) -> bool:
    """Tell whether the headline stands below the name of the site and the day, as blogs print it.

    It is a heading if the name is one, has more words, and is as likely a title by about half.
    """
    return (
        len(lines) > 3
        and (looks[1].dated or second[-1] >= LEAST_CLEAN)
        and not looks[1].byline
        and lines[0].role is lines[2].role
        and units(lines[0].text) < units(lines[2].text)
        and titles.get(0, 0.0) < 2 * titles.get(2, 0.0)
        and stands_over(lines[2:], looks[2:])
    )


def _is_quoted_title(lines: Sequence[Line]) -> bool:
    """Tell whether the first line of a clean text is what somebody said, set off and not ended."""
    over = lines[0].text
    is_set_off = len(lines) > 1 and bool(lines[1].gap)
    return is_set_off and 2 <= units(over) <= 30 and bool(_QUOTED.fullmatch(over))


def stands_over(lines: Sequence[Line], looks: Sequence[Look]) -> bool:
    """Tell whether the first line of a clean text is set off above a sentence, as headlines are.

    So is one that breaks off with room for more than the first word of the sentence.
    """
    over, first = lines[0], lines[1]
    return (
        (bool(first.gap) or _breaks_off(over, first))
        and 2 <= units(over.text) <= 30
        and not (looks[0].dated or looks[0].byline or is_no_title(over.text))
        and not ends_sentence(over.text)
        and ends_sentence(first.text)
    )


def _breaks_off(over: Line, first: Line) -> bool:
    """Tell whether a line ends with room for the next word, which begins a sentence of its own."""
    width = (
        len(over.text) + 1
        if joins_unspaced(over.text, first.text)
        else width_with_next_word(over, first)
    )
    return width < len(first.text) and not first.text[0].islower() and not is_cut(over, first)
