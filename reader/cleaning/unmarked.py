"""Complete the text of a page without elements, as a dump is, by where its lines stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, takewhile

from reader.cleaning.parse.fixed_width import is_item, without_bullet
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.line_wording import RECIPE_PARTS, ends_sentence, units

# What a browser prints of a picture, or of a form and its button.
_PICTURE = re.compile(r"\[[^\]]*\](?:\s?\w{1,12})?|_{3,}.*|\(BUTTON\).*|OK")
# The chances of a line between kept ones, of a short sentence right below them, and of an item
# beside others. (On dumps of the benchmark that the model had not seen, two thirds, five sixths
# and nineteen of twenty such lines are the article's.)
_BETWEEN, _LISTED, _CLOSING, _BESIDE = 0.3, 0.2, 0.14, 0.1
_SENTENCE, _SHORT_SENTENCE = 4, 12  # words
# So short a dump ends with its last sentences, if they are so likely and nothing else is between.
_SHORT_DUMP, _MAYBE, _RULED_OUT = 20, 0.1, 0.05  # lines, chances
_TOLD = 0.15  # the chance of a sentence of a recipe


def unmarked(
    lines: Sequence[Line], order: Sequence[int], chances: Sequence[float]
) -> Iterator[int]:
    """Yield the lines without elements that belong to the given ones, which are in ``order``.

    The model doubts what is short, and what stands near furniture.
    """
    if all(line.within for line in lines):
        return
    likely = [0.0 if line.within else each for line, each in zip(lines, chances, strict=True)]
    text = {*order, *_between(lines, order, likely), *_listed_headings(lines, order, likely)}
    text.update(_items(lines, text, likely))
    yield from text
    yield from _closing(lines, max(text) + 1, likely)
    yield from _ending(lines, order, likely)
    yield from _printed_recipe(lines, order, chances)


def _between(
    lines: Sequence[Line], order: Sequence[int], chances: Sequence[float]
) -> Iterator[int]:
    """Yield the likely lines between the given ones, but pictures and what stands twice."""
    said = Counter(line.text for line in lines)
    for index in range(order[0] + 1, order[-1]):
        text = lines[index].text
        is_again = said[text] > 1 or text.startswith(f"{lines[index - 1].text} ")
        if chances[index] < _BETWEEN or is_again:
            continue
        if units(text) and not _PICTURE.fullmatch(text):
            yield index


def _listed_headings(
    lines: Sequence[Line], order: Sequence[int], chances: Sequence[float]
) -> Iterator[int]:
    """Yield the headings over given lines that a list names, as that of the parts does."""
    items = {without_bullet(line).text for line in lines if is_item(line)}
    for index in {index - 1 for index in order} - {-1}:
        line = lines[index]
        if chances[index] >= _LISTED and line.text in items and not is_item(line):
            yield index


def _items(lines: Sequence[Line], text: Set[int], chances: Sequence[float]) -> Iterator[int]:
    """Yield the likely items of the lists that a text has some items of."""
    for listed, run in groupby(range(len(lines)), lambda index: is_item(lines[index])):
        items = list(run)
        if listed and not text.isdisjoint(items):
            yield from (index for index in items if chances[index] >= _BESIDE)


def _closing(lines: Sequence[Line], below: int, chances: Sequence[float]) -> Iterator[int]:
    """Yield the short sentences in a row that begins with the line ``below`` a text."""
    for index in range(below, len(lines)):
        size = units(lines[index].text)
        is_short = _SENTENCE <= size <= _SHORT_SENTENCE
        if chances[index] < _CLOSING or not is_short or not ends_sentence(lines[index].text):
            return
        yield index


def _ending(lines: Sequence[Line], order: Sequence[int], chances: Sequence[float]) -> Iterator[int]:
    """Yield the sentences below the given lines of a short dump, up to what is none of its text.

    The model doubts them, as long pages go on with furniture there.
    """
    below = range(order[-1] + 1, len(lines) if len(lines) <= _SHORT_DUMP else 0)
    for index in takewhile(lambda index: chances[index] >= _RULED_OUT, below):
        if chances[index] >= _MAYBE and ends_sentence(lines[index].text):
            yield index


def _printed_recipe(
    lines: Sequence[Line], order: Sequence[int], chances: Sequence[float]
) -> Iterator[int]:
    """Yield the labels over given lines of a recipe without markup, and the sentences between."""
    labels = {i for i, each in enumerate(lines) if RECIPE_PARTS.fullmatch(each.text)}
    given = set(order)
    for index in {index - 1 for index in order} - {-1} if labels else ():
        line = lines[index]
        is_told = ends_sentence(line.text) and chances[index] >= _TOLD and index - 1 in given
        if line.within is None and (is_told or index in labels):
            yield index
